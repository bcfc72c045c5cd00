#pragma once
// All randomness of a block of replications. A number is addressed, never consumed: it is a pure
// function of (seed, purpose, agent, step, index, replication), so plans compared under the same
// seed meet the same luck, and no thread, order or added agent can change it.

#include <array>
#include <cstdint>

#include "engine/base/identifier.hpp"
#include "engine/random/philox.hpp"

namespace channelsim {

/// Why a number is drawn; declared beside its only use.
struct Purpose {
  std::uint64_t id;
  consteval explicit Purpose(std::string_view name) : id(name_hash(name)) {}
};

/// Who draws: the hash of the agent's name, and its number within a counted group.
struct Address {
  std::uint64_t name;
  std::uint32_t number = 0;
};

using Step = std::uint32_t;

/// The generator key of a seed, purpose and agent. Models check, when they build a world, that
/// no two agents have the same address.
constexpr std::uint64_t draw_key(std::uint64_t seed, Purpose purpose, std::uint64_t name) {
  return mixed(mixed(seed + 0x9e3779b97f4a7c15) ^ (purpose.id + 0x9e3779b97f4a7c15 * name));
}

inline namespace CHANNELSIM_LEVEL {

/// Sixteen replications share eight Philox blocks: replication r reads block 8 (r / 16) + r mod 8,
/// its first two words when r mod 16 < 8 and its last two otherwise. No word is wasted, and on
/// AVX-512 a row of sixteen lanes is one call.
class Draws {
 public:
  constexpr Draws(std::uint64_t seed, std::uint32_t first_replication)
      : seed_(seed), first_(first_replication) {}

  /// Uniform on (0, 1), one per lane: odd multiples of 2^-53, so neither end can occur.
  /// Lane i belongs to replication first_replication + i, which is a multiple of min(W, 16).
  template <int W = lanes_per_block>
  CHANNELSIM_INLINE LanesOf<W> uniform(Purpose purpose, Address address, Step step,
                                       std::uint32_t index = 0) const {
    const std::uint64_t key = draw_key(seed_, purpose, address.name);
    LanesOf<W> row;
    if constexpr (W <= 8) {
      const PhiloxBlock<W> words = blocks<W>(key, first_, address, step, index);
      const bool second = first_ % 16 >= 8;
      row = unit_interval(words[second ? 2 : 0], words[second ? 3 : 1]);
    } else {
      for (int group = 0; group < W / 16; ++group) {
        const PhiloxBlock<8> words =
            blocks<8>(key, first_ + 16u * unsigned(group), address, step, index);
        set_row(row, 2 * group, unit_interval(words[0], words[1]));
        set_row(row, 2 * group + 1, unit_interval(words[2], words[3]));
      }
    }
    return row;
  }

  /// Points of the unit square, `rows` for each lane, side by side, row after row: two from each of
  /// the indices in a row, whose calls do not wait for each other. They lie on a lattice of 2^32
  /// points whose second coordinate is the first times an odd number [Niederreiter 1992, ch. 5].
  /// Each coordinate is an odd multiple of 2^-33 and uniform by itself. Together, a box is hit with
  /// the chance of its area to 5e-8: no partial quotient of that number over 2^32 exceeds 3, and
  /// all of them add up to 49.
  template <int W>
  struct PointsOf {
    LanesOf<W> first, second;
  };
  template <int W, int rows>
  CHANNELSIM_INLINE PointsOf<W * rows> points(Purpose purpose, Address address, Step step,
                                              std::uint32_t index) const {
    static_assert(rows % 2 == 0 && (W == 1 || W % 16 == 0));
    constexpr int calls = rows / 2, in_a_call = W == 1 ? 1 : W / 2, in_a_row = W == 1 ? 1 : 8;
    const auto words = blocks<in_a_call, calls>(draw_key(seed_, purpose, address.name), first_,
                                                address, step, index);
    PointsOf<W * rows> points;
    const auto put = [&](int row, WordsOf<in_a_row> word) {
      const WordsOf<in_a_row> multiple =
          multiply_low_halves(word, WordsOf<in_a_row>(lattice_of_points)) & low_half;
      set_row(points.first, row, unit_interval(word));
      set_row(points.second, row, unit_interval(multiple));
    };
    for (int call = 0; call < calls; ++call)
      for (int parity = 0; parity < 2; ++parity) {
        const auto at = static_cast<std::size_t>(parity);
        const int turn = 2 * call + parity;
        if constexpr (W == 1) {
          put(turn, row_of<1>(words[at + (first_ % 16 >= 8 ? 2 : 0)], call));
        } else {
          for (int group = 0; group < W / 16; ++group)
            for (int half = 0; half < 2; ++half)
              put((turn * (W / 16) + group) * 2 + half,
                  row_of<8>(words[at + std::size_t(2 * half)], call * (W / 16) + group));
        }
      }
    return points;
  }

  /// One lane of the row.
  CHANNELSIM_INLINE double uniform_of(int lane, Purpose purpose, Address address, Step step,
                                      std::uint32_t index = 0) const {
    return in_lane(lane).uniform<1>(purpose, address, step, index)[0];
  }
  /// The numbers of one lane alone.
  Draws in_lane(int lane) const { return {seed_, first_ + static_cast<std::uint32_t>(lane)}; }

 private:
  /// Counter words: block of replications, step, number within the group, index; `rows` indices
  /// side by side.
  template <int W, int rows = 1>
  CHANNELSIM_INLINE static PhiloxBlock<W * rows> blocks(std::uint64_t key,
                                                        std::uint32_t replication, Address address,
                                                        Step step, std::uint32_t index) {
    using Words = WordsOf<W * rows>;
    static constexpr auto columns = counted<W * rows>([](int i) { return i % W; });
    static constexpr auto indices = counted<W * rows>([](int i) { return i / W; });
    const std::uint64_t first = replication / 16 * 8 + replication % 8;
    return philox4x32<W * rows>(
        {Words::load(columns.data()) + first, Words(step), Words(address.number),
         rows == 1 ? Words(index) : Words::load(indices.data()) + std::uint64_t{index}},
        static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32));
  }
  template <int W>
  static constexpr std::array<std::uint64_t, W> counted(auto number) {
    std::array<std::uint64_t, W> numbers{};
    for (int i = 0; i < W; ++i) numbers[std::size_t(i)] = static_cast<std::uint64_t>(number(i));
    return numbers;
  }
  /// 52 random bits make a number in [1, 2); subtracting 1 - 2^-53 is exact.
  template <int W>
  CHANNELSIM_INLINE static LanesOf<W> unit_interval(WordsOf<W> low, WordsOf<W> high) {
    const WordsOf<W> bits = ((high << 32) | low) >> 12;
    return from_bits(bits | std::uint64_t{0x3ff0000000000000}) - (1.0 - 0x1p-53);
  }
  /// The same of 32 random bits: subtracting 1 - 2^-33 is exact, too.
  template <int W>
  CHANNELSIM_INLINE static LanesOf<W> unit_interval(WordsOf<W> word) {
    return from_bits((word << 20) | std::uint64_t{0x3ff0000000000000}) - (1.0 - 0x1p-33);
  }
  static constexpr std::uint64_t low_half = 0xffffffff, lattice_of_points = 0x9e3778c1;

  std::uint64_t seed_;
  std::uint32_t first_;
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
