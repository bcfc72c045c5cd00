// What a plan owes members it puts out of business, and the customers who go with them.

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "models/market/profit.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// The share of a region's purchases of our goods that a member has, as its forecasts have it.
Lanes share_of_region(const World& world, const Network& network, std::size_t m,
                      std::size_t region) {
  Lanes its = 0.0, all = 0.0;
  for (std::size_t place = 0; place < network.alternatives_in(region); ++place) {
    const std::uint32_t shelf = world.layout->shelf[network.offer_at(region, place)];
    if (shelf == nobody) continue;
    const Lanes bought = world.members.bought_from[shelf];
    all += bought;
    if (world.layout->member[shelf] == m) its += bought;
  }
  return select(all > 0.0, its / max(all, 1e-300), Lanes(0.0));
}

/// What a member earned in a step, what it costs to be there aside.
Lanes contribution(const World& world, std::size_t m) {
  return max(world.members.earned[m] + world.terms().members[m].traits.fixed_cost.value,
             Lanes(0.0));
}

}  // namespace

void part_with_members(World& world, std::size_t next) {
  if (!world.layout->parting) return;
  const Network& was = world.network();
  for (const std::uint32_t m : world.layout->networks[next].closing) {
    const auto& leaving = world.terms().members[m].traits.leaving;
    if (!leaving) continue;
    const Lanes there = world.in_business(m);
    const std::size_t member = Parties::member(m);
    const Lanes time = leaving->indemnity * world.layout->steps_per_year + leaving->notice;
    world.ledger.post(Parties::manufacturer, member, Item::indemnity,
                      Money<Lanes>{contribution(world, m) * time * there});
    world.ledger.post(Parties::manufacturer, member, Item::deposit, leaving->deposit * there);
    world.ledger.post(Parties::manufacturer, world.parties.services(), Item::indemnity,
                      leaving->dispute * there);
    for (std::size_t region = 0; region < world.layout->regions; ++region) {
      const Lanes lost = share_of_region(world, was, m, region) * (1.0 - leaving->customers_kept);
      Lanes& gone = world.members.gone_over[region];
      gone += (1.0 - gone) * lost * there;
    }
  }
}

void win_back(World& world) {
  if (!world.layout->parting) return;
  Lanes rate = 0.0;
  for (const auto& member : world.terms().members)
    if (member.traits.leaving) rate = max(rate, member.traits.leaving->recovery);
  for (Lanes& gone : world.members.gone_over) gone *= 1.0 - rate;
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf)
    world.members.bought_from[shelf] +=
        (world.shelves.sold[shelf].value - world.members.bought_from[shelf]) * (1.0 / 26);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
