#include "engine/statistics/interval.hpp"

#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/base/special_functions.hpp"
#include "engine/random/normal.hpp"

namespace channelsim {
namespace {
/// Gamma(a + 1/2) / Gamma(a): series in even powers of a - 1/4 for large a, and the recurrence of
/// Gamma below [Tricomi & Erdelyi 1951].
double gamma_ratio(double a) {
  double factor = 1;
  for (; a < 32; a += 1) factor *= a / (a + 0.5);
  constexpr double series[] = {1.0, 1.0 / 64, -19.0 / 8192, 631.0 / 524288, -174317.0 / 134217728};
  const double w = a - 0.25;
  return factor * square_root(w) * polynomial(1 / (w * w), series);
}

/// The density of Student's T.
double student_density(double t, double degrees) {
  constexpr double inverse_root_pi = 0.56418958354775628695;
  return gamma_ratio(degrees / 2) * inverse_root_pi / square_root(degrees) *
         exponential(-0.5 * (degrees + 1) * logarithm_of_one_plus(t * t / degrees));
}

/// P(T > t) for t >= 0, half the incomplete beta function at x = degrees / (degrees + t^2). The
/// factor in front of its fraction, x^(degrees/2) (1-x)^(1/2) / B, is t times the density.
double student_upper(double t, double degrees) {
  if (t == 0) return 0.5;
  const double square = t * t / degrees;
  const double x = 1 / (1 + square), a = degrees / 2, b = 0.5;
  const double front = student_density(t, degrees) * t;
  if (x < (a + 1) / (a + b + 2)) return front / 2 * beta_fraction(x, square * x, a, b);
  return 0.5 - front / 2 * beta_fraction(square * x, x, b, a);
}

/// The x > 0 where `upper` falls to `probability` < 1/2. Newton in logarithms of both: the curve is
/// concave there and nearly straight for light and heavy tails, so a start below the root will do.
template <class Upper, class Density>
double solve_upper(double probability, double start, Upper upper, Density density) {
  double x = start;
  for (int i = 0; i < 100; ++i) {
    const double at = upper(x);
    const double step = at * logarithm(at / probability) / (x * density(x));
    x *= exponential(step);
    if (std::fabs(step) < 1e-9) break;  // the next one would be its square
  }
  return x;
}

/// The quantile of a symmetric distribution from the quantile of its upper half.
template <class Upper>
double symmetric_quantile(double p, Upper upper) {
  return p == 0.5 ? 0.0 : p < 0.5 ? -upper(p) : upper(1 - p);
}

}  // namespace

double student_cumulative(double t, double degrees) {
  return t < 0 ? student_upper(-t, degrees) : 1 - student_upper(t, degrees);
}

double student_quantile(double p, double degrees) {
  return symmetric_quantile(p, [degrees](double probability) {
    return solve_upper(
        probability, -normal_quantile(probability),
        [degrees](double t) { return student_upper(t, degrees); },
        [degrees](double t) { return student_density(t, degrees); });
  });
}

std::optional<double> half_width(std::optional<double> sd, std::size_t n, double confidence) {
  if (n < 2 || !sd) return {};
  // A study asks with one n and confidence again and again, and finding the quantile takes longer
  // than all else about an interval.
  struct Asked {
    std::size_t n = 0;
    double confidence = 0, quantile = 0;
  };
  thread_local Asked last;
  if (last.n != n || last.confidence != confidence)
    last = {n, confidence, student_quantile(0.5 + confidence / 2, static_cast<double>(n) - 1)};
  return last.quantile * *sd / square_root(static_cast<double>(n));
}

}  // namespace channelsim
