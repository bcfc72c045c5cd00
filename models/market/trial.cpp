#include "models/market/trial.hpp"

#include "engine/report/failures.hpp"
#include "models/market/correlations.hpp"
#include "models/market/estimate.hpp"
#include "models/market/report/words.hpp"
#include "models/market/run_study.hpp"
#include "models/market/study_analysis.hpp"

namespace channelsim::market {

namespace {
/// Who tries something may ask for any figure, whatever the scenario wants its runs to tell.
Study with_all_figures(Study study) {
  for (Plan& plan : study.plans)
    for (Stage& stage : plan.stages) stage.market.figures.clear();
  return study;
}
Study affordable(Study study) {
  require_affordable(study, room_for({}), "-n takes fewer replications");
  return study;
}
}  // namespace

Trial::Trial(Study study, std::vector<Invariant> invariants, int threads)
    : study_(affordable(with_all_figures(std::move(study)))),
      market_(study_.plans, futures_of(study_), std::move(invariants)),
      results_(results_of(study_, market_)) {
  RunOptions options;
  options.threads = threads;
  outcome_ = run(
      {study_.plans.size(), results_.replications(), lanes_per_block},
      [&](Block block, std::span<double> rows) { return market_.evaluate(block, rows); }, options,
      results_);
}

std::optional<std::string> Trial::failure(std::size_t plan) const {
  for (const BlockFailure& failure : outcome_.failures)
    if (failure.plan == plan) return failure.message;
  for (const Failure& failure : results_.failures())
    if (failure.plan == plan)
      return told(failure, results_.plans()[plan], period_of(study_),
                  market_words(Language::english));
  return {};
}

std::vector<double> Trial::column(std::size_t plan, const std::string& kpi) const {
  const auto place = results_.find_kpi(kpi);
  return place ? results_.column(plan, *place, results_.common_replications())
               : std::vector<double>{};
}

}  // namespace channelsim::market
