#include "models/market/figures/account.hpp"

#include <algorithm>
#include <array>

#include "models/market/figures/figures.hpp"
#include "models/market/profit.hpp"

namespace channelsim::market {

namespace {

constexpr std::string_view stock_line = "stock", fittings_line = "fittings";

bool may_differ_from_0(const Parameter& number) { return number.uncertain() || number.sure != 0; }
template <class Quantity>
bool may_differ_from_0(const Quantity& quantity) {
  return may_differ_from_0(quantity.value);
}

using Spec = Scenario<Parameter>;
using TraitsSpec = Traits<Parameter>;

bool any_own(const Spec& market, auto&& holds) {
  return any_member(market, [&](const TraitsSpec& traits) {
    return traits.owner == Owner::manufacturer && holds(traits);
  });
}
bool any_with_fees(const Spec& market, auto&& holds) {
  return any_member(market,
                    [&](const TraitsSpec& traits) { return traits.fees && holds(*traits.fees); });
}
bool any_with_contract(const Spec& market, auto&& holds) {
  return any_member(market, [&](const TraitsSpec& traits) { return holds(traits.contract); });
}
bool gives_credit(const Spec& market) {
  return any_member(market, [](const TraitsSpec& traits) {
    return traits.credit || traits.customer_credit || traits.default_risk || traits.finance;
  });
}
bool has_agents_or_own(const Spec& market) {
  return any_member(market, [](const TraitsSpec& traits) {
    return traits.owner == Owner::manufacturer || !traits.takes_title;
  });
}

bool has_key_accounts(const Spec& market) { return !market.key_accounts.empty(); }
bool has_programmes(const Spec& market) { return !market.partner_programmes.empty(); }

/// When a market may post to an item; an item without an entry is always told.
struct Posting {
  Item item;
  bool (*possible)(const Spec&);
};
constexpr Posting postings[] = {
    {Item::sales, has_agents_or_own},
    {Item::trade_discount, [](const Spec& market) { return !market.promotions.empty(); }},
    {Item::quantity_discount,
     [](const Spec& market) {
       return any_with_contract(market,
                                [](const auto& c) { return !c.quantity_discounts.empty(); });
     }},
    {Item::rebate,
     [](const Spec& market) {
       return any_with_contract(market, [](const auto& c) { return c.target_rebate.has_value(); });
     }},
    {Item::fixed_fee,
     [](const Spec& market) {
       return any_with_contract(market,
                                [](const auto& c) { return may_differ_from_0(c.fixed_fee); });
     }},
    {Item::revenue_share,
     [](const Spec& market) {
       return any_with_contract(market,
                                [](const auto& c) { return may_differ_from_0(c.revenue_share); });
     }},
    {Item::buy_back,
     [](const Spec& market) {
       return any_with_contract(market, [](const auto& c) { return c.buy_back.has_value(); });
     }},
    {Item::clearance,
     [](const Spec& market) {
       return any_member(market, [](const TraitsSpec& traits) {
         return traits.clearance || traits.contract.buy_back;
       });
     }},
    {Item::commission,
     [](const Spec& market) {
       return any_own(market, [](const TraitsSpec& traits) {
         return traits.answers || may_differ_from_0(traits.commission);
       });
     }},
    {Item::handling,
     [](const Spec& market) {
       return any_own(market, [](const TraitsSpec& traits) {
         return traits.pick_up || may_differ_from_0(traits.handling_cost);
       });
     }},
    {Item::holding,
     [](const Spec& market) {
       return any_own(
           market, [](const TraitsSpec& traits) { return may_differ_from_0(traits.holding_rate); });
     }},
    {Item::fixed_cost,
     [](const Spec& market) {
       return may_differ_from_0(market.manufacturer.fixed_cost) ||
              any_own(market, [](const TraitsSpec& traits) {
                return may_differ_from_0(traits.fixed_cost);
              });
     }},
    {Item::promotion, [](const Spec& market) { return !market.promotions.empty(); }},
    {Item::marketing,
     [](const Spec& market) { return !market.campaigns.empty() || !market.referrals.empty(); }},
    {Item::complaints,
     [](const Spec& market) {
       return any_own(market, [](const TraitsSpec& traits) {
         return may_differ_from_0(traits.complaint_rate);
       });
     }},
    {Item::cross_sales,
     [](const Spec& market) {
       return any_member(market,
                         [](const TraitsSpec& traits) { return traits.pick_up.has_value(); });
     }},
    {Item::agency_commission,
     [](const Spec& market) {
       return any_member(market, [](const TraitsSpec& traits) { return !traits.takes_title; });
     }},
    {Item::royalty,
     [](const Spec& market) {
       return any_with_fees(market,
                            [](const auto& fees) { return may_differ_from_0(fees.royalty); });
     }},
    {Item::franchise_fee,
     [](const Spec& market) {
       return any_with_fees(market,
                            [](const auto& fees) { return may_differ_from_0(fees.franchise_fee); });
     }},
    {Item::slotting,
     [](const Spec& market) {
       return has_key_accounts(market) || any_with_fees(market, [](const auto& fees) {
                return may_differ_from_0(fees.slotting_fee);
              });
     }},
    {Item::back_margin, has_key_accounts},
    {Item::partner_programme, has_programmes},
    {Item::owner_discount, [](const Spec& market) { return !market.multi_unit_owners.empty(); }},
    {Item::slot_fee,
     [](const Spec& market) {
       return any_with_fees(market,
                            [](const auto& fees) { return may_differ_from_0(fees.slot_fee); });
     }},
    {Item::host_commission,
     [](const Spec& market) {
       return any_with_fees(
           market, [](const auto& fees) { return may_differ_from_0(fees.host_commission); });
     }},
    {Item::coupons,
     [](const Spec& market) {
       return any_with_fees(market, [](const auto& fees) { return fees.coupon.has_value(); });
     }},
    {Item::traffic,
     [](const Spec& market) {
       return any_with_fees(market, [](const auto& fees) { return fees.traffic.has_value(); });
     }},
    {Item::dunning, gives_credit},
    {Item::bad_debt, gives_credit},
    {Item::interest,
     [](const Spec& market) {
       return any_own(market, [](const TraitsSpec& traits) { return traits.finance.has_value(); });
     }},
    {Item::recruiting, [](const Spec& market) { return !market.recruiting.empty(); }},
    {Item::supervision, [](const Spec& market) { return !market.incidents.empty(); }},
    {Item::care,
     [](const Spec& market) {
       return any_member(market,
                         [](const TraitsSpec& traits) { return traits.relationship.has_value(); });
     }},
    {Item::indemnity,
     [](const Spec& market) {
       return any_member(market,
                         [](const TraitsSpec& traits) { return traits.leaving.has_value(); });
     }},
    {Item::opening,
     [](const Spec& market) {
       return any_own(market,
                      [](const TraitsSpec& traits) { return traits.investment.has_value(); });
     }},
    {Item::ordering,
     [](const Spec& market) {
       return any_own(
           market, [](const TraitsSpec& traits) { return may_differ_from_0(traits.order_cost); });
     }},
    {Item::refunds,
     [](const Spec& market) {
       return any_member(market,
                         [](const TraitsSpec& traits) { return traits.returns.has_value(); });
     }},
};

/// Items that stand or fall with another one.
constexpr std::pair<Item, Item> alike[] = {{Item::cross_costs, Item::cross_sales},
                                           {Item::deposit, Item::indemnity},
                                           {Item::capital, Item::opening},
                                           {Item::price_claim, Item::back_margin},
                                           {Item::service_penalty, Item::back_margin},
                                           {Item::certification, Item::partner_programme},
                                           {Item::tier_benefits, Item::partner_programme},
                                           {Item::member_marketing, Item::partner_programme},
                                           {Item::marketing_funds, Item::partner_programme},
                                           {Item::return_handling, Item::refunds}};

/// Functions that cost something, whoever performs them.
bool is_paid_work(const Spec& market, Item item, bool& is_function) {
  bool paid = false;
  for (const auto& [function, of_it] : Functions<Parameter>::all()) {
    if (of_it != item) continue;
    is_function = true;
    paid |= any_member(market, [&](const TraitsSpec& traits) {
      if (!traits.functions || !((*traits.functions).*function)) return false;
      const auto& work = *((*traits.functions).*function);
      return work.by != Performer::consumer &&
             (may_differ_from_0(work.per_order) || may_differ_from_0(work.per_drop) ||
              may_differ_from_0(work.per_case));
    });
  }
  return paid;
}

bool may_post(const Spec& market, Item item) {
  if (item == Item::tax) return false;  // profit is told before tax
  bool is_function = false;
  const bool paid = is_paid_work(market, item, is_function);
  if (is_function) return paid;
  for (const auto& [one, other] : alike)
    if (one == item) item = other;
  for (const Posting& each : postings)
    if (each.item == item) return each.possible(market);
  return true;
}

}  // namespace

std::vector<std::string> all_account_lines() {
  std::vector<std::string> lines;
  for (const ItemText& text : item_texts) lines.push_back(key_of(text));
  lines.emplace_back(stock_line);
  lines.emplace_back(fittings_line);
  return lines;
}

std::vector<std::string> account_lines(const Spec& market) {
  std::vector<std::string> lines;
  for (const ItemText& text : item_texts)
    if (may_post(market, text.item)) lines.push_back(key_of(text));
  lines.emplace_back(stock_line);
  if (may_post(market, Item::capital)) lines.emplace_back(fittings_line);
  return lines;
}

inline namespace CHANNELSIM_LEVEL {

namespace {

Lanes fittings(const World& world) {
  Money<Lanes> sum{0.0};
  for (std::size_t m = 0; m < world.layout->members; ++m)
    if (!world.layout->independent[m]) sum += world.members.capital[m];
  return sum.value;
}

Lanes account_line(const Scope& scope) {
  const World& world = scope.world;
  const std::string& line = scope.group->name;
  if (line == fittings_line) return fittings(world);
  if (line == stock_line) return stock_of_manufacturer(world);
  for (const ItemText& text : item_texts)
    if (key_of(text) == line) return received_by_manufacturer(world, text.item).value;
  return 0.0;
}

constexpr Figure figures[] = {
    {{"manufacturer_account", "money",
      "The lines that the manufacturer's profit adds up from, its own members included: what was "
      "received less what was paid for each item of the ledger, tax aside, and the change of stock "
      "and of fittings.",
      Goal::watch, About::items, OverTime::flow},
     account_line},
};

}  // namespace

std::span<const Figure> account_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
