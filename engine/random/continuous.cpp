#include "engine/random/continuous.hpp"

#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/base/special_functions.hpp"
#include "engine/random/normal.hpp"

namespace channelsim {
namespace {
/// Roots are sought in a coordinate t on (-farthest, farthest): ln x for the gamma distribution and
/// ln(x / (1 - x)) for the beta distribution. In it both densities are log-concave, so that a
/// tail's logarithm is concave and Newton's method on it goes astray on one side only, and only
/// once.
constexpr double farthest = 700;

/// A distribution at t.
struct Spot {
  Tails tails;
  double slope, bend;  // first and second derivative of the density's logarithm
};

/// The step from `here` to where the tail on this side is `target`: Householder's method of third
/// order on the tail's logarithm; Halley's where the derivatives do not promise convergence.
struct Correction {
  double length;
  double error;  // bound for the distance of its end from the root
};
Correction correction_to(const Spot& here, bool below, double target) {
  const double tail = below ? here.tails.lower : here.tails.upper;
  const double hazard = (below ? here.tails.density : -here.tails.density) / tail;
  const double newton = -logarithm(tail / target) / hazard;
  const double second = here.slope - hazard;
  const double third = second * second + here.bend - hazard * second;
  const double p = newton * second, q = newton * newton * third;
  const double size = max(std::fabs(p), square_root(std::fabs(q)));
  if (size > 0.6) return {newton / max(1 + p / 2, 0.5), farthest};
  // Terms left out: powers of `size`, and of the step itself, as e^t changes on the scale of 1.
  const double length = std::fabs(newton), scale = max(size, length);
  return {newton * (1 + p / 2) / (1 + p + q / 6), length * size * scale * scale};
}

/// The t where the distribution reaches u, from a start that may be poor: each step stays between
/// two points known to lie on either side of the root, or halves their distance. Three steps
/// nearly always do; after eight every other one halves, so that no start takes long.
template <class At>
double root(double u, double start, At at) {
  const bool below = u <= 0.5;
  const double target = below ? u : 1 - u;
  double low = -farthest, high = farthest, t = min(max(start, low), high);
  for (int i = 0; i < 100; ++i) {
    const Spot here = at(t);
    const bool too_far = below ? here.tails.lower > target : here.tails.upper < target;
    (too_far ? high : low) = t;
    const double tail = below ? here.tails.lower : here.tails.upper;
    const Correction step = tail > 0 && here.tails.density > 0 ? correction_to(here, below, target)
                                                               : Correction{2 * farthest, farthest};
    const double next = t + step.length;
    if (step.error < 1e-12) return min(max(next, low), high);
    const bool trusted = next > low && next < high && (i < 8 || i % 2 == 0);
    t = trusted ? next : (low + high) / 2;
    if (high - low < 1e-13) break;
  }
  return t;
}

/// The leading term of P(a, x) for small x, x^a / Gamma(a + 1), and its first correction.
double gamma_start(double u, double a) {
  const double t = (logarithm(u) + log_gamma(a + 1)) / a;
  const double correction = exponential(t) / (a + 1);
  if (correction < 0.3) return t + correction;
  if (a >= 1) {  // [Wilson & Hilferty 1931]
    const double cube_root = 1 - 1 / (9 * a) + normal_quantile(u) / (3 * square_root(a));
    return logarithm(a) + 3 * logarithm(max(cube_root, 0.1));
  }
  // Q(a, x) is about x^(a-1) e^-x / Gamma(a) for large x.
  const double v = -logarithm(1 - u) - log_gamma(a);
  return v > 1 ? logarithm(max(v - (1 - a) * logarithm(v), 0.5)) : t;
}

/// The share and its complement of ln(share / complement) = t.
struct Share {
  double x, complement;
};
Share share_of(double t) {
  const double odds = exponential(-std::fabs(t)), large = 1 / (1 + odds), small = odds * large;
  return t < 0 ? Share{small, large} : Share{large, small};
}

/// A start for b < 1 <= a: -(a + (b - 1) / 2) ln X has nearly the gamma distribution with shape b
/// [Johnson, Kotz & Balakrishnan 1995, 25.5].
double lopsided_start(double upper, double a, double b) {
  const double s = exponential(gamma_start(upper, b)) / (a + (b - 1) / 2);  // -ln x
  return s < 0.01 ? -logarithm(max(s, 1e-304)) : -logarithm(exponential(s) - 1);
}

double beta_start(double u, double a, double b) {
  if (a >= 1 && b >= 1) {  // [Abramowitz & Stegun 1964, 26.5.22]
    const double z = -normal_quantile(u), s = 1 / (2 * a - 1), t = 1 / (2 * b - 1);
    const double h = 2 / (s + t), lambda = (z * z - 3) / 6;
    const double w = z * square_root(h + lambda) / h - (t - s) * (lambda + 5.0 / 6 - 2 / (3 * h));
    return logarithm(a / b) - 2 * w;
  }
  if (a >= 1) return lopsided_start(1 - u, a, b);
  if (b >= 1) return -lopsided_start(u, b, a);
  // The leading terms at both ends, joined at the mean [Press et al. 2007, 6.14.13].
  const double left = exponential(a * logarithm(a / (a + b))) / a;
  const double right = exponential(b * logarithm(b / (a + b))) / b;
  const double whole = left + right;
  if (u < left / whole) return logarithm(a * whole * u) / a;
  return -logarithm(b * whole * (1 - u)) / b;
}
}  // namespace

double beta_cumulative(double x, double a, double b) {
  return incomplete_beta(x, 1 - x, a, b).lower;
}

double beta_quantile(double u, double a, double b) {
  return share_of(root(u, beta_start(u, a, b),
                       [a, b](double t) {
                         const auto [x, y] = share_of(t);
                         return Spot{incomplete_beta(x, y, a, b), a * y - b * x, -(a + b) * x * y};
                       }))
      .x;
}

double gamma_cumulative(double x, double shape) { return incomplete_gamma(shape, x).lower; }

double gamma_quantile(double u, double shape) {
  return exponential(root(u, gamma_start(u, shape), [shape](double t) {
    const double x = exponential(t);
    return Spot{incomplete_gamma(shape, x), shape - x, -x};
  }));
}

double triangular_cumulative(double x, double least, double mode, double most) {
  if (x < least) return 0;
  if (x >= most) return 1;
  if (x < mode) return (x - least) / (most - least) * ((x - least) / (mode - least));
  return 1 - (most - x) / (most - least) * ((most - x) / (most - mode));
}

double triangular_quantile(double u, double least, double mode, double most) {
  const double range = most - least;
  if (u * range < mode - least) return least + square_root(u * range * (mode - least));
  return max(most - square_root((1 - u) * range * (most - mode)), least);
}

BetaShapes pert_shapes(double least, double mode, double most, double weight) {
  const double range = most - least;
  return {1 + weight * (mode - least) / range, 1 + weight * (most - mode) / range};
}

double pert_quantile(double u, double least, double mode, double most, double weight) {
  if (!(least < most)) return least;
  const auto [a, b] = pert_shapes(least, mode, most, weight);
  return min(least + (most - least) * beta_quantile(u, a, b), most);
}

}  // namespace channelsim
