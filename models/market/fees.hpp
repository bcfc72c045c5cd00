#pragma once
// What is paid beside the price of goods: fees between a member and the manufacturer, and what
// platforms, hosts and visitors cost.

#include <array>
#include <optional>

#include "engine/base/quantity.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

enum class CommissionBase { invoiced, collected };
constexpr auto choices(std::type_identity<CommissionBase>) {
  return std::array{
      Choice<CommissionBase>{CommissionBase::invoiced, "invoiced",
                             "On what is invoiced, whether it is paid or not."},
      Choice<CommissionBase>{CommissionBase::collected, "collected",
                             "On what customers have paid: the agent sees to it that they do, so "
                             "that late payments become half as many."}};
}

/// Money off for consumers, and who pays for it.
template <class Number>
struct Coupon {
  Price<Number> value{};
  Number redeemed{1.0};
  Number manufacturer_share{0.0};
  Number platform_share{0.0};

  static constexpr auto describe() {
    return record(
        "coupon", "Money off for consumers; the member pays what nobody else does.",
        fields(
            field<&Coupon::value>("Off the price of a piece.", required, at_least(0)),
            field<&Coupon::redeemed>("Share of pieces sold with a coupon.", between(0, 1)),
            field<&Coupon::manufacturer_share>("Share of it that the manufacturer pays.",
                                               between(0, 1)),
            field<&Coupon::platform_share>("Share of it that the platform pays.", between(0, 1))));
  }
};

/// Visitors who are bought, at a price that rises the more are bought: the next ones are bid for
/// against others, or are harder to find [Varian 2007].
template <class Number>
struct PaidTraffic {
  Number share{0.0};
  Price<Number> cost{};
  PiecesPerStep<Number> reference{Number(100.0)};
  Number elasticity{0.3};

  static constexpr auto describe() {
    return record(
        "paid_traffic",
        "Visitors who are bought: cost x (paid pieces / reference)^elasticity for each piece sold "
        "to them [Varian 2007].",
        fields(field<&PaidTraffic::share>("Share of pieces sold to visitors who were bought; the "
                                          "others come by themselves (organic).",
                                          required, between(0, 1)),
               field<&PaidTraffic::cost>("For a piece sold to them, at the reference.", required,
                                         at_least(0)),
               field<&PaidTraffic::reference>("Paid pieces per step at which this is the cost.",
                                              above(0)),
               field<&PaidTraffic::elasticity>("By how many per cent the cost rises for one per "
                                               "cent more paid pieces.",
                                               between(0, 2))));
  }
};

/// What is paid beside the price of goods.
template <class Number>
struct Fees {
  Number agency_commission{0.0};
  CommissionBase agency_on = CommissionBase::invoiced;
  Number royalty{0.0};
  Money<Number> franchise_fee{};
  Money<Number> slotting_fee{};
  MoneyPerStep<Number> slot_fee{};
  Number host_commission{0.0};
  std::optional<Coupon<Number>> coupon;
  std::optional<PaidTraffic<Number>> traffic;

  static constexpr auto describe() {
    return record(
        "fees", "What is paid beside the price of goods.",
        fields(
            field<&Fees::agency_commission>("Share of sales that the manufacturer pays to a member "
                                            "that sells in its name (`takes_title: false`).",
                                            between(0, 1)),
            field<&Fees::agency_on>("What that commission is paid on."),
            field<&Fees::royalty>("Share of its sales that the member pays to the manufacturer.",
                                  between(0, 1)),
            field<&Fees::franchise_fee>("What the member pays the manufacturer when it opens.",
                                        at_least(0)),
            field<&Fees::slotting_fee>("What the manufacturer pays the member for each product it "
                                       "lists [Bloom, Gundlach & Cannon 2000].",
                                       at_least(0)),
            field<&Fees::slot_fee>("What the member pays for its place: a live-stream's slot, a "
                                   "platform's subscription.",
                                   at_least(0)),
            field<&Fees::host_commission>("Share of sales for the host or creator who sells.",
                                          between(0, 1)),
            field<&Fees::coupon>("Money off for consumers.", otherwise("none")),
            field<&Fees::traffic>("Visitors who are bought.", otherwise("none"))));
  }
};

inline namespace CHANNELSIM_LEVEL {

/// What a piece costs consumers when its price carries a coupon, on average.
template <class Number>
Price<Number> price_with(const Coupon<Number>& coupon, Price<Number> price) {
  return max(price - coupon.value * coupon.redeemed, Price<Number>{Number(0.0)});
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
