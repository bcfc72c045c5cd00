#pragma once
// Whether numbers have the distribution they are said to have.

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "engine/random/draws.hpp"
#include "tests/support/significance.hpp"

namespace channelsim {

/// Only large values speak against a fit.
inline double chi_square_bound(double degrees, double alarms = false_alarms) {
  return boost::math::quantile(boost::math::complement(boost::math::chi_squared(degrees), alarms));
}

/// Uniform numbers of a stage: visit(u) for each of them.
template <class Visit>
void for_each_uniform(const Sampling& stage, Visit visit) {
  constexpr Purpose purpose{"goodness of fit"};
  for (std::uint32_t step = 0; step < stage.n / 16; ++step) {
    const LanesOf<16> row = Draws(stage.seed, 0).uniform<16>(purpose, {0}, step);
    for (int lane = 0; lane < 16; ++lane) visit(row[lane]);
  }
}

/// As many bins as keep the power of the test [Mann & Wald 1942; as Stan tests its variates].
inline int bins_for(double n) { return static_cast<int>(std::lround(2 * std::pow(n, 0.4))); }

/// What speaks against numbers from (0, 1) being uniform: counts in bins of one width, the tails
/// (Anderson & Darling), mean and variance.
inline std::string against_uniform(std::vector<double> values, double alarms) {
  const auto n = static_cast<double>(values.size());
  const int bins = bins_for(n);
  std::vector<double> counts(static_cast<std::size_t>(bins));
  double mean = 0, square = 0;
  for (const double value : values) {
    if (!(value >= 0 && value <= 1)) return fmt::format("{} is no probability", value);
    counts[static_cast<std::size_t>(std::min(value * bins, bins - 1.0))] += 1;
    mean += (value - 0.5) / n;
    square += (value - 0.5) * (value - 0.5) / n;
  }
  double chi_square = 0;
  for (const double count : counts)
    chi_square += (count - n / bins) * (count - n / bins) * bins / n;
  std::sort(values.begin(), values.end());
  double logarithms = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double low = std::max(values[i], 1e-300),
                 high = std::max(1 - values[values.size() - 1 - i], 0x1p-54);
    logarithms += (2 * static_cast<double>(i) + 1) * (std::log(low) + std::log(high));
  }
  const double tails = -n - logarithms / n;
  const double z = mean * std::sqrt(12 * n), spread = (square - 1.0 / 12) * std::sqrt(180 * n);
  std::string against;
  if (chi_square > chi_square_bound(bins - 1, alarms))
    against += fmt::format("chi-square {:.1f} of {} bins; ", chi_square, bins);
  if (tails > anderson_darling_bound(alarms))
    against += fmt::format("Anderson-Darling {:.2f}; ", tails);
  if (std::abs(z) > z_bound(alarms)) against += fmt::format("mean off by {:.2f} s.e.; ", z);
  if (std::abs(spread) > z_bound(alarms))
    against += fmt::format("variance off by {:.2f} s.e.; ", spread);
  return against;
}

/// What speaks against whole numbers having this distribution function. Bins end where it passes
/// the next of equal shares; what lies there alone has a bin of its own.
template <class Cumulative>
std::string against_counts(std::vector<double> values, Cumulative at_most, double alarms) {
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  const double share = 1.0 / bins_for(n);
  double chi_square = 0, below = 0;
  int bins = 0;
  std::size_t at = 0;
  const auto close = [&](double up_to, double cumulative) {
    std::size_t counted = 0;
    while (at < values.size() && values[at] <= up_to) ++at, ++counted;
    const double expected = n * (cumulative - below);
    chi_square += (static_cast<double>(counted) - expected) *
                  (static_cast<double>(counted) - expected) / expected;
    below = cumulative;
    ++bins;
  };
  // The least k at which the function reaches a share, by halving.
  const auto reach = [&](double wanted) {
    double low = -1, high = 1;
    while (at_most(high) < wanted) high *= 2;
    while (high - low > 1) {
      const double middle = std::floor((low + high) / 2);
      (at_most(middle) < wanted ? low : high) = middle;
    }
    return high;
  };
  while (below + 1.5 * share < 1) {
    const double k = reach(below + share), cumulative = at_most(k);
    if (n * (1 - cumulative) < 5) break;
    close(k, cumulative);
  }
  close(std::numeric_limits<double>::infinity(), 1);
  if (bins < 2) return "there is one bin only";
  if (chi_square <= chi_square_bound(bins - 1, alarms)) return {};
  return fmt::format("chi-square {:.1f} of {} bins", chi_square, bins);
}

}  // namespace channelsim
