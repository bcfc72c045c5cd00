#pragma once
// A channel plan as it will run: the market from the start, and from every date on at which the
// plan or the market changes.

#include <functional>
#include <span>
#include <vector>

#include "engine/random/draws.hpp"
#include "engine/run/plan_label.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {

/// The market in force from a step on. All stages of a plan have the same entries by name; what
/// may not change while the market runs is equal in all of them.
struct Stage {
  Step from = 0;
  Scenario<Parameter> market;
};

struct Plan {
  PlanLabel label;
  std::vector<Stage> stages;  // ascending; the first from step 0

  const Scenario<Parameter>& opening() const { return stages.front().market; }
};

/// Every market that comes into force under any of the plans.
inline std::vector<const Scenario<Parameter>*> markets_of(std::span<const Plan> plans) {
  std::vector<const Scenario<Parameter>*> markets;
  for (const Plan& plan : plans)
    for (const Stage& stage : plan.stages) markets.push_back(&stage.market);
  return markets;
}

/// The uncertain values of a study in the futures of a block of replications.
struct FutureValues {
  std::size_t count = 0;  // slots that parameters point at
  /// Fills `values`, slot by slot, `lanes_per_block` numbers each: lane i is the value in the
  /// future of replication first_replication + i. Pure; called from many threads.
  std::function<void(std::uint32_t first_replication, std::span<double> values)> sample = {};
};

}  // namespace channelsim::market
