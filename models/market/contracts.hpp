#pragma once
// What a member and its supplier have agreed beside the purchase price. Each term is a described
// record and a pure function of what was bought; phases/contracts.cpp books them, once, to both
// sides.

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// A discount on all pieces of an order that is large enough [Jeuland & Shugan 1983].
template <class Number>
struct QuantityDiscount {
  Pieces<Number> from{};
  Number discount{0.0};

  static constexpr auto describe() {
    return record(
        "quantity_discount",
        "A discount on the whole of an order that reaches a size (all-units discount) "
        "[Jeuland & Shugan 1983].",
        fields(field<&QuantityDiscount::from>("Pieces of one product that are sent in a step.",
                                              required, at_least(0)),
               field<&QuantityDiscount::discount>("Share of the invoice, for all of it.", required,
                                                  between(0, 1))));
  }
};

enum class RebateOn { purchases, sales };
constexpr auto choices(std::type_identity<RebateOn>) {
  return std::array{
      Choice<RebateOn>{RebateOn::purchases, "purchases", "Pieces bought from the supplier."},
      Choice<RebateOn>{RebateOn::sales, "sales", "Pieces sold on [Taylor 2002]."}};
}

/// A rebate on what goes beyond a target in a period [Taylor 2002].
template <class Number>
struct TargetRebate {
  std::uint32_t every = 13;
  Pieces<Number> target{};
  Price<Number> rebate{};
  Number share{0.0};
  RebateOn counts = RebateOn::purchases;
  bool all_pieces = false;

  static constexpr auto describe() {
    return record(
        "target_rebate",
        "A rebate of the supplier for reaching a target; booked as it is earned [Taylor 2002].",
        fields(field<&TargetRebate::every>("Length of a period; counting starts anew with each.",
                                           between(1, 5200), unit("steps")),
               field<&TargetRebate::target>("Pieces of one product in a period.", required,
                                            at_least(0)),
               field<&TargetRebate::rebate>("Amount per piece.", at_least(0)),
               field<&TargetRebate::share>("Share of the purchase price per piece, besides.",
                                           between(0, 1)),
               field<&TargetRebate::counts>("What counts toward the target."),
               field<&TargetRebate::all_pieces>(
                   "Whether the rebate is on all pieces of the period once the target is reached; "
                   "otherwise on those beyond the target.")));
  }
};

/// Unsold goods go back at the end of a period [Pasternack 1985]; up to a share of what was bought
/// at the full price, quantity flexibility [Tsay 1999].
template <class Number>
struct BuyBack {
  std::uint32_t every = 13;
  Price<Number> credit{};
  Number up_to{1.0};
  std::optional<Price<Number>> salvage;

  static constexpr auto describe() {
    return record(
        "buy_back",
        "The supplier takes back what is on hand at the end of a period [Pasternack 1985].",
        fields(
            field<&BuyBack::every>("Length of a period.", between(1, 5200), unit("steps")),
            field<&BuyBack::credit>("What it credits per piece.", required, at_least(0)),
            field<&BuyBack::up_to>("At most this share of what the member has bought in the "
                                   "period (quantity flexibility [Tsay 1999]).",
                                   between(0, 1)),
            field<&BuyBack::salvage>("What the supplier gets per piece outside this market.",
                                     at_least(0), otherwise("it puts them into its stock again"))));
  }
};

/// The end of a season: what is left, after goods went back, leaves the market.
template <class Number>
struct Clearance {
  std::uint32_t every = 13;
  Price<Number> salvage{};

  static constexpr auto describe() {
    return record(
        "clearance", "What is on hand at the end of a season is sold off outside this market.",
        fields(field<&Clearance::every>("Length of a season.", between(1, 5200), unit("steps")),
               field<&Clearance::salvage>("What a piece brings.", at_least(0))));
  }
};

/// What a member has agreed with its supplier beside the purchase price [Cachon 2003].
template <class Number>
struct Contract {
  std::vector<QuantityDiscount<Number>> quantity_discounts;
  MoneyPerStep<Number> fixed_fee{};
  Number revenue_share{0.0};
  std::optional<TargetRebate<Number>> target_rebate;
  std::optional<BuyBack<Number>> buy_back;

  static constexpr auto describe() {
    return record(
        "contract",
        "What a member has agreed with its supplier beside the purchase price [Cachon 2003]. It "
        "holds while the member is in business.",
        fields(
            field<&Contract::quantity_discounts>(
                "All-units discounts; of those an order reaches, the one with the largest "
                "`from` counts.",
                otherwise("none")),
            field<&Contract::fixed_fee>(
                "Paid to the supplier whatever is bought: a franchise fee, the fixed part of a "
                "two-part tariff [Moorthy 1987].",
                at_least(0)),
            field<&Contract::revenue_share>("Share of its sales that the supplier gets [Cachon "
                                            "& Lariviere 2005].",
                                            between(0, 1)),
            field<&Contract::target_rebate>("A rebate for reaching a target.", otherwise("none")),
            field<&Contract::buy_back>("Unsold goods go back.", otherwise("none"))));
  }
};

/// Whether there is anything to book.
template <class Number>
bool has_terms(const Contract<Number>& contract) {
  const auto may_be_paid = [](const auto& number) {
    if constexpr (requires { number.uncertain(); })
      return number.uncertain() || number.sure != 0;
    else
      return true;
  };
  return !contract.quantity_discounts.empty() || may_be_paid(contract.fixed_fee.value) ||
         may_be_paid(contract.revenue_share) || contract.target_rebate || contract.buy_back;
}

/// Whether a period that begins with step 0 ends with this step.
constexpr bool ends_period(std::uint32_t every, std::uint32_t step) {
  return (step + 1) % every == 0;
}

inline namespace CHANNELSIM_LEVEL {

/// Share of the invoice that quantity discounts take off.
template <class Number>
Number discount_of(const std::vector<QuantityDiscount<Number>>& discounts, Pieces<Number> order) {
  Number discount = 0.0, reached = -1.0;
  for (const QuantityDiscount<Number>& each : discounts) {
    const Number from = select(order.value >= each.from.value, each.from.value, Number(-1.0));
    discount = select(from > reached, each.discount, discount);
    reached = max(reached, from);
  }
  return discount;
}

/// Pieces of a period that have earned a rebate when so many count toward the target.
template <class Number>
Pieces<Number> pieces_with_rebate(const TargetRebate<Number>& policy, Pieces<Number> counted) {
  if (policy.all_pieces)
    return {select(counted.value >= policy.target.value, counted.value, Number(0.0))};
  return max(counted - policy.target, Pieces<Number>{Number(0.0)});
}

/// What goes back of what is on hand.
template <class Number>
Pieces<Number> sent_back(const BuyBack<Number>& policy, Pieces<Number> on_hand,
                         Pieces<Number> bought) {
  return max(min(on_hand, bought * policy.up_to), Pieces<Number>{Number(0.0)});
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
