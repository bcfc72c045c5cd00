// Profits, costs, and what passes between the manufacturer and its members.

#include "models/market/figures/figures.hpp"
#include "models/market/profit.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

Lanes profit_of_owner(const Scope& scope, Owner owner) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    return scope.world.terms().members[m].traits.owner == owner ? profit_of_member(scope.world, m)
                                                                : Lanes(0.0);
  });
}

/// To its own members the manufacturer pays from one pocket into the other.
Lanes trade_support(const Scope& scope) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    return scope.world.terms().members[m].traits.owner == Owner::independent
               ? scope.world.ledger.on(Parties::member(m), Item::trade_discount).value
               : Lanes(0.0);
  });
}

bool has_marketing(const Spec& market) {
  return !market.campaigns.empty() || !market.referrals.empty();
}

Lanes invoiced_sales(const Scope& scope) {
  return received_by_manufacturer(scope.world, Item::goods).value;
}

Lanes trade_spend(const Scope& scope) {
  Lanes spent = 0.0;
  const auto add = [&](Item item) { spent -= received_by_manufacturer(scope.world, item).value; };
  for (const Item item : terms_beside_price) add(item);
  add(Item::coupons);
  add(Item::marketing_funds);
  return spent;
}

/// A group pays for what its members buy, the trade as a whole for what leaves the manufacturer.
Lanes net_net_price(const Scope& scope) {
  const World& world = scope.world;
  const Lanes paid = sum_over_members(scope, [&](std::uint32_t m) {
    if (!world.layout->independent[m]) return Lanes(0.0);
    const std::size_t member = Parties::member(m);
    Money<Lanes> received = world.ledger.on(member, Item::goods) - world.members.goods_credited[m];
    for (const Item item : terms_beside_price) received += world.ledger.on(member, item);
    if (!scope.whole) received -= world.members.traded[m];
    return -received.value;
  });
  return ratio(paid, sell_in(scope), 0.0);
}

/// Net present value if the study ended after these years; 0: at its end.
template <int years>
Lanes net_present_value(const Scope& scope) {
  const World& world = scope.world;
  const auto& marks = world.layout->marks;
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (marks[i].years == years)
      return (world.steps >= marks[i].at ? world.valuation.present_at[i] : value_by_now(world))
          .value;
  return 0.0;
}
template <int years>
bool lasts(const Spec& market) {
  return market.horizon > years * steps_per_year(market.units.step);
}
/// Whether anything is laid out before it comes back.
bool lays_out(const Spec& market) {
  return !market.recruiting.empty() || any_member(market, [](const auto& traits) {
    return traits.investment || traits.credit || traits.customer_credit || traits.payout;
  });
}
Lanes peak_cash(const Scope& scope) { return max(-scope.world.valuation.lowest.value, Lanes(0.0)); }

constexpr std::string_view npv_doc =
    "The same, had the study ended then: does the verdict hold for who looks less far?";

bool prices_move(const Spec& market) {
  return any_member(market, [](const auto& traits) { return moves_by_step(traits.pricing); });
}
bool has_contracts(const Spec& market) {
  return any_member(market, [](const auto& traits) { return has_terms(traits.contract); });
}

/// What members get by their contracts, beside prices, less what they pay by them.
Lanes contract_payments(const Scope& scope) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    Money<Lanes> sum{0.0};
    for (const Item item : {Item::quantity_discount, Item::rebate, Item::buy_back, Item::fixed_fee,
                            Item::revenue_share})
      sum += scope.world.ledger.on(Parties::member(m), item);
    return sum.value;
  });
}

constexpr Figure figures[] = {
    {{"manufacturer_npv", "money",
      "Net present value of the manufacturer with its own members: cash flows discounted to the "
      "start; at the end what is owed to it and its stock, a closing value, and no profit on goods "
      "that partners have not sold on.",
      Goal::raise, About::market, OverTime::level},
     net_present_value<0>},
    {{"manufacturer_npv_after_1_year", "money", npv_doc, Goal::raise, About::market,
      OverTime::level},
     net_present_value<1>,
     lasts<1>},
    {{"manufacturer_npv_after_2_years", "money", npv_doc, Goal::raise, About::market,
      OverTime::level},
     net_present_value<2>,
     lasts<2>},
    {{"manufacturer_npv_after_3_years", "money", npv_doc, Goal::raise, About::market,
      OverTime::level},
     net_present_value<3>,
     lasts<3>},
    {{"manufacturer_npv_after_5_years", "money", npv_doc, Goal::raise, About::market,
      OverTime::level},
     net_present_value<5>,
     lasts<5>},
    {{"peak_cash_need", "money",
      "The most that the manufacturer and its own members have had to lay out by any time.",
      Goal::lower, About::market, OverTime::level},
     peak_cash,
     lays_out},
    {{"manufacturer_cash", "money",
      "Money that the manufacturer and its own members have received less what they have paid, by "
      "then.",
      Goal::raise, About::market, OverTime::level, true},
     [](const Scope& scope) { return cash_of_manufacturer(scope.world).value; }},
    {{"payback", "steps",
      "Steps after which the manufacturer's cash stays above that of the start; the horizon where "
      "it does not.",
      Goal::lower, About::market, OverTime::level},
     [](const Scope& scope) {
       return min(scope.world.valuation.paid_back,
                  Lanes(double(scope.world.layout->marks.back().at)));
     },
     lays_out},
    {{"return_on_cash", "share",
      "Net present value over the peak cash need; 0 where none is needed.", Goal::raise,
      About::market, OverTime::level},
     [](const Scope& scope) { return ratio(net_present_value<0>(scope), peak_cash(scope), 0.0); },
     lays_out},
    {{"manufacturer_profit", "money",
      "Profit of the manufacturer with its own members: money received less paid, and the change "
      "of their stock at cost.",
      Goal::raise, About::market, OverTime::flow},
     [](const Scope& scope) {
       return profit_of_own_account(scope.world) + profit_of_owner(scope, Owner::manufacturer);
     }},
    {{"partner_profit", "money", "Profit of the independent members together.", Goal::raise,
      About::market, OverTime::flow},
     [](const Scope& scope) { return profit_of_owner(scope, Owner::independent); }},
    {{"channel_profit", "money",
      "Profit of the members, stock at its purchase price; the total includes the manufacturer's "
      "own account.",
      Goal::raise, About::members, OverTime::flow},
     [](const Scope& scope) {
       const Lanes members = sum_over_members(
           scope, [&](std::uint32_t m) { return profit_of_member(scope.world, m); });
       return scope.whole ? members + profit_of_own_account(scope.world) : members;
     }},
    {{"consumer_spending", "money", "What consumers pay, less what they get back for returns.",
      Goal::raise, About::members, OverTime::flow},
     [](const Scope& scope) {
       return sum_over_shelves(scope, [&](std::uint32_t shelf) {
         return scope.world.shelves.total_revenue[shelf].value;
       });
     }},
    {{"invoiced_sales", "money",
      "What independent members were invoiced for goods by the manufacturer, goods sent back taken "
      "off.",
      Goal::raise, About::market, OverTime::flow},
     invoiced_sales},
    {{"trade_spend", "money",
      "What the manufacturer gives them of that: trade and quantity discounts, rebates and back "
      "margins as they accrue, price claims, fees for being listed, its part of coupons, benefits "
      "and funds of partner programmes, discounts of owners of several units.",
      Goal::lower, About::market, OverTime::flow},
     trade_spend},
    {{"net_net_sales", "money", "Invoiced sales less trade spend.", Goal::raise, About::market,
      OverTime::flow},
     [](const Scope& scope) { return invoiced_sales(scope) - trade_spend(scope); }},
    {{"net_net_price", "money per piece",
      "What independent members pay for a piece on average, all discounts and rebates taken off: "
      "in total for what the manufacturer sends, of a group for what its members buy, goods that "
      "go back aside; 0 where none was bought.",
      Goal::watch, About::members, OverTime::level},
     net_net_price},
    {{"trade_support", "money", "Trade discounts the manufacturer pays to independent members.",
      Goal::lower, About::market, OverTime::flow},
     trade_support},
    {{cost_kpi, "money",
      "What the manufacturer and its own members pay to run the channel: commission, handling, "
      "holding, complaints, fixed costs, promotions, marketing and trade support.",
      Goal::lower, About::market, OverTime::flow},
     [](const Scope& scope) {
       const World& world = scope.world;
       return running_costs(world, Parties::manufacturer) + trade_support(scope) +
              sum_over_members(scope, [&](std::uint32_t m) {
                return world.terms().members[m].traits.owner == Owner::manufacturer
                           ? running_costs(world, Parties::member(m))
                           : Lanes(0.0);
              });
     }},
    {{"contract_payments", "money",
      "What members get by their contracts less what they pay by them: quantity discounts, "
      "rebates, "
      "buy-backs, fixed fees, revenue shares.",
      Goal::watch, About::members, OverTime::flow},
     contract_payments,
     has_contracts},
    {{"average_price", "money per piece",
      "What consumers pay for a piece, on average since the start, whether they send it back or "
      "not; 0 where none was sold.",
      Goal::watch, About::members, OverTime::level},
     [](const Scope& scope) {
       const Lanes sold = sum_over_shelves(
           scope, [&](std::uint32_t shelf) { return scope.world.shelves.total_sold[shelf].value; });
       return ratio(gross_sales(scope), sold, 0.0);
     },
     prices_move},
    {{"marketing_cost", "money",
      "What campaigns and referral programmes cost, rewards and seeds included.", Goal::lower,
      About::market, OverTime::flow},
     [](const Scope& scope) {
       return -scope.world.ledger.on(Parties::manufacturer, Item::marketing).value;
     },
     has_marketing},
    {{"cross_sales", "money",
      "What consumers bought along when they collected an order in a store.", Goal::raise,
      About::members, OverTime::flow},
     [](const Scope& scope) {
       return sum_over_members(scope, [&](std::uint32_t m) {
         return scope.world.ledger.on(Parties::member(m), Item::cross_sales).value;
       });
     },
     [](const Spec& market) {
       return any_member(market, [](const auto& traits) { return traits.pick_up.has_value(); });
     }},
};

}  // namespace

std::span<const Figure> money_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
