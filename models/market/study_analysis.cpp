#include "models/market/study_analysis.hpp"

#include <fmt/format.h>

#include "engine/report/digest.hpp"
#include "models/market/kpis.hpp"
#include "models/market/language.hpp"

namespace channelsim::market {

namespace {

std::vector<Constraint> constraints_of(const Decision& decision) {
  std::vector<Constraint> constraints;
  for (const Bound& bound : decision.constraints)
    constraints.push_back({bound.figure, bound.at_least, bound.at_most});
  return constraints;
}

/// The same objective had the study ended earlier; only a present value can be told so.
std::vector<channelsim::Outlook> outlooks_of(const Decision& decision) {
  std::vector<channelsim::Outlook> outlooks;
  if (decision.objective != "manufacturer_npv") return outlooks;
  for (const double years : marked_years)
    outlooks.push_back(
        {years, fmt::format("manufacturer_npv_after_{}_year{}", years, years == 1 ? "" : "s")});
  return outlooks;
}

}  // namespace

Analysis analyse_study(const Study& study, const Results& results, int threads) {
  const Decision& decision = study.scenario.decision;
  return analyse(results, {.objective = decision.objective,
                           .indifference = decision.indifference,
                           .cost = std::string(cost_kpi),
                           .constraints = constraints_of(decision),
                           .seed = study.scenario.seed,
                           .threads = threads,
                           .outlooks = outlooks_of(decision),
                           .has_futures = !study.assumptions.uncertain().empty()});
}

std::string sha256_of(const Study& study) {
  return sha256(scenario_text(study.scenario, study.assumptions));
}

Span period_of(const Study& study) {
  return {double(study.scenario.horizon), std::string(default_text(study.scenario.units.step))};
}

RunLabel label_of(const Study& study, const Results& results) {
  return {study.scenario.title,
          study.scenario.question,
          sha256_of(study),
          study.scenario.seed,
          study.assumptions.uncertain().size(),
          period_of(study),
          digest_of(results)};
}

}  // namespace channelsim::market
