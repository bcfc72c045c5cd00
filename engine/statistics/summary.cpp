#include "engine/statistics/summary.hpp"

#include <algorithm>
#include <bit>
#include <boost/sort/spreadsort/integer_sort.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/base/elementary.hpp"
#include "engine/base/quantile.hpp"
#include "engine/base/seeded_defect.hpp"
#include "engine/statistics/interval.hpp"

namespace channelsim {

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
}

std::optional<double> mean_of(std::span<const double> values) {
  if (values.empty()) return {};
  // Deviations from a value near the mean lose no digits, and are exactly 0 for equal values.
  double mean = values.front();
  for (int pass = 0; pass < 2; ++pass) {
    double sum = 0;
    for (const double x : values) sum += x - mean;
    mean += sum / static_cast<double>(values.size());
  }
  return mean;
}

std::optional<double> standard_deviation(std::span<const double> values) {
  if (values.size() < 2) return {};
  const double mean = *mean_of(values);
  double squares = 0;
  for (const double x : values) squares += (x - mean) * (x - mean);
  const std::size_t lost = seeded("n_for_n_minus_1") ? 0 : 1;
  return square_root(squares / static_cast<double>(values.size() - lost));
}

std::optional<double> quantile(std::span<const double> ascending, double p) {
  if (ascending.empty()) return {};
  return interpolated_quantile(ascending, p);
}

std::optional<double> tail_mean(std::span<const double> ascending, double share, Goal goal) {
  if (ascending.empty() || goal == Goal::watch) return {};
  const std::size_t n = ascending.size();
  const double wanted = share * static_cast<double>(n);
  const double worst = goal == Goal::raise ? ascending.front() : ascending.back();
  double sum = 0, weight = 0;
  for (std::size_t i = 0; i < n && weight < wanted; ++i) {
    const double taken = seeded("whole_tail_only") ? 1.0 : std::min(1.0, wanted - weight);
    sum += taken * ((goal == Goal::raise ? ascending[i] : ascending[n - 1 - i]) - worst);
    weight += taken;
  }
  return worst + sum / weight;
}

void sort_ascending(std::span<double> values) {
  // By radix, which is quicker where there are many. Of a negative number all bits are turned, of
  // others the sign alone: then the words stand in the order of the numbers.
  constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  std::vector<std::uint64_t> words(values.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto bits = std::bit_cast<std::uint64_t>(values[i]);
    words[i] = bits & sign ? ~bits : bits | sign;
  }
  boost::sort::spreadsort::integer_sort(words.begin(), words.end());
  for (std::size_t i = 0; i < words.size(); ++i)
    values[i] = std::bit_cast<double>(words[i] & sign ? words[i] ^ sign : ~words[i]);
}

Summary summarise(std::span<const double> values, Goal goal) {
  if (!all_finite(values)) return {};
  std::vector<double> ascending(values.begin(), values.end());
  sort_ascending(ascending);
  const std::optional<double> sd = standard_deviation(values);
  return {.mean = mean_of(values),
          .half_width = half_width(sd, values.size()),
          .sd = sd,
          .p5 = quantile(ascending, 0.05),
          .p10 = quantile(ascending, 0.10),
          .p50 = quantile(ascending, 0.50),
          .p90 = quantile(ascending, 0.90),
          .p95 = quantile(ascending, 0.95),
          .cvar5 = tail_mean(ascending, 0.05, goal)};
}

}  // namespace channelsim
