#include "engine/random/normal_quadrature.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
template <class Function>
double expectation(const Quadrature& rule, Function f) {
  double sum = 0;
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) sum += rule.weights[i] * f(rule.nodes[i]);
  return sum;
}

/// By the trapezoid rule over 24 standard deviations, which for such functions errs by less than
/// rounding: its error falls as exp(-2 pi^2 / step) at least.
template <class Function>
double fine_expectation(Function f) {
  constexpr double step = 1.0 / 64;
  double sum = 0;
  for (int i = -12 * 64; i <= 12 * 64; ++i) sum += std::exp(-i * step * i * step / 2) * f(i * step);
  return sum * step / std::sqrt(2 * std::acos(-1.0));
}
double logistic(double x) { return 1 / (1 + std::exp(-x)); }
}  // namespace

TEST_CASE("a rule of n nodes has the moments of the normal up to degree 2n - 1, and no further") {
  for (int count = 1; count <= 64; ++count) {
    const Quadrature rule = normal_quadrature(count);
    INFO("nodes " << count);
    double even = 1;  // E[Z^d] = 1 3 5 … (d - 1)
    for (int degree = 0; degree <= 2 * count - 2; degree += 2) {
      INFO("degree " << degree);
      CHECK(expectation(rule, [=](double x) { return std::pow(x, degree); }) ==
            Approx(even).epsilon(1e-13));
      const double odd = expectation(rule, [=](double x) { return std::pow(x, degree + 1); });
      CHECK(std::fabs(odd) < 1e-13 * even * (degree + 1));  // what rounding leaves
      even *= degree + 1;
    }
    // Gauss's rule falls short at degree 2n by n!, the square of the leading term.
    double factorial = 1;
    for (int i = 2; i <= count; ++i) factorial *= i;
    const double top = expectation(rule, [=](double x) { return std::pow(x, 2 * count); });
    CHECK(top == Approx(even - factorial).epsilon(1e-12));
    if (count <= 30) CHECK(top < even);  // beyond, n! is lost in the rounding
  }
}

TEST_CASE("rules of two, three and four nodes are those of the textbook") {
  // [Abramowitz & Stegun 1964, table 25.10], nodes times sqrt 2, weights over sqrt pi.
  const double root_six = std::sqrt(6.0);
  CHECK(normal_quadrature(1).nodes == std::vector<double>{0});
  CHECK(normal_quadrature(1).weights == std::vector<double>{1});
  CHECK(normal_quadrature(2).nodes[1] == Approx(1).epsilon(1e-15));
  CHECK(normal_quadrature(2).weights[1] == Approx(0.5).epsilon(1e-15));
  CHECK(normal_quadrature(3).nodes[2] == Approx(std::sqrt(3.0)).epsilon(1e-15));
  CHECK(normal_quadrature(3).weights[2] == Approx(1.0 / 6).epsilon(1e-15));
  CHECK(normal_quadrature(3).weights[1] == Approx(2.0 / 3).epsilon(1e-15));
  CHECK(normal_quadrature(4).nodes[3] == Approx(std::sqrt(3 + root_six)).epsilon(1e-15));
  CHECK(normal_quadrature(4).nodes[2] == Approx(std::sqrt(3 - root_six)).epsilon(1e-15));
  CHECK(normal_quadrature(4).weights[3] == Approx((3 - root_six) / 12).epsilon(1e-14));
}

TEST_CASE("nodes rise and mirror each other, weights are positive and sum to 1") {
  for (int count = 1; count <= 64; ++count) {
    const Quadrature rule = normal_quadrature(count);
    const auto size = static_cast<std::size_t>(count);
    INFO("nodes " << count);
    REQUIRE((rule.nodes.size() == size && rule.weights.size() == size));
    CHECK(expectation(rule, [](double) { return 1.0; }) == Approx(1).epsilon(1e-14));
    for (std::size_t i = 0; i < size; ++i) {
      CHECK(rule.weights[i] > 0);
      CHECK(rule.weights[i] == rule.weights[size - 1 - i]);
      CHECK(rule.nodes[i] == -rule.nodes[size - 1 - i]);
      if (i > 0) CHECK(rule.nodes[i] > rule.nodes[i - 1]);
    }
  }
}

TEST_CASE("the mean share of a logistic choice under normal tastes comes out of few nodes") {
  // The logistic function has poles at distance pi, so the error falls as exp(-pi sqrt(2 n) / s).
  for (const double mean : {-4.0, -1.0, 0.0, 0.3, 2.5})
    for (const double spread : {0.1, 0.5, 1.0, 2.0}) {
      const auto share = [=](double z) { return logistic(mean + spread * z); };
      const double fine = fine_expectation(share);
      INFO("mean " << mean << ", spread " << spread);
      CHECK(expectation(normal_quadrature(64), share) == Approx(fine).epsilon(1e-6));
      if (spread <= 1)
        CHECK(expectation(normal_quadrature(32), share) == Approx(fine).epsilon(1e-9));
      if (spread <= 0.5)
        CHECK(expectation(normal_quadrature(9), share) == Approx(fine).epsilon(1e-7));
    }
}
