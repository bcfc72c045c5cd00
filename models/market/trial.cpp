#include "models/market/trial.hpp"

#include "engine/run/free_memory.hpp"
#include "models/market/correlations.hpp"
#include "models/market/estimate.hpp"
#include "models/market/run_study.hpp"

namespace channelsim::market {

namespace {
Study affordable(Study study) {
  require_affordable(study, free_memory().value_or(8e9) / 2, "-n takes fewer replications");
  return study;
}
}  // namespace

Trial::Trial(Study study, std::vector<Invariant> invariants, int threads)
    : study_(affordable(std::move(study))),
      market_(study_.plans, futures_of(study_), std::move(invariants)),
      results_(results_of(study_, market_)) {
  RunOptions options;
  options.threads = threads;
  outcome_ = run(
      {study_.plans.size(), results_.replications(), lanes_per_block},
      [&](Block block, std::span<double> rows) { market_.evaluate(block, rows); }, options,
      results_);
}

std::optional<std::string> Trial::failure(std::size_t plan) const {
  for (const BlockFailure& failure : outcome_.failures)
    if (failure.plan == plan) return failure.message;
  return {};
}

std::vector<double> Trial::column(std::size_t plan, const std::string& kpi) const {
  const auto place = results_.find_kpi(kpi);
  return place ? results_.column(plan, *place, results_.common_replications())
               : std::vector<double>{};
}

}  // namespace channelsim::market
