// Members as businesses: who is there, what they earn, whom they owe.

#include <algorithm>

#include "models/market/figures/figures.hpp"
#include "models/market/profit.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

const Traits<Lanes>& traits_of(const Scope& scope, std::uint32_t m) {
  return scope.world.terms().members[m].traits;
}
/// Sum of a column of the members' states.
Lanes sum_of(const Scope& scope, const Column<Lanes>& column) {
  return sum_over_members(scope, [&](std::uint32_t m) { return column[m]; });
}
Lanes in_business(const Scope& scope) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    return scope.world.network().has(m) ? scope.world.in_business(m) : Lanes(0.0);
  });
}
/// Mean of a column over members in business; 0 where there are none.
Lanes mean_of(const Scope& scope, const Column<Lanes>& column, auto&& counts) {
  Lanes sum = 0.0, members = 0.0;
  for (const std::uint32_t m : scope.members) {
    if (!scope.world.network().has(m) || !counts(m)) continue;
    sum += column[m] * scope.world.in_business(m);
    members += scope.world.in_business(m);
  }
  return ratio(sum, members, 0.0);
}

/// What an independent member gets: cash, and its stock and fittings at the end.
Lanes partner_value(const Scope& scope, std::uint32_t m) {
  const World& world = scope.world;
  if (traits_of(scope, m).owner == Owner::manufacturer) return 0.0;
  const Money<Lanes> left = Money<Lanes>{profit_of_member(world, m)} - money_of(world, m);
  return (world.valuation.partner_present[m] + left * world.valuation.discount).value;
}

/// Longest payback that is told, in steps.
constexpr double longest_payback = 10000;

/// What was laid out for opening over what a step brings, fittings' wear aside: by lane the median
/// of the members in business that have laid something out.
Lanes median_payback(const Scope& scope) {
  std::vector<std::vector<double>> paybacks(lanes_per_block);
  for (const std::uint32_t m : scope.members) {
    const auto& traits = traits_of(scope, m);
    if (!traits.investment || !scope.world.network().has(m)) continue;
    Lanes outlay = (traits.investment->capital + traits.investment->one_off).value;
    if (traits.fees) outlay += traits.fees->franchise_fee.value;
    const Lanes wear = traits.investment->capital.value / traits.investment->life;
    const Lanes cash = scope.world.members.profit[m] + wear;
    const Lanes steps = select(cash > 0.0, min(outlay / max(cash, 1e-9), Lanes(longest_payback)),
                               Lanes(longest_payback));
    for (int lane = 0; lane < lanes_per_block; ++lane)
      if (scope.world.in_business(m)[lane] > 0 && outlay[lane] > 0)
        paybacks[static_cast<std::size_t>(lane)].push_back(steps[lane]);
  }
  Lanes median = 0.0;
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    auto& sorted = paybacks[static_cast<std::size_t>(lane)];
    if (sorted.empty()) continue;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t half = sorted.size() / 2;
    median.set(lane, sorted.size() % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }
  return median;
}

Money<Lanes> sum_of_books(const Scope& scope, const Column<Money<Lanes>>& column) {
  Money<Lanes> sum{0.0};
  if (!scope.world.layout->credit) return sum;  // under this plan nobody owes anything
  for (const std::uint32_t m : scope.members)
    for (const auto kind : {Receivables::trade, Receivables::consumers})
      sum += column[Receivables::row(m, kind)];
  return sum;
}

bool members_live(const Spec& market) {
  return !market.recruiting.empty() ||
         any_member(market, [](const auto& traits) { return lives(traits); });
}
bool has_credit(const Spec& market) {
  return any_member(market, [](const auto& traits) {
    return traits.credit || traits.customer_credit || traits.payout;
  });
}
bool has_investment(const Spec& market) {
  return any_member(market, [](const auto& traits) { return traits.investment.has_value(); });
}
bool has_conduct(const Spec& market) {
  return any_member(market, [](const auto& traits) { return traits.conduct.has_value(); });
}
bool recruits(const Spec& market) { return !market.recruiting.empty(); }

constexpr Figure figures[] = {
    {{"members_in_business", "members", "Members in business at the end.", Goal::watch,
      About::members, OverTime::level},
     in_business,
     members_live},
    {{"openings", "members", "Members that opened after the start.", Goal::watch, About::members,
      OverTime::flow},
     [](const Scope& scope) { return sum_of(scope, scope.world.members.openings); },
     members_live},
    {{"exits", "members", "Members that left, failed or were removed.", Goal::lower, About::members,
      OverTime::flow},
     [](const Scope& scope) { return sum_of(scope, scope.world.members.exits); },
     members_live},
    {{"failures", "members", "Members that failed.", Goal::lower, About::members, OverTime::flow},
     [](const Scope& scope) { return sum_of(scope, scope.world.members.failures); },
     members_live},
    {{"closure_rate", "per year", "Exits a year per member that is or was in business.",
      Goal::lower, About::members, OverTime::level},
     [](const Scope& scope) {
       const Lanes exits = sum_of(scope, scope.world.members.exits);
       const double years = double(scope.world.steps) / scope.world.layout->steps_per_year;
       return ratio(exits, in_business(scope) + exits, 0.0) / std::max(years, 1e-9);
     },
     members_live},
    {{"effort", "share", "Effort of members in business at the end; 1 at a fair margin.",
      Goal::watch, About::members, OverTime::level},
     [](const Scope& scope) {
       return mean_of(scope, scope.world.members.effort,
                      [&](std::uint32_t m) { return traits_of(scope, m).conduct.has_value(); });
     },
     has_conduct},
    {{partner_value_kpi, "money",
      "Net present value of the independent members: their cash flows, and stock and fittings at "
      "the end, discounted.",
      Goal::raise, About::members, OverTime::level},
     [](const Scope& scope) {
       return sum_over_members(scope, [&](std::uint32_t m) { return partner_value(scope, m); });
     },
     members_live},
    {{"partner_payback", "steps",
      "Outlay for opening over the cash of a step: the median of the members in business that "
      "have one; at most 10,000.",
      Goal::lower, About::members, OverTime::level},
     median_payback,
     has_investment},
    {{"incidents", "incidents", "Incidents that hurt a whole channel.", Goal::lower, About::market,
      OverTime::flow},
     [](const Scope& scope) {
       Lanes sum = 0.0;
       for (const Lanes& each : scope.world.members.scandals) sum += each;
       return sum;
     },
     [](const Spec& market) { return !market.incidents.empty(); }},
    {{"relation", "share", "How well relations with members in business are kept at the end.",
      Goal::raise, About::members, OverTime::level},
     [](const Scope& scope) {
       return mean_of(scope, scope.world.members.relation, [&](std::uint32_t m) {
         return traits_of(scope, m).relationship.has_value();
       });
     },
     [](const Spec& market) {
       return any_member(market,
                         [](const auto& traits) { return traits.relationship.has_value(); });
     }},
    {{"applicants", "members", "Partners who applied.", Goal::watch, About::market, OverTime::flow},
     [](const Scope& scope) { return scope.world.members.applicants; },
     recruits},
    {{"contracts", "members", "Partners who signed.", Goal::watch, About::market, OverTime::flow},
     [](const Scope& scope) { return scope.world.members.contracts; },
     recruits},
    {{"partner_ability", "standard deviations",
      "Hidden ability of recruits in business at the end, on average.", Goal::raise, About::members,
      OverTime::level},
     [](const Scope& scope) {
       return mean_of(scope, scope.world.members.ability,
                      [&](std::uint32_t m) { return scope.world.layout->programme[m] != nobody; });
     },
     recruits},
    {{"receivables", "money",
      "What the members, their customers and the platforms they sell on owe, on average.",
      Goal::lower, About::members, OverTime::level},
     [](const Scope& scope) {
       return sum_of_books(scope, scope.world.receivables.total_open).value /
              double(std::max<Step>(scope.world.steps, 1));
     },
     has_credit},
    {{"days_sales_outstanding", "steps",
      "Mean receivables over what is invoiced on credit, or paid out later, in a step (DSO, in "
      "steps).",
      Goal::lower, About::members, OverTime::level},
     [](const Scope& scope) {
       return ratio(sum_of_books(scope, scope.world.receivables.total_open).value,
                    sum_of_books(scope, scope.world.receivables.invoiced).value, 0.0);
     },
     has_credit},
    {{"collection_rate", "share", "What has been paid out of what was invoiced on credit.",
      Goal::raise, About::members, OverTime::level},
     [](const Scope& scope) {
       return ratio(sum_of_books(scope, scope.world.receivables.paid).value,
                    sum_of_books(scope, scope.world.receivables.invoiced).value, 1.0);
     },
     has_credit},
    {{"bad_debt", "money", "What the manufacturer and its own members were owed and never got.",
      Goal::lower, About::market, OverTime::flow},
     [](const Scope& scope) {
       return -received_by_manufacturer(scope.world, Item::bad_debt).value;
     },
     has_credit},
};

}  // namespace

std::span<const Figure> partner_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
