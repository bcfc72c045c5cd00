#pragma once
// The gamma function and the incomplete gamma and beta functions, of our own arithmetic so that
// they are the same bytes on every machine. Shapes from 1e-2 to 1e6. Series and continued fractions
// [Press et al. 2007, 6.2; DiDonato & Morris 1992] behind factors without cancellation [Loader
// 2000]; time grows as the root of the larger shape.

namespace channelsim {

/// ln Gamma(a) for a > 0: relative error 1e-15, absolute 1e-15 near its zeros at 1 and 2.
double log_gamma(double a);

/// The two sides of a distribution at a point. The smaller one has the relative error stated, the
/// other is 1 minus it; both are within 0 to 1.
struct Tails {
  double lower, upper;  // P(X <= x) and P(X > x)
  double density;       // of ln X for the gamma, of ln(X / (1 - X)) for the beta distribution
};

/// The regularised incomplete gamma functions P(a, x) and Q(a, x) for x >= 0, to 1e-12 relative for
/// tails above 1e-12, shapes of 1e6 and 1e-2 included; tails below 1e-307 are 0.
Tails incomplete_gamma(double a, double x);

/// The regularised incomplete beta function I_x(a, b) and I_1-x(b, a), errors as above.
/// `complement` is 1 - x, which near x = 1 a caller may know more precisely than x can tell.
Tails incomplete_beta(double x, double complement, double a, double b);

/// The continued fraction of the incomplete beta function: I_x(a, b) = x^a (1-x)^b / B(a, b) times
/// this, quick for x < (a + 1) / (a + b + 2) [DiDonato & Morris 1992].
double beta_fraction(double x, double complement, double a, double b);

}  // namespace channelsim
