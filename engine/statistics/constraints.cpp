#include "engine/statistics/constraints.hpp"

#include <algorithm>

#include "engine/base/seeded_defect.hpp"
#include "engine/statistics/withholding.hpp"

namespace channelsim {

namespace {

/// The bounds that a plan breaks.
std::vector<Breach> broken_by(const Results& results, const std::vector<Constraint>& constraints,
                              std::size_t plan) {
  const auto common = results.common_replications();
  std::vector<Breach> breaches;
  for (const Constraint& each : constraints) {
    const auto kpi = results.find_kpi(each.kpi);
    if (!kpi || common.empty()) continue;
    const double mean = *mean_of(results.column(plan, *kpi, common));
    const bool low = each.at_least && mean < *each.at_least;
    const bool high = each.at_most && mean > *each.at_most && !seeded("upper_bound_unread");
    if (low || high)
      breaches.push_back({plan, *kpi, mean, low ? *each.at_least : *each.at_most, low});
  }
  return breaches;
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
  for (auto* plan : {&decision.recommended, &decision.rival})
    if (*plan) *plan = original(**plan);
  if (auto& tie = decision.cost_of_tie)
    tie = {tie->kpi, original(tie->cheapest), original(tie->other), tie->cheapest_mean,
           tie->other_mean};
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

/// Against a baseline that is ruled out itself, the best plan is measured only where no other
/// answer is given; who is left alone needs no rival.
Decision decide_among(const Results& results, const DecisionRule& rule,
                      const std::vector<std::size_t>& kept,
                      const std::vector<std::size_t>& others) {
  const std::size_t baseline = baseline_of(results);
  const auto there = std::find(kept.begin(), kept.end(), baseline);
  const auto place = there == kept.end()
                         ? std::nullopt
                         : std::optional(static_cast<std::size_t>(there - kept.begin()));
  Decision decision = among_all(decide(results.of_plans(kept), rule, place), kept, others);
  if (decision.contenders.size() > 1 && !decision.recommended && !place) {
    const auto common = results.common_replications();
    const auto column = [&](std::size_t plan) {
      return results.column(plan, decision.objective, common);
    };
    decision.over_baseline = compare(column(baseline), column(decision.ranking.front()),
                                     results.kpis()[decision.objective].goal);
  }
  if (kept.size() == 1) decision.recommended = kept.front();
  return decision;
}

Decision decide_among_kept(const Results& results, const DecisionRule& rule) {
  if (rule.constraints.empty()) return decide(results, rule);
  std::vector<std::size_t> kept, others;
  std::vector<Breach> breaches;
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan) {
    const std::vector<Breach> broken = broken_by(results, rule.constraints, plan);
    (broken.empty() ? kept : others).push_back(plan);
    breaches.insert(breaches.end(), broken.begin(), broken.end());
  }
  Decision decision = kept.empty() || others.empty() ? decide(results, rule)
                                                     : decide_among(results, rule, kept, others);
  if (kept.empty()) decision.recommended.reset();
  decision.constraints_kept = !kept.empty();
  decision.constrained = true;
  decision.breaches = std::move(breaches);
  return decision;
}

}  // namespace

Decision decide_within(const Results& results, const DecisionRule& rule) {
  Decision decision = decide_among_kept(results, rule);
  withhold(results, rule, decision);
  return decision;
}

}  // namespace channelsim
