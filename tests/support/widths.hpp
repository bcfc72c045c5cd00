#pragma once
// A lane must not see its neighbours: the same arguments give the same bits in rows of any width.

#include "engine/base/lanes.hpp"

/// Compares f on rows of 2, 8 and 16 lanes with f on single lanes.
template <class Function, class... Row>
bool same_at_every_width(Function f, const Row&... row) {
  using namespace channelsim;
  bool same = true;
  const auto compare = [&](auto width) {
    constexpr int W = decltype(width)::value;
    for (int first = 0; first < 16; first += W) {
      const auto part = [first](const LanesOf<16>& whole) {
        LanesOf<W> lanes;
        for (int i = 0; i < W; ++i) lanes.set(i, whole[first + i]);
        return lanes;
      };
      const LanesOf<W> result = f(part(row)...);
      for (int i = 0; i < W; ++i)
        same &= to_bits(result)[i] == to_bits(f(LanesOf<1>(row[first + i])...))[0];
    }
  };
  compare(std::integral_constant<int, 2>{});
  compare(std::integral_constant<int, 8>{});
  compare(std::integral_constant<int, 16>{});
  return same;
}
