#pragma once
// Consumers one by one: what each has done, in the replications of a block.

#include <algorithm>
#include <bit>
#include <boost/container/vector.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/lane_table.hpp"
#include "engine/network/graph.hpp"
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

/// Which share of a person's acquaintances have bought from anybody. Their number stands beside how
/// many there are, so that one look finds both, where nobody has more than a byte counts.
class KnownOwners {
 public:
  KnownOwners() = default;
  explicit KnownOwners(const Graph& network) {
    const bool few = network.highest_degree() <= one_acquaintance - 1u;
    few ? both_.assign(network.nodes()) : owners_.assign(network.nodes());
    for (std::uint32_t person = 0; person < network.nodes(); ++person) {
      const std::uint32_t known = std::max(network.degree(person), 1u);
      if (!few) acquaintances_.push_back(known);
      for (std::size_t lane = 0; few && lane < lanes_per_block; ++lane)
        both_(person, lane) = static_cast<std::uint16_t>(known * one_acquaintance);
    }
  }

  bool empty() const { return both_.empty() && owners_.empty(); }
  /// One more for each of these persons, who may be named several times, in a replication.
  void add(std::span<const std::uint32_t> persons, std::size_t lane) {
    if (persons.empty()) return;
    const auto count = [&](auto* numbers) {
      for (const std::uint32_t person : persons) ++numbers[person];
    };
    owners_.empty() ? count(both_.of_lane(lane).data()) : count(owners_.of_lane(lane).data());
  }
  double share(std::uint32_t person, std::size_t lane) const {
    if (!owners_.empty()) return owners_(person, lane) / acquaintances_[person];
    const unsigned both = both_(person, lane);
    return double(both % one_acquaintance) / double(both / one_acquaintance);
  }
  CHANNELSIM_INLINE Lanes share(WordsOf<lanes_per_block> persons,
                                WordsOf<lanes_per_block> lanes) const {
    if (!owners_.empty())
      return to_numbers(owners_.at(persons, lanes)) / gather(acquaintances_.data(), persons);
    const WordsOf<lanes_per_block> both = both_.at(persons, lanes);
    return to_numbers(both & (one_acquaintance - 1u)) / to_numbers(both >> 8);
  }

 private:
  static constexpr unsigned one_acquaintance = 256;

  LaneTable<std::uint16_t> both_;
  LaneTable<std::uint32_t> owners_;    // where somebody has more acquaintances
  std::vector<double> acquaintances_;  // the same, by person; 1 of who has none
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
