#pragma once
// What a plan changes in the market, path by path and date by date.

#include <cstdint>
#include <string>
#include <vector>

#include "models/market/load.hpp"

namespace channelsim::market {

/// One value that a plan sets, from a step on until before another. `from`, what would hold without
/// it, is empty where the value stands in a preset.
struct PlanChange {
  std::uint32_t step;
  std::string path, from, to;
  std::uint32_t until = 0;
};

/// What the plans of a study change. The study must outlive it.
class PlanChanges {
 public:
  explicit PlanChanges(const Study& study);

  /// In order of date, then as the plan states them; of several values of a path at one date, the
  /// last.
  std::vector<PlanChange> of(std::size_t plan) const;
  /// Paths by which a plan makes itself more attractive, where it changes nothing that could cost
  /// anything.
  std::vector<std::string> effects_without_cost(std::size_t plan) const;

 private:
  const Study& study_;
  Node before_;  // the scenario in force without any plan
};

}  // namespace channelsim::market
