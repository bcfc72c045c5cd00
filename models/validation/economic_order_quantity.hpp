#pragma once
// Textbook model: the order quantity that balances fixed costs of orders with stock, under constant
// demand [Harris 1913; Snyder & Shen 2019, ch. 3].

#include <cmath>
#include <limits>

namespace channelsim::validation {

/// Rates and costs per unit of time; without backorders their cost is infinite.
struct OrderCosts {
  double fixed_cost, demand_rate, holding_cost;
  double backorder_cost = std::numeric_limits<double>::infinity();
};

struct OrderCycle {
  double quantity, largest_backlog, cost;
};

/// Cost per unit of time of ordering this much whenever the backlog has reached `backlog`: stock
/// and backlog are triangles over the cycle.
inline double cycle_cost(const OrderCosts& costs, double quantity, double backlog) {
  const auto [fixed_cost, rate, holding, shortage] = costs;
  const double cycle = quantity / rate, highest = quantity - backlog;
  const double stock = highest / 2 * (highest / rate), owed = backlog / 2 * (backlog / rate);
  return (fixed_cost + holding * stock + (backlog > 0 ? shortage * owed : 0)) / cycle;
}

/// Q = sqrt(2 K l / h) sqrt((h + b) / b), backlog Q h / (h + b).
inline OrderCycle economic_order_quantity(const OrderCosts& costs) {
  const auto [fixed_cost, rate, holding, shortage] = costs;
  const double held = std::isinf(shortage) ? 1 : shortage / (holding + shortage);  // share of time
  return {std::sqrt(2 * fixed_cost * rate / (holding * held)),
          std::sqrt(2 * fixed_cost * rate / (holding * held)) * (1 - held),
          std::sqrt(2 * fixed_cost * rate * holding * held)};
}

}  // namespace channelsim::validation
