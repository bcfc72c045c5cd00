// Key accounts: what they get beside the price, what our goods earn them, and what they do about
// it.

#include "models/market/figures/figures.hpp"
#include "models/market/profit.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

Lanes received_for(const Scope& scope, Item item) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    return scope.world.ledger.on(Parties::member(m), item).value;
  });
}

/// Sales to consumers less goods at net-net prices, of members that belong to an account.
Lanes margin(const Scope& scope) {
  const World& world = scope.world;
  Lanes sales = 0.0, earned = 0.0;
  for (const std::uint32_t m : scope.members) {
    if (world.layout->account_of[m] == nobody) continue;
    const std::size_t member = Parties::member(m);
    const Lanes stock = profit_of_member(world, m) - world.ledger.balance(member).value -
                        world.members.capital[m].value;
    for (const std::uint32_t shelf : world.layout->shelves_of[m])
      sales += world.shelves.total_revenue[shelf].value;
    earned += stock + world.ledger.on(member, Item::goods).value;
    for (const Item item : terms_beside_price) earned += world.ledger.on(member, item).value;
  }
  return ratio(sales + earned, sales, 0.0);
}

bool any_account(const Spec& market, auto&& holds) {
  return std::any_of(market.key_accounts.begin(), market.key_accounts.end(), holds);
}
bool has_accounts(const Spec& market) { return !market.key_accounts.empty(); }
bool has_back_margin(const Spec& market) {
  return any_account(market, [](const auto& each) { return each.back_margin.has_value(); });
}
bool has_demands(const Spec& market) {
  return any_account(market, [](const auto& each) { return each.demands.has_value(); });
}

constexpr Figure figures[] = {
    {{"back_margin", "money", "What key accounts have earned as back margin, paid or not.",
      Goal::lower, About::members, OverTime::flow},
     [](const Scope& scope) { return received_for(scope, Item::back_margin); },
     has_back_margin},
    {{"accrued_back_margin", "money", "What of it the manufacturer still owes at the end.",
      Goal::watch, About::members, OverTime::level},
     [](const Scope& scope) {
       if (!scope.world.layout->credit) return Lanes(0.0);
       return sum_over_members(scope, [&](std::uint32_t m) {
         return scope.world.receivables.open[Receivables::row(m, Receivables::accrued)].value;
       });
     },
     has_back_margin},
    {{"price_claims", "money",
      "What key accounts claimed because another of their members paid less.", Goal::lower,
      About::members, OverTime::flow},
     [](const Scope& scope) { return received_for(scope, Item::price_claim); },
     [](const Spec& market) {
       return any_account(
           market, [](const auto& each) { return each.compares_prices != PriceComparison::none; });
     }},
    {{"service_penalties", "money", "What key accounts got for goods that were missing or late.",
      Goal::lower, About::members, OverTime::flow},
     [](const Scope& scope) { return received_for(scope, Item::service_penalty); },
     [](const Spec& market) {
       return any_account(market, [](const auto& each) { return each.service.has_value(); });
     }},
    {{"key_account_margin", "share",
      "Of the sales of key accounts, what our goods earn them at net-net prices.", Goal::watch,
      About::members, OverTime::level},
     margin,
     has_accounts},
    {{"steps_delisted", "steps",
      "Steps for which members had our goods off the shelf, all members together.", Goal::lower,
      About::members, OverTime::flow},
     [](const Scope& scope) {
       return sum_over_members(
           scope, [&](std::uint32_t m) { return scope.world.accounts.steps_delisted[m]; });
     },
     has_demands},
    {{"delisting_threats", "reviews", "Reviews in which key accounts earned less than they demand.",
      Goal::lower, About::market, OverTime::flow},
     [](const Scope& scope) {
       Lanes sum = 0.0;
       for (const Lanes& each : scope.world.accounts.threats) sum += each;
       return sum;
     },
     has_demands},
};

}  // namespace

std::span<const Figure> key_account_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
