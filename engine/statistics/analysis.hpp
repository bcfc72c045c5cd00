#pragma once
// All that is said about finished rows, computed once for every file and table that says it.

#include <vector>

#include "engine/statistics/decision.hpp"
#include "engine/statistics/summary.hpp"

namespace channelsim {

/// Figures over the replications that are finished under every plan. Where several chances share a
/// future, means, intervals and the decision rest on the means of futures.
struct Analysis {
  std::size_t baseline = 0;                     // plan
  std::size_t replications = 0;                 // that the figures rest on
  std::vector<std::vector<Summary>> summaries;  // [plan][kpi]
  std::vector<Comparison> comparisons;          // see compare_with_baseline
  Decision decision;

  /// The comparison of a plan that is not the baseline.
  const Difference& difference(std::size_t plan, std::size_t kpi) const {
    const std::size_t before = plan - (plan > baseline);  // the baseline has no entry
    return comparisons[before * summaries[plan].size() + kpi].difference;
  }
};

/// Throws std::invalid_argument as `decide` does, and for results without plans.
Analysis analyse(const Results& results, const DecisionRule& rule);

}  // namespace channelsim
