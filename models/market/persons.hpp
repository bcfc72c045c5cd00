#pragma once
// Consumers one by one: what each has done, in sixteen replications side by side.

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "models/market/terms.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// A small whole number per lane: sixteen of them fill one register.
using SmallLanes = std::array<std::uint8_t, lanes_per_block>;

inline constexpr std::array<std::uint64_t, lanes_per_block> numbers_of_lanes = [] {
  std::array<std::uint64_t, lanes_per_block> numbers{};
  for (std::size_t lane = 0; lane < numbers.size(); ++lane) numbers[lane] = lane;
  return numbers;
}();
/// 0, 1, 2, …
CHANNELSIM_INLINE WordsOf<lanes_per_block> lane_numbers() {
  return WordsOf<lanes_per_block>::load(numbers_of_lanes.data());
}

/// What stands in these rows of a table, in a column for each.
CHANNELSIM_INLINE Lanes in_columns(const std::vector<Lanes>& table, WordsOf<lanes_per_block> rows,
                                   WordsOf<lanes_per_block> columns) {
  return gather(reinterpret_cast<const double*>(table.data()),
                rows * std::uint64_t{lanes_per_block} + columns);
}
template <class Small>
CHANNELSIM_INLINE WordsOf<lanes_per_block> in_columns(
    const std::vector<std::array<Small, lanes_per_block>>& table, WordsOf<lanes_per_block> rows,
    WordsOf<lanes_per_block> columns) {
  constexpr std::uint64_t in_a_half = 4 / sizeof(Small), bits = 8 * sizeof(Small);
  const WordsOf<lanes_per_block> halves =
      gather_halves(table.data(), rows * (lanes_per_block / in_a_half) +
                                      (columns >> std::countr_zero(in_a_half)));
  return halves >> (columns & (in_a_half - 1)) * bits & ((std::uint64_t{1} << bits) - 1);
}

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

/// A purchase that a person wants to make in one replication. There are ten thousand of them in a
/// step and replication, so each is one word.
class Wish {
  static constexpr int lane_bits = std::countr_zero(unsigned(lanes_per_block)), person_bits = 28,
                       alternative_bits = 20, ordinal_bits = 10;
  static constexpr int from_alternative = lane_bits + person_bits,
                       from_ordinal = from_alternative + alternative_bits,
                       from_leaves = from_ordinal + ordinal_bits;
  static_assert(from_leaves < 64);

 public:
  static constexpr std::uint32_t most_persons = 1u << person_bits,
                                 most_alternatives = (1u << alternative_bits) - 1,
                                 most_ordinals = 1u << ordinal_bits;

  explicit Wish(std::uint64_t word) : word_(word) {}
  Wish(std::uint32_t person, std::uint32_t alternative, int lane, std::uint32_t ordinal,
       bool leaves)
      : word_(std::uint64_t(lane) | std::uint64_t{person} << lane_bits |
              std::uint64_t{alternative} << from_alternative |
              std::uint64_t{ordinal} << from_ordinal | std::uint64_t{leaves} << from_leaves) {}
  /// The words of first purchases of persons who do not leave.
  template <int W>
  CHANNELSIM_INLINE static WordsOf<W> words(WordsOf<W> persons, WordsOf<W> alternatives,
                                            WordsOf<W> lanes) {
    return lanes | persons << lane_bits | alternatives << from_alternative;
  }

  /// Where the person stands in a table of rows of lanes.
  std::size_t own_place() const { return part(0, lane_bits + person_bits); }
  std::uint32_t person() const { return static_cast<std::uint32_t>(part(lane_bits, person_bits)); }
  std::uint8_t lane() const { return static_cast<std::uint8_t>(part(0, lane_bits)); }
  std::uint32_t alternative() const {
    return static_cast<std::uint32_t>(part(from_alternative, alternative_bits));
  }
  /// Its number among the person's purchases in this step; 0 is the one that counts.
  std::uint32_t ordinal() const {
    return static_cast<std::uint32_t>(part(from_ordinal, ordinal_bits));
  }
  /// The person leaves for good after it.
  bool leaves() const { return part(from_leaves, 1) != 0; }
  bool is_given_up() const { return alternative() == most_alternatives; }

  void choose(std::uint32_t alternative) { set(from_alternative, alternative_bits, alternative); }
  void give_up() { choose(most_alternatives); }
  void stay() { set(from_leaves, 1, 0); }
  void exchange_ordinals(Wish& other) {
    const std::uint32_t mine = ordinal();
    set(from_ordinal, ordinal_bits, other.ordinal());
    other.set(from_ordinal, ordinal_bits, mine);
  }

 private:
  std::uint64_t part(int from, int bits) const {
    return word_ >> from & ((std::uint64_t{1} << bits) - 1);
  }
  void set(int from, int bits, std::uint64_t value) {
    word_ = (word_ & ~(((std::uint64_t{1} << bits) - 1) << from)) | value << from;
  }

  std::uint64_t word_;
};

/// How many acquaintances of each person have bought from anybody. A byte each, because memory is
/// what it takes to tell all whom somebody knows; what goes beyond stands apart, where it can.
class KnownOwners {
 public:
  KnownOwners() = default;
  KnownOwners(std::size_t persons, std::uint32_t most_acquaintances)
      : counts_(persons), carries_(most_acquaintances > 255 ? persons : 0) {}

  bool empty() const { return counts_.empty(); }
  void add(std::uint32_t person, std::size_t lane) { add(person * lanes_per_block + lane); }
  /// At these places of the table of rows of lanes, in whatever order they are.
  void add(std::span<const std::uint64_t> places) {
    constexpr std::size_t ahead = 64;  // memory has time for as many
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i + ahead < places.size()) __builtin_prefetch(&at(counts_, places[i + ahead]), 1);
      add(places[i]);
    }
  }
  std::uint32_t of(std::uint32_t person, std::size_t lane) const {
    return counts_[person][lane] + (carries_.empty() ? 0u : carries_[person][lane] * 256u);
  }
  CHANNELSIM_INLINE WordsOf<lanes_per_block> of(WordsOf<lanes_per_block> persons,
                                                WordsOf<lanes_per_block> lanes) const {
    const WordsOf<lanes_per_block> counts = in_columns(counts_, persons, lanes);
    return carries_.empty() ? counts : counts + (in_columns(carries_, persons, lanes) << 8);
  }
  void prefetch(std::uint64_t person) const { __builtin_prefetch(&counts_[person]); }

 private:
  using Carries = std::array<std::uint16_t, lanes_per_block>;

  template <class Count>
  static Count& at(std::vector<std::array<Count, lanes_per_block>>& table, std::size_t place) {
    return table.front().data()[place];
  }
  CHANNELSIM_INLINE void add(std::size_t place) {
    if (++at(counts_, place) == 0) ++at(carries_, place);
  }

  std::vector<SmallLanes> counts_;
  std::vector<Carries> carries_;
};

/// Row = person; the persons of a cohort follow each other, and so do the cohorts of a region.
struct Persons {
  std::vector<std::uint32_t> first_of_cohort;  // and the number of all at the end
  std::vector<SmallLanes> standing;
  std::vector<SmallLanes> waits;  // 1: for goods
  KnownOwners owners_known;       // in a network
  // 0, or 1 + the channel from which it bought first in the last step, or, of a seed, 1 + channels
  // + the row of the referral.
  std::vector<SmallLanes> new_customer;
  // Where a durable is bought once and for all: the persons of each lane, cohort by cohort, of whom
  // the first `candidates_of` each may not have one yet. Empty before the first step.
  std::vector<std::uint32_t> candidates;
  std::vector<Lanes> candidates_of;  // by cohort
  std::vector<Lanes> pace;           // own purchase rate against the segment's; empty: all 1
  std::vector<Lanes> churn;          // own chance to leave, where those of the segment differ
  Mask present = true;       // the replications in which anybody buys: the others are not looked at
  std::vector<Wish> wishes;  // of this step
  std::vector<Wish> waiting;  // for goods that they found missing in the last step

  std::size_t size() const { return standing.size(); }
  std::uint32_t* candidates_in(int lane) {
    return candidates.data() + static_cast<std::size_t>(lane) * size();
  }
};

/// The cohort of a person.
std::size_t cohort_of(const Persons& persons, std::uint32_t person);
/// Whose luck that of a person is: its number within its cohort.
Address person_address(const Layout& layout, const Persons& persons, std::size_t cohort,
                       std::uint32_t person);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
