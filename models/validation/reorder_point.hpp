#pragma once
// Textbook model: a stock point that is watched all the time and orders Q whenever stock and orders
// on the way have fallen to r; constant lead time, backorders [Hadley & Whitin 1963; Zheng 1992].

#include <cmath>
#include <deque>
#include <vector>

#include "engine/random/draws.hpp"
#include "engine/random/normal.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// Rates and costs per unit of time; `demand_deviation` is that of the demand of a unit of time,
/// for normal demand.
struct WatchedStockPoint {
  double demand_rate, lead_time;
  double holding_cost, backorder_cost, fixed_cost;
  double demand_deviation = 0;
};

struct WatchedStockPerformance {
  double on_hand, backorders, fill_rate, cost;
};

namespace reorder_point_parts {
/// E (Z - z)^+ and E ((Z - z)^+)^2 / 2 of a standard normal Z.
inline double loss(double z) {
  return std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0)) - z * normal_cumulative(-z);
}
inline double second_loss(double z) {
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0));
  return ((z * z + 1) * normal_cumulative(-z) - z * density) / 2;
}
}  // namespace reorder_point_parts

/// Cost rate G(y) of holding stock and owing, a lead time after stock and orders were y.
inline double normal_cost_rate(const WatchedStockPoint& point, double position) {
  const double mean = point.demand_rate * point.lead_time;
  const double deviation = point.demand_deviation * std::sqrt(point.lead_time);
  const double owed = deviation * reorder_point_parts::loss((position - mean) / deviation);
  return point.holding_cost * (position - mean + owed) + point.backorder_cost * owed;
}

/// (K l + integral of G from r to r + Q) / Q under normal demand, with second-order losses.
inline double normal_cost(const WatchedStockPoint& point, double reorder_point, double quantity) {
  const double mean = point.demand_rate * point.lead_time;
  const double deviation = point.demand_deviation * std::sqrt(point.lead_time);
  const double low = (reorder_point - mean) / deviation;
  const double high = (reorder_point + quantity - mean) / deviation;
  const double owed =
      deviation * deviation *
      (reorder_point_parts::second_loss(low) - reorder_point_parts::second_loss(high));
  const double net = deviation * deviation * (high * high - low * low) / 2;
  return (point.fixed_cost * point.demand_rate + point.holding_cost * (net + owed) +
          point.backorder_cost * owed) /
         quantity;
}

/// Exact under Poisson demand: stock and orders on the way are even on r + 1 … r + Q, and the
/// demand of a lead time later that much less is left.
inline WatchedStockPerformance poisson_performance(const WatchedStockPoint& point,
                                                   int reorder_point, int quantity) {
  const double mean = point.demand_rate * point.lead_time;
  WatchedStockPerformance sum{0, 0, 0, 0};
  for (int position = reorder_point + 1; position <= reorder_point + quantity; ++position) {
    double probability = std::exp(-mean) / quantity;
    for (int demand = 0; demand <= 200; probability *= mean / ++demand) {
      const int net = position - demand;
      (net > 0 ? sum.on_hand : sum.backorders) += probability * std::abs(net);
      if (net > 0) sum.fill_rate += probability;  // as the next customer finds it
    }
  }
  sum.cost = point.fixed_cost * point.demand_rate / quantity + point.holding_cost * sum.on_hand +
             point.backorder_cost * sum.backorders;
  return sum;
}

/// One run with customers who come one by one, without a formula of the theory.
inline WatchedStockPerformance simulate(const WatchedStockPoint& point, int reorder_point,
                                        int quantity, Step customers, const Draws& draws) {
  constexpr Purpose purpose{"gap between two customers of a textbook stock point"};
  std::deque<double> due;  // of orders on the way, the next first
  WatchedStockPerformance sum{0, 0, 0, 0};
  double now = 0, orders = 0;
  int net = reorder_point + quantity, position = net;
  const auto wait_until = [&](double moment) {
    (net > 0 ? sum.on_hand : sum.backorders) += std::abs(net) * (moment - now);
    now = moment;
  };
  for (Step customer = 0; customer < customers; ++customer) {
    const double next =
        now - std::log(draws.uniform<1>(purpose, {0}, customer)[0]) / point.demand_rate;
    for (; !due.empty() && due.front() <= next; due.pop_front(), net += quantity)
      wait_until(due.front());
    wait_until(next);
    sum.fill_rate += net > 0 ? 1.0 / customers : 0;
    --net;
    if (--position == reorder_point) {
      due.push_back(now + point.lead_time);
      position += quantity;
      ++orders;
    }
  }
  return {sum.on_hand / now, sum.backorders / now, sum.fill_rate,
          (point.fixed_cost * orders + point.holding_cost * sum.on_hand +
           point.backorder_cost * sum.backorders) /
              now};
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
