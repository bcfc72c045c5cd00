#pragma once
// A channel type is data, not code: the traits from which a member's behaviour follows, and the
// presets of them that every scenario can use, vary or add to.

#include <optional>
#include <string>
#include <string_view>

#include "engine/schema/describe.hpp"
#include "models/market/contracts.hpp"
#include "models/market/credit.hpp"
#include "models/market/fees.hpp"
#include "models/market/functions.hpp"
#include "models/market/leaving.hpp"
#include "models/market/life_cycle.hpp"
#include "models/market/payout.hpp"
#include "models/market/policies/allocation.hpp"
#include "models/market/policies/ordering.hpp"
#include "models/market/policies/pricing.hpp"
#include "models/market/policies/replenishment.hpp"
#include "models/market/responses.hpp"

namespace channelsim::market {

enum class Owner { manufacturer, independent };
constexpr auto choices(std::type_identity<Owner>) {
  return std::array{
      Choice<Owner>{Owner::manufacturer, "manufacturer",
                    "Its profit is the manufacturer's; it is supplied at unit cost."},
      Choice<Owner>{Owner::independent, "independent", "It buys and sells on its own account."}};
}

enum class Customers { consumers, members };
constexpr auto choices(std::type_identity<Customers>) {
  return std::array{
      Choice<Customers>{Customers::consumers, "consumers", "It offers its range to consumers."},
      Choice<Customers>{Customers::members, "members",
                        "It supplies other members, a distributor for one."}};
}

enum class Reach { region, everywhere };
constexpr auto choices(std::type_identity<Reach>) {
  return std::array{
      Choice<Reach>{Reach::region, "region", "Consumers of its own region can buy from it."},
      Choice<Reach>{Reach::everywhere, "everywhere", "All consumers can buy from it."}};
}

enum class Format { store, online, social, field };
constexpr auto choices(std::type_identity<Format>) {
  return std::array{
      Choice<Format>{Format::store, "store", "A place people go to."},
      Choice<Format>{Format::online, "online", "A shop on the web or in an app."},
      Choice<Format>{Format::social, "social", "Content, live-stream or friends who sell."},
      Choice<Format>{Format::field, "field", "Sellers who go to their customers."}};
}

/// What a supplier forecasts by.
enum class DemandSignal { orders, sell_out };
constexpr auto choices(std::type_identity<DemandSignal>) {
  return std::array{
      Choice<DemandSignal>{DemandSignal::orders, "orders", "What its customers order."},
      Choice<DemandSignal>{DemandSignal::sell_out, "sell_out",
                           "What consumers want of the members it supplies, directly or through "
                           "others: shared demand data."}};
}

/// Online orders that are collected in a store.
template <class Number>
struct PickUp {
  Number share{0.0};
  Number attach{0.0};
  Price<Number> value{};
  Number cost_share{0.6};
  Price<Number> handling_cost{};

  static constexpr auto describe() {
    return record(
        "pick_up",
        "Orders that are collected in a store of the region (buy online, pick up in store): who "
        "comes may buy something else [Gallino & Moreno 2014].",
        fields(
            field<&PickUp::share>("Share of orders that are collected.", required, between(0, 1)),
            field<&PickUp::attach>("Chance that who collects buys something else there.",
                                   between(0, 1)),
            field<&PickUp::value>("What that is worth.", at_least(0)),
            field<&PickUp::cost_share>("What it costs, as a share of its value.", between(0, 1)),
            field<&PickUp::handling_cost>(
                "Handing over an order, in place of the member's handling_cost.", at_least(0))));
  }
};

/// Goods that consumers send back.
template <class Number>
struct Returns {
  static constexpr bool bare_value_is_first = true;
  Number rate{0.0};
  std::uint32_t delay = 1;
  Number resaleable{0.8};
  Price<Number> cost{};
  Number commission_refunded{1.0};

  static constexpr auto describe() {
    return record(
        "returns",
        "Goods that consumers send back: they get the price back, and what is as new goes back "
        "into stock [Rogers & Tibben-Lembke 2001].",
        fields(field<&Returns::rate>("Share of the pieces sold that come back.", required,
                                     between(0, 1)),
               field<&Returns::delay>("How long after the sale.", between(1, 520), unit("steps")),
               field<&Returns::resaleable>(
                   "Share of these that can be sold again; the rest is scrapped, and all of it "
                   "where the product has a shelf life.",
                   between(0, 1)),
               field<&Returns::cost>("Taking back, checking and storing a piece; who performs "
                                     "`functions.returns` pays it.",
                                     at_least(0)),
               field<&Returns::commission_refunded>(
                   "Share of the commissions on these sales that is given back: the platform's, "
                   "the host's and the agent's.",
                   between(0, 1))));
  }
};

/// What sets one kind of member apart from another. A channel states them once; a member may
/// differ.
template <class Number>
struct Traits {
  Owner owner = Owner::independent;
  Customers sells_to = Customers::consumers;
  Format format = Format::store;
  Reach reach = Reach::region;
  bool holds_stock = true;
  bool takes_title = true;
  Number attraction{0.0};
  Pricing<Number> pricing = Markup<Number>{};
  Number purchase_discount{0.0};
  Number commission{0.0};
  Price<Number> handling_cost{};
  MoneyPerStep<Number> fixed_cost{};
  Number holding_rate{0.004};
  std::uint32_t lead_time = 1;
  Replenishment<Number> replenishment = OrderUpTo<Number>{};
  DemandSignal demand_signal = DemandSignal::orders;
  Pieces<Number> minimum_order{};
  Pieces<Number> order_multiple{};
  Money<Number> order_cost{};
  std::optional<OrderInflation<Number>> order_inflation;
  std::optional<Loading<Number>> loading;
  Allocation<Number> allocation = ProportionalAllocation<Number>{};
  bool backorders = false;
  Number advice{0.0};
  Number delivery_time{0.0};
  Number service{0.5};
  Number complaint_rate{0.0};
  Number complaints_handled{0.5};
  Price<Number> complaint_cost{};
  Number pass_through{1.0};
  Number compliance{1.0};
  Number forward_buying{0.0};
  std::optional<PickUp<Number>> pick_up;
  Number order_size{1.0};
  std::optional<Functions<Number>> functions;
  std::optional<Fees<Number>> fees;
  std::optional<Credit<Number>> credit, customer_credit;
  std::optional<Payout<Number>> payout;
  std::optional<Finance<Number>> finance;
  std::optional<DefaultRisk<Number>> default_risk;
  std::optional<Investment<Number>> investment;
  std::optional<Beginning<Number>> beginning;
  std::optional<Conduct<Number>> conduct;
  std::optional<Relationship<Number>> relationship;
  std::optional<Answers<Number>> answers;
  std::optional<Leaving<Number>> leaving;
  Contract<Number> contract;
  std::optional<Clearance<Number>> clearance;
  std::optional<Returns<Number>> returns;

  static constexpr auto describe() {
    return record(
        "traits", "What sets one kind of channel member apart from another.",
        fields(
            field<&Traits::owner>("Whose business it is.", initial),
            field<&Traits::sells_to>("Who buys from it.", initial),
            field<&Traits::format>("How people meet it.", initial),
            field<&Traits::reach>("Which consumers can buy from it."),
            field<&Traits::holds_stock>("Whether it sells from its own stock; otherwise the "
                                        "manufacturer ships each order (drop shipment).",
                                        initial),
            field<&Traits::takes_title>(
                "Whether the goods it sells become its own. An agent sells in the "
                "manufacturer's name: the manufacturer is paid, and pays the agent "
                "`fees.agency_commission`.",
                initial),
            field<&Traits::attraction>(
                "Utility of buying here, prices aside, against not buying (0) [McFadden 1974].",
                between(-50, 50)),
            field<&Traits::pricing>("How it sets its prices."),
            field<&Traits::purchase_discount>(
                "Functional discount on the list price of what it buys, as a share.",
                between(0, 1)),
            field<&Traits::commission>("Share of its sales that the platform or landlord keeps.",
                                       between(0, 1)),
            field<&Traits::handling_cost>("Picking, packing, delivery or service per piece sold.",
                                          at_least(0)),
            field<&Traits::fixed_cost>("Rent, staff and systems.", at_least(0)),
            field<&Traits::holding_rate>("Cost of keeping stock per step, as a share of its "
                                         "purchase value (0.004 a week is about 20 % a year).",
                                         between(0, 1), unit("per step")),
            field<&Traits::lead_time>("From order to arrival.", between(1, 520), unit("steps")),
            field<&Traits::replenishment>("When to order, and how much."),
            field<&Traits::demand_signal>(
                "What a supplier of members forecasts by [Lee, Padmanabhan & Whang 1997]."),
            field<&Traits::minimum_order>(
                "Least quantity of an order; who needs less orders it all the same.", at_least(0)),
            field<&Traits::order_multiple>(
                "Size of a pack: orders are rounded up to full ones; 0 = any quantity.",
                at_least(0)),
            field<&Traits::order_cost>("Cost of placing an order for a product.", at_least(0)),
            field<&Traits::order_inflation>("Whether it orders more when it expects to go "
                                            "short.",
                                            otherwise("none")),
            field<&Traits::loading>("Goods it is made to take beyond its orders.",
                                    otherwise("none")),
            field<&Traits::allocation>(
                "Who of the members it supplies gets what when it is short."),
            field<&Traits::backorders>("Whether it owes the members it supplies what it did "
                                       "not send, and sends that first; otherwise they ask "
                                       "again."),
            field<&Traits::advice>("How much of the advice people may need they get here.",
                                   between(0, 1)),
            field<&Traits::delivery_time>("How long people wait for the goods; 0 = they take "
                                          "them along.",
                                          between(0, 520), unit("steps")),
            field<&Traits::service>("How well it serves, for the satisfaction of its customers.",
                                    between(0, 1)),
            field<&Traits::complaint_rate>("Complaints per piece sold.", between(0, 1)),
            field<&Traits::complaints_handled>("Share of complaints that are put right.",
                                               between(0, 1)),
            field<&Traits::complaint_cost>("What putting one right costs.", at_least(0)),
            field<&Traits::pass_through>(
                "Share of a promotion's price cut that reaches the shelf price [Besanko, Dubé & "
                "Gupta 2005].",
                between(0, 2)),
            field<&Traits::compliance>("Chance that it carries out a promotion it should take "
                                       "part in, each time.",
                                       between(0, 1)),
            field<&Traits::forward_buying>(
                "Share of the orders ahead that would pay under a trade discount d: d / "
                "((1 - d) holding_rate) steps of its forecast [Blattberg, Eppen & Lieberman "
                "1981].",
                between(0, 1)),
            field<&Traits::pick_up>("Orders collected in stores of the region.", otherwise("none")),
            field<&Traits::order_size>("Pieces in an order of its customers.", above(0)),
            field<&Traits::functions>(
                "Who stores, delivers, takes orders, gives credit, keeps the shelf, takes "
                "returns and serves after the sale.",
                otherwise("the member, at its handling cost")),
            field<&Traits::fees>("What is paid beside the price of goods.", otherwise("none")),
            field<&Traits::credit>("On which terms its supplier grants it credit.",
                                   otherwise("it pays at once")),
            field<&Traits::customer_credit>("On which terms consumers who buy from it pay.",
                                            otherwise("they pay at once")),
            field<&Traits::payout>("When the platform it sells on hands over what consumers paid.",
                                   otherwise("at once")),
            field<&Traits::finance>("Its own purse.", otherwise("it can always pay")),
            field<&Traits::default_risk>("How it may fail.",
                                         otherwise("it fails only when its purse is empty")),
            field<&Traits::investment>("What its owner lays out when it opens.",
                                       otherwise("nothing")),
            field<&Traits::beginning>("How sales begin when it opens.",
                                      otherwise("at their level")),
            field<&Traits::conduct>("What it does because of what it earns.", otherwise("nothing")),
            field<&Traits::relationship>("How well the relation with the manufacturer is kept.",
                                         otherwise("it does not matter")),
            field<&Traits::answers>("How it answers what the manufacturer does elsewhere.",
                                    otherwise("not at all")),
            field<&Traits::leaving>("What is due when a plan puts it out of business.",
                                    otherwise("nothing")),
            field<&Traits::contract>("What it has agreed with its supplier beside the price; an "
                                     "agent, who buys nothing, agrees nothing."),
            field<&Traits::clearance>("Selling off at the end of a season what is left.",
                                      otherwise("never")),
            field<&Traits::returns>("Goods that consumers send back.", otherwise("none"))));
  }
};

/// Whether luck, or what it earns, moves a member.
template <class Number>
bool lives(const Traits<Number>& traits) {
  return traits.finance || traits.default_risk || traits.investment || traits.beginning ||
         traits.conduct || traits.relationship || traits.answers || traits.leaving;
}

inline namespace CHANNELSIM_LEVEL {

/// What an agent is paid of sales: of those that bring money, where it is paid on these.
template <class Number>
Number share_of_agent(const Traits<Number>& traits) {
  Number share = traits.fees->agency_commission;
  if (traits.fees->agency_on == CommissionBase::collected && traits.customer_credit)
    share *= 1.0 - traits.customer_credit->bad_debt;
  return share;
}

/// What it costs a member on average to hand over a piece.
template <class Number>
Price<Number> mean_handling_cost(const Traits<Number>& traits) {
  if (!traits.pick_up) return traits.handling_cost;
  return traits.handling_cost * (1.0 - traits.pick_up->share) +
         traits.pick_up->handling_cost * traits.pick_up->share;
}

/// What a member keeps of what consumers pay it, as a share, before what goods and work cost it.
template <class Number>
Number share_kept(const Traits<Number>& traits) {
  Number kept = 1.0 - traits.commission - traits.contract.revenue_share;
  if (!traits.takes_title)
    kept = (traits.fees ? traits.fees->agency_commission : Number(0.0)) - traits.commission;
  return traits.fees ? kept - traits.fees->royalty - traits.fees->host_commission : kept;
}

}  // namespace CHANNELSIM_LEVEL

/// A channel type: a name for a set of traits.
template <class Number>
struct Channel {
  std::string name;
  std::string label;
  Traits<Number> traits;

  static constexpr auto describe() {
    return record(
        "channel", "A kind of channel member; members take its traits unless they state their own.",
        fields(field<&Channel::name>(
                   "Unique; members refer to it. A preset's name varies the preset.", required),
               field<&Channel::label>("For people.", otherwise("the name")),
               field<&Channel::traits>("", in_line)));
  }
};

/// The presets as a scenario would write them; figures are starting values, not estimates.
CHANNELSIM_EXPORT std::string_view channel_presets();

}  // namespace channelsim::market
