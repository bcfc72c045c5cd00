#include "engine/random/binomial.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "engine/random/draws.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/steps.hpp"
#include "tests/support/widths.hpp"

using namespace channelsim;
using Exact = long double;

namespace {
constexpr Purpose purpose{"binomial"};

Exact at_most(double k, double count, double p) {  // P(X <= k)
  return k >= count ? 1 : boost::math::ibetac(Exact(k) + 1, Exact(count) - Exact(k), Exact(p));
}
Exact more_than(double k, double count, double p) {  // P(X > k)
  return k >= count ? 0 : boost::math::ibeta(Exact(k) + 1, Exact(count) - Exact(k), Exact(p));
}

int wrong_at(double k, double count, double probability) {
  return wrong_sides(k, at_most(k, count, probability), more_than(k, count, probability), 5e-12L,
                     [=](double u) { return binomial_quantile(u, count, probability); });
}
/// Over 16 standard deviations, 80 steps or all.
int wrong_steps(double count, double probability) {
  const double mean = count * probability;
  const double spread = 8 * std::sqrt(mean * (1 - probability)) + 8;
  const double stride = std::max(1.0, std::floor(spread / 40));
  int wrong = 0;
  for (double k = std::max(0.0, std::floor(mean - spread)); k < std::min(count, mean + spread);
       k += stride)
    wrong += wrong_at(k, count, probability);
  return wrong;
}
}  // namespace

TEST_CASE("the binomial quantile changes exactly at the steps of the distribution function") {
  for (const double count :
       {1.0, 2.0, 3.0, 10.0, 40.0, 47.0, 48.0, 49.0, 60.0, 100.0, 144.0, 1000.0, 2000.0, 1e5, 1e6})
    for (const double probability : {1e-6, 1e-4, 0.001, 0.006, 0.00604, 0.0121, 0.085, 0.13, 0.3,
                                     0.499, 0.5, 0.501, 0.7, 0.87, 0.915, 0.994, 0.999, 0.999999}) {
      INFO("count " << count << ", probability " << probability);
      CHECK(wrong_steps(count, probability) == 0);
    }
}

TEST_CASE("the binomial quantile is exact beside 100,000 random steps of random distributions") {
  // Most variances are small: there the error bound of the series is put to the test.
  int wrong = 0;
  for (unsigned step = 0; step < 100'000; ++step) {
    const LanesOf<4> v = Draws(11, 0).uniform<4>(purpose, {0}, step);
    const double rare = std::exp(-12 * v[0]);
    const double p = step % 3 == 0 ? rare : step % 3 == 1 ? 1 - rare : v[0];
    const double variance = 4.5 + std::exp(11 * v[1] * v[1]);
    const double count = std::min(1e6, std::ceil(variance / (p * (1 - p))));
    const double k = std::floor(count * p + std::sqrt(variance) * (16 * v[2] - 8));
    wrong += wrong_at(std::min(std::max(k, 0.0), count - 1), count, p);
  }
  CHECK(wrong == 0);
}

TEST_CASE("both sides of the border between summation and series give exact binomial quantiles") {
  for (const double probability : {0.001, 0.02, 0.25, 0.5, 0.75, 0.98, 0.999}) {
    const double count = std::floor(binomial::series_from / (probability * (1 - probability)));
    for (double near = count - 1; near <= count + 2; near += 1) {
      INFO("count " << near << ", probability " << probability);
      CHECK(wrong_steps(near, probability) == 0);
    }
  }
}

TEST_CASE("the binomial quantile is the smallest k with P(X <= k) >= u in the far tails too") {
  for (const double count : {1.0, 7.0, 50.0, 2000.0, 1e6})
    for (const double p : {1e-9, 0.001, 0.085, 0.5, 0.6, 0.99}) {
      for (const double u : {1e-250, 1e-100, 1e-30, 1e-15, 1e-12, 1e-9, 1e-5}) {
        const double k = binomial_quantile(u, count, p);
        INFO("count " << count << ", probability " << p << ", u " << u << ", k " << k);
        CHECK(at_most(k, count, p) >= Exact(u));
        CHECK((k == 0 || at_most(k - 1, count, p) < Exact(u)));
      }
      for (const double left : {1e-15, 1e-12, 1e-9, 1e-5}) {
        const double u = 1 - left, k = binomial_quantile(u, count, p);
        INFO("count " << count << ", probability " << p << ", 1 - u " << left << ", k " << k);
        CHECK(more_than(k, count, p) <= Exact(1 - u));
        CHECK((k == 0 || more_than(k - 1, count, p) > Exact(1 - u)));
      }
    }
}

TEST_CASE("sure failure gives 0, sure success the count, and no trial 0") {
  for (const double u : {5e-324, 1e-300, 0x1p-53, 0.1, 0.5, 0.9, 0.9999, 1 - 0x1p-53}) {
    for (const double count : {0.0, 1.0, 30.0, 1e6, 1e9}) {
      CHECK(binomial_quantile(u, count, 0.0) == 0);
      CHECK(binomial_quantile(u, count, 1.0) == count);
    }
    for (const double p : {1e-300, 0.2, 0.5, 0.8, 1 - 0x1p-53})
      CHECK(binomial_quantile(u, 0.0, p) == 0);
  }
  CHECK(binomial_quantile(0.5, 1.0, 0.5) == 0);  // P(X <= 0) = 1/2 reaches 1/2
  CHECK(binomial_quantile(0.5 + 0x1p-53, 1.0, 0.5) == 1);
}

TEST_CASE("the binomial quantile is monotone in u, in the count and in the probability") {
  for (unsigned step = 0; step < 3000; ++step) {
    const LanesOf<16> v = Draws(2, 0).uniform<16>(purpose, {0}, step);
    const double count = std::floor(std::exp(v[0] * 14)), p = v[1], u = v[2] * v[2];
    const double k = binomial_quantile(u, count, p);
    INFO("count " << count << ", probability " << p << ", u " << u);
    REQUIRE(k == std::floor(k));
    REQUIRE((k >= 0 && k <= count));
    REQUIRE(binomial_quantile(u + (1 - u) * v[3], count, p) >= k);
    REQUIRE(binomial_quantile(u + (1 - u) * 1e-4, count, p) >= k);
    REQUIRE(binomial_quantile(u, count + 1, p) >= k);
    REQUIRE(binomial_quantile(u, count, p + (1 - p) * 1e-3 * v[4]) >= k);
  }
}

TEST_CASE("the binomial quantile stays finite and whole up to a count of 1e9") {
  for (const double p : {1e-9, 1e-4, 0.3, 0.5, 0.9999})
    for (const double u : {0x1p-53, 1e-9, 0.01, 0.4999, 0.77, 0.999999}) {
      const double k = binomial_quantile(u, 1e9, p);
      CHECK(k == std::floor(k));
      CHECK((k >= 0 && k <= 1e9));
    }
}

TEST_CASE("the binomial quantile gives the same bits at every width, whatever the neighbours") {
  for (unsigned step = 0; step < 2000; ++step) {
    const LanesOf<16> u = Draws(3, 0).uniform<16>(purpose, {0}, step);
    const LanesOf<16> v = Draws(3, 0).uniform<16>(purpose, {1}, step);
    const LanesOf<16> p = Draws(3, 0).uniform<16>(purpose, {2}, step);
    const double scale = step % 3 == 0 ? 30 : step % 3 == 1 ? 400 : 1e5;
    const auto quantile = [](auto row, auto n, auto probability) {
      return binomial_quantile(row, n, probability);
    };
    REQUIRE(same_at_every_width(quantile, u, floor(v * v * scale), p));
  }
}

TEST_CASE("binomial variates have the mean and variance of their distribution") {
  // n = 2^18 each, 4.89 standard errors: finds with 90 % power a mean off by 0.012 standard
  // deviations and a standard deviation off by 1 %.
  constexpr double n = 1 << 18;
  const double cases[][2] = {{1, 0.3}, {2000, 0.001}, {2000, 0.005}, {2000, 0.085}, {1e5, 0.7}};
  for (const auto& [count, p] : cases) {
    const double mean = count * p, variance = mean * (1 - p);
    const double fourth = variance * (1 + 3 * (count - 2) * p * (1 - p));  // central moment
    double sum = 0, squares = 0;
    for (unsigned step = 0; step < (1u << 14); ++step) {
      const LanesOf<16> row = binomial_quantile(Draws(5, 0).uniform<16>(purpose, {0}, step),
                                                LanesOf<16>(count), LanesOf<16>(p));
      for (int lane = 0; lane < 16; ++lane) {
        sum += row[lane] - mean;
        squares += (row[lane] - mean) * (row[lane] - mean);
      }
    }
    INFO("count " << count << ", probability " << p);
    CHECK(std::fabs(sum / n) < 4.89 * std::sqrt(variance / n));
    CHECK(std::fabs(squares / n - variance) < 4.89 * std::sqrt((fourth - variance * variance) / n));
  }
}
