#pragma once
// Textbook model: two manufacturers sell substitutes through one retailer; demand of good i is
// a - b p_i + g p_j, and who moves first earns more [Choi 1991].

#include "models/validation/best_response.hpp"

namespace channelsim::validation {

struct SubstituteGoods {
  double intercept, own_slope, cross_slope, cost;
  double demand(std::size_t i, const std::array<double, 2>& price) const {
    return intercept - own_slope * price[i] + cross_slope * price[1 - i];
  }
};

/// Prices are equal for both goods; the manufacturer's profit is that of each.
struct CommonRetailerOutcome {
  double wholesale_price, price, quantity, manufacturer_profit, retailer_profit;
};

inline CommonRetailerOutcome common_retailer_outcome(const SubstituteGoods& goods,
                                                     double wholesale_price, double price) {
  const double quantity = goods.demand(0, {price, price});
  return {wholesale_price, price, quantity, (wholesale_price - goods.cost) * quantity,
          2 * (price - wholesale_price) * quantity};
}

/// Manufacturers lead: w = (a + b c) / (2 b - g), p = a / (2 (b - g)) + w / 2.
inline CommonRetailerOutcome manufacturers_lead(const SubstituteGoods& goods) {
  const auto [a, b, g, c] = goods;
  const double wholesale = (a + b * c) / (2 * b - g);
  return common_retailer_outcome(goods, wholesale, a / (2 * (b - g)) + wholesale / 2);
}

/// Nobody leads: a - (b - g) p - b (w - c) = 0 and a - 2 (b - g) p + (b - g) w = 0.
inline CommonRetailerOutcome nobody_leads(const SubstituteGoods& goods) {
  const auto [a, b, g, c] = goods;
  const double price = (a * (2 * b - g) + b * (b - g) * c) / ((b - g) * (3 * b - g));
  return common_retailer_outcome(goods, 2 * price - a / (b - g), price);
}

/// The retailer leads: with w0 of leading manufacturers, w = (w0 + c) / 2 and its margin is
/// (w0 - c) (2 b - g) / (2 (b - g)).
inline CommonRetailerOutcome retailer_leads(const SubstituteGoods& goods) {
  const auto [a, b, g, c] = goods;
  const double led = manufacturers_lead(goods).wholesale_price, wholesale = (led + c) / 2;
  return common_retailer_outcome(goods, wholesale,
                                 wholesale + (led - c) * (2 * b - g) / (2 * (b - g)));
}

namespace common_retailer_parts {
using Pair = std::array<double, 2>;

inline Pair sum(const Pair& a, const Pair& b) { return {a[0] + b[0], a[1] + b[1]}; }

inline double manufacturer_profit(const SubstituteGoods& goods, std::size_t i,
                                  const Pair& wholesale, const Pair& margin) {
  return (wholesale[i] - goods.cost) * goods.demand(i, sum(wholesale, margin));
}
inline double retailer_profit(const SubstituteGoods& goods, const Pair& wholesale,
                              const Pair& margin) {
  const Pair price = sum(wholesale, margin);
  return margin[0] * goods.demand(0, price) + margin[1] * goods.demand(1, price);
}
/// The retailer's best margins at given wholesale prices.
inline Pair margins(const SubstituteGoods& goods, const Pair& wholesale) {
  return equilibrium<2>(
      [&](std::size_t, const Pair& margin) { return retailer_profit(goods, wholesale, margin); },
      {1, 1});
}
/// The manufacturers' wholesale prices at given margins of the retailer.
inline Pair wholesale_prices(const SubstituteGoods& goods, const Pair& margin) {
  return equilibrium<2>(
      [&](std::size_t i, const Pair& wholesale) {
        return manufacturer_profit(goods, i, wholesale, margin);
      },
      {goods.cost, goods.cost});
}
}  // namespace common_retailer_parts

inline CommonRetailerOutcome play_manufacturers_lead(const SubstituteGoods& goods) {
  using namespace common_retailer_parts;
  const Pair wholesale = equilibrium<2>(
      [&](std::size_t i, const Pair& tried) {
        return manufacturer_profit(goods, i, tried, margins(goods, tried));
      },
      {goods.cost, goods.cost}, 1e-8);
  return common_retailer_outcome(goods, wholesale[0], wholesale[0] + margins(goods, wholesale)[0]);
}

inline CommonRetailerOutcome play_nobody_leads(const SubstituteGoods& goods) {
  using namespace common_retailer_parts;
  const std::array<double, 4> moves = equilibrium<4>(
      [&](std::size_t player, const std::array<double, 4>& tried) {
        const Pair wholesale{tried[0], tried[1]}, margin{tried[2], tried[3]};
        return player < 2 ? manufacturer_profit(goods, player, wholesale, margin)
                          : retailer_profit(goods, wholesale, margin);
      },
      {goods.cost, goods.cost, 1, 1});
  return common_retailer_outcome(goods, moves[0], moves[0] + moves[2]);
}

inline CommonRetailerOutcome play_retailer_leads(const SubstituteGoods& goods) {
  using namespace common_retailer_parts;
  const Pair margin = equilibrium<2>(
      [&](std::size_t, const Pair& tried) {
        return retailer_profit(goods, wholesale_prices(goods, tried), tried);
      },
      {1, 1}, 1e-8);
  const double wholesale = wholesale_prices(goods, margin)[0];
  return common_retailer_outcome(goods, wholesale, wholesale + margin[0]);
}

}  // namespace channelsim::validation
