#include "engine/base/special_functions.hpp"

#include <cmath>

#include "engine/base/stirling.hpp"

namespace channelsim {
namespace {
constexpr double two_pi = 6.28318530717958647693;
constexpr double last_bit = 2.3e-16;
constexpr int most_terms = 100'000;  // shapes of 1e6 need 10,000

/// A value that a continued fraction may divide by.
double away_from_zero(double value) {
  constexpr double smallest = 1e-300;
  return std::fabs(value) < smallest ? smallest : value;
}

/// x^a e^-x / Gamma(a).
double gamma_density(double a, double x) {
  return exponential(-deviance(a, x) - stirling_error(a)) * square_root(a / two_pi);
}

/// x^a y^b / B(a, b) with y = 1 - x.
double beta_density(double x, double y, double a, double b) {
  const double n = a + b;
  const double exponent = stirling_error(n) - stirling_error(a) - stirling_error(b) -
                          deviance(a, n * x) - deviance(b, n * y);
  return exponential(exponent) * square_root(a / n * b / two_pi);
}

/// 1 + x / (a+1) + x^2 / ((a+1)(a+2)) + …, for x < a + 1.
double gamma_series(double a, double x) {
  double term = 1, sum = 1;
  for (int n = 1; n <= most_terms && term > 1e-17 * sum; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/// The continued fraction of Q, by the modified Lentz method, for x >= a + 1.
double gamma_fraction(double a, double x) {
  double b = x + 1 - a, c = 1 / 1e-300, d = 1 / b, value = d;
  for (int n = 1; n <= most_terms; ++n) {
    const double numerator = n * (a - n);
    b += 2;
    d = 1 / away_from_zero(b + numerator * d);
    c = away_from_zero(b + numerator / c);
    value *= d * c;
    if (std::fabs(d * c - 1) < last_bit) break;
  }
  return value;
}

/// Rounding may carry a tail that is nearly everything past 1.
Tails from_lower(double lower, double density) {
  lower = min(lower, 1.0);
  return {lower, 1 - lower, density};
}
Tails from_upper(double upper, double density) {
  upper = min(upper, 1.0);
  return {1 - upper, upper, density};
}
}  // namespace

double log_gamma(double a) {
  constexpr double log_root_two_pi = 0.91893853320467274178;
  if (a < 1) return log_gamma(a + 1) - logarithm(a);
  return (a - 0.5) * logarithm(a) - a + (log_root_two_pi + stirling_error(a));
}

double beta_fraction(double x, double complement, double a, double b) {
  // a - (a + b) x, from the smaller of x and its complement
  const double lambda = complement < 0.5 ? (a + b) * complement - b : a - (a + b) * x;
  double value = away_from_zero(a / (a + 1) * (lambda + 1)), c = value, d = 0;
  for (int n = 1; n <= most_terms; ++n) {
    const double share = x / (a + 2 * n - 1), left = n * (b - n) * share;
    const double numerator = (a + n - 1) * (a + b + n - 1) * left * share;
    const double denominator =
        n + left + (a + n) / (a + 2 * n + 1) * (lambda + 1 + n * (1 + complement));
    d = 1 / away_from_zero(denominator + numerator * d);
    c = away_from_zero(denominator + numerator / c);
    value *= d * c;
    if (std::fabs(d * c - 1) < last_bit) break;
  }
  return 1 / value;
}

Tails incomplete_gamma(double a, double x) {
  if (!(x > 0)) return {0, 1, 0};
  if (x > 1e300) return {1, 0, 0};
  const double density = gamma_density(a, x);
  if (x < a + 1) return from_lower(density / a * gamma_series(a, x), density);
  return from_upper(density * gamma_fraction(a, x), density);
}

Tails incomplete_beta(double x, double complement, double a, double b) {
  if (!(x > 0)) return {0, 1, 0};
  if (!(complement > 0)) return {1, 0, 0};
  const double density = beta_density(x, complement, a, b);
  if (x < (a + 1) / (a + b + 2))
    return from_lower(density * beta_fraction(x, complement, a, b), density);
  return from_upper(density * beta_fraction(complement, x, b, a), density);
}

}  // namespace channelsim
