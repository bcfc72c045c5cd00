#pragma once
// Binomial quantile by inversion, on lanes: one uniform gives one variate, the smallest whole k
// with P(X <= k) >= u, for any count and probability of each lane. Exact, but for u within 5e-12 of
// a step, relative to the nearer tail.

#include "engine/random/lattice_series.hpp"
#include "engine/random/step_search.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

namespace binomial {
/// Below this variance summing up is as fast as the series and its asides.
inline constexpr double series_from = 5.5;

/// P(X = k) by Loader (2000): Stirling errors and deviances, so that nothing large cancels.
inline double probability(double k, double n, double p) {
  const double q = 1 - p;
  if (k == 0) return exponential(n * logarithm_of_one_plus(-p));
  if (k == n) return exponential(n * logarithm(p));
  const double exponent = stirling_error(n) - stirling_error(k) - stirling_error(n - k) -
                          deviance(k, n * p) - deviance(n - k, n * q);
  return exponential(exponent) * square_root(n / (6.28318530717958647693 * k * (n - k)));
}

/// Whether P(X <= k) >= u.
inline bool reaches(double u, double n, double p, double k) {
  if (k >= n) return true;
  const double odds = p / (1 - p), against = (1 - p) / p;
  if (u <= lower_half) {
    const auto down = [=](double i) { return (k - i) / (n - k + 1 + i) * against; };
    return probability(k, n, p) * sum_of_products(down) >= u;
  }
  const auto up = [=](double i) { return (n - k - 1 - i) / (k + 2 + i) * odds; };
  return probability(k + 1, n, p) * sum_of_products(up) <= 1 - u;
}

[[gnu::noinline]] inline double decide(double u, double n, double p, double smooth, double error) {
  return decided(u, n * p, smooth, error, n, [=](double k) { return reaches(u, n, p, k); });
}

/// The same beyond the limit of bottom-up sums, which lies 3 standard deviations from the mean.
[[gnu::noinline]] inline double decide_tail(double u, double n, double p) {
  const double mean = n * p, distance = 3 * square_root(mean * (1 - p));
  return decide(u, n, p, p > 0.5 ? mean - distance : mean + distance, 1);
}

template <int W>
[[gnu::noinline]] void resolve(const MaskOf<W>& doubtful, const LanesOf<W>& u,
                               const LanesOf<W>& count, const LanesOf<W>& probability,
                               const SmoothQuantile<W>& smooth, LanesOf<W>& quantile) {
  for_each_lane(doubtful, [&](int i) {
    quantile.set(i, decide(u[i], count[i], probability[i], smooth.value[i], smooth.error[i]));
  });
}

/// Adds up the probabilities of 0, 1, … successes, or of failures where those are rarer: the number
/// of failures is then the smallest whose sum is *above* 1 - u, that is, reaches the next number.
template <int W>
[[gnu::noinline]] LanesOf<W> bottom_up(const LanesOf<W>& u, const LanesOf<W>& count,
                                       const LanesOf<W>& probability) {
  const MaskOf<W> mirrored = probability > 0.5;
  const LanesOf<W> p = select(mirrored, 1.0 - probability, probability);
  const LanesOf<W> just_above = from_bits(to_bits(1.0 - u) + std::uint64_t{1});
  const LanesOf<W> goal = select(mirrored, just_above, u);
  const MaskOf<W> above = goal > bottom_up_limit;
  const LanesOf<W> target = select(above, 0.0, goal);
  const MaskOf<W> open = above & (p > 0.0);  // with p = 0 the number is 0 whatever u
  const LanesOf<W> odds = p / (1.0 - p);
  LanesOf<W> term = exponential(count * logarithm_of_one_plus(-p)), sum = term, number = 0.0;
  LanesOf<W> left = count;  // trials
  for (std::size_t k = 1; any(sum < target);) {
    for (int step = 0; step < 3; ++step, ++k) {  // a few between two checks
      number = select(sum < target, number + 1.0, number);
      term *= left * odds * inverse_of(k);
      left -= 1.0;
      sum += term;
    }
  }
  LanesOf<W> quantile = select(mirrored, count - number, number);
  if (any(open))
    for_each_lane(open,
                  [&](int i) { quantile.set(i, decide_tail(u[i], count[i], probability[i])); });
  return quantile;
}
}  // namespace binomial

/// 0 < u < 1, a whole count >= 0, 0 <= probability <= 1.
template <int W>
inline LanesOf<W> binomial_quantile(LanesOf<W> u, LanesOf<W> count, LanesOf<W> probability) {
  const LanesOf<W> mean = count * probability, failure = 1.0 - probability;
  const LanesOf<W> variance = mean * failure;
  const MaskOf<W> small = variance < binomial::series_from;
  if (all(small)) return binomial::bottom_up(u, count, probability);
  const SmoothQuantile<W> smooth = smooth_quantile(u, mean, variance, failure - probability);
  LanesOf<W> quantile = smooth.whole();
  const MaskOf<W> doubtful = smooth.doubtful() & !small;
  if (any(doubtful)) binomial::resolve(doubtful, u, count, probability, smooth, quantile);
  if (!any(small)) return quantile;
  const LanesOf<W> summed =
      binomial::bottom_up(select(small, u, 0.5), select(small, count, 0.0), probability);
  return select(small, summed, quantile);
}

inline double binomial_quantile(double u, double count, double probability) {
  return binomial_quantile(LanesOf<1>(u), LanesOf<1>(count), LanesOf<1>(probability))[0];
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
