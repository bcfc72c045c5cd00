#pragma once
// Prices that follow the cheapest competitor.

#include "models/market/policies/base_pricing.hpp"

namespace channelsim::market {

/// The lowest price in sight, a step late [Salop 1986, on meeting competition].
template <class Number>
struct MatchPrices {
  BasePricing<Number> base = Markup<Number>{};
  Number at_least{0.8};
  Number at_most{1.0};

  static constexpr auto describe() {
    return record(
        "match",
        "Meet the lowest price of the step before: of rivals, and of other members for the same "
        "product, in the regions where it sells [Salop 1986]. Where nobody else offers it, the "
        "base price.",
        fields(field<&MatchPrices::base>("The price that the bounds are shares of."),
               field<&MatchPrices::at_least>("Lowest price, as a share of the base price.",
                                             between(0, 10)),
               field<&MatchPrices::at_most>("Highest price, as a share of the base price.",
                                            between(0, 10))));
  }
};

inline namespace CHANNELSIM_LEVEL {

/// `lowest` is what the cheapest competitor asked a step ago.
template <class Number>
Price<Number> matched_price(const MatchPrices<Number>& policy, Price<Number> base,
                            Price<Number> lowest) {
  return within(lowest, base, policy.at_least, policy.at_most);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
