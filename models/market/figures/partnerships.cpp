// Partner programmes, owners of several units, and partners who look at their own return.

#include <algorithm>

#include "models/market/figures/figures.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// Of the members in business that take part in a programme, the share for which `holds`, by lane;
/// 0 where there are none.
Lanes share_of_partners(const Scope& scope, auto&& holds) {
  Lanes with = 0.0, all = 0.0;
  for (const std::uint32_t m : scope.members) {
    const std::uint32_t row = scope.world.layout->partner_programme[m];
    if (row == nobody || !scope.world.network().has(m)) continue;
    const Lanes there = scope.world.in_business(m);
    with += there * holds(m, scope.world.terms().partner_programmes[row]);
    all += there;
  }
  return ratio(with, all, 0.0);
}

Lanes sum_over_partners(const Scope& scope, const Column<Lanes>& column) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    return scope.world.layout->partner_programme[m] == nobody ? Lanes(0.0) : column[m];
  });
}

/// What programmes have cost the manufacturer for certain members, or in all.
Lanes programme_cost(const Scope& scope) {
  const World& world = scope.world;
  Money<Lanes> cost{0.0};
  if (scope.whole) {
    for (const Item item :
         {Item::partner_programme, Item::certification, Item::tier_benefits, Item::marketing_funds})
      cost -= world.ledger.on(Parties::manufacturer, item);
    return cost.value;
  }
  for (const std::uint32_t m : scope.members)
    for (const Item item : {Item::tier_benefits, Item::marketing_funds})
      cost += world.ledger.on(Parties::member(m), item);
  return cost.value;
}

/// What counts for partners in business, by lane, the largest first.
std::vector<double> sorted_turnovers(const Scope& scope, int lane) {
  std::vector<double> turnovers;
  for (const std::uint32_t m : scope.members)
    if (scope.world.layout->partner_programme[m] != nobody && scope.world.network().has(m) &&
        scope.world.in_business(m)[lane] > 0)
      turnovers.push_back(scope.world.programmes.total_counted[m].value[lane]);
  std::sort(turnovers.begin(), turnovers.end(), std::greater<>());
  return turnovers;
}

/// By lane a number that the sorted turnovers give when their sum is not 0.
Lanes by_lane(const Scope& scope, double (*figure)(const std::vector<double>&, double)) {
  Lanes found = 0.0;
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    const std::vector<double> turnovers = sorted_turnovers(scope, lane);
    double sum = 0;
    for (const double each : turnovers) sum += each;
    if (sum > 0) found.set(lane, figure(turnovers, sum));
  }
  return found;
}

/// The largest tenth is a whole number of members, one at least.
double share_of_largest_tenth(const std::vector<double>& turnovers, double sum) {
  double largest = 0;
  for (std::size_t i = 0; i < (turnovers.size() + 9) / 10; ++i) largest += turnovers[i];
  return largest / sum;
}
double herfindahl(const std::vector<double>& turnovers, double sum) {
  double index = 0;
  for (const double each : turnovers) index += each / sum * (each / sum);
  return index;
}

/// Members in business over the owners who have any of them.
Lanes units_per_owner(const Scope& scope) {
  const World& world = scope.world;
  if (!world.layout->owners) return 1.0;
  Column<Lanes> by_owner(world.layout->members, 0.0);
  Lanes units = 0.0, owners = 0.0;
  for (const std::uint32_t m : scope.members) {
    if (!scope.world.network().has(m) || !world.layout->independent[m]) continue;
    units += world.in_business(m);
    add_to_owner(world, m, world.in_business(m), by_owner);
  }
  for (const Lanes& each : by_owner) owners += yes_or_no(each > 0.0);
  return ratio(units, owners, 0.0);
}

bool has_programme(const Spec& market) { return !market.partner_programmes.empty(); }
bool has_joining(const Spec& market) {
  return std::any_of(market.recruiting.begin(), market.recruiting.end(),
                     [](const auto& programme) { return programme.joining.has_value(); });
}
bool has_expansion(const Spec& market) {
  return std::any_of(market.recruiting.begin(), market.recruiting.end(),
                     [](const auto& programme) { return programme.expansion.has_value(); });
}
bool has_owners(const Spec& market) {
  return !market.multi_unit_owners.empty() || has_expansion(market);
}

constexpr Figure figures[] = {
    {{"programme_cost", "money",
      "What partner programmes cost the manufacturer: running them, certification, tier benefits "
      "and marketing funds; of a group, the latter two.",
      Goal::lower, About::members, OverTime::flow},
     programme_cost,
     has_programme},
    {{"tiered_share", "share", "Partners in business that hold a tier at the end.", Goal::watch,
      About::members, OverTime::level},
     [](const Scope& scope) {
       return share_of_partners(scope, [&](std::uint32_t m, const auto&) {
         return yes_or_no(scope.world.programmes.tier[m] > 0.0);
       });
     },
     has_programme},
    {{"top_tier_share", "share", "Partners in business that hold the highest tier at the end.",
      Goal::watch, About::members, OverTime::level},
     [](const Scope& scope) {
       return share_of_partners(scope, [&](std::uint32_t m, const auto& programme) {
         return yes_or_no(scope.world.programmes.tier[m] ==
                          std::max(double(programme.tiers.size()), 1.0));
       });
     },
     has_programme},
    {{"certified_share", "share", "Partners in business that are certified at the end.",
      Goal::raise, About::members, OverTime::level},
     [](const Scope& scope) {
       return share_of_partners(scope, [&](std::uint32_t m, const auto&) {
         return yes_or_no(scope.world.programmes.certified_until[m] > double(scope.world.steps));
       });
     },
     has_programme},
    {{"time_to_first_deal", "steps",
      "From a partner's opening after the start to its first sale, on average of those that have "
      "sold; 0 where none has.",
      Goal::lower, About::members, OverTime::level},
     [](const Scope& scope) {
       const ProgrammeStates& states = scope.world.programmes;
       if (states.tier.empty()) return Lanes(0.0);
       return ratio(sum_over_partners(scope, states.steps_to_first_sale),
                    sum_over_partners(scope, states.first_sales), 0.0);
     },
     has_programme},
    {{"dormant_share", "share",
      "Partners in business that have not sold anything for `dormant_after` steps.", Goal::lower,
      About::members, OverTime::level},
     [](const Scope& scope) {
       const double last = double(scope.world.steps) - 1.0;
       return share_of_partners(scope, [&](std::uint32_t m, const auto& programme) {
         return yes_or_no(last - scope.world.programmes.last_sale[m] >=
                          double(programme.dormant_after));
       });
     },
     has_programme},
    {{"concentration", "share",
      "Share of the largest tenth of the partners in business in what counts for their "
      "programmes; 0 where nothing does.",
      Goal::watch, About::members, OverTime::level},
     [](const Scope& scope) { return by_lane(scope, share_of_largest_tenth); },
     has_programme},
    {{"herfindahl_index", "share",
      "Sum of the squared shares of partners in business in what counts for their programmes "
      "[Herfindahl 1950]; 1 is a single one.",
      Goal::watch, About::members, OverTime::level},
     [](const Scope& scope) { return by_lane(scope, herfindahl); },
     has_programme},
    {{"declined", "members",
      "Candidates who were chosen and did not join for what they could expect to earn.",
      Goal::watch, About::market, OverTime::flow},
     [](const Scope& scope) { return scope.world.members.declined; },
     has_joining},
    {{"expected_return", "share",
      "What candidates who were chosen expected to gain beyond their discount rate, as a share of "
      "what they would have laid out, on average; 0 where there were none.",
      Goal::watch, About::market, OverTime::level},
     [](const Scope& scope) {
       return select(
           scope.world.members.invited > 0.0,
           scope.world.members.expected_returns / max(scope.world.members.invited, Lanes(1.0)),
           Lanes(0.0));
     },
     has_joining},
    {{"expansions", "members", "Places taken by owners who had one already.", Goal::watch,
      About::members, OverTime::flow},
     [](const Scope& scope) {
       return sum_over_members(scope, [&](std::uint32_t m) {
         return scope.world.layout->owners ? scope.world.owners.expanded[m] : Lanes(0.0);
       });
     },
     has_expansion},
    {{"units_per_owner", "members",
      "Independent members in business at the end over the owners who have any of them.",
      Goal::watch, About::members, OverTime::level},
     units_per_owner,
     has_owners},
};

}  // namespace

std::span<const Figure> partnership_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
