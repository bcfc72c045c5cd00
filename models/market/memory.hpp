#pragma once
// What consumers who remember are and become, whether they are counted or simulated one by one.

#include <span>
#include <utility>
#include <vector>

#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// Consumers of a region, those who wait for goods included.
Lanes consumers_in(const World& world, std::size_t region);
/// The share of them whose standing is `least` or one after it.
Lanes share_standing_from(const World& world, std::size_t region, std::uint32_t least);

/// Puts consumers where they stand at the start, customers as they would choose among the offers.
void populate(World& world);
/// Whether somebody with these standings has bought from anybody for the first time.
inline bool buys_first(std::uint8_t before, std::uint32_t after) {
  return before < standing::of_rivals && after >= standing::of_rivals;
}
/// Gives a person another standing in one replication, and lets its acquaintances know when it has
/// bought for the first time: nobody ever comes back from that.
inline void set_standing(World& world, std::uint32_t person, int lane, std::uint32_t state) {
  Persons& persons = world.persons;
  const auto place = static_cast<std::size_t>(lane);
  const std::uint8_t before =
      std::exchange(persons.standing(person, place), static_cast<std::uint8_t>(state));
  if (persons.owners_known.empty() || !buys_first(before, state)) return;
  persons.owners_known.add(world.layout->acquaintances.neighbours_of(person), place);
}
/// Lets the acquaintances of these persons know that each has bought for the first time.
void tell_acquaintances(World& world, std::span<const std::uint32_t> buyers, std::size_t lane);
/// The same, counted in the cohort.
void move_person(World& world, std::size_t cohort, std::uint32_t person, int lane,
                 std::uint32_t state);
/// What a consumer is after a purchase.
std::uint32_t standing_next(const World& world, std::uint32_t state, std::uint32_t offer);

/// What the manufacturer with its own members earns of a piece of each offer sold to a consumer,
/// fixed costs aside: the margin of its shop, or of what the trade pays; 0 of a rival's.
std::vector<Lanes> contributions_of(const World& world);
/// Counts purchases of consumers of a standing at an offer: the one of each that counts, and
/// further ones. `contribution` is that of a piece.
void note_purchases(World& world, std::size_t region, std::size_t cohort, std::uint32_t state,
                    std::uint32_t offer, const Lanes& contribution, Lanes first, Lanes more);
/// Chance of a customer to leave in a step: `usual` for one whose satisfaction is 0.
Lanes chance_to_leave(const World& world, std::size_t region, Lanes usual, std::uint32_t state);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
