#pragma once
// The quantile of a Poisson or binomial distribution as a smooth function of the normal quantile:
// near enough to settle almost every lane at once, with a bound that says where it does not.

#include "engine/random/normal.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// Smooth quantile x: F(x - 1) = u, where F is the incomplete gamma or beta function that continues
/// the step function. The quantile is therefore ceil(x) - 1.
template <int W>
struct SmoothQuantile {
  LanesOf<W> value;
  LanesOf<W> error;  // bound of |value - x|; 1 where the series says nothing

  CHANNELSIM_INLINE LanesOf<W> whole() const { return ceil(value) - 1.0; }
  /// A whole number is so near that the step function itself has to decide.
  CHANNELSIM_INLINE MaskOf<W> doubtful() const { return abs(value - floor(value + 0.5)) < error; }
};

/// x - mean by the expansion of Cornish & Fisher (1938) to sigma^-4, where w is the normal quantile
/// and e = 1 / sigma, with the cumulants of the binomial as polynomials in its skew d = 1 - 2 p,
/// made smooth by Sheppard's corrections (kappa_r - B_r / r, Bernoulli numbers). d = 1 is Poisson,
/// and gives the series of Giles (2016, ACM TOMS 42(1), algorithm 955).
template <int W, class Skew>
CHANNELSIM_INLINE LanesOf<W> smooth_offset(LanesOf<W> w, LanesOf<W> sigma, LanesOf<W> e, Skew d) {
  const Skew dd = d * d;
  const LanesOf<W> ww = w * w, ee = e * e;
  const auto in_dd = [dd](const auto&... c) { return polynomial<Skew>(dd, {c...}); };
  const LanesOf<W> first = (ww - 1.0) * (d * (1.0 / 6)) + 0.5;
  const LanesOf<W> second = ww * in_dd(-1.0 / 48, 1.0 / 144) + in_dd(1.0 / 48, -7.0 / 144);
  const LanesOf<W> third =
      (ww * in_dd(1.0 / 240, -1.0 / 2160) + in_dd(7.0 / 720, -7.0 / 6480)) * ww +
      in_dd(-1.0 / 45, 1.0 / 405);
  const LanesOf<W> fourth = (ww * in_dd(-13.0 / 23040, -1.0 / 1280, 1.0 / 69120) +
                             in_dd(-1.0 / 1920, -59.0 / 17280, 1.0 / 2430)) *
                                ww +
                            in_dd(181.0 / 23040, 349.0 / 34560, -433.0 / 622080);
  const LanesOf<W> fifth = ((ww * in_dd(5.0 / 12096, 13.0 / 90720, 1.0 / 544320) +
                             in_dd(43.0 / 48384, 97.0 / 120960, -1.0 / 26880)) *
                                ww +
                            in_dd(-493.0 / 48384, -2591.0 / 1088640, -923.0 / 6531840)) *
                               ww +
                           in_dd(1.0 / 756, -37.0 / 17010, 23.0 / 102060);
  return w * (sigma + e * (second + ee * fourth)) + first + ee * d * (third + ee * fifth);
}

/// The error bound was measured against the exact functions for variances from 5 on, every skew and
/// |w| < 7: with a = (w^2 + 4) / sigma^2 the error stays below 3.7e-4 sigma (1 + |w|) a^3 up to
/// a = 1, and below 7e-4 of it up to a = 2. The rest bounds rounding and the error of w, which is
/// rough as long as exact decisions are as cheap as they are rare.
template <int W, class Skew>
CHANNELSIM_INLINE SmoothQuantile<W> smooth_quantile(LanesOf<W> u, LanesOf<W> mean,
                                                    LanesOf<W> variance, Skew skew) {
  const bool fine = any(variance > 1e4);
  const LanesOf<W> w = fine ? normal_quantile(u) : rough_normal_quantile(u);
  const LanesOf<W> ww = w * w, sigma = square_root(variance);
  const LanesOf<W> e = 1.0 / sigma, a = (ww + 4.0) * e * e;
  const double rounding = fine ? 4e-15 : 3e-8;
  const LanesOf<W> bound = sigma * (1.0 + abs(w)) * (1e-3 * a * a * a + rounding) + 1e-15 * mean;
  // Beyond a variance of 1e10 an exact decision would take milliseconds.
  const LanesOf<W> error = select((a > 2.0) | (ww > 49.0), 1.0, bound);
  return {mean + smooth_offset(w, sigma, e, skew), select(variance > 1e10, 0.0, error)};
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
