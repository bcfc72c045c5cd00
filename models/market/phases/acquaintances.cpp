// What a person meets among those it knows.

#include <algorithm>

#include "models/market/incidence.hpp"
#include "models/market/memory.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

double brought_by(const World& world, std::uint32_t person, int lane, std::size_t referral) {
  const std::uint8_t source = world.persons.new_customer[person][static_cast<std::size_t>(lane)];
  if (source == 0) return 0;
  const Layout& layout = *world.layout;
  const std::size_t region = layout.region_of(cohort_of(world.persons, person));
  const std::size_t referrals = world.terms().referrals.size();
  const std::size_t row = region * (layout.channels.size() + referrals) + source - 1u;
  return world.population.recruits_of[row * referrals + referral][lane];
}

namespace {
/// How many others a person brings by all referrals.
Lanes recruits_of(const World& world, std::uint32_t person) {
  const SmallLanes& source = world.persons.new_customer[person];
  Lanes recruits = 0.0;
  if (std::all_of(source.begin(), source.end(), [](auto each) { return each == 0; }))
    return recruits;
  for (int lane = 0; lane < lanes_per_block; ++lane)
    for (std::size_t row = 0; row < world.terms().referrals.size(); ++row)
      add_in_lane(recruits, lane, brought_by(world, person, lane, row));
  return recruits;
}
}  // namespace

Acquaintances acquaintances_of(const World& world, std::uint32_t person) {
  const Graph& network = world.layout->acquaintances;
  const Persons& persons = world.persons;
  const bool referrals = !world.terms().referrals.empty();
  std::array<std::uint16_t, lanes_per_block> customers{};
  Acquaintances found;
  const auto others = network.neighbours_of(person);
  for (const std::uint32_t other : others) {
    const SmallLanes& states = persons.standing[other];
    for (std::size_t lane = 0; lane < lanes_per_block; ++lane) {
      customers[lane] =
          static_cast<std::uint16_t>(customers[lane] + (states[lane] >= standing::first_channel));
    }
    if (referrals && persons.new_customer[other] != SmallLanes{})
      found.recruiting += recruits_of(world, other) / static_cast<double>(network.degree(other));
  }
  const double count = std::max<double>(static_cast<double>(others.size()), 1);
  const auto& owners = persons.owners_known[person];
  found.owners = lane_by_lane([&](auto lane) { return owners[lane] / count; });
  found.customers = lane_by_lane([&](auto lane) { return customers[lane] / count; });
  return found;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
