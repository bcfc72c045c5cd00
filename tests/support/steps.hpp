#pragma once
// A quantile is right when it changes exactly where the distribution function steps.

#include <cmath>

/// 0 when the quantile is k just below P(X <= k) = `at_most` and k + 1 just above, else the number
/// of sides on which it is wrong. "Just" is `gap` of the nearer tail, and what a double resolves;
/// steps too far out for that are passed over.
template <class Quantile>
int wrong_sides(double k, long double at_most, long double more_than, long double gap,
                Quantile quantile) {
  if (at_most < 1e-18L || more_than < 1e-9L) return 0;
  const auto beside = [&](int side) {
    const long double u = at_most < 0.5L ? at_most * (1 + side * gap)
                                         : 1 - more_than * (1 - side * gap) + side * 0x1p-53L;
    return static_cast<double>(u);
  };
  return (quantile(beside(-1)) != k) + (quantile(beside(1)) != k + 1);
}
