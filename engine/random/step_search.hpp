#pragma once
// What decides a single lane exactly when a series cannot: sums of probabilities to nearly full
// precision, and the search for the first whole number where a step function reaches u.

#include <array>
#include <cstddef>

#include "engine/base/stirling.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// Up to here the distribution is summed from below, and from here on from above, so that the sum
/// keeps its relative precision in both tails. Not 1/2, where symmetric distributions have a step.
inline constexpr double lower_half = 0.53;

/// Bottom-up sums settle u up to here; nearer to 1, where they lose the precision of 1 - u, the sum
/// from above decides.
inline constexpr double bottom_up_limit = 1 - 0x1.1p-10;

/// 1 / k for a sum that goes up step by step; from a table as far as sums reach as a rule, because
/// a multiplication can take a number from memory for all lanes, and not a quotient.
CHANNELSIM_INLINE double inverse_of(std::size_t k) {
  static constexpr auto inverses = [] {
    std::array<double, 64> table{};
    for (std::size_t i = 1; i < table.size(); ++i) table[i] = 1 / double(i);
    return table;
  }();
  return k < inverses.size() ? inverses[k] : 1 / double(k);
}

/// 1 + ratio(0) + ratio(0) ratio(1) + …, where the ratios fall and end below 1.
template <class Ratio>
inline double sum_of_products(Ratio ratio) {
  double term = 1, sum = 1;
  for (double i = 0; term > 1e-17 * sum; i += 1) {
    term *= ratio(i);
    sum += term;
  }
  return sum;
}

/// The smallest whole k >= 0 with reaches(k), searched outwards from `start` in doubling steps;
/// `last` is taken to reach.
template <class Reaches>
double first_reached(double start, double last, Reaches reaches) {
  double low = start, high = start, stride = 1;
  if (reaches(start)) {
    low = max(start - 1, -1.0);
    while (low >= 0 && reaches(low)) {
      high = low;
      low = max(low - (stride *= 2), -1.0);
    }
  } else {
    high = min(start + 1, last);
    while (high < last && !reaches(high)) {
      low = high;
      high = min(high + (stride *= 2), last);
    }
  }
  while (high - low > 1) {
    const double middle = floor((low + high) / 2);
    (reaches(middle) ? high : low) = middle;
  }
  return high;
}

/// The same from a smooth quantile with its error bound.
template <class Reaches>
double decided(double u, double mean, double smooth, double error, double last, Reaches reaches) {
  if (error < 0.5) {
    const double k = min(max(floor(smooth + 0.5) - 1, 0.0), last);
    return reaches(k) ? k : k + 1;
  }
  const bool series_holds = u > 1e-12 && u < 1 - 1e-12;
  return first_reached(min(max(floor(series_holds ? smooth : mean), 0.0), last), last, reaches);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
