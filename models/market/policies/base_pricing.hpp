#pragma once
// Prices that follow from what a member is charged or told, whatever others do: known once the
// terms of a stage are. A policy is a described record and one pure function of the prices a member
// can see.

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

/// A price that goes along with part of each change of the list price [Besanko, Dubé & Gupta 2005,
/// on the pass-through of retailers].
template <class Number>
struct FollowList {
  Price<Number> price{}, list_price{};
  Number pass_through{1.0};

  static constexpr auto describe() {
    return record(
        "follow_list",
        "Sell at `price` while the list price is `list_price`, and pass on a share of what the "
        "list price differs from that [Besanko, Dubé & Gupta 2005].",
        fields(
            field<&FollowList::price>("The shelf price at that list price.", required, at_least(0)),
            field<&FollowList::list_price>("The list price to which it belongs.", required,
                                           at_least(0)),
            field<&FollowList::pass_through>(
                "Change of the shelf price per change of the list price, in money: 1 passes on "
                "each cent, 0 none.",
                between(0, 10))));
  }
};

/// What a price that moves by itself starts from and is held near to.
template <class Number>
using BasePricing = std::variant<ListPrice<Number>, RecommendedPrice<Number>, Markup<Number>,
                                 FixedPrice<Number>, FollowList<Number>>;

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
Price<Number> asking_price(const FollowList<Number>& policy, const PriceContext<Number>& p) {
  return max(policy.price + (p.list - policy.list_price) * policy.pass_through,
             Price<Number>{Number(0.0)});
}
template <class Number>
Price<Number> asking_price(const BasePricing<Number>& policy, const PriceContext<Number>& p) {
  return std::visit([&](const auto& alternative) { return asking_price(alternative, p); }, policy);
}

/// A price held between two shares of another; where these contradict each other, the lower holds.
template <class Number>
Price<Number> within(Price<Number> price, Price<Number> base, Number at_least, Number at_most) {
  return max(min(price, base * at_most), base * at_least);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
