#pragma once
// What a member asks for a product, promotions aside. A policy is a described record and one pure
// function of the prices a member can see.

#include <variant>

#include "engine/base/quantity.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// The prices a member can go by.
template <class Number>
struct PriceContext {
  Price<Number> list, recommended;  // of the manufacturer
  Price<Number> purchase;           // what the member itself pays
};

/// The manufacturer's list price: how a distributor bills the trade.
template <class Number>
struct ListPrice {
  static constexpr auto describe() {
    return record("list", "Sell at the manufacturer's list price.", fields());
  }
};

/// The recommended retail price: how the manufacturer's own shops sell.
template <class Number>
struct RecommendedPrice {
  static constexpr auto describe() {
    return record("recommended", "Sell at the recommended retail price.", fields());
  }
};

/// Cost-plus: a mark-up on what the member pays.
template <class Number>
struct Markup {
  Number rate{0.4};

  static constexpr auto describe() {
    return record("markup", "Add a mark-up to what the member pays.",
                  fields(field<&Markup::rate>("Mark-up as a share of the purchase price.",
                                              between(-1, 100))));
  }
};

/// A price of the member's own.
template <class Number>
struct FixedPrice {
  Price<Number> price{};

  static constexpr auto describe() {
    return record("fixed", "Sell at a price of the member's own.",
                  fields(field<&FixedPrice::price>("The shelf price.", required, at_least(0))));
  }
};

/// The one line to extend.
template <class Number>
using Pricing =
    std::variant<ListPrice<Number>, RecommendedPrice<Number>, Markup<Number>, FixedPrice<Number>>;

inline namespace CHANNELSIM_LEVEL {

template <class Number>
Price<Number> asking_price(const ListPrice<Number>&, const PriceContext<Number>& p) {
  return p.list;
}
template <class Number>
Price<Number> asking_price(const RecommendedPrice<Number>&, const PriceContext<Number>& p) {
  return p.recommended;
}
template <class Number>
Price<Number> asking_price(const Markup<Number>& policy, const PriceContext<Number>& p) {
  return p.purchase * (1.0 + policy.rate);
}
template <class Number>
Price<Number> asking_price(const FixedPrice<Number>& policy, const PriceContext<Number>&) {
  return policy.price;
}
template <class Number>
Price<Number> asking_price(const Pricing<Number>& policy, const PriceContext<Number>& p) {
  return std::visit([&](const auto& alternative) { return asking_price(alternative, p); }, policy);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
