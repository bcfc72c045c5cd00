#pragma once
// What decides a single lane exactly when a series cannot: probabilities of single whole numbers to
// nearly full precision, and the search for the first whole number where a step function reaches u.

#include "engine/base/elementary.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// Up to here the distribution is summed from below, and from here on from above, so that the sum
/// keeps its relative precision in both tails. Not 1/2, where symmetric distributions have a step.
inline constexpr double lower_half = 0.53;

/// Bottom-up sums settle u up to here; nearer to 1, where they lose the precision of 1 - u, the sum
/// from above decides.
inline constexpr double bottom_up_limit = 1 - 0x1.1p-10;

/// ln k! - ln(sqrt(2 pi k) (k / e)^k) for a whole k >= 0: exact values (Loader 2000, "Fast and
/// accurate computation of binomial probabilities"), then Stirling's series.
inline double stirling_error(double k) {
  constexpr double exact[16] = {0.0,
                                0.08106146679532726,
                                0.0413406959554093,
                                0.02767792568499834,
                                0.020790672103765093,
                                0.016644691189821193,
                                0.013876128823070748,
                                0.01189670994589177,
                                0.010411265261972096,
                                0.009255462182712733,
                                0.00833056343336287,
                                0.007573675487951841,
                                0.00694284010720953,
                                0.006408994188004207,
                                0.0059513701127588475,
                                0.005554733551962801};
  if (k < 16) return exact[static_cast<int>(k)];
  constexpr double series[] = {1.0 / 12,    -1.0 / 360, 1.0 / 1260,
                               -1.0 / 1680, 1.0 / 1188, -691.0 / 360360};
  return polynomial(1 / (k * k), series) / k;
}

/// k ln(k / m) + m - k for k > 0, without cancellation near k = m (Loader 2000, eq. 5).
inline double deviance(double k, double m) {
  const double difference = k - m;
  if (difference * difference > 0.01 * (k + m) * (k + m)) return k * logarithm(k / m) - difference;
  constexpr double series[] = {1.0 / 3,  1.0 / 5,  1.0 / 7,  1.0 / 9,
                               1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17};
  const double v = difference / (k + m), square = v * v;  // at most 0.01
  return difference * v + 2 * k * v * square * polynomial(square, series);
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
