#pragma once
// How far chance reaches: Student's distribution, and intervals for a mean.
// All of it is our own arithmetic, because the result stands in outputs that are equal on every
// machine; relative errors stay below 1e-10 for probabilities from 1e-9 to 1 - 1e-9.

#include <cstddef>
#include <optional>

namespace channelsim {

/// P(T <= t) of Student's T with `degrees` >= 1 degrees of freedom, whole or fractional: half an
/// incomplete beta function [Press et al. 2007, 6.14.3].
double student_cumulative(double t, double degrees);

/// The t with student_cumulative(t, degrees) = p, 0 < p < 1.
double student_quantile(double p, double degrees);

/// Half the width of the t-interval for the mean of `n` values with standard deviation `sd`, in the
/// unit of the values; none for n < 2.
std::optional<double> half_width(std::optional<double> sd, std::size_t n, double confidence = 0.95);

}  // namespace channelsim
