#pragma once
// Small whole numbers by row and lane, read and written one by one or a row of lanes at once.

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/lanes.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

inline constexpr std::array<std::uint64_t, lanes_per_block> numbers_of_lanes = [] {
  std::array<std::uint64_t, lanes_per_block> numbers{};
  for (std::size_t lane = 0; lane < numbers.size(); ++lane) numbers[lane] = lane;
  return numbers;
}();
/// 0, 1, 2, …
CHANNELSIM_INLINE WordsOf<lanes_per_block> lane_numbers() {
  return WordsOf<lanes_per_block>::load(numbers_of_lanes.data());
}

/// A whole number for each row and lane. Those of a lane lie together: rows that are looked at in
/// rising order find several in a line of memory.
template <class Number>
class LaneTable {
 public:
  void assign(std::size_t rows) {
    rows_ = rows;
    numbers_.assign((rows * lanes_per_block + in_a_half - 1) / in_a_half * in_a_half, 0);
  }

  bool empty() const { return numbers_.empty(); }
  std::size_t rows() const { return rows_; }
  std::span<Number> of_lane(std::size_t lane) {
    return std::span(numbers_).subspan(lane * rows_, rows_);
  }
  Number& operator()(std::size_t row, std::size_t lane) { return numbers_[place(row, lane)]; }
  const Number& operator()(std::size_t row, std::size_t lane) const {
    return numbers_[place(row, lane)];
  }
  /// All numbers, lane after lane, and where among them those of some rows lie, in a lane each.
  Number* data() { return numbers_.data(); }
  std::size_t place(std::size_t row, std::size_t lane) const { return lane * rows_ + row; }
  CHANNELSIM_INLINE WordsOf<lanes_per_block> places(WordsOf<lanes_per_block> rows,
                                                    WordsOf<lanes_per_block> lanes) const {
    return rows + multiply_low_halves(lanes, WordsOf<lanes_per_block>(rows_));
  }
  /// Those of a row in all lanes.
  std::array<Number, lanes_per_block> in_all_lanes(std::size_t row) const {
    std::array<Number, lanes_per_block> numbers;
    for (std::size_t lane = 0; lane < numbers.size(); ++lane) numbers[lane] = (*this)(row, lane);
    return numbers;
  }
  /// Those of some rows, in a lane each.
  CHANNELSIM_INLINE WordsOf<lanes_per_block> at(WordsOf<lanes_per_block> rows,
                                                WordsOf<lanes_per_block> lanes) const {
    const WordsOf<lanes_per_block> from = places(rows, lanes);
    const WordsOf<lanes_per_block> halves =
        gather_halves(numbers_.data(), from >> std::countr_zero(in_a_half));
    if constexpr (in_a_half == 1) return halves;
    return halves >> (from & (in_a_half - 1)) * bits & ((std::uint64_t{1} << bits) - 1);
  }

 private:
  static constexpr std::uint64_t in_a_half = 4 / sizeof(Number), bits = 8 * sizeof(Number);

  std::size_t rows_ = 0;
  std::vector<Number> numbers_;  // lane after lane, and as many as fill the last half of a word
};

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

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
