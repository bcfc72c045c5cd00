#pragma once
// What a member asks for a product, promotions aside. A policy is a file: a described record and
// pure functions; phases/price_review.cpp gives those that move by step what they look at.

#include "models/market/policies/best_response.hpp"
#include "models/market/policies/match.hpp"
#include "models/market/policies/react_to_stock.hpp"

namespace channelsim::market {

/// The one line to extend.
template <class Number>
using Pricing = std::variant<ListPrice<Number>, RecommendedPrice<Number>, Markup<Number>,
                             FixedPrice<Number>, FollowList<Number>, MatchPrices<Number>,
                             ReactToStock<Number>, BestResponse<Number>>;

/// A policy that moves by itself around a base price.
template <class Policy>
concept MovesByStep = requires(const Policy& policy) {
  policy.base;
};

template <class Number>
bool moves_by_step(const Pricing<Number>& policy) {
  return std::visit([]<class Policy>(const Policy&) { return MovesByStep<Policy>; }, policy);
}

/// Whether a price, or the base it moves around, is of one kind.
template <class Policy, class Number>
bool goes_by(const Pricing<Number>& policy) {
  return std::visit(
      []<class Own>(const Own& own) {
        if constexpr (MovesByStep<Own>)
          return std::holds_alternative<Policy>(own.base);
        else
          return std::is_same_v<Own, Policy>;
      },
      policy);
}

inline namespace CHANNELSIM_LEVEL {

/// The price before it moves by itself.
template <class Number>
Price<Number> asking_price(const Pricing<Number>& policy, const PriceContext<Number>& p) {
  return std::visit(
      [&]<class Own>(const Own& own) {
        if constexpr (MovesByStep<Own>)
          return asking_price(own.base, p);
        else
          return asking_price(own, p);
      },
      policy);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
