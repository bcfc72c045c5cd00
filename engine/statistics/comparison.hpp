#pragma once
// Two plans under the same luck: the difference replication by replication, and what it says.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/run/results.hpp"

namespace channelsim {

enum class Verdict : std::uint8_t { better, worse, undecided };

constexpr std::string_view to_string(Verdict verdict) {
  return verdict == Verdict::better ? "better" : verdict == Verdict::worse ? "worse" : "undecided";
}

/// Candidate minus baseline, in the unit of the KPI. `half_width` is none for one replication,
/// `correlation` also where either side does not vary, `verdict` for a watched KPI; all are none
/// where a value is not finite.
struct Difference {
  std::optional<double> mean, half_width, correlation;
  std::optional<Verdict> verdict;  // better or worse when the t-interval leaves 0 on that side
};

/// Candidate minus baseline. Up to 1e-13 of the larger number is what rounding leaves of equal
/// ones, and counts as 0.
double difference_of(double candidate, double baseline);
/// The same of paired values of one length.
std::vector<double> differences_of(std::span<const double> candidate,
                                   std::span<const double> baseline);

/// Compares paired values of one length, the i-th of both under the same luck [Law 2015, 11.2], by
/// their differences as above; a spread that rounding alone explains is 0, too.
Difference compare(std::span<const double> baseline, std::span<const double> candidate, Goal goal,
                   double confidence = 0.95);

/// How much better the candidate is than the baseline: positive is better. 0 for a watched KPI.
constexpr double gain_direction(Goal goal) {
  return goal == Goal::raise ? 1 : goal == Goal::lower ? -1 : 0;
}

/// A difference and whose it is; the indices are those of the results.
struct Comparison {
  std::size_t candidate, kpi;
  Difference difference;
};

/// The plan the others are measured against: the one marked so, else the first.
std::size_t baseline_of(const Results& results);

/// Every other plan against the baseline for every KPI, in order of plan and KPI, over the
/// replications that are finished under every plan.
std::vector<Comparison> compare_with_baseline(const Results& results);

}  // namespace channelsim
