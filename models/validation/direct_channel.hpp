#pragma once
// Textbook model: a manufacturer that could sell directly disciplines its retailer without selling
// a piece [Chiang, Chhajed & Hess 2003]. Consumers value the good at v ~ U(0, 1) in the shop and at
// `acceptance` times that online; nothing costs anything, and the wholesale price may not exceed
// the direct price, or the retailer would buy online.

#include <algorithm>

namespace channelsim::validation {

struct DirectChannelOutcome {
  double wholesale_price, direct_price, price;
  double retail_quantity, direct_quantity;
  double manufacturer_profit, retailer_profit;
};

/// What consumers buy at these prices, each where its surplus is larger, if it is positive.
inline DirectChannelOutcome direct_channel_outcome(double acceptance, double wholesale_price,
                                                   double direct_price, double price) {
  // Who values more than `indifferent` prefers the shop, who values less prefers online.
  const double indifferent = (price - direct_price) / (1 - acceptance);
  const double from_retail = std::clamp(std::max(price, indifferent), 0.0, 1.0);
  const double from_direct = std::min(direct_price / acceptance, from_retail);
  const double retail = 1 - from_retail, direct = from_retail - from_direct;
  return {wholesale_price,
          direct_price,
          price,
          retail,
          direct,
          wholesale_price * retail + direct_price * direct,
          (price - wholesale_price) * retail};
}

/// For acceptance > 1/2: w = p_d = acceptance / 2, p_r = 1/2, and nobody buys online.
inline DirectChannelOutcome direct_channel_as_threat(double acceptance) {
  return direct_channel_outcome(acceptance, acceptance / 2, acceptance / 2, 0.5);
}

namespace direct_channel_parts {
/// The retailer's best price of a grid of `cells`; its profit has one peak, with a kink.
inline double retail_price(double acceptance, double wholesale_price, double direct_price,
                           int cells) {
  const auto profit = [&](int cell) {
    return direct_channel_outcome(acceptance, wholesale_price, direct_price,
                                  static_cast<double>(cell) / cells)
        .retailer_profit;
  };
  int low = 0, high = cells;
  while (high - low > 2) {
    const int left = low + (high - low) / 3, right = high - (high - low) / 3;
    // Equal profits are two sides of the peak, or 0 beyond the price at which nobody buys.
    (profit(left) < profit(right) ? low : high) = profit(left) < profit(right) ? left : right;
  }
  int best = low;
  for (int cell = low; cell <= high; ++cell)
    if (profit(cell) > profit(best)) best = cell;
  return static_cast<double>(best) / cells;
}
}  // namespace direct_channel_parts

/// The game on a grid of prices with this many cells: the manufacturer tries all pairs of prices
/// and foresees the retailer's answer. Without a direct channel (`direct` false) nobody buys
/// online.
inline DirectChannelOutcome play_direct_channel(double acceptance, int cells, bool direct = true) {
  DirectChannelOutcome best{};
  for (int online = direct ? 0 : cells; online <= cells; ++online) {
    for (int wholesale = 0; wholesale <= online; ++wholesale) {
      const double direct_price = static_cast<double>(online) / cells;
      const double wholesale_price = static_cast<double>(wholesale) / cells;
      const double price =
          direct_channel_parts::retail_price(acceptance, wholesale_price, direct_price, 4 * cells);
      const DirectChannelOutcome outcome =
          direct_channel_outcome(acceptance, wholesale_price, direct_price, price);
      if (outcome.manufacturer_profit > best.manufacturer_profit + 1e-12) best = outcome;
    }
  }
  return best;
}

}  // namespace channelsim::validation
