#include "engine/statistics/analysis.hpp"

#include <stdexcept>

#include "engine/statistics/constraints.hpp"

namespace channelsim {

namespace {

/// The same decision by the figures of each outlook that the results have.
void look_less_far(const Results& results, const DecisionRule& rule, Decision& decision) {
  if (results.plans().size() < 2) return;
  for (const Outlook& outlook : rule.outlooks) {
    DecisionRule nearer = rule;
    nearer.objective = outlook.kpi;
    nearer.with_confidence = false;
    if (!results.find_kpi(outlook.kpi)) continue;
    const Decision sooner = decide_within(results, nearer);
    if (sooner.ranking.empty()) continue;
    decision.outlooks.push_back({outlook.years, sooner.ranking.front(), sooner.recommended});
  }
}

}  // namespace

Analysis analyse(const Results& results, const DecisionRule& rule) {
  if (results.plans().empty()) throw std::invalid_argument("there is no plan to analyse");
  const std::vector<std::uint32_t> common = results.common_replications();
  // Chances of one future are not independent of each other; futures are.
  const bool nested = results.chances() > 1;
  const Results means = nested ? results.future_means() : Results({}, {}, 0);
  const Results& independent = nested ? means : results;
  const std::vector<std::uint32_t> futures = independent.common_replications();
  Analysis analysis;
  analysis.baseline = baseline_of(results);
  analysis.replications = common.size();
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan) {
    std::vector<Summary>& row = analysis.summaries.emplace_back();
    for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi) {
      const Goal goal = results.kpis()[kpi].goal;
      row.push_back(summarise(results.column(plan, kpi, common), goal));
      if (!nested) continue;
      const Summary of_means = summarise(independent.column(plan, kpi, futures), goal);
      row.back().mean = of_means.mean;
      row.back().half_width = of_means.half_width;
    }
  }
  analysis.comparisons = compare_with_baseline(independent);
  analysis.decision = decide_within(independent, rule);
  look_less_far(independent, rule, analysis.decision);
  return analysis;
}

}  // namespace channelsim
