#include "engine/base/elementary.hpp"

#include <cmath>

#include "engine/random/draws.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
constexpr Purpose argument{"argument"};

/// The largest relative error over 100,000 arguments spread evenly over [low, high).
template <class Ours, class Exact>
double largest_error(double low, double high, Ours ours, Exact exact) {
  double worst = 0;
  for (unsigned step = 0; step < 100'000; ++step) {
    const double x = low + (high - low) * Draws(1, 0).uniform<1>(argument, {0}, step)[0];
    const long double truth = exact(static_cast<long double>(x));
    const long double error = (static_cast<long double>(ours(x)) - truth) / truth;
    worst = std::max(worst, static_cast<double>(std::fabs(error)));
  }
  return worst;
}
}  // namespace

TEST_CASE("the exponential is right to one unit in the last place") {
  const auto ours = [](double x) { return exponential(x); };
  const auto exact = [](long double x) { return std::exp(x); };
  CHECK(largest_error(-1, 1, ours, exact) < 2.2e-16);
  CHECK(largest_error(-700, 700, ours, exact) < 2.2e-16);
  CHECK(exponential(0.0) == 1);
  CHECK(exponential(-709.0) == 0);
  CHECK(exponential(709.8) == std::numeric_limits<double>::infinity());
  CHECK(largest_error(-708.38, -708, ours, exact) < 2.2e-16);
  CHECK(largest_error(709.7, 709.78, ours, exact) < 2.2e-16);
  CHECK(std::isnan(exponential(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("the logarithm is right to one unit in the last place") {
  const auto ours = [](double x) { return logarithm(x); };
  const auto exact = [](long double x) { return std::log(x); };
  CHECK(largest_error(0.5, 0.99, ours, exact) < 2.2e-16);
  CHECK(largest_error(1.01, 2, ours, exact) < 2.2e-16);
  CHECK(largest_error(1e-300, 1e300, ours, exact) < 2.2e-16);
  CHECK(logarithm(1.0) == 0);
}

TEST_CASE("the logarithm of luck is right to 1e-13, and alike on all lanes") {
  double worst = 0;
  for (unsigned step = 0; step < 100'000; ++step) {
    const double u = Draws(1, 0).uniform<1>(argument, {0}, step)[0];
    for (const double x : {u, u * 0x1p-32, 1 - u * 0x1p-10, 1 - u * 0x1p-30}) {
      const double ours = logarithm_of_luck(LanesOf<1>(x))[0];
      worst = std::max(worst, std::fabs(ours - std::log(x)));
    }
  }
  CHECK(worst < 1e-13);
  CHECK(logarithm_of_luck(LanesOf<1>(1 - 0x1p-33))[0] < 0);
  const Lanes x = Draws(1, 0).uniform(argument, {0}, 0), row = logarithm_of_luck(x);
  for (int lane = 0; lane < lanes_per_block; ++lane)
    CHECK(row[lane] == logarithm_of_luck(LanesOf<1>(x[lane]))[0]);
}

TEST_CASE("the logarithm of one plus x is right to two units in the last place, tiny x included") {
  const auto ours = [](double x) { return logarithm_of_one_plus(x); };
  const auto exact = [](long double x) { return std::log1p(x); };
  CHECK(largest_error(-0.9, -0.01, ours, exact) < 4.5e-16);
  CHECK(largest_error(-1e-5, 0, ours, exact) < 4.5e-16);
  CHECK(largest_error(0, 1e-14, ours, exact) < 4.5e-16);
  CHECK(largest_error(0.01, 100, ours, exact) < 4.5e-16);
  CHECK(logarithm_of_one_plus(0.0) == 0);
}

TEST_CASE("the sine of a turn is right to a few units of 1e-16") {
  double worst = 0;
  for (int i = -4000; i <= 4000; ++i) {
    const double x = i / 52.0;
    const long double truth =
        std::sin(2 * 3.14159265358979323846264L * static_cast<long double>(x));
    worst = std::max(worst, static_cast<double>(std::fabs(sine_of_turns(x) - truth)));
  }
  CHECK(worst < 5e-16);
  CHECK(sine_of_turns(0.0) == 0);
  CHECK(sine_of_turns(0.25) == 1);
}

TEST_CASE("lanes and plain numbers agree to the bit") {
  LanesOf<16> x;
  for (int lane = 0; lane < 16; ++lane) x.set(lane, 0.37 * lane + 0.01);
  const auto exponentials = exponential(x), logarithms = logarithm(x);
  for (int lane = 0; lane < 16; ++lane) {
    CHECK(exponentials[lane] == exponential(x[lane]));
    CHECK(logarithms[lane] == logarithm(x[lane]));
  }
}
