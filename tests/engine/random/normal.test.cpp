#include "engine/random/normal.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <cmath>

#include "engine/random/draws.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/widths.hpp"

using namespace channelsim;

namespace {
constexpr Purpose purpose{"normal"};
const long double root_two = std::sqrt(2.0L);

long double exact_quantile(double u) {
  return -root_two * boost::math::erfc_inv(2 * static_cast<long double>(u));
}
long double exact_cumulative(double x) {
  return boost::math::erfc(-static_cast<long double>(x) / root_two) / 2;
}
double relative_error(double ours, long double exact) {
  return static_cast<double>(std::fabs((static_cast<long double>(ours) - exact) / exact));
}
/// The largest relative error over 50,000 arguments.
template <class Argument, class Ours, class Exact>
double largest_error(Argument argument, Ours ours, Exact exact) {
  double worst = 0;
  for (int i = 1; i <= 50'000; ++i) {
    const double x = argument(i / 50'001.0);
    worst = std::max(worst, relative_error(ours(x), exact(x)));
  }
  return worst;
}
}  // namespace

TEST_CASE("the normal quantile is right to 2e-15 in the body and in both tails") {
  const auto ours = [](double u) { return normal_quantile(u); };
  CHECK(largest_error([](double t) { return 0.5 * t; }, ours, exact_quantile) < 2e-15);
  CHECK(largest_error([](double t) { return 0.5 + 0.5 * t; }, ours, exact_quantile) < 2e-15);
  CHECK(largest_error([](double t) { return std::exp2(-53 * t); }, ours, exact_quantile) < 2e-15);
  CHECK(largest_error([](double t) { return std::exp2(-1021 * t); }, ours, exact_quantile) < 2e-15);
  CHECK(relative_error(normal_quantile(1e-15), -7.941345326170997042L) < 2e-15);
  // Both sides of the border between body and tail.
  CHECK(largest_error([](double t) { return 0.006 + (t - 0.5) * 1e-9; }, ours, exact_quantile) <
        2e-15);
}

TEST_CASE("the rough normal quantile is right to 2.5e-8") {
  double worst = 0;
  for (int i = 1; i <= 50'000; ++i)
    for (const double u : {i / 50'001.0, i / 50'001.0 * 0.002, 0.002 + (i / 50'001.0 - 0.5) * 1e-9})
      worst = std::max(
          worst, static_cast<double>(
                     std::fabs(static_cast<long double>(rough_normal_quantile(LanesOf<1>(u))[0]) -
                               exact_quantile(u))));
  CHECK(worst < 2.5e-8);
}

TEST_CASE("the normal quantile is zero in the middle, odd, and never infinite or NaN") {
  CHECK(normal_quantile(0.5) == 0);
  for (unsigned step = 0; step < 10'000; ++step) {
    const double u = Draws(1, 0).uniform<1>(purpose, {0}, step)[0];
    REQUIRE(normal_quantile(1 - u) == -normal_quantile(u));
  }
  for (const double u : {5e-324, 1e-310, 0x1p-1022, 0x1p-53, 1 - 0x1p-53})
    CHECK(std::isfinite(normal_quantile(u)));
}

TEST_CASE("the normal distribution function is right to 2e-15 relative, far tails included") {
  const auto ours = [](double x) { return normal_cumulative(x); };
  CHECK(largest_error([](double t) { return 18 * t - 9; }, ours, exact_cumulative) < 2e-15);
  CHECK(largest_error([](double t) { return -37.5 * t; }, ours, exact_cumulative) < 2e-15);
  CHECK(normal_cumulative(0) == Approx(0.5).epsilon(1e-15));
  CHECK(normal_cumulative(-std::numeric_limits<double>::infinity()) == 0);
  CHECK(normal_cumulative(std::numeric_limits<double>::infinity()) == 1);
}

TEST_CASE("normal functions give the same bits at every width") {
  for (unsigned step = 0; step < 500; ++step) {
    LanesOf<16> u = Draws(3, 0).uniform<16>(purpose, {0}, step);
    u.set(int(step % 16), 1e-17);  // a far tail beside ordinary lanes
    u.set(int((step + 5) % 16), 0.003);
    REQUIRE(same_at_every_width([](auto row) { return normal_quantile(row); }, u));
    REQUIRE(same_at_every_width([](auto row) { return normal_cumulative(row); }, u * 60.0 - 40.0));
  }
}

TEST_CASE("normal variates have mean 0, variance 1 and kurtosis 3") {
  // n = 2^20, 4.89 standard errors: finds with 90 % power a mean off by 0.0060 and a standard
  // deviation off by 0.43 %.
  double sum = 0, squares = 0, fourths = 0;
  constexpr double n = 1 << 20;
  for (unsigned step = 0; step < (1u << 16); ++step) {
    const LanesOf<16> x = normal_quantile(Draws(5, 0).uniform<16>(purpose, {0}, step));
    for (int lane = 0; lane < 16; ++lane) {
      const double square = x[lane] * x[lane];
      sum += x[lane];
      squares += square;
      fourths += square * square;
    }
  }
  CHECK(std::fabs(sum / n) < 4.89 / std::sqrt(n));
  CHECK(std::fabs(squares / n - 1) < 4.89 * std::sqrt(2 / n));
  CHECK(std::fabs(fourths / n - 3) < 4.89 * std::sqrt(96 / n));
}
