#pragma once
// Two ways to simulate one market: whether every figure has the same mean and the same variance.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"
#include "tests/support/significance.hpp"

namespace channelsim::market {

/// Mean, variance and kurtosis of a figure over the replications.
struct Moments {
  double mean = 0, variance = 0, kurtosis = 3;

  explicit Moments(const std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    for (const double value : values) mean += value / n;
    double fourth = 0;
    for (const double value : values) {
      const double square = (value - mean) * (value - mean);
      variance += square / (n - 1);
      fourth += square * square / n;
    }
    // Rounding of a figure that does not vary is no variance.
    if (variance <= 1e-20 * (1 + mean * mean)) variance = 0;
    if (variance > 0) kurtosis = fourth / (variance * variance);
  }
};

/// Both figures have one mean, to 4.89 standard errors of the difference.
inline void check_same_mean(const std::string& name, const Moments& one, const Moments& other,
                            double n) {
  const double error = std::sqrt((one.variance + other.variance) / n);
  const double rounding = 1e-9 * (1 + std::abs(one.mean));
  INFO(fmt::format("{}: mean {} against {}, {:.1f} standard errors", name, one.mean, other.mean,
                   (one.mean - other.mean) / std::max(error, 1e-300)));
  CHECK(std::abs(one.mean - other.mean) <= z_bound() * error + rounding);
}

/// Both figures have one variance. The logarithm of a sample variance has the variance
/// (kurtosis - 1) / n; where that is too large to tell anything (a figure that is nearly always
/// 0), nothing is checked.
inline void check_same_variance(const std::string& name, const Moments& one, const Moments& other,
                                double n) {
  const double error = std::sqrt((one.kurtosis + other.kurtosis - 2) / n);
  if (error > 0.2 || (one.variance == 0 && other.variance == 0)) return;
  const double difference =
      std::log(std::max(one.variance, 1e-300) / std::max(other.variance, 1e-300));
  INFO(fmt::format("{}: variance {} against {}, {:.1f} standard errors", name, one.variance,
                   other.variance, difference / error));
  CHECK(std::abs(difference) <= z_bound() * error);
}

/// Compares each figure that both have; returns how many there are.
inline int check_same_distribution(const Story& one, const Story& other,
                                   const std::string& plan = "as_is") {
  int compared = 0;
  for (const auto& [name, values] : one.figures(plan)) {
    const auto same = other.figures(plan).find(name);
    if (same == other.figures(plan).end()) continue;
    const Moments left(values), right(same->second);
    const auto n = static_cast<double>(values.size());
    check_same_mean(name, left, right, n);
    check_same_variance(name, left, right, n);
    ++compared;
  }
  return compared;
}

/// One by one and in cohorts, consumers buy alike; returns how many figures were compared.
inline int check_persons_and_cohorts(const std::string& market) {
  const Story persons(market + "consumers: {resolution: persons}\n");
  const Story cohorts(market + "consumers: {memory: true}\n");
  return check_same_distribution(persons, cohorts);
}

}  // namespace channelsim::market
