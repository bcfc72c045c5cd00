#pragma once
// The standard normal distribution and its inverse, on lanes. Rational functions fitted for this
// project (interpolation in 60 digits, so the errors stated are those of the fit, before rounding).

#include "engine/base/elementary.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

namespace normal {
/// Below this distance from 0 or 1 the tail formula takes over: 1.2 % of all draws.
inline constexpr double tail_limit = 0.006;

/// |x| for v = P(X > |x|) <= tail_limit, a function of t = sqrt(-2 ln v), as in Wichura (1988,
/// algorithm AS 241). Errors of the fit: 1.6e-16 for t < 8.75, 2.7e-16 for t < 37.7.
template <int W>
CHANNELSIM_INLINE LanesOf<W> tail_magnitude(LanesOf<W> v) {
  constexpr double near_start = 3.1, far_start = 8.7;
  constexpr double near_above[] = {2.4003946988639684,    3.914337992618564,   2.4352524504361774,
                                   0.7259883571013206,    0.10715815662038773, 0.007210847465343464,
                                   0.00016476506300841618};
  constexpr double near_below[] = {1.0,
                                   1.1580300129375003,
                                   0.47988974385451233,
                                   0.08726676048025235,
                                   0.006702712536349844,
                                   0.0001647429410105309,
                                   1.5203573160844606e-10};
  constexpr double far_above[] = {
      8.341573131711101,     3.920045211715982,     0.734952893636106,     0.07011875485188694,
      0.0035915128457479732, 9.539385942317046e-05, 1.154196890869348e-06, 4.519401407391236e-09};
  constexpr double far_below[] = {1.0,
                                  0.3466326508747515,
                                  0.04567609557220167,
                                  0.0028518597998187407,
                                  8.57270890577196e-05,
                                  1.1148885155464695e-06,
                                  4.5193916443831936e-09};
  const LanesOf<W> t = square_root(-2.0 * logarithm(max(v, 0x1p-1022)));
  const LanesOf<W> near = t - near_start;
  const LanesOf<W> magnitude = polynomial(near, near_above) / polynomial(near, near_below);
  const MaskOf<W> is_far = t > far_start;
  if (!any(is_far)) return magnitude;  // v > 3.7e-17: every draw
  const LanesOf<W> far = t - far_start;
  return select(is_far, polynomial(far, far_above) / polynomial(far, far_below), magnitude);
}

/// Lanes nearer than `limit` to 0 or 1. Not inlined: with a limit of 0.006 one row of sixteen in
/// six has such a lane, with 0.002 one in sixteen.
template <int W>
[[gnu::noinline]] void replace_tails(const LanesOf<W>& u, double limit, LanesOf<W>& quantile) {
  const LanesOf<W> v = min(u, 1.0 - u);
  const LanesOf<W> magnitude = tail_magnitude(v);
  quantile = select(v < limit, select(u < 0.5, -magnitude, magnitude), quantile);
}

/// (u - 1/2) R(u (1 - u)), where R is the quotient of two polynomials, and from `limit` outwards
/// the tail formula. All coefficients are positive, so nothing cancels, and u (1 - u) keeps its
/// relative precision towards the ends.
template <int W, std::size_t N>
CHANNELSIM_INLINE LanesOf<W> quantile_by(const double (&above)[N], const double (&below)[N],
                                         double limit, LanesOf<W> u) {
  const LanesOf<W> r = u * (1.0 - u);
  LanesOf<W> quantile = (u - 0.5) * polynomial(r, above) / polynomial(r, below);
  if (any(r < limit * (1 - limit) * (1 + 1e-9))) replace_tails(u, limit, quantile);
  return quantile;
}
}  // namespace normal

/// x with P(X <= x) = u for 0 < u < 1, to 1.2e-15 relative. Error of the fit: 2.9e-16.
template <int W>
CHANNELSIM_INLINE LanesOf<W> normal_quantile(LanesOf<W> u) {
  constexpr double above[] = {7.754097435992262,     32942.450614488436,     29804483.363447934,
                              9527465438.199236,     1313457750799.0642,     85963490323656.42,
                              2792771892408788.0,    4.550121844045372e+16,  3.641451963659161e+17,
                              1.34978080065301e+18,  2.0520381973594496e+18, 9.834869692683553e+17,
                              6.6352127318928376e+16};
  constexpr double below[] = {1.0,
                              4990.299673855357,
                              5067868.197748935,
                              1797178137.5381246,
                              274593221947.42957,
                              20024451193628.535,
                              732727251238131.8,
                              1.3678741789553706e+16,
                              1.2876968845426354e+17,
                              5.852024790491084e+17,
                              1.1716198214222766e+18,
                              8.579241566807547e+17,
                              1.454647629867759e+17};
  return normal::quantile_by(above, below, normal::tail_limit, u);
}

/// The same to 2.5e-8 absolute between the tails, in half the time: for what a bound tells where it
/// is not good enough.
template <int W>
CHANNELSIM_INLINE LanesOf<W> rough_normal_quantile(LanesOf<W> u) {
  constexpr double above[] = {7.664659528715842,  23476.218719483928, 11698315.709484236,
                              1485275884.7745068, 54345558135.40212,  560464626190.4976,
                              1341302451241.4138, 351872531749.355};
  constexpr double below[] = {1.0,
                              3686.1002061852264,
                              2144883.4044046206,
                              321527138.1821425,
                              14388871886.843357,
                              194456192011.85922,
                              706367159556.483,
                              460171336982.1504};
  return normal::quantile_by(above, below, 0.002, u);
}

/// P(X <= x) for a standard normal X, to 1e-15 relative down to x = -37.5; 0 below -37.64.
/// P(X > z sqrt 2) = exp(-z^2) E(z) / 2 with E(z) = exp(z^2) erfc(z), and (1 + 2 z) E(z) is smooth
/// in t = (z - 4) / (z + 4) on all of z >= 0 (Schonfelder 1978): a Chebyshev fit of degree 25.
template <int W>
inline LanesOf<W> normal_cumulative(LanesOf<W> x) {
  constexpr double series[] = {
      1.2329951186255526,      -0.1396211168405625,    0.01537965210261959,
      0.0680970542546913,      -0.1010390660362999,    0.0937328349984105,
      -0.06633036581219905,    0.03716751553632399,    -0.01619773405968329,
      0.0050319699895242515,   -0.000757773262030915,  -0.00019925676026410458,
      0.00015062149237837335,  -2.43989944557621e-05,  -1.1221292615314274e-05,
      5.709314113532492e-06,   2.9198219084548256e-07, -8.25078338681245e-07,
      7.74606863568198e-08,    1.1025271999000152e-07, -2.05545313698593e-08,
      -1.4806988146925795e-08, 3.1672611119361695e-09, 1.825695118953907e-09,
      -2.655726616312575e-10,  -1.4311318470928162e-10};
  const LanesOf<W> magnitude = min(abs(x), 40.0);
  const LanesOf<W> z = magnitude * 0.70710678118654752440;
  const LanesOf<W> scaled = polynomial((z - 4.0) / (z + 4.0), series) / (1.0 + 2.0 * z);
  // exp(-x^2 / 2) without the rounding of x^2: the head has 26 bits, so its square is exact.
  const LanesOf<W> head = from_bits(to_bits(magnitude) & ~std::uint64_t{0x7ffffff});
  const LanesOf<W> rest = -0.5 * (magnitude - head) * (magnitude + head);
  constexpr double exponential_series[] = {1.0, 1.0, 1.0 / 2, 1.0 / 6};
  const LanesOf<W> density = exponential(-0.5 * head * head) * polynomial(rest, exponential_series);
  const LanesOf<W> beyond = 0.5 * scaled * density;
  return select(x < 0.0, beyond, 1.0 - beyond);
}

inline double normal_quantile(double u) { return normal_quantile(LanesOf<1>(u))[0]; }
inline double normal_cumulative(double x) { return normal_cumulative(LanesOf<1>(x))[0]; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
