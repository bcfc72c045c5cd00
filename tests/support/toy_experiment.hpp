#pragma once
// A cheap pure experiment: the numbers of a row depend on its plan, replication and KPI only.

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/identifier.hpp"
#include "engine/run/experiment.hpp"

namespace channelsim::toy {

inline Results empty_results(const Experiment& experiment, std::size_t kpis = 3) {
  std::vector<PlanLabel> plans;
  for (std::size_t plan = 0; plan < experiment.plans; ++plan)
    plans.push_back({"plan " + std::to_string(plan), "", plan == 0});
  std::vector<Kpi> columns;
  for (std::size_t kpi = 0; kpi < kpis; ++kpi)
    columns.push_back({"kpi " + std::to_string(kpi), "", Goal::raise, ""});
  return Results(std::move(plans), std::move(columns), experiment.replications);
}

/// A number in [0, 1) and, in 53 bits, nearly a name of its cell.
inline double cell(std::uint64_t plan, std::uint64_t replication, std::uint64_t kpi) {
  return static_cast<double>(mixed(plan << 48 ^ replication << 16 ^ kpi) >> 11) * 0x1p-53;
}

inline std::vector<Failure> evaluate(Block block, std::span<double> rows) {
  const std::size_t kpis = rows.size() / block.count;
  for (std::size_t i = 0; i < rows.size(); ++i)
    rows[i] = cell(block.plan, block.first + i / kpis, i % kpis);
  return {};
}

/// All numbers in order of plan, replication and KPI; rows that are missing are left out.
inline std::vector<double> numbers(const Results& results) {
  std::vector<double> all;
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
    for (std::uint32_t replication = 0; replication < results.replications(); ++replication)
      if (results.has(plan, replication)) {
        const auto row = results.row(plan, replication);
        all.insert(all.end(), row.begin(), row.end());
      }
  return all;
}

}  // namespace channelsim::toy
