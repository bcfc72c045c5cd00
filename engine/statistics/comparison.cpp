#include "engine/statistics/comparison.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/base/seeded_defect.hpp"
#include "engine/statistics/interval.hpp"
#include "engine/statistics/summary.hpp"

namespace channelsim {
namespace {
constexpr double rounding = 1e-13;  // of a number's size

/// Pearson's correlation; none where either side does not vary.
std::optional<double> correlation_of(std::span<const double> x, std::span<const double> y) {
  const double mean_x = *mean_of(x), mean_y = *mean_of(y);
  double squares_x = 0, squares_y = 0, products = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double from_x = x[i] - mean_x, from_y = y[i] - mean_y;
    squares_x += from_x * from_x;
    squares_y += from_y * from_y;
    products += from_x * from_y;
  }
  if (squares_x == 0 || squares_y == 0) return {};
  // In this form nothing overflows that the squares have not, and equal columns give exactly 1.
  return std::clamp(products / squares_x * square_root(squares_x / squares_y), -1.0, 1.0);
}

double largest_of(std::span<const double> values) {
  double largest = 0;
  for (const double each : values) largest = std::max(largest, std::fabs(each));
  return largest;
}

std::optional<Verdict> verdict_of(const Difference& difference, Goal goal) {
  if (goal == Goal::watch) return {};
  if (!difference.half_width) return Verdict::undecided;
  const double gain = gain_direction(goal) * *difference.mean;
  return gain > *difference.half_width    ? Verdict::better
         : -gain > *difference.half_width ? Verdict::worse
                                          : Verdict::undecided;
}
}  // namespace

double difference_of(double candidate, double baseline) {
  const double difference = candidate - baseline;
  const double size = std::max(std::fabs(candidate), std::fabs(baseline));
  return std::fabs(difference) <= rounding * size ? 0 : difference;
}

std::vector<double> differences_of(std::span<const double> candidate,
                                   std::span<const double> baseline) {
  std::vector<double> differences(candidate.begin(), candidate.end());
  const std::size_t shift = seeded("unpaired_comparison") ? 1 : 0;
  for (std::size_t i = 0; i < differences.size(); ++i)
    differences[i] = difference_of(differences[i], baseline[(i + shift) % baseline.size()]);
  return differences;
}

Difference compare(std::span<const double> baseline, std::span<const double> candidate, Goal goal,
                   double confidence) {
  if (baseline.empty() || !all_finite(baseline) || !all_finite(candidate)) return {};
  const std::vector<double> differences = differences_of(candidate, baseline);
  Difference result;
  result.mean = mean_of(differences);
  auto spread = standard_deviation(differences);
  if (spread && *spread <= rounding * largest_of(candidate)) spread = 0;
  result.half_width = half_width(spread, differences.size(), confidence);
  result.correlation = correlation_of(baseline, candidate);
  result.verdict = verdict_of(result, goal);
  return result;
}

std::size_t baseline_of(const Results& results) {
  const auto& plans = results.plans();
  const auto marked =
      std::find_if(plans.begin(), plans.end(), [](const PlanLabel& plan) { return plan.baseline; });
  return marked == plans.end() ? 0 : static_cast<std::size_t>(marked - plans.begin());
}

std::vector<Comparison> compare_with_baseline(const Results& results) {
  const std::vector<std::uint32_t> common = results.common_replications();
  const std::size_t baseline = baseline_of(results);
  std::vector<Comparison> comparisons;
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan) {
    if (plan == baseline) continue;
    for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi)
      comparisons.push_back({plan, kpi,
                             compare(results.column(baseline, kpi, common),
                                     results.column(plan, kpi, common), results.kpis()[kpi].goal)});
  }
  return comparisons;
}

}  // namespace channelsim
