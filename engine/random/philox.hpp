#pragma once
// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror & Shaw (SC'11): a bijection of
// 128 counter bits for each 64-bit key. Written on lanes; one lane gives the published vectors.

#include <array>

#include "engine/base/lanes.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// Four 32-bit words per lane, each in the low half of a 64-bit word.
template <int W>
using PhiloxBlock = std::array<WordsOf<W>, 4>;

/// Ten rounds over the counter; the key is the same for all lanes.
template <int W>
CHANNELSIM_INLINE PhiloxBlock<W> philox4x32(PhiloxBlock<W> counter, std::uint32_t key0,
                                            std::uint32_t key1) {
  constexpr std::uint64_t low = 0xffffffff;
  const WordsOf<W> multiplier0 = std::uint64_t{0xd2511f53}, multiplier1 = std::uint64_t{0xcd9e8d57};
  for (int round = 0; round < 10; ++round) {
    const WordsOf<W> product0 = multiply_low_halves(counter[0], multiplier0);
    const WordsOf<W> product1 = multiply_low_halves(counter[2], multiplier1);
    // What stands above 32 bits in words 1 and 3 is never read: words 0 and 2 are masked by the
    // multiplication, and the last line cuts the rest off.
    counter = {(product1 >> 32) ^ counter[1] ^ std::uint64_t{key0}, product1,
               (product0 >> 32) ^ counter[3] ^ std::uint64_t{key1}, product0};
    key0 += 0x9e3779b9;
    key1 += 0xbb67ae85;
  }
  for (WordsOf<W>& word : counter) word &= low;
  return counter;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
