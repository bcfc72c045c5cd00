#pragma once
// Hypergeometric quantile by inversion: of `population` things some are marked, and `drawn` are
// taken without putting back; one uniform gives how many of these are marked, the smallest whole k
// with P(X <= k) >= u. Exact, but for u within 1e-12 of a step, relative to the nearer tail.

#include <cstdint>

#include "engine/random/normal.hpp"
#include "engine/random/step_search.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// Whole numbers up to 1e9; marked and drawn are at most the population.
struct Hypergeometric {
  double population, marked, drawn;

  double least() const { return max(0.0, drawn - (population - marked)); }
  double most() const { return min(drawn, marked); }
  double mean() const { return marked * drawn / population; }
  double variance() const {
    return mean() * ((population - marked) / population) *
           ((population - drawn) / max(population - 1, 1.0));
  }
};

namespace hypergeometric {
/// What the factorial of a whole number is made of: k! = sqrt(2 pi k) (k / e)^k e^error, where the
/// root of 0 is taken as 1.
struct Factorial {
  double deviance, error, root_square;
};
inline Factorial factorial(double k, double expected, double difference) {
  if (k == 0) return {expected, 0, 1};
  return {deviance(k, expected, difference), stirling_error(k), 6.28318530717958647693 * k};
}

/// P(X = k) for least <= k <= most, none of the four sums being 0. The four cells of the table
/// (marked or not, drawn or not) are compared with what independence lets expect, so that nothing
/// large cancels; Loader (2000) does so for the binomial. All four differ from that by the same
/// amount, whose numerator is a whole number below 2^63.
inline double probability(double k, const Hypergeometric& of) {
  const double plain = of.population - of.marked, left = of.population - of.drawn;
  const std::int64_t numerator =
      static_cast<std::int64_t>(k) * static_cast<std::int64_t>(of.population) -
      static_cast<std::int64_t>(of.marked) * static_cast<std::int64_t>(of.drawn);
  const double difference = static_cast<double>(numerator) / of.population;
  const auto expected = [&](double row, double column) { return row * column / of.population; };
  const Factorial cells[] = {
      factorial(k, expected(of.marked, of.drawn), difference),
      factorial(of.marked - k, expected(of.marked, left), -difference),
      factorial(of.drawn - k, expected(plain, of.drawn), -difference),
      factorial(plain - (of.drawn - k), expected(plain, left), difference),
  };
  double exponent = stirling_error(of.marked) + stirling_error(plain) + stirling_error(of.drawn) +
                    stirling_error(left) - stirling_error(of.population);
  double roots = 1;
  for (const Factorial& each : cells) {
    exponent -= each.deviance + each.error;
    roots *= each.root_square;
  }
  constexpr double two_pi_cubed = 248.05021344239856;
  const double sums = of.marked * plain * of.drawn / of.population * left;
  return exponential(exponent) * square_root(two_pi_cubed * sums / roots);
}

/// Whether P(X <= k) >= u.
inline bool reaches(double u, const Hypergeometric& of, double k) {
  if (k < of.least()) return false;
  if (k >= of.most()) return true;
  const double others = of.population - of.marked - of.drawn;  // neither marked nor drawn, less X
  if (u <= lower_half) {
    const auto down = [&](double i) {
      const double from = k - i;
      return from * (others + from) / ((of.marked - from + 1) * (of.drawn - from + 1));
    };
    return probability(k, of) * sum_of_products(down) >= u;
  }
  const auto up = [&](double i) {
    const double to = k + 2 + i;
    return (of.marked - to + 1) * (of.drawn - to + 1) / (to * (others + to));
  };
  return probability(k + 1, of) * sum_of_products(up) <= 1 - u;
}

/// The quantile as a smooth function x of the normal quantile w, as in lattice_series.hpp: the
/// quantile is ceil(x) - 1.
struct Smooth {
  double value, error;
};

/// The expansion of Cornish & Fisher (1938) to sigma^-1 with Sheppard's corrections, and the
/// cumulants of Johnson, Kemp & Kotz (2005, chapter 6). The number is a sum of independent
/// indicators (Vatutin & Mikhailov 1982), so its cumulants are at most multiples of the variance,
/// and what is left out falls as 1 / variance: below 0.0051 (w^2 + 4)^2 / variance over 400,000
/// distributions of all proportions with a = (w^2 + 4) / variance < 1; doubled here. The rest
/// bounds rounding.
inline Smooth smooth(double u, const Hypergeometric& of) {
  const double n = of.population, k = of.marked, d = of.drawn, variance = of.variance();
  const double w = normal_quantile(u), ww = w * w, sigma = square_root(variance);
  const double a = (ww + 4) / variance;
  if (!(a < 1) || ww > 49) return {of.mean(), 1};
  const double skew = (1 - 2 * k / n) * (1 - 2 * d / n) * n / (n - 2);  // third cumulant / variance
  const double p = k / n * (1 - k / n), q = d / n * (1 - d / n);
  // Fourth cumulant / variance.
  const double peak = n * ((n + 1) - 6 * n * (p + q) + (n / (n - 1)) * p * q * 6 * (5 * n - 6)) /
                      ((n - 2) * (n - 3));
  const double first = skew * (ww - 1) / 6 + 0.5;
  const double second = (peak * (ww - 3) / 24 - skew * skew * (2 * ww - 5) / 36 - 1.0 / 24) * w;
  const double error = 0.01 * a * (ww + 4) + sigma * 4e-15 * (1 + ww) + 1e-15 * of.mean();
  return {of.mean() + sigma * w + first + second / sigma, error};
}
}  // namespace hypergeometric

/// 0 < u < 1; how many of `drawn` are among `marked`.
inline double hypergeometric_quantile(double u, double population, double marked, double drawn) {
  const Hypergeometric of{population, marked, drawn};
  if (of.least() == of.most()) return of.least();
  const hypergeometric::Smooth smooth = hypergeometric::smooth(u, of);
  const double nearest = floor(smooth.value + 0.5);
  const double distance = max(smooth.value - nearest, nearest - smooth.value);
  if (distance >= smooth.error) return min(max(ceil(smooth.value) - 1, of.least()), of.most());
  return decided(u, of.mean(), smooth.value, smooth.error, of.most(),
                 [&](double k) { return hypergeometric::reaches(u, of, k); });
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
