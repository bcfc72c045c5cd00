#include "engine/statistics/analysis.hpp"

#include <stdexcept>

namespace channelsim {

Analysis analyse(const Results& results, const DecisionRule& rule) {
  if (results.plans().empty()) throw std::invalid_argument("there is no plan to analyse");
  const std::vector<std::uint32_t> common = results.common_replications();
  Analysis analysis;
  analysis.baseline = baseline_of(results);
  analysis.replications = common.size();
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan) {
    std::vector<Summary>& row = analysis.summaries.emplace_back();
    for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi)
      row.push_back(summarise(results.column(plan, kpi, common), results.kpis()[kpi].goal));
  }
  analysis.comparisons = compare_with_baseline(results);
  analysis.decision = decide(results, rule);
  return analysis;
}

}  // namespace channelsim
