#pragma once
// Consumers one by one: what each has done, in sixteen replications side by side.

#include <array>
#include <cstdint>
#include <vector>

#include "models/market/terms.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// A small whole number per lane: sixteen of them fill one register.
using SmallLanes = std::array<std::uint8_t, lanes_per_block>;

/// A row of lanes from a number for each.
CHANNELSIM_INLINE Lanes lane_by_lane(auto&& each) {
  double numbers[lanes_per_block];
  for (std::size_t lane = 0; lane < lanes_per_block; ++lane) numbers[lane] = each(lane);
  return Lanes::load(numbers);
}

/// Adds to one lane.
CHANNELSIM_INLINE void add_in_lane(Lanes& lanes, int lane, double amount) {
  lanes.set(lane, lanes[lane] + amount);
}

/// A purchase that a person wants to make in one replication.
struct Wish {
  std::uint32_t person;
  std::uint32_t alternative;  // or nobody: given up
  std::uint32_t cohort;       // of the person
  std::uint16_t ordinal;      // of the person's purchases in this step; 0 is the one that counts
  std::uint8_t lane;
  bool leaves;  // the person leaves for good after it
};

/// Row = person; the persons of a cohort follow each other, and so do the cohorts of a region.
struct Persons {
  std::vector<std::uint32_t> first_of_cohort;  // and the number of all at the end
  std::vector<SmallLanes> standing;
  std::vector<SmallLanes> waits;  // 1: for goods
  // In a network: how many acquaintances have bought from anybody.
  std::vector<std::array<std::uint16_t, lanes_per_block>> owners_known;
  // 0, or 1 + the channel from which it bought first in the last step, or, of a seed, 1 + channels
  // + the row of the referral.
  std::vector<SmallLanes> new_customer;
  std::vector<Lanes> pace;    // own purchase rate against the segment's; empty: all 1
  std::vector<Lanes> churn;   // own chance to leave, where those of the segment differ
  std::vector<Wish> wishes;   // of this step
  std::vector<Wish> waiting;  // for goods that they found missing in the last step

  std::size_t size() const { return standing.size(); }
};

/// The cohort of a person.
std::size_t cohort_of(const Persons& persons, std::uint32_t person);
/// Whose luck that of a person is: its number within its cohort.
Address person_address(const Layout& layout, const Persons& persons, std::size_t cohort,
                       std::uint32_t person);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
