#include "engine/random/poisson.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "engine/random/draws.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/steps.hpp"
#include "tests/support/widths.hpp"

using namespace channelsim;
using Exact = long double;

namespace {
constexpr Purpose purpose{"poisson"};
constexpr double border = poisson::series_from;

Exact at_most(double k, double mean) {  // P(X <= k)
  return boost::math::gamma_q(Exact(k) + 1, Exact(mean));
}
Exact more_than(double k, double mean) {  // P(X > k)
  return boost::math::gamma_p(Exact(k) + 1, Exact(mean));
}

int wrong_at(double k, double mean) {
  return wrong_sides(k, at_most(k, mean), more_than(k, mean), 1.5e-12L,
                     [mean](double u) { return poisson_quantile(u, mean); });
}
/// Over 16 standard deviations, 120 steps or all.
int wrong_steps(double mean) {
  const double spread = 8 * std::sqrt(mean) + 8, stride = std::max(1.0, std::floor(spread / 60));
  int wrong = 0;
  for (double k = std::max(0.0, std::floor(mean - spread)); k < mean + spread; k += stride)
    wrong += wrong_at(k, mean);
  return wrong;
}
}  // namespace

TEST_CASE("the Poisson quantile changes exactly at the steps of the distribution function") {
  for (const double mean : {0.01,
                            0.1,
                            0.5,
                            1.0,
                            2.0,
                            3.7,
                            5.0,
                            8.0,
                            10.0,
                            11.0,
                            std::nextafter(border, 0),
                            border,
                            std::nextafter(border, 99),
                            13.0,
                            14.5,
                            16.0,
                            18.0,
                            20.0,
                            25.0,
                            30.0,
                            50.0,
                            70.0,
                            100.0,
                            250.0,
                            400.0,
                            700.0,
                            750.0,
                            1e3,
                            2500.0,
                            1e4,
                            26000.0,
                            1e5,
                            3e5,
                            1e6}) {
    INFO("mean " << mean);
    CHECK(wrong_steps(mean) == 0);
  }
}

TEST_CASE("the Poisson quantile is exact beside 100,000 random steps of random means") {
  // Most means are small: there the error bound of the series is put to the test.
  int wrong = 0;
  for (unsigned step = 0; step < 100'000; ++step) {
    const LanesOf<2> v = Draws(11, 0).uniform<2>(purpose, {0}, step);
    const double mean = 5 * std::exp(12 * v[0] * v[0]);
    wrong += wrong_at(std::max(0.0, std::floor(mean + std::sqrt(mean) * (16 * v[1] - 8))), mean);
  }
  CHECK(wrong == 0);
}

TEST_CASE("the Poisson quantile is the smallest k with P(X <= k) >= u in the far tails too") {
  for (const double mean : {1e-9, 0.01, 2.0, 7.4, 7.6, 12.0, 20.0, 70.0, 400.0, 1700.0, 1e4, 1e6}) {
    for (const double u : {1e-250, 1e-100, 1e-30, 1e-15, 1e-13, 1e-12, 1e-9}) {
      const double k = poisson_quantile(u, mean);
      INFO("mean " << mean << ", u " << u << ", k " << k);
      CHECK(at_most(k, mean) >= Exact(u));
      CHECK((k == 0 || at_most(k - 1, mean) < Exact(u)));
    }
    for (const double left : {1e-15, 1e-13, 1e-12, 1e-9}) {
      const double u = 1 - left, k = poisson_quantile(u, mean);
      INFO("mean " << mean << ", 1 - u " << left << ", k " << k);
      CHECK(more_than(k, mean) <= Exact(1 - u));
      CHECK((k == 0 || more_than(k - 1, mean) > Exact(1 - u)));
    }
  }
}

TEST_CASE("the Poisson quantile is whole, finite and monotone in u up to a mean of 1e9") {
  for (const double mean : {0.3, 6.0, 11.999, 12.0, 15.0, 40.0, 1e3, 1e5, 1e7, 1e9, 1e12}) {
    double last = 0;
    bool monotone = true, whole = true;
    const auto visit = [&](double u) {
      const double k = poisson_quantile(u, mean);
      monotone &= k >= last;
      whole &= std::isfinite(k) && k == std::floor(k);
      last = k;
    };
    const double step = 0.7 / 5000;
    visit(0x1p-53);
    for (int i = 1; i <= 5000; ++i) visit(0.15 + step * i);
    // Neighbouring numbers around the step above.
    double low = 0.15 + step * 5000, high = 1 - 1e-9;
    while (std::nextafter(low, 1) < high) {
      const double middle = low + (high - low) / 2;
      (poisson_quantile(middle, mean) > last ? high : low) = middle;
    }
    double u = low;
    for (int i = 0; i < 200; ++i) u = std::nextafter(u, 0);
    last = 0;
    for (int i = 0; i < 400; ++i) visit(u = std::nextafter(u, 1));
    visit(1 - 0x1p-53);
    INFO("mean " << mean);
    CHECK(monotone);
    CHECK(whole);
  }
}

TEST_CASE("a Poisson mean of zero, or next to it, gives zero") {
  for (const double u : {5e-324, 1e-300, 0x1p-53, 0.5, 0.9999, 1 - 0x1p-53}) {
    CHECK(poisson_quantile(u, 0.0) == 0);
    CHECK(poisson_quantile(u, 1e-300) == 0);
    CHECK(poisson_quantile(u, 5e-324) == 0);
  }
  CHECK(poisson_quantile(std::exp(-1.0) * (1 - 1e-15), 1.0) == 0);
  CHECK(poisson_quantile(std::exp(-1.0) * (1 + 1e-15), 1.0) == 1);
}

TEST_CASE(
    "the Poisson quantile gives the same bits at every width, whatever the neighbours' means") {
  for (unsigned step = 0; step < 2000; ++step) {
    const LanesOf<16> u = Draws(3, 0).uniform<16>(purpose, {0}, step);
    const LanesOf<16> v = Draws(3, 0).uniform<16>(purpose, {1}, step);
    const double scale = step % 3 == 0 ? 6 : step % 3 == 1 ? 40 : 1e4;
    const auto quantile = [](auto row, auto mean) { return poisson_quantile(row, mean); };
    REQUIRE(same_at_every_width(quantile, u, v * v * v * scale));
  }
}

TEST_CASE("Poisson variates have the mean and variance of their distribution") {
  // n = 2^18 each, 4.89 standard errors: finds with 90 % power a mean off by 0.012 standard
  // deviations and (for means of 2 and more) a standard deviation off by 1 %.
  constexpr double n = 1 << 18;
  for (const double mean : {0.2, 2.0, 11.5, 12.5, 70.0, 1e4}) {
    double sum = 0, squares = 0;
    for (unsigned step = 0; step < (1u << 14); ++step) {
      const LanesOf<16> row =
          poisson_quantile(Draws(5, 0).uniform<16>(purpose, {0}, step), LanesOf<16>(mean));
      for (int lane = 0; lane < 16; ++lane) {
        sum += row[lane] - mean;
        squares += (row[lane] - mean) * (row[lane] - mean);
      }
    }
    INFO("mean " << mean);
    CHECK(std::fabs(sum / n) < 4.89 * std::sqrt(mean / n));
    CHECK(std::fabs(squares / n - mean) < 4.89 * std::sqrt((mean + 2 * mean * mean) / n));
  }
}
