#include "models/market/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/run/experiment.hpp"
#include "engine/statistics/analytic_hierarchy.hpp"
#include "models/market/correlations.hpp"
#include "models/market/market.hpp"
#include "models/market/run_study.hpp"

namespace channelsim::market {

namespace {

constexpr const char* told_figures[] = {"units_sold", "reach", "weighted_distribution",
                                        "cost_to_serve_share", "channel_profit"};

/// The comparisons as a matrix; what is not compared counts as equal.
SquareMatrix matrix_of(const Evaluation& evaluation) {
  const std::size_t count = evaluation.criteria.size();
  SquareMatrix matrix(count);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < count; ++j) matrix(i, j) = 1;
  for (const Importance& each : evaluation.comparisons) {
    const std::size_t i = place_of(evaluation, each.criterion), j = place_of(evaluation, each.over);
    matrix(i, j) = each.times;
    matrix(j, i) = 1 / each.times;
  }
  return matrix;
}

std::optional<double> opinion_of(const Evaluation& evaluation, const std::string& channel,
                                 const std::vector<double>& weights) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto found = std::find_if(
        evaluation.opinions.begin(), evaluation.opinions.end(), [&](const Opinion& each) {
          return each.channel == channel && each.criterion == evaluation.criteria[i].name;
        });
    if (found == evaluation.opinions.end()) return {};
    sum += weights[i] * found->score;
  }
  return sum;
}

/// Means of the baseline's figures, by name.
std::vector<std::pair<std::string, double>> simulated_means(Study& study, int threads) {
  std::erase_if(study.plans, [](const Plan& plan) { return !plan.label.baseline; });
  for (Plan& plan : study.plans)
    for (Stage& stage : plan.stages) stage.market.breakdown = {Breakdown::channel};
  const Market market(study.plans, futures_of(study));
  Results results = results_of(study, market);
  const Experiment experiment{1, study.scenario.replications.count(), lanes_per_block};
  run(
      experiment, [&](Block block, std::span<double> rows) { market.evaluate(block, rows); },
      {.threads = threads}, results);
  std::vector<std::pair<std::string, double>> means;
  for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi) {
    double sum = 0;
    const auto column = results.column(0, kpi, results.common_replications());
    for (const double value : column) sum += value;
    means.emplace_back(results.kpis()[kpi].name, sum / static_cast<double>(column.size()));
  }
  return means;
}

}  // namespace

EvaluationOutcome evaluate(Study study, int threads) {
  const auto& stated = study.scenario.evaluation;
  if (!stated)
    throw InputError({{IssueCode::missing_key,
                       {study.sources.front()},
                       "evaluation",
                       "the scenario evaluates nothing",
                       "`channelsim explain evaluation` tells how to say it"}});
  const Evaluation evaluation = *stated;
  const HierarchyWeights weights = hierarchy_weights(matrix_of(evaluation));
  EvaluationOutcome outcome;
  for (const Criterion& each : evaluation.criteria) outcome.criteria.push_back(each.name);
  outcome.weights = weights.weights;
  outcome.consistency_ratio = weights.consistency_ratio;
  const auto means = simulated_means(study, threads);
  outcome.plan = study.plans.front().label.name;
  outcome.figures.assign(std::begin(told_figures), std::end(told_figures));
  for (const std::string& channel : selling_channels(study.plans.front().opening())) {
    ChannelScore score{channel, opinion_of(evaluation, channel, weights.weights), {}};
    for (const std::string& figure : outcome.figures) {
      const std::string name = fmt::format("{}[channel={}]", figure, channel);
      const auto found = std::find_if(means.begin(), means.end(),
                                      [&](const auto& each) { return each.first == name; });
      score.simulated.push_back(found == means.end() ? 0 : found->second);
    }
    outcome.channels.push_back(std::move(score));
  }
  return outcome;
}

}  // namespace channelsim::market
