#pragma once
// What a plan changes in the market, path by path and date by date.

#include <cstdint>
#include <string>
#include <vector>

#include "models/market/load.hpp"

namespace channelsim::market {

/// One value that a plan sets. `from` is empty where the value stands in a preset.
struct PlanChange {
  std::uint32_t step;
  std::string path, from, to;
};

/// In order of date, then as the plan states them; of several values of a path at one date, the
/// last.
std::vector<PlanChange> changes_of(const Study& study, std::size_t plan);

/// Paths by which a plan makes itself more attractive, where it changes nothing that could cost
/// anything.
std::vector<std::string> effects_without_cost(const Study& study, std::size_t plan);

}  // namespace channelsim::market
