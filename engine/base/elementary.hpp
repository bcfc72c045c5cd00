#pragma once
// Exponential, logarithm and sine of our own (spelt out, so that nobody gets the C library's by
// mistake): the C library picks its versions by CPU, and results must be the same bytes on every
// machine. No contraction (-ffp-contract=off), no table, no branch.

#include "engine/base/lanes.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// c[0] + c[1] x + … by Horner's rule.
template <class Number, std::size_t N>
CHANNELSIM_INLINE Number polynomial(Number x, const double (&c)[N]) {
  Number sum = c[N - 1];
  for (std::size_t i = N - 1; i-- > 0;) sum = sum * x + c[i];
  return sum;
}

namespace elementary {
inline constexpr double ln2_high = 6.93147180369123816490e-01;  // 33 bits: k * ln2_high is exact
inline constexpr double ln2_low = 1.90821492927058770002e-10;
inline constexpr double ln2 = 6.93147180559945286227e-01;
inline constexpr double round_to_integer = 6755399441055744.0;  // 1.5 * 2^52
// 1/c and ln c for c the middles of the eighths of [1, 2).
inline constexpr double inverse_middle[] = {
    0.9411764705882353, 0.8421052631578947, 0.7619047619047619, 0.6956521739130435,
    0.6400000000000001, 0.5925925925925926, 0.5517241379310345, 0.5161290322580645};
inline constexpr double log_middle[] = {
    0.060624621816434854, 0.17185025692665928, 0.2719337154836418, 0.3629054936893685,
    0.4462871026284193,   0.5232481437645479,  0.5947071077466928, 0.661398482245365};
}  // namespace elementary

/// e^x to 1 unit in the last place for -708.39 <= x <= 709.78.
/// x = k ln 2 + r with |r| <= ln 2 / 2, and e^r = 1 + r + r^2 q(r), where q interpolates in the ten
/// Chebyshev points of that range: e^r to 1.6e-17 relative.
template <int W>
CHANNELSIM_INLINE LanesOf<W> exponential_within_range(LanesOf<W> x) {
  using namespace elementary;
  // q in two sums, of even and odd powers, which need not wait for each other.
  constexpr double even[] = {0.5000000000000001, 0.041666666666624164, 0.0013888888917196736,
                             2.480152132234228e-05, 2.7620075892548164e-07};
  constexpr double odd[] = {0.16666666666666669, 0.008333333333330065, 0.00019841269863040559,
                            2.7557268480289716e-06, 2.51003758422237e-08};
  const LanesOf<W> shifted = x * 1.44269504088896340736 + round_to_integer;
  const LanesOf<W> k = shifted - round_to_integer;
  const LanesOf<W> r = (x - k * ln2_high) - k * ln2_low;
  const LanesOf<W> square = r * r;
  const LanesOf<W> power =
      1.0 + (r + square * (polynomial(square, even) + r * polynomial(square, odd)));
  // k stands in the low bits of `shifted`; added to the exponent it multiplies by 2^k.
  return from_bits(to_bits(power) + (to_bits(shifted) << 52));
}

/// The same for any x; 0 below -708.39 (no subnormals), infinity above 709.78.
template <int W>
inline LanesOf<W> exponential(LanesOf<W> x) {
  const LanesOf<W> value = exponential_within_range(min(max(x, -708.39), 709.79));
  const LanesOf<W> infinity = __builtin_inf();
  return select(x < -708.39, LanesOf<W>(0.0), select(x > 709.782712893384, infinity, value));
}

/// Natural logarithm of a positive, normal x to 1 unit in the last place.
/// x = 2^k m with sqrt(1/2) <= m < sqrt(2), s = f/(2+f), f = m-1, log m by the odd series in s
/// with the minimax coefficients of fdlibm's e_log.c (Sun Microsystems 1993).
template <int W>
inline LanesOf<W> logarithm(LanesOf<W> x) {
  using namespace elementary;
  constexpr double series[] = {6.666666666666735130e-01, 3.999999999940941908e-01,
                               2.857142874366239149e-01, 2.222219843214978396e-01,
                               1.818357216161805012e-01, 1.531383769920937332e-01,
                               1.479819860511658591e-01};
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcd, mantissa = 0xfffffffffffff;
  const WordsOf<W> offset = to_bits(x) - sqrt_half;
  // The exponent as a double: it sits in the low bits of 1.5 * 2^52.
  const WordsOf<W> exponent = WordsOf<W>::from_parts([&](auto i) {
    using Signed = typename RowOf<std::int64_t, W>::Native;
    return (typename WordsOf<W>::Native)((Signed)offset.part[i] >> 52);
  });
  const LanesOf<W> k =
      from_bits(exponent + std::bit_cast<std::uint64_t>(round_to_integer)) - round_to_integer;
  const LanesOf<W> m = from_bits((offset & mantissa) + sqrt_half);
  const LanesOf<W> f = m - 1.0;
  const LanesOf<W> s = f / (2.0 + f);
  const LanesOf<W> z = s * s;
  const LanesOf<W> half_square = 0.5 * f * f;
  const LanesOf<W> rest = z * polynomial(z, series);
  return k * ln2_high - ((half_square - (s * (half_square + rest) + k * ln2_low)) - f);
}

/// Natural logarithm of x in (0, 1) to 1e-13 absolute, in half the time: for gaps between events.
/// x = 2^k c (1 + r) with c the middle of the eighth of [1, 2) in which the mantissa lies, and the
/// series of ln(1 + r) to r^9, |r| <= 1/17.
template <int W>
CHANNELSIM_INLINE LanesOf<W> logarithm_of_luck(LanesOf<W> x) {
  using namespace elementary;
  constexpr std::uint64_t mantissa = 0xfffffffffffff, one = 0x3ff0000000000000;
  // Two sums, which need not wait for each other.
  constexpr double even[] = {1.0, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9};
  constexpr double odd[] = {-1.0 / 2, -1.0 / 4, -1.0 / 6, -1.0 / 8};
  const WordsOf<W> bits = to_bits(x);
  const LanesOf<W> k = from_bits((bits >> 52) + std::bit_cast<std::uint64_t>(round_to_integer)) -
                       (round_to_integer + 1023.0);
  const LanesOf<W> m = from_bits((bits & mantissa) | one);
  const WordsOf<W> eighth = (bits & mantissa) >> 49;
  const LanesOf<W> r = m * look_up(inverse_middle, eighth) - 1.0;
  const LanesOf<W> square = r * r;
  return k * ln2 + (look_up(log_middle, eighth) +
                    r * (polynomial(square, even) + r * polynomial(square, odd)));
}

/// ln(1 + x) for x > -1, to 2 units in the last place: the logarithm of the rounded 1 + x, and what
/// the rounding lost to first order.
template <int W>
inline LanesOf<W> logarithm_of_one_plus(LanesOf<W> x) {
  const LanesOf<W> rounded = 1.0 + x;
  return logarithm(rounded) + (x - (rounded - 1.0)) / rounded;
}

/// sin(2 pi x): the sine of x turns, to 2e-16 absolute for |x| < 1e9.
template <int W>
inline LanesOf<W> sine_of_turns(LanesOf<W> x) {
  using namespace elementary;
  const LanesOf<W> nearest = (x * 2.0 + round_to_integer) - round_to_integer;  // half turns
  const LanesOf<W> angle = (x * 2.0 - nearest) * 3.14159265358979323846;       // |angle| <= pi/2
  const LanesOf<W> odd = nearest - 2.0 * floor(nearest * 0.5);
  constexpr double series[] = {1.0,
                               -1.0 / 6,
                               1.0 / 120,
                               -1.0 / 5040,
                               1.0 / 362880,
                               -1.0 / 39916800,
                               1.0 / 6227020800,
                               -1.0 / 1307674368000,
                               1.0 / 355687428096000,
                               -1.0 / 121645100408832000,
                               1.0 / 51090942171709440000.0};
  return (1.0 - 2.0 * odd) * angle * polynomial(angle * angle, series);
}

inline double exponential_within_range(double x) {
  return exponential_within_range(LanesOf<1>(x))[0];
}
inline double exponential(double x) { return exponential(LanesOf<1>(x))[0]; }
inline double logarithm(double x) { return logarithm(LanesOf<1>(x))[0]; }
inline double logarithm_of_one_plus(double x) { return logarithm_of_one_plus(LanesOf<1>(x))[0]; }
inline double sine_of_turns(double x) { return sine_of_turns(LanesOf<1>(x))[0]; }
inline double square_root(double x) { return __builtin_sqrt(x); }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
