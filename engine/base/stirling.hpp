#pragma once
// What is left of a gamma function when its large parts are taken out, so that probabilities made
// of gamma functions keep their precision for shapes and counts of any size [Loader 2000].

#include "engine/base/elementary.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// ln Gamma(a) - ((a - 1/2) ln a - a + ln sqrt(2 pi)) for a > 0; for a whole number k also
/// ln k! - ln(sqrt(2 pi k) (k / e)^k). Error 3e-17 for a >= 1, 5e-16 below.
/// Stirling's series from 16 on; a rational function fitted for this project from 1 on
/// (interpolation in 60 digits, error of the fit 1.4e-17); the recurrence of Gamma below 1.
inline double stirling_error(double a) {
  if (a < 1) return stirling_error(a + 1) + (a + 0.5) * logarithm((a + 1) / a) - 1;
  if (a < 16) {
    constexpr double above[] = {1.6044985285793654, 26.857968065279813, 94.18156814945223,
                                160.50153487848155, 154.49043509831523, 91.27175861385018,
                                30.786161970828402, 5.680211902420035};
    constexpr double below[] = {1.0,
                                43.75762063027936,
                                377.72709220261464,
                                1188.8671657774953,
                                1961.9536832716285,
                                1866.1996863636448,
                                1097.5331881136276,
                                369.4339436502203,
                                68.16254282903779};
    return polynomial(a, above) / polynomial(a, below);
  }
  constexpr double series[] = {1.0 / 12,    -1.0 / 360, 1.0 / 1260,
                               -1.0 / 1680, 1.0 / 1188, -691.0 / 360360};
  return polynomial(1 / (a * a), series) / a;
}

/// k ln(k / m) + m - k for k, m > 0, without cancellation near k = m (Loader 2000, eq. 5), where
/// the caller may know `difference` = k - m better than k and m can tell.
inline double deviance(double k, double m, double difference) {
  if (difference * difference > 0.01 * (k + m) * (k + m)) return k * logarithm(k / m) - difference;
  constexpr double series[] = {1.0 / 3,  1.0 / 5,  1.0 / 7,  1.0 / 9,
                               1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17};
  const double v = difference / (k + m), square = v * v;  // at most 0.01
  return difference * v + 2 * k * v * square * polynomial(square, series);
}
inline double deviance(double k, double m) { return deviance(k, m, k - m); }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
