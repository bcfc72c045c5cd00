#pragma once
// Textbook model: a stock point that orders up to S at the start of a period when its stock is at
// or below s; no lead time, Poisson demand, backorders [Snyder & Shen 2019, ch. 4; Zheng &
// Federgruen 1991].

#include <cmath>
#include <vector>

#include "engine/random/draws.hpp"
#include "engine/random/poisson.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// Costs per order, and per piece at the end of a period.
struct PeriodicStockPoint {
  double holding_cost, backorder_cost, fixed_cost, demand_mean;
};

struct ReorderLevels {
  int reorder, up_to;  // s and S
};

/// P(X = k) of a Poisson number, one after the other.
inline std::vector<double> poisson_probabilities(double mean, int largest) {
  std::vector<double> probability{std::exp(-mean)};
  for (int k = 1; k <= largest; ++k) probability.push_back(probability.back() * mean / k);
  return probability;
}

/// Expected holding and backorder cost of a period that starts with this stock.
inline double expected_period_cost(const PeriodicStockPoint& point, int stock) {
  const auto probability = poisson_probabilities(point.demand_mean, 100);
  double cost = 0;
  for (int demand = 0; demand <= 100; ++demand) {
    const int left = stock - demand;
    cost += probability[static_cast<std::size_t>(demand)] *
            (left > 0 ? point.holding_cost * left : -point.backorder_cost * left);
  }
  return cost;
}

/// c(s, S) = (K + sum_{j < S - s} m(j) G(S - j)) / sum_{j < S - s} m(j), where m(j) is how many
/// periods of a cycle are expected to start with stock S - j.
inline double mean_cost(const PeriodicStockPoint& point, ReorderLevels levels) {
  const auto probability = poisson_probabilities(point.demand_mean, 100);
  std::vector<double> periods;
  double cost = point.fixed_cost, length = 0;
  for (int j = 0; j < levels.up_to - levels.reorder; ++j) {
    double reached = j == 0 ? 1 : 0;
    for (int demand = 1; demand <= j; ++demand)
      reached += probability[static_cast<std::size_t>(demand)] *
                 periods[static_cast<std::size_t>(j - demand)];
    periods.push_back(reached / (1 - probability[0]));
    cost += periods.back() * expected_period_cost(point, levels.up_to - j);
    length += periods.back();
  }
  return cost / length;
}

/// The cheapest levels with 0 <= s < S <= largest, all tried.
inline ReorderLevels best_levels(const PeriodicStockPoint& point, int largest) {
  ReorderLevels best{0, 1};
  for (int reorder = 0; reorder < largest; ++reorder)
    for (int up_to = reorder + 1; up_to <= largest; ++up_to)
      if (mean_cost(point, {reorder, up_to}) < mean_cost(point, best)) best = {reorder, up_to};
  return best;
}

/// Mean cost of so many simulated periods, one run per lane.
inline Lanes simulate(const PeriodicStockPoint& point, ReorderLevels levels, Step periods,
                      const Draws& draws) {
  constexpr Purpose purpose{"demand of a textbook stock point"};
  Lanes stock = levels.up_to, cost = 0.0;
  for (Step now = 0; now < periods; ++now) {
    const Mask orders = stock <= static_cast<double>(levels.reorder);
    stock = select(orders, static_cast<double>(levels.up_to), stock);
    stock -= poisson_quantile(draws.uniform(purpose, {0}, now), Lanes(point.demand_mean));
    cost += select(orders, point.fixed_cost, Lanes(0.0)) + point.holding_cost * max(stock, 0.0) +
            point.backorder_cost * max(-stock, 0.0);
  }
  return cost / static_cast<double>(periods);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
