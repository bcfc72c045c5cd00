#pragma once
// Members of a group that are reached one after the other, passing over all others.

#include "engine/base/elementary.hpp"
#include "engine/random/draws.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// How many turns are drawn together: each is a long chain of operations that wait for each other.
template <int lanes>
inline constexpr int turns_together = lanes == 1 ? lanes_per_block : 64 / lanes;

/// Some turns side by side, those of all lanes one behind the other: who is reached, a place in the
/// group, and a uniform number for each.
template <int lanes>
struct Turns {
  MaskOf<lanes * turns_together<lanes>> within;  // whether the group goes that far
  LanesOf<lanes * turns_together<lanes>> place, luck;
};

/// Each member is reached with the same chance, by its own luck. From one to the next: how many are
/// passed over is geometric [Devroye 1986, ch. X.2].
template <int lanes>
struct TurnsOfGroup {
  LanesOf<lanes> scale;  // 1 / ln(1 - the chance to be reached)
  LanesOf<lanes> size;
  MaskOf<lanes> present;  // the others reach nobody

  void for_each(const Draws& draws, Purpose purpose, Address group, Step now, auto&& visit) const {
    constexpr int together = turns_together<lanes>;
    LanesOf<lanes> reached = -1.0;
    Turns<lanes> turns;
    for (std::uint32_t pair = 0;; pair += together / 2) {
      const auto points = draws.points<lanes, together>(purpose, group, now, pair);
      const auto passed = floor(logarithm_of_luck(points.first) * repeated<together>(scale));
      turns.luck = points.second;
      MaskOf<lanes> within;
      for (int row = 0; row < together; ++row) {
        reached += 1.0 + row_of<lanes>(passed, row);
        within = (reached < size) & present;
        set_row(turns.place, row, reached);
        set_row(turns.within.bits, row, within.bits);
      }
      visit(turns);
      if (!any(within)) return;
    }
  }
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
