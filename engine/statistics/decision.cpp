#include "engine/statistics/decision.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>

#include "engine/base/seeded_defect.hpp"
#include "engine/statistics/bootstrap.hpp"

namespace channelsim {
namespace {
using Columns = std::vector<std::vector<double>>;  // one per plan

std::size_t kpi_named(const Results& results, const std::string& name) {
  if (const auto kpi = results.find_kpi(name)) return *kpi;
  throw std::invalid_argument("no KPI is named '" + name + "'");
}

Columns columns_of(const Results& results, std::size_t kpi,
                   std::span<const std::uint32_t> replications) {
  Columns columns;
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
    columns.push_back(results.column(plan, kpi, replications));
  return columns;
}

/// Numbers of a row that rounding alone tells apart become one: plans that do the same are equally
/// good in all that follows.
void even_out(Columns& columns) {
  std::vector<std::size_t> order(columns.size());
  for (std::size_t row = 0; row < columns.front().size(); ++row) {
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return columns[a][row] < columns[b][row]; });
    for (std::size_t i = 1; i < order.size(); ++i) {
      double& number = columns[order[i]][row];
      const double before = columns[order[i - 1]][row];
      if (difference_of(number, before) == 0) number = before;
    }
  }
}

std::vector<std::size_t> ranked(const Columns& columns, Goal goal) {
  std::vector<double> gains;
  for (const auto& column : columns) gains.push_back(gain_direction(goal) * *mean_of(column));
  std::vector<std::size_t> ranking(columns.size());
  std::iota(ranking.begin(), ranking.end(), std::size_t{0});
  std::stable_sort(ranking.begin(), ranking.end(),
                   [&](std::size_t a, std::size_t b) { return gains[a] > gains[b]; });
  return ranking;
}

/// The best plan and those whose simultaneous interval below it reaches into the zone.
std::vector<std::size_t> contenders_of(const Columns& columns, const Decision& decision,
                                       Goal goal) {
  const std::size_t best = decision.ranking.front();
  std::vector<std::size_t> contenders{best};
  for (const std::size_t other : decision.ranking) {
    if (other == best) continue;
    if (!clearly_ahead(columns[best], columns[other], goal, columns.size() - 1,
                       decision.indifference))
      contenders.push_back(other);
  }
  return contenders;
}

/// Of equally cheap contenders the better one is named, beside the best plan or, where it is that,
/// beside the rival; none where a cost is not finite.
std::optional<CostOfTie> cost_of_tie(const Columns& costs, std::size_t kpi,
                                     const Decision& decision) {
  std::optional<std::size_t> cheapest;
  for (const std::size_t plan : decision.contenders) {
    if (!all_finite(costs[plan])) return {};
    if (!cheapest || *mean_of(costs[plan]) < *mean_of(costs[*cheapest])) cheapest = plan;
  }
  const std::size_t best = decision.ranking.front();
  const std::size_t other = *cheapest == best ? *decision.rival : best;
  return CostOfTie{kpi, *cheapest, other, *mean_of(costs[*cheapest]), *mean_of(costs[other])};
}

/// A tie is explained against the nearest contender, a win against the baseline or, where there is
/// none or it has won, the runner-up.
std::size_t rival_of(const Decision& decision, std::optional<std::size_t> baseline) {
  if (!decision.recommended) return decision.contenders[1];
  return !baseline || decision.recommended == baseline ? decision.ranking[1] : *baseline;
}

/// In how many of the rows each plan is best; equal ones share.
std::vector<double> shares_best(const Columns& columns, Goal goal) {
  const std::size_t rows = columns.front().size();
  std::vector<double> wins(columns.size(), 0.0);
  for (std::size_t row = 0; row < rows; ++row) {
    double best = gain_direction(goal) * columns.front()[row];
    std::size_t equals = 0;
    for (const auto& column : columns) best = std::max(best, gain_direction(goal) * column[row]);
    for (const auto& column : columns) equals += gain_direction(goal) * column[row] == best;
    for (std::size_t plan = 0; plan < columns.size(); ++plan)
      if (gain_direction(goal) * columns[plan][row] == best)
        wins[plan] += 1.0 / static_cast<double>(equals);
  }
  for (double& each : wins) each /= static_cast<double>(rows);
  return wins;
}

void rank_and_compare(const Results& results, const Columns& columns, const DecisionRule& rule,
                      std::optional<std::size_t> baseline, Decision& decision) {
  const Goal goal = results.kpis()[decision.objective].goal;
  decision.ranking = ranked(columns, goal);
  const std::size_t best = decision.ranking.front();
  decision.best = summarise(columns[best], goal);
  if (columns.size() < 2) return;
  decision.contenders = contenders_of(columns, decision, goal);
  if (decision.contenders.size() == 1) decision.recommended = decision.contenders.front();
  decision.rival = rival_of(decision, baseline);
  decision.lead = compare(columns[*decision.rival], columns[best], goal);
  const auto& tied = decision.contenders;
  if (!decision.recommended && baseline &&
      std::find(tied.begin(), tied.end(), *baseline) == tied.end())
    decision.over_baseline = compare(columns[*baseline], columns[best], goal);
  if (rule.has_futures) decision.share_of_futures_best = shares_best(columns, goal);
  constexpr std::size_t fewest =
      10;  // below, the bootstrap sees too little of the spread [Davison & Hinkley 1997, 2.3.2]
  if (!rule.with_confidence || columns.front().size() < fewest) return;
  const std::vector<double> confidence =
      confidence_of_best_mean(columns, goal, rule.seed, rule.threads);
  decision.confidence_best_mean.assign(confidence.begin(), confidence.end());
}
/// Rows that some plan lacks because it failed there.
std::size_t failed_rows(const Results& results) {
  std::set<std::uint32_t> rows;
  for (const Failure& failure : results.failures()) rows.insert(failure.replication);
  return rows.size();
}
}  // namespace

bool clearly_ahead(std::span<const double> candidate, std::span<const double> rival, Goal goal,
                   std::size_t comparisons, double indifference) {
  const double together = seeded("each_on_its_own") ? 1 : static_cast<double>(comparisons);
  const double confidence = 1 - 0.05 / together;
  const Difference lead = compare(rival, candidate, goal, confidence);
  return lead.half_width && gain_direction(goal) * *lead.mean - *lead.half_width > indifference;
}

Decision decide(const Results& results, const DecisionRule& rule,
                std::optional<std::size_t> baseline) {
  Decision decision;
  decision.objective = kpi_named(results, rule.objective);
  decision.indifference = rule.indifference;
  decision.confidence_best_mean.resize(results.plans().size());
  if (results.kpis()[decision.objective].goal == Goal::watch)
    throw std::invalid_argument("the objective '" + rule.objective + "' has no better side");
  const std::optional<std::size_t> cost =
      rule.cost ? std::optional(kpi_named(results, *rule.cost)) : std::nullopt;

  const std::vector<std::uint32_t> common = results.common_replications();
  decision.foundation = {results.plans().size(), common.size(), results.replications(),
                         results.finished(), failed_rows(results)};
  Columns columns = columns_of(results, decision.objective, common);
  if (!common.empty() && std::all_of(columns.begin(), columns.end(), all_finite)) {
    even_out(columns);
    rank_and_compare(results, columns, rule, baseline, decision);
  }
  if (cost && decision.contenders.size() > 1)
    decision.cost_of_tie = cost_of_tie(columns_of(results, *cost, common), *cost, decision);
  return decision;
}

}  // namespace channelsim
