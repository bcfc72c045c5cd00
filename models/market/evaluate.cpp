#include "models/market/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "engine/statistics/analytic_hierarchy.hpp"
#include "engine/statistics/summary.hpp"
#include "models/market/trial.hpp"

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

/// The baseline alone, its figures told by channel.
Study baseline_by_channel(Study study) {
  std::erase_if(study.plans, [](const Plan& plan) { return !plan.label.baseline; });
  for (Plan& plan : study.plans)
    for (Stage& stage : plan.stages) stage.market.breakdown = {Breakdown::channel};
  return study;
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
  const Trial trial(baseline_by_channel(std::move(study)), {}, threads);
  if (const auto failure = trial.failure(0)) throw std::runtime_error(*failure);
  const Plan& plan = trial.study().plans.front();
  outcome.plan = plan.label.name;
  outcome.figures.assign(std::begin(told_figures), std::end(told_figures));
  for (const std::string& channel : selling_channels(plan.opening())) {
    ChannelScore score{channel, opinion_of(evaluation, channel, weights.weights), {}};
    for (const std::string& figure : outcome.figures)
      score.simulated.push_back(
          mean_of(trial.column(0, fmt::format("{}[channel={}]", figure, channel))).value_or(0));
    outcome.channels.push_back(std::move(score));
  }
  return outcome;
}

}  // namespace channelsim::market
