#pragma once
// Poisson quantile by inversion, on lanes: one uniform gives one variate, the smallest whole k with
// P(X <= k) >= u, for any mean of each lane. Exact, but for u within 1e-12 of a step, relative to
// the nearer tail.

#include "engine/random/lattice_series.hpp"
#include "engine/random/step_search.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

namespace poisson {
/// Below this mean summing up is as fast as the series and its asides.
inline constexpr double series_from = 5.5;

inline double probability(double k, double mean) {
  if (k == 0) return exponential(-mean);
  if (mean == 0) return 0;
  return exponential(-stirling_error(k) - deviance(k, mean)) /
         square_root(6.28318530717958647693 * k);
}

/// Whether P(X <= k) >= u.
inline bool reaches(double u, double mean, double k) {
  if (u <= lower_half)
    return probability(k, mean) * sum_of_products([=](double i) { return (k - i) / mean; }) >= u;
  return probability(k + 1, mean) * sum_of_products([=](double i) { return mean / (k + 2 + i); }) <=
         1 - u;
}

[[gnu::noinline]] inline double decide(double u, double mean, double smooth, double error) {
  return decided(u, mean, smooth, error, 1e300, [=](double k) { return reaches(u, mean, k); });
}

/// The same above the limit of bottom-up sums, which lies 3 standard deviations up.
[[gnu::noinline]] inline double decide_tail(double u, double mean) {
  return decide(u, mean, mean + 3 * square_root(mean), 1);
}

template <int W>
[[gnu::noinline]] void resolve(const MaskOf<W>& doubtful, const LanesOf<W>& u,
                               const LanesOf<W>& mean, const SmoothQuantile<W>& smooth,
                               LanesOf<W>& quantile) {
  for_each_lane(doubtful, [&](int i) {
    quantile.set(i, decide(u[i], mean[i], smooth.value[i], smooth.error[i]));
  });
}

/// Adds up P(X = 0), P(X = 1), … until no lane's sum is below its u.
template <int W>
[[gnu::noinline]] LanesOf<W> bottom_up(const LanesOf<W>& u, const LanesOf<W>& mean) {
  const MaskOf<W> above = u > bottom_up_limit;
  const LanesOf<W> target = select(above, 0.0, u);
  LanesOf<W> term = exponential(-mean), sum = term, quantile = 0.0;
  for (std::size_t k = 1; any(sum < target);) {
    for (int step = 0; step < 3; ++step, ++k) {  // a few between two checks
      quantile = select(sum < target, quantile + 1.0, quantile);
      term *= mean * inverse_of(k);
      sum += term;
    }
  }
  if (any(above)) for_each_lane(above, [&](int i) { quantile.set(i, decide_tail(u[i], mean[i])); });
  return quantile;
}
}  // namespace poisson

/// 0 < u < 1, mean >= 0.
template <int W>
inline LanesOf<W> poisson_quantile(LanesOf<W> u, LanesOf<W> mean) {
  const MaskOf<W> small = mean < poisson::series_from;
  if (all(small)) return poisson::bottom_up(u, mean);
  const SmoothQuantile<W> smooth = smooth_quantile(u, mean, mean, 1.0);
  LanesOf<W> quantile = smooth.whole();
  const MaskOf<W> doubtful = smooth.doubtful() & !small;
  if (any(doubtful)) poisson::resolve(doubtful, u, mean, smooth, quantile);
  if (!any(small)) return quantile;
  return select(small, poisson::bottom_up(select(small, u, 0.0), mean), quantile);
}

inline double poisson_quantile(double u, double mean) {
  return poisson_quantile(LanesOf<1>(u), LanesOf<1>(mean))[0];
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
