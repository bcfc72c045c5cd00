#include "engine/random/quantile_table.hpp"

#include <cmath>
#include <limits>

#include "engine/random/continuous.hpp"
#include "engine/random/draws.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/widths.hpp"

using namespace channelsim;

namespace {
constexpr Purpose purpose{"quantile table"};
constexpr double gamma_shapes[] = {0.05, 0.08, 0.2, 0.5, 1, 1.7, 4, 12, 50};
constexpr double beta_shapes[] = {0.3, 0.7, 1, 2, 5, 50};

double share(double logit) { return 1 / (1 + std::exp(-logit)); }

/// Over 4000 u from 1e-6 to 1 - 1e-6, denser towards the ends.
template <class Quantile>
double largest_error(const QuantileTable& table, Quantile quantile) {
  double worst = 0;
  const double end = std::log(1e6);
  for (int i = 0; i <= 4000; ++i) {
    const double u = share(end * (i - 2000) / 2000);
    worst = std::max(worst, std::fabs(table(u) / quantile(u) - 1));
  }
  return worst;
}

/// Over all of (0, 1), and between neighbours that rounding may confuse.
bool rises(const QuantileTable& table) {
  double last = 0;
  for (int i = 0; i <= 8000; ++i) {
    const double u = share((i - 4000) / 108.0), value = table(u);
    if (!(value >= last * (1 - 1e-12))) return false;
    if (!(table(std::nextafter(u, 1)) >= value * (1 - 1e-12))) return false;
    last = value;
  }
  return true;
}

/// The mean of f(table(u)), by the trapezoid rule in the logit.
template <class Function>
double mean_of(const QuantileTable& table, Function f) {
  constexpr double step = 1.0 / 128;
  double sum = 0;
  for (int i = -36 * 128; i <= 36 * 128; ++i) {
    const double u = share(i * step), slope = u * share(-i * step);
    sum += slope * f(table(u));
  }
  return sum * step;
}
}  // namespace

TEST_CASE("a table of a gamma or beta quantile is right to 1e-6 from 1e-6 to 1 - 1e-6") {
  for (const double a : gamma_shapes) {
    const auto quantile = [=](double u) { return gamma_quantile(u, a); };
    INFO("shape " << a);
    CHECK(largest_error(QuantileTable(quantile), quantile) < 1e-6);
  }
  for (const double a : beta_shapes)
    for (const double b : beta_shapes) {
      const auto quantile = [=](double u) { return beta_quantile(u, a, b); };
      INFO("shapes " << a << " and " << b);
      CHECK(largest_error(QuantileTable(quantile), quantile) < 1e-6);
    }
}

TEST_CASE("a quantile table rises with u, whatever it is made of") {
  for (const double a : gamma_shapes) {
    INFO("shape " << a);
    CHECK(rises(QuantileTable([=](double u) { return gamma_quantile(u, a); })));
  }
  for (const double a : beta_shapes)
    for (const double b : beta_shapes) {
      INFO("shapes " << a << " and " << b);
      CHECK(rises(QuantileTable([=](double u) { return beta_quantile(u, a, b); })));
    }
  // Steps and corners, where a polynomial would swing.
  CHECK(rises(QuantileTable([](double u) { return u < 0.3 ? 1.0 : 2.0; })));
  CHECK(rises(QuantileTable([](double u) { return u < 0.72 ? 1.0 : 1 + 5 * (u - 0.72); })));
  CHECK(rises(QuantileTable([](double u) { return std::floor(20 * u) + 1; })));
  CHECK(rises(QuantileTable([](double) { return 3.0; })));
}

TEST_CASE("a quantile table of any shape gives a number for any u, and stays within its ends") {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  for (const double a : {0.01, 0.05, 1.0, 50.0, 1e5}) {
    const auto quantile = [=](double u) { return gamma_quantile(u, a); };
    const QuantileTable table(quantile);
    INFO("shape " << a);
    const double least = table(0x1p-40), most = table(1 - 0x1p-40);
    CHECK(least == Approx(quantile(0x1p-40)).epsilon(1e-6));
    CHECK(most == Approx(quantile(1 - 0x1p-40)).epsilon(1e-4));
    for (const double u : {none, -1.0, 0.0, 5e-324, 1e-300, 0x1p-53, 0x1p-41})
      CHECK(table(u) == least);
    for (const double u : {1 - 0x1p-41, 1 - 0x1p-53, 1.0, 2.0, 1e300}) CHECK(table(u) == most);
    for (const double u : {0.5 - 0x1p-54, 0.5, 0.5 + 0x1p-53})
      CHECK(table(u) == Approx(quantile(u)).epsilon(1e-6));
  }
}

TEST_CASE("a table of a gamma distribution has its mean, variance and mean logarithm to 1e-6") {
  for (const double a : gamma_shapes) {
    const QuantileTable table([=](double u) { return gamma_quantile(u, a); });
    INFO("shape " << a);
    CHECK(mean_of(table, [](double x) { return x; }) == Approx(a).epsilon(1e-6));
    CHECK(mean_of(table, [=](double x) { return (x - a) * (x - a); }) == Approx(a).epsilon(1e-6));
  }
  // E[ln X] of the exponential distribution is minus Euler's constant.
  const QuantileTable exponential_table([](double u) { return gamma_quantile(u, 1); });
  CHECK(mean_of(exponential_table, [](double x) { return std::log(x); }) ==
        Approx(-0.57721566490153286).epsilon(1e-6));
}

TEST_CASE("variates from a table have the mean and variance of their gamma distribution") {
  // n = 2^18 each, 4.89 standard errors; the fourth central moment is 3 a^2 + 6 a.
  constexpr double n = 1 << 18;
  for (const double a : {0.05, 0.4, 1.0, 7.0, 50.0}) {
    const QuantileTable table([=](double u) { return gamma_quantile(u, a); });
    double sum = 0, squares = 0;
    for (unsigned step = 0; step < (1u << 14); ++step) {
      const LanesOf<16> x = table(Draws(5, 0).uniform<16>(purpose, {0}, step));
      for (int lane = 0; lane < 16; ++lane) {
        sum += x[lane] - a;
        squares += (x[lane] - a) * (x[lane] - a);
      }
    }
    INFO("shape " << a);
    CHECK(std::fabs(sum / n) < 4.89 * std::sqrt(a / n));
    CHECK(std::fabs(squares / n - a) < 4.89 * std::sqrt((2 * a * a + 6 * a) / n));
  }
}

TEST_CASE("a quantile table gives the same bits at every width") {
  const QuantileTable table([](double u) { return gamma_quantile(u, 0.6); });
  for (unsigned step = 0; step < 500; ++step) {
    LanesOf<16> u = Draws(3, 0).uniform<16>(purpose, {0}, step);
    u.set(int(step % 16), 1e-17);  // an end beside ordinary lanes
    REQUIRE(same_at_every_width([&](auto row) { return table(row); }, u));
  }
}
