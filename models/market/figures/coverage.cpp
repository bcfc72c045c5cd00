// Where the members' goods can be bought, and what serving the members costs.

#include <algorithm>

#include "models/market/figures/figures.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

Lanes cost_to_serve(const Scope& scope) {
  const World& world = scope.world;
  return sum_over_members(scope, [&](std::uint32_t m) {
    if (world.layout->independent[m]) return world.members.served_at[m].value;
    return running_costs(world, Parties::member(m));
  });
}

bool holds(const Scope& scope, std::uint32_t m) {
  return std::binary_search(scope.members.begin(), scope.members.end(), m);
}

/// By region: 1 where one of the members sells, by lane.
Column<Lanes> regions_served(const Scope& scope) {
  const Network& network = scope.world.network();
  const Layout& layout = *scope.world.layout;
  Column<Lanes> served(layout.regions, 0.0);
  for (std::size_t region = 0; region < layout.regions; ++region)
    for (std::size_t place = 0; place < network.alternatives_in(region); ++place)
      if (const auto shelf = layout.shelf[network.offer_at(region, place)];
          shelf != nobody && holds(scope, layout.member[shelf]))
        served[region] = max(served[region], scope.world.in_business(layout.member[shelf]));
  return served;
}

Lanes reach(const Scope& scope) {
  const Layout& layout = *scope.world.layout;
  const Column<Lanes> served = regions_served(scope);
  Lanes reached = 0.0;
  for (std::size_t cohort = 0; cohort < layout.cohorts(); ++cohort)
    reached += scope.world.terms().consumers[cohort] * served[layout.region_of(cohort)];
  return reached;
}

/// Whether consumers of a region where the members sell can buy an offer.
Lanes competes(const Scope& scope, const Column<Lanes>& served, std::uint32_t offer) {
  const Network& network = scope.world.network();
  Lanes there = 0.0;
  for (const std::uint32_t alternative : network.alternatives_of[offer])
    there = max(there, served[network.region_of[alternative]]);
  return there;
}

Lanes distribution_of(const Scope& scope, bool weighted) {
  const World& world = scope.world;
  const Layout& layout = *world.layout;
  const Column<Lanes> served = regions_served(scope);
  Lanes stocked = 0.0, all = 0.0;
  for (const std::uint32_t offer : world.network().offers) {
    const std::uint32_t shelf = layout.shelf[offer];
    if (shelf == nobody) continue;
    const std::uint32_t m = layout.member[shelf];
    const Lanes wanted = (world.shelves.total_sold[shelf] + world.shelves.total_lost[shelf]).value;
    const Lanes weight = weighted ? wanted : min(wanted * 1e300, Lanes(1.0));
    all += weight * competes(scope, served, offer);
    if (!holds(scope, m)) continue;
    const Lanes on_hand = world.shelves.on_hand[shelf].value;
    const Lanes there = layout.holds_stock[shelf] ? yes_or_no(on_hand > 0.0) : Lanes(1.0);
    stocked += weight * there * world.in_business(m);
  }
  return ratio(stocked, all, 0.0);
}

constexpr Figure figures[] = {
    {{"cost_to_serve", "money",
      "What the manufacturer paid for serving the members: work it does for them, commissions of "
      "agents, its part of coupons, debts they never paid; of its own members all running costs.",
      Goal::lower, About::members, OverTime::flow},
     cost_to_serve},
    {{"cost_to_serve_share", "share", "The same as a share of what consumers pay.", Goal::lower,
      About::members, OverTime::level},
     [](const Scope& scope) {
       const Lanes spent = sum_over_shelves(scope, [&](std::uint32_t shelf) {
         return scope.world.shelves.total_revenue[shelf].value;
       });
       return ratio(cost_to_serve(scope), spent, 0.0);
     }},
    {{"reach", "consumers", "Consumers of the regions in which the members sell, at the end.",
      Goal::raise, About::members, OverTime::level},
     reach},
    {{"numeric_distribution", "share",
      "The members' shelves that have goods at the end, out of all from which consumers of their "
      "regions have wanted ours.",
      Goal::raise, About::members, OverTime::level},
     [](const Scope& scope) { return distribution_of(scope, false); }},
    {{"weighted_distribution", "share",
      "The same, each shelf as often as pieces have been sold from it or asked for in vain.",
      Goal::raise, About::members, OverTime::level},
     [](const Scope& scope) { return distribution_of(scope, true); }},
};

}  // namespace

std::span<const Figure> coverage_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
