#pragma once
// The answer: which plan, if the figures allow to say so, and how sure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/results.hpp"
#include "engine/statistics/comparison.hpp"
#include "engine/statistics/summary.hpp"

namespace channelsim {

/// The objective as it would be for who looks only some years ahead, and the KPI that tells it.
struct Outlook {
  double years;
  std::string kpi;
};

/// A bound on the average of a figure that a plan must keep.
struct Constraint {
  std::string kpi;
  std::optional<double> at_least, at_most;
};

/// What the plans are judged by.
struct DecisionRule {
  std::string objective = {};            // name of a KPI to raise or to lower
  double indifference = 0;               // in its unit: plans that differ by no more count as equal
  std::optional<std::string> cost = {};  // name of the KPI whose lower mean settles a tie
  std::vector<Constraint> constraints = {};  // that a plan must keep to be chosen
  std::uint64_t seed = 0;                    // of the resamples
  int threads = 0;                           // for them; 0: all CPUs this process may use
  std::vector<Outlook> outlooks = {};        // for who looks less far
  bool with_confidence = true;               // whether means are resampled, which takes time
  bool has_futures = false;                  // values are uncertain: rows are futures that differ
};

/// Which plan it would be under an outlook.
struct OutlookVerdict {
  double years;
  std::size_t best;                        // by mean
  std::optional<std::size_t> recommended;  // where it can be told
};

/// A bound that a plan breaks, by the average of a figure.
struct Breach {
  std::size_t plan, kpi;
  double mean, bound;
  bool too_low;  // or too high
};

/// What the cheapest of several contenders costs on average beside another of them.
struct CostOfTie {
  std::size_t kpi;
  std::size_t cheapest, other;  // plans
  double cheapest_mean, other_mean;
};

/// What a decision rests on. Where chances share a future, a row is the mean of a future.
struct Foundation {
  std::size_t plans = 0;     // that may be chosen
  std::size_t finished = 0;  // rows of each that are finished under all of them
  std::size_t asked = 0;     // rows of each that were asked for
  bool complete = true;      // none of the rows of these plans is left to be computed
  std::size_t failed = 0;    // rows that one of these plans lacks because it failed there
};

enum class WithheldBecause : std::uint8_t {
  too_many_failed,
  lead_could_turn,
  constraints_could_turn
};
constexpr std::string_view to_string(WithheldBecause reason) {
  return reason == WithheldBecause::too_many_failed   ? "too_many_failed"
         : reason == WithheldBecause::lead_could_turn ? "lead_could_turn"
                                                      : "constraints_could_turn";
}

/// Why no plan is recommended though rows that failed are all that stands against it.
struct Withheld {
  WithheldBecause reason;
  std::optional<std::size_t> plan;  // the rival that could win, or the plan that a bound hangs on
};

/// The outcome; plans and KPIs are indices into the results. Figures that do not exist are none: of
/// a single plan, without finished replications, or when a value is not finite; a confidence also
/// of fewer than ten replications, whose resamples are too alike to tell anything.
struct Decision {
  std::size_t objective = 0;
  double indifference = 0;
  Foundation foundation;
  /// The plan whose paired intervals against all others, 95 % together (Bonferroni), lie above the
  /// indifference zone.
  std::optional<std::size_t> recommended;
  std::vector<std::size_t> ranking;      // all plans by mean of the objective, the best first
  std::vector<std::size_t> contenders;   // the best plan and those it is not shown to beat
  std::optional<CostOfTie> cost_of_tie;  // of several contenders, where a cost is given
  std::optional<std::size_t> rival;      // whom the answer measures the best plan against
  Difference lead;                       // the best plan minus the rival, 95 % on its own
  Summary best;                          // of the objective under the best plan
  /// The best plan minus the baseline, where this is beaten without a plan being recommended.
  std::optional<Difference> over_baseline;
  std::vector<std::optional<double>> confidence_best_mean;  // per plan
  /// Share of the futures in which each plan is best; equal plans share a win. Empty without
  /// uncertain values.
  std::vector<double> share_of_futures_best;
  std::optional<Withheld> withheld;  // why `recommended` is none where failed rows are the reason
  bool constrained = false;          // plans have bounds to keep
  std::vector<Breach> breaches;      // of them, plan by plan
  bool constraints_kept = true;      // by any plan
  std::vector<OutlookVerdict> outlooks;
};

/// What people call a plan.
inline const std::string& name_for_people(const PlanLabel& plan) {
  return plan.label.empty() ? plan.name : plan.label;
}

/// Whether the candidate's paired interval, one of so many that hold together (Bonferroni), lies
/// above the indifference zone.
bool clearly_ahead(std::span<const double> candidate, std::span<const double> rival, Goal goal,
                   std::size_t comparisons, double indifference);

/// Decides over the replications that are finished under every plan. The baseline may be a plan
/// that is not among these. Throws std::invalid_argument when the objective or the cost is no KPI,
/// or the objective has no better side.
Decision decide(const Results& results, const DecisionRule& rule,
                std::optional<std::size_t> baseline);
inline Decision decide(const Results& results, const DecisionRule& rule) {
  return decide(results, rule, baseline_of(results));
}

}  // namespace channelsim
