#pragma once
// Consumers one by one: what each has done, in the replications of a block.

#include <bit>
#include <boost/container/vector.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/lane_table.hpp"
#include "models/market/terms.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// A purchase that a person wants to make in one replication. There are ten thousand of them in a
/// step and replication, so each is one word.
class Wish {
  // Lane and person fill the lower half.
  static constexpr int lane_bits = std::countr_zero(unsigned(lanes_per_block)),
                       person_bits = 32 - lane_bits, alternative_bits = 20, ordinal_bits = 10;
  static constexpr int from_alternative = lane_bits + person_bits,
                       from_ordinal = from_alternative + alternative_bits,
                       from_leaves = from_ordinal + ordinal_bits;
  static_assert(from_leaves < 64);

 public:
  static constexpr std::uint32_t most_persons = 1u << person_bits,
                                 most_alternatives = (1u << alternative_bits) - 1,
                                 most_ordinals = 1u << ordinal_bits;

  Wish() = default;  // uninitialised, as a word is
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
  /// A row of wishes taken apart.
  struct Row {
    WordsOf<lanes_per_block> lanes, persons, alternatives;
  };
  CHANNELSIM_INLINE static Row row(const Wish* wishes) {
    const auto words =
        WordsOf<lanes_per_block>::load(reinterpret_cast<const std::uint64_t*>(wishes));
    const auto part_of = [&](int from, int bits) {
      return words >> from & ((std::uint64_t{1} << bits) - 1);
    };
    return {part_of(0, lane_bits), part_of(lane_bits, person_bits),
            part_of(from_alternative, alternative_bits)};
  }

  std::uint32_t person() const { return static_cast<std::uint32_t>(word_) >> lane_bits; }
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

/// Those of a step; unlike a standard vector it makes room without filling it.
using Wishes = boost::container::vector<Wish>;

/// How many acquaintances of each person have bought from anybody: a byte each, and what goes
/// beyond it apart, where somebody knows as many.
class KnownOwners {
 public:
  KnownOwners() = default;
  KnownOwners(std::size_t persons, std::uint32_t most_acquaintances) {
    counts_.assign(persons);
    if (most_acquaintances > 255) carries_.assign(persons);
  }

  bool empty() const { return counts_.empty(); }
  /// One more for each of these persons, who may be named several times, in a replication.
  void add(std::span<const std::uint32_t> persons, std::size_t lane) {
    if (persons.empty()) return;
    std::uint8_t* const counts = counts_.of_lane(lane).data();
    for (const std::uint32_t person : persons)
      if (++counts[person] == 0) ++carries_(person, lane);
  }
  std::uint32_t of(std::uint32_t person, std::size_t lane) const {
    return counts_(person, lane) + (carries_.empty() ? 0u : carries_(person, lane) << 8);
  }
  CHANNELSIM_INLINE WordsOf<lanes_per_block> of(WordsOf<lanes_per_block> persons,
                                                WordsOf<lanes_per_block> lanes) const {
    const WordsOf<lanes_per_block> counts = counts_.at(persons, lanes);
    return carries_.empty() ? counts : counts + (carries_.at(persons, lanes) << 8);
  }

 private:
  LaneTable<std::uint8_t> counts_;
  LaneTable<std::uint32_t> carries_;
};

/// The persons of a cohort follow each other, and so do the cohorts of a region.
struct Persons {
  std::vector<std::uint32_t> first_of_cohort;  // and the number of all at the end
  LaneTable<std::uint8_t> standing;
  LaneTable<std::uint8_t> waits;  // 1: for goods
  KnownOwners owners_known;       // in a network
  // 0, or 1 + the channel from which it bought first in the last step, or, of a seed, 1 + channels
  // + the row of the referral.
  LaneTable<std::uint8_t> new_customer;
  // Where a durable is bought once and for all: the persons of each lane, cohort by cohort, of whom
  // the first `candidates_of` each may not have one yet. Empty before the first step.
  LaneTable<std::uint32_t> candidates;
  std::vector<Lanes> candidates_of;  // by cohort
  std::vector<Lanes> pace;           // own purchase rate against the segment's; empty: all 1
  std::vector<Lanes> churn;          // own chance to leave, where those of the segment differ
  Mask present = true;  // the replications in which anybody buys: the others are not looked at
  Wishes wishes;        // of this step
  Wishes waiting;       // for goods that they found missing in the last step

  std::size_t size() const { return standing.rows(); }
};

/// The cohort of a person.
std::size_t cohort_of(const Persons& persons, std::uint32_t person);
/// Whose luck that of a person is: its number within its cohort.
Address person_address(const Layout& layout, const Persons& persons, std::size_t cohort,
                       std::uint32_t person);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
