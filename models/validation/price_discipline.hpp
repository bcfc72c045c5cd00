#pragma once
// Textbook model: rivals keep a high price for ever, or fall back to competition for ever once one
// has broken away. They keep it if the future counts enough [Friedman 1971].

#include <cmath>
#include <numeric>
#include <vector>

#include "models/validation/best_response.hpp"

namespace channelsim::validation {

/// A firm's profit per period: while all keep to it, when it breaks away, and in competition.
struct DisciplineProfits {
  double kept, broken, competition;
  /// Keeping to it is worth it from this discount factor on.
  double critical_discount_factor() const { return (broken - kept) / (broken - competition); }
};

/// Rivals in quantities with linear demand: (n + 1)^2 / ((n + 1)^2 + 4 n).
inline double quantity_discipline(int firms) {
  const double square = (firms + 1.0) * (firms + 1.0);
  return square / (square + 4.0 * firms);
}

/// Rivals in prices: 1 - 1 / n.
inline double price_discipline(int firms) { return 1 - 1.0 / firms; }

/// Quantities with inverse demand 1 - Q and no cost, each profit found by search.
template <std::size_t Firms>
DisciplineProfits play_quantity_discipline() {
  const double monopoly = best_response([](double q) { return q * (1 - q); }, 0.1);
  const double part = monopoly / Firms;
  const auto profit = [](double own, double others) { return own * (1 - own - others); };
  const double others = (Firms - 1) * part;
  const double breaking = best_response([&](double q) { return profit(q, others); }, part);
  std::array<double, Firms> start;
  start.fill(part);
  const auto quantities = equilibrium<Firms>(
      [&](std::size_t i, const std::array<double, Firms>& q) {
        return profit(q[i], std::accumulate(q.begin(), q.end(), 0.0) - q[i]);
      },
      start);
  return {profit(part, others), profit(breaking, others),
          profit(quantities[0], std::accumulate(quantities.begin() + 1, quantities.end(), 0.0))};
}

/// Prices with demand 1 - p and no cost, by whole cells of a grid up to 1: the cheapest share the
/// demand, who breaks away undercuts by a cell, and competition ends at the price which nobody
/// gains by undercutting.
inline DisciplineProfits play_price_discipline(int firms, int cells) {
  const auto profit = [&](int price, int sharing) {
    const double p = static_cast<double>(price) / cells;
    return p * (1 - p) / sharing;
  };
  int monopoly = 0;
  for (int price = 0; price <= cells; ++price)
    if (profit(price, 1) > profit(monopoly, 1)) monopoly = price;
  int competition = monopoly;
  while (profit(competition - 1, 1) > profit(competition, firms)) --competition;
  return {profit(monopoly, firms), profit(monopoly - 1, 1), profit(competition, firms)};
}

/// The sum of discounted profits of one who keeps to it for ever less that of one who breaks away
/// at once, over so many periods.
inline double gain_of_keeping(const DisciplineProfits& profits, double discount_factor,
                              int periods) {
  double gain = profits.kept - profits.broken, weight = 1;
  for (int period = 1; period < periods; ++period)
    gain += (weight *= discount_factor) * (profits.kept - profits.competition);
  return gain;
}

}  // namespace channelsim::validation
