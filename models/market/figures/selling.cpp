// From gross sales to contribution, and what it takes to win who buys: visitors who are bought,
// new buyers, repeat buyers.

#include "models/market/figures/figures.hpp"
#include "models/market/profit.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// What the members have paid for these, less what they got.
Lanes paid_for(const Scope& scope, std::initializer_list<Item> items) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    Money<Lanes> paid{0.0};
    for (const Item item : items) paid -= scope.world.ledger.on(Parties::member(m), item);
    return paid.value;
  });
}

bool is_in(const Scope& scope, std::uint32_t m) {
  return std::binary_search(scope.members.begin(), scope.members.end(), m);
}

/// What consumers have got back, who bought of the members.
Lanes refunds(const Scope& scope) {
  const GoodsBack& back = scope.world.goods_back;
  Lanes sum = 0.0;
  for (std::size_t row = 0; row < back.shelf.size(); ++row)
    if (is_in(scope, scope.world.layout->member[back.shelf[row]]))
      sum += back.total_refund[row].value;
  return sum;
}

}  // namespace

Lanes gross_sales(const Scope& scope) {
  return refunds(scope) + sum_over_shelves(scope, [&](std::uint32_t shelf) {
           return scope.world.shelves.total_revenue[shelf].value;
         });
}

namespace {

/// Costs that are there whatever is sold.
constexpr Item fixed_items[] = {
    Item::fixed_fee, Item::fixed_cost,  Item::promotion, Item::marketing, Item::franchise_fee,
    Item::slotting,  Item::slot_fee,    Item::dunning,   Item::interest,  Item::recruiting,
    Item::deposit,   Item::supervision, Item::care,      Item::indemnity, Item::opening,
    Item::capital,   Item::tax};

/// Profit before these.
Lanes contribution(const Scope& scope) {
  const World& world = scope.world;
  return sum_over_members(scope, [&](std::uint32_t m) {
    Lanes sum = profit_of_member(world, m) - world.members.capital[m].value;
    for (const Item item : fixed_items) sum -= world.ledger.on(Parties::member(m), item).value;
    return sum;
  });
}

Lanes sum_of(const Scope& scope, const Column<Lanes>& column) {
  return sum_over_members(scope, [&](std::uint32_t m) { return column[m]; });
}
Lanes sold(const Scope& scope) {
  return sum_over_shelves(
      scope, [&](std::uint32_t shelf) { return scope.world.shelves.total_sold[shelf].value; });
}

/// Visitors who were bought; for the whole market campaigns and referral programmes, too.
Lanes cost_of_winning(const Scope& scope) {
  const Lanes traffic = paid_for(scope, {Item::traffic});
  if (!scope.whole) return traffic;
  return traffic - scope.world.ledger.on(Parties::manufacturer, Item::marketing).value;
}

bool has_traffic(const Spec& market) {
  return any_member(market, [](const auto& traits) { return traits.fees && traits.fees->traffic; });
}
bool has_returns(const Spec& market) {
  return any_member(market, [](const auto& traits) { return traits.returns.has_value(); });
}
/// Whether more than the price of goods passes between what consumers pay and what is left.
bool has_steps(const Spec& market) {
  return has_returns(market) || any_member(market, [](const auto& traits) {
           return traits.fees.has_value() || traits.payout.has_value();
         });
}
bool remembers(const Spec& market) { return market.consumers.remember(); }
bool wins_buyers(const Spec& market) {
  return remembers(market) &&
         (has_traffic(market) || !market.campaigns.empty() || !market.referrals.empty());
}

constexpr Figure figures[] = {
    {{"gross_sales", "money", "What consumers pay for goods, returns not taken off.", Goal::raise,
      About::members, OverTime::flow},
     gross_sales,
     has_steps},
    {{"refunds", "money", "What consumers get back for goods they return.", Goal::lower,
      About::members, OverTime::flow},
     refunds,
     has_returns},
    {{"coupon_cost", "money", "What the members themselves pay of coupons.", Goal::lower,
      About::members, OverTime::flow},
     [](const Scope& scope) { return paid_for(scope, {Item::coupons}); },
     [](const Spec& market) {
       return any_member(market,
                         [](const auto& traits) { return traits.fees && traits.fees->coupon; });
     }},
    {{"commissions", "money",
      "What platforms, landlords and hosts keep of the members' sales, less what they give back "
      "for returns.",
      Goal::lower, About::members, OverTime::flow},
     [](const Scope& scope) {
       return paid_for(scope, {Item::commission, Item::host_commission});
     },
     has_steps},
    {{"fulfilment_cost", "money",
      "What the members pay for handling, the work of the channel, complaints and returns.",
      Goal::lower, About::members, OverTime::flow},
     [](const Scope& scope) {
       return paid_for(scope, {Item::handling, Item::storage, Item::delivery, Item::order_taking,
                               Item::credit_work, Item::shelf_work, Item::returns_work,
                               Item::after_sales, Item::complaints, Item::return_handling});
     },
     has_steps},
    {{"traffic_cost", "money", "What the members pay for visitors who are bought.", Goal::lower,
      About::members, OverTime::flow},
     [](const Scope& scope) { return paid_for(scope, {Item::traffic}); },
     has_traffic},
    {{"contribution", "money",
      "Profit of the members before what is there whatever is sold: rent and staff, fees for a "
      "place, opening, interest.",
      Goal::raise, About::members, OverTime::flow},
     contribution,
     has_steps},
    {{"contribution_rate", "share", "Contribution out of gross sales; 0 where none.", Goal::raise,
      About::members, OverTime::level},
     [](const Scope& scope) { return ratio(contribution(scope), gross_sales(scope), 0.0); },
     has_steps},
    {{"paid_pieces", "pieces", "Pieces sold to visitors who were bought.", Goal::watch,
      About::members, OverTime::flow},
     [](const Scope& scope) { return sum_of(scope, scope.world.members.paid_pieces); },
     has_traffic},
    {{"organic_share", "share",
      "Pieces sold to visitors who came by themselves; 0 where none was sold.", Goal::raise,
      About::members, OverTime::level},
     [](const Scope& scope) {
       return ratio(sold(scope) - sum_of(scope, scope.world.members.paid_pieces), sold(scope), 0.0);
     },
     has_traffic},
    {{"new_buyers", "consumers",
      "Consumers who bought here, and of the manufacturer, for the first time.", Goal::raise,
      About::members, OverTime::flow},
     [](const Scope& scope) { return sum_of(scope, scope.world.members.new_buyers); },
     remembers},
    {{"new_buyer_share", "share",
      "New buyers out of consumers who bought, each counted once a step; 0 where none did.",
      Goal::watch, About::members, OverTime::level},
     [](const Scope& scope) {
       return ratio(sum_of(scope, scope.world.members.new_buyers),
                    sum_of(scope, scope.world.members.buyers), 0.0);
     },
     remembers},
    {{"repeat_share", "share",
      "Repeat purchases out of the pieces that consumers bought here [Parfitt & Collins 1968].",
      Goal::raise, About::members, OverTime::level},
     [](const Scope& scope) {
       const Lanes bought = sum_of(scope, scope.world.members.bought);
       return ratio(bought - sum_of(scope, scope.world.members.new_buyers), bought, 0.0);
     },
     remembers},
    {{"cost_per_new_buyer", "money",
      "What visitors who are bought cost for each new buyer; in total with campaigns and referral "
      "programmes. 0 where nobody is new.",
      Goal::lower, About::members, OverTime::level},
     [](const Scope& scope) {
       return ratio(cost_of_winning(scope), sum_of(scope, scope.world.members.new_buyers), 0.0);
     },
     wins_buyers},
};

}  // namespace

std::span<const Figure> selling_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
