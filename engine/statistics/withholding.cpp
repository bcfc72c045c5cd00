#include "engine/statistics/withholding.hpp"

#include <algorithm>

#include "engine/base/seeded_defect.hpp"

namespace channelsim {
namespace {

enum class Case { lowest, highest };

/// A figure of a plan by replication: where it failed, the lowest or highest of where it did not,
/// of which there are some; where it has not ended, 0.
std::vector<double> completed(const Results& results, std::size_t plan, std::size_t kpi,
                              Case of_failed) {
  std::vector<std::uint32_t> there;
  for (std::uint32_t replication = 0; replication < results.replications(); ++replication)
    if (results.has(plan, replication)) there.push_back(replication);
  const std::vector<double> seen = results.column(plan, kpi, there);
  const auto [lowest, highest] = std::minmax_element(seen.begin(), seen.end());
  std::vector<double> values(results.replications());
  for (std::size_t i = 0; i < there.size(); ++i) values[there[i]] = seen[i];
  for (const Failure& failure : results.failures())
    if (failure.plan == plan)
      values[failure.replication] = of_failed == Case::lowest ? *lowest : *highest;
  return values;
}

bool ended(const Results& results, std::size_t plan, std::uint32_t replication) {
  return results.has(plan, replication) || results.failure_of(plan, replication);
}

/// Whether the lead is clear in the worst case for the replications that failed under either plan.
bool lead_stands(const Results& results, const Decision& decision, std::size_t plan,
                 std::size_t rival) {
  const Goal goal = results.kpis()[decision.objective].goal;
  const bool raise = (goal == Goal::raise) != seeded("best_case_for_failures");
  const Case worst = raise ? Case::lowest : Case::highest;
  const Case best = raise ? Case::highest : Case::lowest;
  const std::vector<double> mine = completed(results, plan, decision.objective, worst);
  const std::vector<double> theirs = completed(results, rival, decision.objective, best);
  std::vector<double> plan_values, rival_values;
  for (std::uint32_t replication = 0; replication < results.replications(); ++replication)
    if (ended(results, plan, replication) && ended(results, rival, replication)) {
      plan_values.push_back(mine[replication]);
      rival_values.push_back(theirs[replication]);
    }
  return clearly_ahead(plan_values, rival_values, goal, decision.foundation.plans - 1,
                       decision.indifference);
}

double mean_with(const Results& results, std::size_t plan, std::size_t kpi, Case of_failed) {
  const std::vector<double> all = completed(results, plan, kpi, of_failed);
  std::vector<double> values;
  for (std::uint32_t replication = 0; replication < results.replications(); ++replication)
    if (ended(results, plan, replication)) values.push_back(all[replication]);
  return *mean_of(values);
}

/// Whether a plan keeps all bounds, if what failed was as good, or as bad, as anything seen.
bool keeps_bounds(const Results& results, const std::vector<Constraint>& constraints,
                  std::size_t plan, bool at_worst) {
  return std::all_of(constraints.begin(), constraints.end(), [&](const Constraint& each) {
    const auto kpi = results.find_kpi(each.kpi);
    if (!kpi) return true;
    const auto mean = [&](bool low) {
      return mean_with(results, plan, *kpi, low ? Case::lowest : Case::highest);
    };
    return (!each.at_least || mean(at_worst) >= *each.at_least) &&
           (!each.at_most || mean(!at_worst) <= *each.at_most);
  });
}

bool is_ruled_out(const Decision& decision, std::size_t plan) {
  return std::any_of(decision.breaches.begin(), decision.breaches.end(),
                     [&](const Breach& breach) { return breach.plan == plan; });
}

/// What speaks against the recommendation of a plan.
std::optional<Withheld> reason_against(const Results& results, const DecisionRule& rule,
                                       const Decision& decision, std::size_t plan) {
  for (const std::size_t rival : decision.ranking)
    if (rival != plan && !is_ruled_out(decision, rival) &&
        !lead_stands(results, decision, plan, rival))
      return Withheld{WithheldBecause::lead_could_turn, rival};
  for (const std::size_t each : decision.ranking)
    if (is_ruled_out(decision, each)
            ? keeps_bounds(results, rule.constraints, each, false)
            : each == plan && !keeps_bounds(results, rule.constraints, each, true))
      return Withheld{WithheldBecause::constraints_could_turn, each};
  return {};
}

}  // namespace

void withhold(const Results& results, const DecisionRule& rule, Decision& decision) {
  const Foundation& rows = decision.foundation;
  if (results.failures().empty() || results.plans().size() < 2) return;
  const auto failed = static_cast<double>(rows.failed);
  if (failed > most_failed * (failed + static_cast<double>(rows.finished)))
    decision.withheld = {WithheldBecause::too_many_failed, {}};
  else if (decision.recommended)
    decision.withheld = reason_against(results, rule, decision, *decision.recommended);
  if (!decision.withheld) return;
  decision.recommended.reset();
  decision.cost_of_tie.reset();
}

}  // namespace channelsim
