#pragma once
// Continuous distributions by inversion, for uncertain values: one uniform gives one variate.
// Every quantile takes 0 < u < 1 and rises with u; quantiles of the beta and gamma distributions
// are right to 1e-11 relative for shapes from 0.05 to 1e5 and u from 1e-9 to 1 - 1e-9, never NaN,
// and take a bounded time for any shape from 1e-2 to 1e6: about three incomplete functions.

namespace channelsim {

/// P(X <= x) of the beta distribution on (0, 1): shapes a, b > 0, any x.
double beta_cumulative(double x, double a, double b);

/// The x with beta_cumulative(x, a, b) = u; where x is nearly 1, 1 - x is as precise as x can say,
/// and beta_quantile(1 - u, b, a) is 1 - x in full. Values below 1e-304 are raised to that.
double beta_quantile(double u, double a, double b);

/// P(X <= x) of the gamma distribution with this shape > 0 and scale 1, any x.
double gamma_cumulative(double x, double shape);

/// The x with gamma_cumulative(x, shape) = u. Values below 1e-304 are raised to that.
double gamma_quantile(double u, double shape);

/// P(X <= x) of the triangular distribution with least <= mode <= most, in the unit of these.
double triangular_cumulative(double x, double least, double mode, double most);

/// The x with triangular_cumulative(x, …) = u; `least` if it equals `most`.
double triangular_quantile(double u, double least, double mode, double most);

/// The shapes of a beta distribution.
struct BetaShapes {
  double a, b;
};

/// The beta distribution of a three-point estimate (PERT) on the range from least to most, where
/// least < most: its mean is (least + weight mode + most) / (weight + 2) [Malcolm et al. 1959].
BetaShapes pert_shapes(double least, double mode, double most, double weight = 4);

/// Quantile of the PERT distribution, in the unit of its limits; `least` if it equals `most`.
double pert_quantile(double u, double least, double mode, double most, double weight = 4);

}  // namespace channelsim
