// What a person meets among those it knows.

#include <algorithm>

#include "models/market/incidence.hpp"
#include "models/market/memory.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

double brought_by(const World& world, std::uint32_t person, int lane, std::size_t referral) {
  const std::uint8_t source = world.persons.new_customer(person, std::size_t(lane));
  if (source == 0) return 0;
  const Layout& layout = *world.layout;
  const std::size_t region = layout.region_of(cohort_of(world.persons, person));
  const std::size_t referrals = world.terms().referrals.size();
  const std::size_t row = region * (layout.channels.size() + referrals) + source - 1u;
  return world.population.recruits_of[row * referrals + referral][lane];
}

void tell_acquaintances(World& world, std::span<const std::uint32_t> buyers, std::size_t lane) {
  constexpr std::size_t ahead = 32;           // buyers that memory has time for
  constexpr std::size_t told_at_once = 1024;  // acquaintances
  constexpr std::size_t at_a_time = 16;       // more than most know: a loop that ends at once
  const Graph& network = world.layout->acquaintances;
  const std::uint32_t* const end = network.neighbours.data() + network.neighbours.size();
  std::vector<std::uint32_t> told;
  std::size_t count = 0;
  const auto tell = [&] {
    world.persons.owners_known.add(std::span(told).first(count), lane);
    count = 0;
  };
  for (std::size_t i = 0; i < buyers.size(); ++i) {
    if (i + ahead < buyers.size()) {
      const std::uint32_t* const next = network.neighbours_of(buyers[i + ahead]).data();
      __builtin_prefetch(next);
      __builtin_prefetch(next + at_a_time - 1);
    }
    const auto others = network.neighbours_of(buyers[i]);
    const std::size_t room = others.size() + at_a_time;
    if (told.size() < count + room) told.resize(told_at_once + room);
    std::uint32_t* const to = &told[count];
    // What lies behind them is put there, too, and not looked at.
    if (room <= static_cast<std::size_t>(end - others.data()))
      for (std::size_t from = 0; from < others.size(); from += at_a_time)
        std::copy_n(others.data() + from, at_a_time, to + from);
    else
      std::copy(others.begin(), others.end(), to);
    count += others.size();
    if (count >= told_at_once) tell();
  }
  tell();
}

namespace {
/// How many others a person brings by all referrals.
Lanes recruits_of(const World& world, std::uint32_t person) {
  const auto source = world.persons.new_customer.in_all_lanes(person);
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
  Acquaintances found;
  const auto others = network.neighbours_of(person);
  std::array<std::uint32_t, lanes_per_block> customers{};
  for (const std::uint32_t other : others) {
    const auto states = persons.standing.in_all_lanes(other);
    for (std::size_t lane = 0; lane < lanes_per_block; ++lane)
      customers[lane] += states[lane] >= standing::first_channel;
    if (referrals)
      found.recruiting += recruits_of(world, other) / static_cast<double>(network.degree(other));
  }
  const double count = std::max<double>(static_cast<double>(others.size()), 1);
  found.owners = lane_by_lane([&](auto lane) { return persons.owners_known.share(person, lane); });
  found.customers = lane_by_lane([&](auto lane) { return customers[lane] / count; });
  return found;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
