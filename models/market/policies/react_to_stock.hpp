#pragma once
// Prices that fall when there is too much in stock.

#include "models/market/policies/base_pricing.hpp"

namespace channelsim::market {

/// A price that falls with stock and rises with scarcity, as the optimal price of a given stock
/// does [Gallego & van Ryzin 1994]; the linear rule is a heuristic.
template <class Number>
struct ReactToStock {
  BasePricing<Number> base = Markup<Number>{};
  Number target_cover{2.0};
  Number sensitivity{0.2};
  Number at_least{0.5};
  Number at_most{1.0};

  static constexpr auto describe() {
    return record(
        "react_to_stock",
        "The base price x (1 + sensitivity x (target_cover - cover) / target_cover), where cover "
        "is the stock on hand at the start of the step over the forecast demand per step: mark "
        "down what does not sell [Gallego & van Ryzin 1994]. The forecast of a base_stock member "
        "stays what it was at the start.",
        fields(field<&ReactToStock::base>("The price at the target cover."),
               field<&ReactToStock::target_cover>("Stock it means to have, in steps of demand.",
                                                  above(0), unit("steps")),
               field<&ReactToStock::sensitivity>(
                   "Share by which the price falls when the cover is twice the target.",
                   between(0, 10)),
               field<&ReactToStock::at_least>("Lowest price, as a share of the base price.",
                                              between(0, 10)),
               field<&ReactToStock::at_most>("Highest price, as a share of the base price.",
                                             between(0, 10))));
  }
};

inline namespace CHANNELSIM_LEVEL {

/// `cover` in steps; of what nobody wants it is without bound, and counts as a million.
template <class Number>
Price<Number> stock_price(const ReactToStock<Number>& policy, Price<Number> base,
                          Pieces<Number> on_hand, Pieces<Number> forecast) {
  const Number cover = min(on_hand.value / max(forecast.value, 1e-300), 1e6);
  const Number excess = cover / policy.target_cover - 1.0;
  return within(base * (1.0 - policy.sensitivity * excess), base, policy.at_least, policy.at_most);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
