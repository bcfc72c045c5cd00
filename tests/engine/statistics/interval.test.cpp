#include "engine/statistics/interval.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

#include "engine/base/elementary.hpp"
#include "engine/random/draws.hpp"
#include "engine/random/normal.hpp"
#include "engine/statistics/summary.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
constexpr Purpose sample{"sample"};
const std::vector<double> probabilities{1e-9,  1e-6,   0.001,    0.025,   0.2, 0.45,
                                        0.499, 0.51,   0.6,      0.7,     0.9, 0.975,
                                        0.995, 0.9999, 1 - 1e-6, 1 - 1e-9};

/// The share of 10,000 experiments with ten values of this quantile function (whose mean is `mean`)
/// in which the t-interval contains the mean.
template <class Quantile>
double coverage(double mean, Quantile quantile_function) {
  int covered = 0;
  for (unsigned experiment = 0; experiment < 10'000; ++experiment) {
    std::vector<double> values;
    for (unsigned i = 0; i < 10; ++i)
      values.push_back(quantile_function(Draws(42, 0).uniform<1>(sample, {0}, experiment, i)[0]));
    const Summary s = summarise(values, Goal::watch);
    covered += std::fabs(*s.mean - mean) <= *s.half_width;
  }
  return covered / 10'000.0;
}
}  // namespace

TEST_CASE("V81x helper: Student quantiles at whole and fractional degrees of freedom") {
  CHECK(student_quantile(0.975, 29.558935) == Approx(2.043551).margin(5e-7));  // V81x, Welch
  CHECK(student_quantile(0.975, 9) == Approx(2.262157).margin(5e-7));          // V80
  CHECK(student_quantile(1 - 0.05 / 12, 9) == Approx(3.364203).margin(5e-7));  // V98, six at once
  CHECK(student_quantile(0.75, 1) == Approx(1).epsilon(1e-14));                // Cauchy
  CHECK(student_quantile(0.5, 4) == 0);
  CHECK(student_quantile(0.25, 9) == -student_quantile(0.75, 9));
}

TEST_CASE("the Student distribution agrees with Boost to 1e-10") {
  for (const double degrees : {1.0, 1.5, 2.0, 3.7, 9.0, 29.558935, 120.0, 999.0, 1e5}) {
    const boost::math::students_t_distribution<double> peer(degrees);
    for (const double p : probabilities) {
      INFO("degrees " << degrees << ", p " << p);
      const double t = boost::math::quantile(peer, p);
      CHECK(student_quantile(p, degrees) == Approx(t).epsilon(1e-10));
      CHECK(student_cumulative(t, degrees) == Approx(p).epsilon(1e-10));
    }
  }
}

TEST_CASE("quantile and cumulative undo each other") {
  for (double p = 0.001; p < 1; p += 0.0123)
    for (const double degrees : {1.0, 4.4, 77.0}) {
      INFO("degrees " << degrees << ", p " << p);
      CHECK(student_cumulative(student_quantile(p, degrees), degrees) == Approx(p).epsilon(1e-12));
    }
}

TEST_CASE("V80 helper: 95 % t-intervals of ten normal values contain the mean in 95 % of cases") {
  // 10,000 experiments: standard error .0022, so .009 is 4.1 of them.
  CHECK(coverage(0, [](double u) { return normal_quantile(u); }) == Approx(0.95).margin(0.009));
}

TEST_CASE("V80 helper: of ten exponential values the interval covers less, about 90 %") {
  // Stated so that nobody trusts ten replications of a skewed figure. Boos & Hughes-Oliver 2000
  // give .90 for n = 10; the margin is 4.89 standard errors of 10,000 experiments.
  const double share = coverage(1, [](double u) { return -logarithm(u); });
  CHECK(share == Approx(0.90).margin(0.0147));
  CHECK(share < 0.93);
}

TEST_CASE("an interval needs two values and grows with the confidence") {
  CHECK(!half_width(1.0, 1));
  CHECK(!half_width({}, 5));
  CHECK(*half_width(0.0, 5) == 0);
  CHECK(*half_width(2.0, 10) == Approx(2.262157 * 2 / std::sqrt(10.0)).epsilon(1e-6));
  CHECK(*half_width(2.0, 10, 0.99) > *half_width(2.0, 10, 0.95));
}
