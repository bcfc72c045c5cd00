#include "models/market/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/statistics/summary.hpp"
#include "models/market/trial.hpp"

namespace channelsim::market {

namespace {

double statistic_of(std::vector<double> values, Statistic statistic) {
  if (statistic == Statistic::mean) return *mean_of(values);
  std::sort(values.begin(), values.end());
  switch (statistic) {
    case Statistic::p5:
      return *quantile(values, 0.05);
    case Statistic::p50:
      return *quantile(values, 0.5);
    case Statistic::p95:
      return *quantile(values, 0.95);
    case Statistic::min:
      return values.front();
    default:
      return values.back();
  }
}

/// Tries one expectation under one plan.
class Check {
 public:
  Check(const Expectation& expected, const Trial& trial, const Trial* before, std::size_t plan)
      : expected_(expected), trial_(trial), before_(before), plan_(plan) {}

  CheckOutcome outcome() const {
    const auto failure = trial_.failure(plan_);
    CheckOutcome outcome{expected_.name, trial_.study().plans[plan_].label.name, !failure,
                         failure.value_or("")};
    if (failure) return outcome;
    if (expected_.invariant) {
      outcome.found = fmt::format("{} holds in every step", default_text(*expected_.invariant));
      return outcome;
    }
    const std::vector<double> values = trial_.column(plan_, *expected_.kpi);
    if (values.empty()) return {outcome.name, outcome.plan, false, "nothing was simulated"};
    const double value = statistic_of(values, expected_.statistic);
    outcome.held = (!expected_.at_least || value >= *expected_.at_least) &&
                   (!expected_.at_most || value <= *expected_.at_most);
    outcome.found = fmt::format("{} {} is {:.6g}{}", default_text(expected_.statistic),
                                *expected_.kpi, value, bounds());
    if (expected_.change) judge_change(values, outcome);
    return outcome;
  }

 private:
  std::string bounds() const {
    std::string text;
    if (expected_.at_least) text += fmt::format(", expected at least {:.6g}", *expected_.at_least);
    if (expected_.at_most) text += fmt::format(", expected at most {:.6g}", *expected_.at_most);
    return text;
  }

  void judge_change(const std::vector<double>& values, CheckOutcome& outcome) const {
    const std::vector<double> before = before_->column(plan_, *expected_.kpi);
    if (before.size() != values.size()) {
      outcome = {outcome.name, outcome.plan, false, "the unchanged market can't be simulated"};
      return;
    }
    const double difference = *mean_of(values) - *mean_of(before);
    const bool held = *expected_.change == Direction::lower    ? difference < 0
                      : *expected_.change == Direction::higher ? difference > 0
                                                               : values == before;
    outcome.held = outcome.held && held;
    outcome.found += fmt::format("; its mean moves by {:.6g}, expected {}", difference,
                                 default_text(*expected_.change));
  }

  const Expectation& expected_;
  const Trial& trial_;
  const Trial* before_;
  std::size_t plan_;
};

}  // namespace

std::vector<CheckOutcome> check_expectations(const std::filesystem::path& file,
                                             const LoadOptions& options, int threads) {
  const Trial unchanged(load_study(file, options), {}, threads);
  std::vector<CheckOutcome> outcomes;
  for (const Expectation& expected : unchanged.study().scenario.expect) {
    LoadOptions changed = options;
    changed.patches = expected.set.entries;
    const bool same_market = expected.set.entries.empty() && !expected.invariant;
    std::optional<Trial> own;
    if (!same_market)
      own.emplace(load_study(file, changed),
                  expected.invariant ? std::vector{*expected.invariant} : std::vector<Invariant>{},
                  threads);
    const Trial& trial = own ? *own : unchanged;
    for (std::size_t plan = 0; plan < trial.study().plans.size(); ++plan)
      if (!expected.strategy || *expected.strategy == trial.study().plans[plan].label.name)
        outcomes.push_back(Check(expected, trial, &unchanged, plan).outcome());
  }
  return outcomes;
}

}  // namespace channelsim::market
