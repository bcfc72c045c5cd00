#pragma once
// Prices that are best against those of others.

#include "models/market/policies/base_pricing.hpp"

namespace channelsim::market {

/// The price that earns most while all others stay as they are. Where everybody sets prices so,
/// they end up at the equilibrium of Bertrand if they end up anywhere [Anderson, de Palma & Thisse
/// 1992, ch. 6 and 7]; a speed below 1 helps them get there.
template <class Number>
struct BestResponse {
  BasePricing<Number> base = Markup<Number>{};
  std::uint32_t review = 1;
  Number speed{1.0};
  bool joint = false;
  Number at_least{0.5};
  Number at_most{2.0};

  static constexpr auto describe() {
    return record(
        "best_response",
        "The price with the highest margin x expected demand, others' prices being those of the "
        "step before: consumers choose as `demand.choice` says. What remembering consumers know, "
        "showrooming and stock are not looked at [Anderson, de Palma & Thisse 1992].",
        fields(
            field<&BestResponse::base>("The price at the start, of which the bounds are shares."),
            field<&BestResponse::review>("How often the price is reviewed: in steps 0, review, "
                                         "2 x review and so on.",
                                         between(1, 5200), unit("steps")),
            field<&BestResponse::speed>(
                "Share of the way from its price to the best one that a review goes.",
                between(0.001, 1)),
            field<&BestResponse::joint>(
                "Whether all that its owner earns counts: a member looks at its whole range "
                "(category management), one of the manufacturer's at all that the manufacturer "
                "earns, its margin on independent members' sales included. Otherwise each product "
                "of each member is priced by itself."),
            field<&BestResponse::at_least>("Lowest price, as a share of the base price.",
                                           between(0, 100)),
            field<&BestResponse::at_most>("Highest price, as a share of the base price.",
                                          between(0, 100))));
  }
};

inline namespace CHANNELSIM_LEVEL {

/// The summit of the parabola through three points a < m < b of which m is the highest.
template <class Number>
Number summit(Number a, Number m, Number b, Number of_a, Number of_m, Number of_b) {
  const Number left = (m - a) * (of_m - of_b), right = (b - m) * (of_m - of_a);
  const Number curve = left + right;
  const Number shift = ((b - m) * right - (m - a) * left) * 0.5 / max(curve, 1e-300);
  return select(curve > 0.0, m + shift, m);
}

/// The price between two bounds at which a profit is highest: the best of evenly spaced ones, then
/// golden sections around it [Kiefer 1953] and a parabola through what these leave, so that a lower
/// second summit does not matter unless it is narrow. To about 1e-9 of the distance of the bounds
/// where profit is smooth; sections alone would end at 1e-8, where rounding hides a summit.
template <class Number, class Profit>
Number best_price(const Profit& profit_at, Number low, Number high) {
  constexpr int spaces = 16, sections = 17;
  constexpr double golden = 0.6180339887498949;
  Number best = low, highest = profit_at(low);
  const auto consider = [&](Number price, Number profit) {
    best = select(profit > highest, price, best);
    highest = max(highest, profit);
  };
  for (int i = 1; i <= spaces; ++i) {
    const Number price = low + (high - low) * (i / double(spaces));
    consider(price, profit_at(price));
  }
  const Number space = (high - low) * (1.0 / spaces);
  Number left = max(best - space, low), right = min(best + space, high);
  Number of_left = profit_at(left), of_right = profit_at(right);
  Number lower = right - (right - left) * golden, upper = left + (right - left) * golden;
  Number of_lower = profit_at(lower), of_upper = profit_at(upper);
  for (int i = 0; i < sections; ++i) {
    const auto is_left = of_lower >= of_upper;
    left = select(is_left, left, lower);
    of_left = select(is_left, of_left, of_lower);
    right = select(is_left, upper, right);
    of_right = select(is_left, of_upper, of_right);
    const Number fresh =
        select(is_left, right - (right - left) * golden, left + (right - left) * golden);
    const Number of_fresh = profit_at(fresh);
    const Number kept = select(is_left, lower, upper);
    const Number of_kept = select(is_left, of_lower, of_upper);
    lower = select(is_left, fresh, kept);
    of_lower = select(is_left, of_fresh, of_kept);
    upper = select(is_left, kept, fresh);
    of_upper = select(is_left, of_kept, of_fresh);
  }
  const auto is_left = of_lower >= of_upper;
  const Number top = select(is_left, summit(left, lower, upper, of_left, of_lower, of_upper),
                            summit(lower, upper, right, of_lower, of_upper, of_right));
  consider(left, of_left);
  consider(right, of_right);
  consider(select(is_left, lower, upper), max(of_lower, of_upper));
  const Number between = max(min(top, right), left);
  return select(profit_at(between) >= highest, between, best);
}

/// Where a review leaves a price.
template <class Number>
Price<Number> reviewed_price(const BestResponse<Number>& policy, Price<Number> before,
                             Price<Number> best) {
  return before + (best - before) * policy.speed;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
