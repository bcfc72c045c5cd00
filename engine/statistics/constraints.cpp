#include "engine/statistics/constraints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/figures.hpp"
#include "engine/statistics/sentence.hpp"
#include "engine/statistics/summary.hpp"

namespace channelsim {

namespace {

std::string quantity(const Kpi& kpi, double value) {
  return FigureFormat(Scaling::words, kpi.unit, std::abs(value)).quantity(value);
}

/// What of the bounds a plan breaks, in words; empty where it keeps them.
std::string broken_by(const Results& results, const std::vector<Constraint>& constraints,
                      std::size_t plan) {
  const auto common = results.common_replications();
  std::string text;
  for (const Constraint& each : constraints) {
    const auto kpi = results.find_kpi(each.kpi);
    if (!kpi || common.empty()) continue;
    const double mean = *mean_of(results.column(plan, *kpi, common));
    const bool low = each.at_least && mean < *each.at_least;
    const bool high = each.at_most && mean > *each.at_most;
    if (!low && !high) continue;
    text +=
        fmt::format("{}its average {} is {}, {} than {}", text.empty() ? "" : "; ",
                    readable(each.kpi), quantity(results.kpis()[*kpi], mean), low ? "less" : "more",
                    quantity(results.kpis()[*kpi], low ? *each.at_least : *each.at_most));
  }
  return text;
}

/// A decision among some plans as one among all.
Decision among_all(Decision among_kept, const std::vector<std::size_t>& kept,
                   const std::vector<std::size_t>& others) {
  const auto original = [&](std::size_t plan) { return kept[plan]; };
  const auto translate = [&](std::vector<std::size_t>& plans) {
    std::transform(plans.begin(), plans.end(), plans.begin(), original);
  };
  Decision decision = among_kept;
  translate(decision.ranking);
  translate(decision.contenders);
  for (auto* plan : {&decision.recommended, &decision.cheapest, &decision.rival})
    if (*plan) *plan = original(**plan);
  const std::size_t count = kept.size() + others.size();
  decision.confidence_best_mean.assign(count, std::nullopt);
  if (!among_kept.share_of_futures_best.empty()) decision.share_of_futures_best.assign(count, 0.0);
  for (std::size_t plan = 0; plan < kept.size(); ++plan) {
    decision.confidence_best_mean[kept[plan]] = among_kept.confidence_best_mean[plan];
    if (!among_kept.share_of_futures_best.empty())
      decision.share_of_futures_best[kept[plan]] = among_kept.share_of_futures_best[plan];
  }
  decision.ranking.insert(decision.ranking.end(), others.begin(), others.end());
  return decision;
}

}  // namespace

Decision decide_within(const Results& results, const DecisionRule& rule) {
  if (rule.constraints.empty()) return decide(results, rule);
  std::vector<std::size_t> kept, others;
  std::string told;
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan) {
    const std::string broken = broken_by(results, rule.constraints, plan);
    (broken.empty() ? kept : others).push_back(plan);
    if (!broken.empty())
      told += fmt::format("{}'{}' is ruled out: {}.", told.empty() ? "" : " ",
                          name_for_people(results.plans()[plan]), broken);
  }
  if (kept.empty()) {
    Decision decision = decide(results, rule);
    decision.recommended.reset();
    decision.sentence = "No plan keeps the constraints.";
    decision.constraint_sentence = told;
    decision.constraints_kept = false;
    return decision;
  }
  Decision decision = among_all(decide(results.of_plans(kept), rule), kept, others);
  decision.constraint_sentence = told.empty() ? "All plans keep the constraints." : told;
  return decision;
}

}  // namespace channelsim
