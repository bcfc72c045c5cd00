#pragma once
// Comparing averages of independent runs with what theory says of them.

#include <cmath>
#include <vector>

#include "engine/base/lanes.hpp"
#include "engine/random/draws.hpp"
#include "engine/statistics/summary.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/significance.hpp"

namespace channelsim {

/// One value per independent run.
struct Runs {
  std::vector<double> values = {};

  void add(const Lanes& lanes) {
    for (int lane = 0; lane < lanes_per_block; ++lane) values.push_back(lanes[lane]);
  }
  void add(double value) { values.push_back(value); }
  double mean() const { return *mean_of(values); }
  double standard_error() const {
    return *standard_deviation(values) / std::sqrt(static_cast<double>(values.size()));
  }
};

/// Runs in blocks of lanes: `simulate(draws)` gives the lanes of a block.
template <class Simulate>
Runs runs_of(std::uint32_t runs, std::uint64_t seed, Simulate simulate) {
  Runs all;
  for (std::uint32_t first = 0; first < runs; first += lanes_per_block)
    all.add(simulate(Draws(seed, first)));
  return all;
}

/// The mean is as expected to 4.89 standard errors (chance alone raises one alarm in a million) and
/// the rounding of the printed figure; and the error is small enough to see a defect.
inline void check_mean(const Runs& runs, double expected, double rounding = 0,
                       double largest_error = 0.01) {
  const double error = runs.standard_error();
  INFO("mean " << runs.mean() << " against " << expected << ", standard error " << error);
  CHECK(error <= largest_error * std::abs(expected));
  CHECK(std::abs(runs.mean() - expected) <= z_bound() * error + rounding);
}

/// The variance over runs is as expected to 4.89 standard errors, sqrt((kurtosis - 1) / n) of it.
inline void check_variance(const Runs& runs, double expected) {
  const double n = static_cast<double>(runs.values.size()), mean = runs.mean();
  double square = 0, fourth = 0;
  for (const double value : runs.values) {
    square += (value - mean) * (value - mean) / n;
    fourth += std::pow(value - mean, 4) / n;
  }
  const double error = square * std::sqrt((fourth / (square * square) - 1) / n);
  INFO("variance " << square << " against " << expected << ", standard error " << error);
  CHECK(std::abs(square - expected) <= z_bound() * error + expected / n);
}

/// A figure printed to six decimals, which a formula must meet to 1e-5 of its size.
inline Approx printed(double figure) { return Approx(figure).epsilon(1e-5).margin(6e-7); }

}  // namespace channelsim
