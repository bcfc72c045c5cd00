#pragma once
// Choice among offers: the multinomial logit with an outside option [McFadden 1974; Train 2009, ch.
// 3]. P_j = e^V_j / (1 + sum_k e^V_k); the utility of not buying is 0.

#include "engine/base/elementary.hpp"
#include "engine/base/quantity.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// Utility lost to the price: b p (linear) or b ln(p / reference) (logarithmic).
template <class Number>
Number price_disutility(bool logarithmic, Number sensitivity, Price<Number> price,
                        Price<Number> reference) {
  return logarithmic ? sensitivity * logarithm(max(price / reference, 1e-300))
                     : sensitivity * price.value;
}

/// e^V of an offer whose utility before its price is `attraction`. Utilities above 600 count as 600
/// (nobody buys anything else then), so that sums of weights stay finite.
template <class Number>
Number attraction_weight(Number attraction, Number disutility) {
  return exponential(min(attraction - disutility, 600.0));
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
