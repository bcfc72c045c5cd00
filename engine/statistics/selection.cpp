#include "engine/statistics/selection.hpp"

#include "engine/random/normal.hpp"

namespace channelsim {

namespace {
double normal_density(double x) { return exponential(-0.5 * x * x) * 0.39894228040143267794; }

/// E f(X) where P(X <= x) = U for a standard normal x, and U has a beta distribution with shapes a
/// and b. The trapezoidal rule is exact to rounding for bumps that are some cells wide, and the
/// narrowest is about 1 / sqrt(a + b) wide.
template <class Function>
double mean_over_ranks(double a, double b, Function f) {
  const double cell = min(0.125, 0.4 / square_root(a + b));
  const double scale = a * logarithm(a / (a + b)) + b * logarithm(b / (a + b));  // at the mean of U
  double sum = 0, mass = 0;
  for (double x = -12; x <= 12; x += cell) {
    const double below = normal_cumulative(x), above = normal_cumulative(-x);
    const double beta = exponential(a * logarithm(below) + b * logarithm(above) - scale);
    const double weight = beta / (below * above) * normal_density(x);
    sum += f(x) * weight;
    mass += weight;
  }
  return sum / mass;
}

/// The integral of f over an interval by Simpson's rule, halved where both halves do not agree with
/// the whole [Press et al. 2007, 4.7].
template <class Function>
double adaptive_integral(Function f, double low, double high, double f_low, double f_middle,
                         double f_high, double tolerance, int depth) {
  const double middle = (low + high) / 2;
  const double f_left = f((low + middle) / 2), f_right = f((middle + high) / 2);
  const double width = high - low, whole = width / 6 * (f_low + 4 * f_middle + f_high);
  const double halves = width / 12 * (f_low + 4 * f_left + 2 * f_middle + 4 * f_right + f_high);
  const double difference = halves - whole;
  if (depth == 0 || (difference < tolerance && difference > -tolerance))
    return halves + difference / 15;
  return adaptive_integral(f, low, middle, f_low, f_left, f_middle, tolerance / 2, depth - 1) +
         adaptive_integral(f, middle, high, f_middle, f_right, f_high, tolerance / 2, depth - 1);
}
}  // namespace

double mean_of_rank(double count, double rank) {
  // The share of all candidates below the rank-th best is beta distributed.
  return mean_over_ranks(count - rank + 1, rank, [](double x) { return x; });
}

double mean_of_best(double count, double best) {
  if (best == count) return 0;
  // A candidate at x is among the best if fewer than `best` of the others exceed it: the mean is
  // count / best times the integral of x phi(x) P(U <= Phi(x)), where U is beta distributed; in
  // parts, the mean of phi(X) at Phi(X) = U.
  return count / best *
         mean_over_ranks(count - best, best, [](double x) { return normal_density(x); });
}

double success_ratio(const SelectionRule& rule) {
  const double least_score = -normal_quantile(rule.selected_share);
  const double least_quality = -normal_quantile(rule.base_rate);
  const double spread = square_root(1 - rule.validity * rule.validity);
  const auto density = [&](double score) {
    return normal_density(score) *
           normal_cumulative((rule.validity * score - least_quality) / spread);
  };
  constexpr int parts = 64;
  const double width = (max(least_score, 0.0) + 9 - least_score) / parts;
  double succeed = 0;
  for (int part = 0; part < parts; ++part) {
    const double low = least_score + part * width, high = low + width;
    succeed += adaptive_integral(density, low, high, density(low), density((low + high) / 2),
                                 density(high), 1e-12 / parts * rule.selected_share, 30);
  }
  return succeed / rule.selected_share;
}

}  // namespace channelsim
