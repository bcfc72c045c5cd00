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

  /// Two of them for the price of one: odd multiples of 2^-33. Those of `rows` indices in a row lie
  /// side by side, index after index: their calls do not wait for each other.
  template <int W>
  struct PairOf {
    LanesOf<W> first, second;
  };
  template <int W = lanes_per_block, int rows = 1>
  CHANNELSIM_INLINE PairOf<W * rows> uniform_pair(Purpose purpose, Address address, Step step,
                                                  std::uint32_t index = 0) const {
    const std::uint64_t key = draw_key(seed_, purpose, address.name);
    PairOf<W * rows> pair;
    if constexpr (W == 1) {
      const PhiloxBlock<rows> words = blocks<1, rows>(key, first_, address, step, index);
      const std::size_t at = first_ % 16 >= 8 ? 2 : 0;
      pair = {unit_interval(words[at]), unit_interval(words[at + 1])};
    } else {
      static_assert(W % 16 == 0);
      const PhiloxBlock<W / 2 * rows> words =
          blocks<W / 2, rows>(key, first_, address, step, index);
      for (int group = 0; group < W / 16 * rows; ++group)
        for (int half = 0; half < 2; ++half) {
          const auto at = static_cast<std::size_t>(2 * half);
          set_row(pair.first, 2 * group + half, unit_interval(row_of<8>(words[at], group)));
          set_row(pair.second, 2 * group + half, unit_interval(row_of<8>(words[at + 1], group)));
        }
    }
    return pair;
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
  std::uint64_t seed_;
  std::uint32_t first_;
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
