#pragma once
// Textbook model: a stock point that orders each piece anew when it is asked for one. Lead times
// are independent, of any law: orders on the way are the busy servers of a queue without waiting
// room [Palm 1938; Erlang 1917; Feeney & Sherbrooke 1966].

#include <cmath>
#include <functional>
#include <queue>
#include <vector>

#include "engine/random/draws.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

struct OneForOnePerformance {
  double fill_rate;   // share of customers served at once
  double backorders;  // mean over time
};

/// The share of customers that meet all servers busy: B(n) = load B(n - 1) / (n + load B(n - 1)).
inline double erlang_loss(double load, int servers) {
  double loss = 1;
  for (int n = 1; n <= servers; ++n) loss = load * loss / (n + load * loss);
  return loss;
}

/// With lost sales, for demand of `load` pieces per mean lead time.
inline OneForOnePerformance lost_sales_performance(double load, int level) {
  return {1 - erlang_loss(load, level), 0};
}

/// With backorders: orders on the way are Poisson.
inline OneForOnePerformance backorder_performance(double load, int level) {
  OneForOnePerformance result{0, 0};
  double probability = std::exp(-load);
  for (int on_order = 0; on_order <= 200; probability *= load / ++on_order) {
    if (on_order < level)
      result.fill_rate += probability;
    else
      result.backorders += probability * (on_order - level);
  }
  return result;
}

/// One run, customer by customer, with one customer per unit of time in the mean and lead times by
/// this quantile function.
inline OneForOnePerformance simulate_one_for_one(int level, bool lost_sales,
                                                 const std::function<double(double)>& lead_time,
                                                 Step customers, Step warm_up, const Draws& draws) {
  constexpr Purpose gap{"gap between two customers of a textbook stock point"};
  constexpr Purpose lead{"lead time of a textbook stock point"};
  std::priority_queue<double, std::vector<double>, std::greater<>> due;
  double now = 0, start = 0, owed = 0, served = 0;
  for (Step customer = 0; customer < warm_up + customers; ++customer) {
    if (customer == warm_up) start = now, owed = served = 0;
    const double next = now - std::log(draws.uniform<1>(gap, {0}, customer)[0]);
    const auto wait_until = [&](double moment) {
      owed += std::max(static_cast<double>(due.size()) - level, 0.0) * (moment - now);
      now = moment;
    };
    for (; !due.empty() && due.top() <= next; due.pop()) wait_until(due.top());
    wait_until(next);
    const bool in_stock = due.size() < static_cast<std::size_t>(level);
    served += in_stock;
    if (in_stock || !lost_sales)
      due.push(now + lead_time(draws.uniform<1>(lead, {0}, customer)[0]));
  }
  return {served / customers, owed / (now - start)};
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
