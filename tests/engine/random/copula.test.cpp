#include "engine/random/copula.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "engine/random/draws.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
constexpr Purpose copula_test{"copula test"};

SquareMatrix pair(double correlation) {
  SquareMatrix matrix(2);
  matrix(0, 0) = matrix(1, 1) = 1;
  matrix(0, 1) = matrix(1, 0) = correlation;
  return matrix;
}

/// Five values: 0, 1 and 3 hang together, 2 and 4 do not.
SquareMatrix three_of_five() {
  SquareMatrix matrix(5);
  for (std::size_t i = 0; i < 5; ++i) matrix(i, i) = 1;
  matrix(0, 1) = matrix(1, 0) = 0.5;
  matrix(0, 3) = matrix(3, 0) = -0.3;
  matrix(1, 3) = matrix(3, 1) = 0.4;
  return matrix;
}

std::array<double, 5> five(unsigned step) {
  std::array<double, 5> u;
  for (unsigned i = 0; i < 5; ++i) u[i] = Draws(3, 0).uniform<1>(copula_test, {0}, step, i)[0];
  return u;
}
}  // namespace

TEST_CASE("Pearson's correlation of Spearman's: both ends, the middle and 1/2") {
  CHECK(pearson_of_spearman(0) == 0);
  CHECK(pearson_of_spearman(1) == Approx(1).epsilon(1e-15));
  CHECK(pearson_of_spearman(-1) == -pearson_of_spearman(1));
  CHECK(pearson_of_spearman(1) <= 1);
  CHECK(pearson_of_spearman(0.5) == Approx(0.51763809020504152470).epsilon(1e-15));  // 2 sin 15°
  for (double rho = -1; rho < 0.99; rho += 0.01)
    CHECK(pearson_of_spearman(rho + 0.01) > pearson_of_spearman(rho));
}

TEST_CASE("the ranks of a million pairs have the correlation asked for") {
  // For uniforms Spearman's correlation is E[12 (u - 1/2) (v - 1/2)]; the standard error is
  // measured on the same draws, about 0.001. Without pearson_of_spearman, 0.7 would miss by 0.018.
  for (const double wanted : {-0.4, 0.7}) {
    const GaussianCopula copula(pair(pearson_of_spearman(wanted)));
    double sum = 0, squares = 0;
    constexpr int n = 1'000'000;
    for (unsigned step = 0; step < n / 16; ++step) {
      const LanesOf<16> first = Draws(4, 0).uniform<16>(copula_test, {0}, step, 0);
      const LanesOf<16> second = Draws(4, 0).uniform<16>(copula_test, {0}, step, 1);
      for (int lane = 0; lane < 16; ++lane) {
        std::array<double, 2> u{first[lane], second[lane]};
        copula.correlate(u);
        const double product = 12 * (u[0] - 0.5) * (u[1] - 0.5);
        sum += product;
        squares += product * product;
      }
    }
    const double mean = sum / n, error = std::sqrt((squares / n - mean * mean) / n);
    INFO("wanted " << wanted << ", found " << mean << ", standard error " << error);
    CHECK(error < 0.0015);
    CHECK(std::fabs(mean - wanted) < 4.89 * error);
  }
}

TEST_CASE("each value stays uniform, whatever it is correlated with") {
  // Kolmogorov's distance of 100,000 values: 1.95 / sqrt n is passed once in a thousand.
  const GaussianCopula copula(three_of_five());
  std::vector<double> fourth;
  for (unsigned step = 0; step < 100'000; ++step) {
    std::array<double, 5> u = five(step);
    copula.correlate(u);
    fourth.push_back(u[3]);
  }
  std::sort(fourth.begin(), fourth.end());
  double distance = 0;
  const auto n = double(fourth.size());
  for (std::size_t i = 0; i < fourth.size(); ++i)
    distance = std::max(distance, std::fabs(fourth[i] - (double(i) + 0.5) / n));
  CHECK(distance < 1.95 / std::sqrt(n));
}

TEST_CASE("the first value and those correlated with none keep their uniforms to the bit") {
  const GaussianCopula copula(three_of_five());
  for (unsigned step = 0; step < 2000; ++step) {
    const std::array<double, 5> before = five(step);
    std::array<double, 5> after = before;
    copula.correlate(after);
    for (const std::size_t kept : {0, 2, 4}) REQUIRE(after[kept] == before[kept]);
    for (const std::size_t moved : {1, 3}) REQUIRE(after[moved] != before[moved]);
  }
}

TEST_CASE("correlated uniforms stay inside (0, 1) in the farthest corners") {
  const GaussianCopula copula(nearest_correlation_matrix([] {
                                SquareMatrix all(5);
                                for (std::size_t i = 0; i < 5; ++i)
                                  for (std::size_t j = 0; j < 5; ++j) all(i, j) = i == j ? 1 : 0.6;
                                return all;
                              }())
                                  .matrix);
  for (const double end : {0x1p-53, 1 - 0x1p-53}) {
    std::array<double, 5> u;
    u.fill(end);
    copula.correlate(u);
    for (const double each : u) CHECK((each > 0 && each < 1));
  }
}

TEST_CASE("perfect correlation, made possible, gives the same ranks") {
  const GaussianCopula together(nearest_correlation_matrix(pair(1)).matrix);
  const GaussianCopula against(nearest_correlation_matrix(pair(-1)).matrix);
  for (unsigned step = 0; step < 200; ++step) {
    const std::array<double, 5> draws = five(step);
    std::array<double, 2> u{draws[0], draws[1]}, v = u;
    together.correlate(u);
    against.correlate(v);
    // What is left of its own luck has the weight sqrt(1e-10).
    CHECK(u[1] == Approx(draws[0]).epsilon(0).margin(1e-4));
    CHECK(v[1] == Approx(1 - draws[0]).epsilon(0).margin(1e-4));
  }
}

TEST_CASE("a copula refuses contradictions and another number of uniforms") {
  CHECK_THROWS_AS(GaussianCopula(pair(1)), std::invalid_argument);
  CHECK_THROWS_AS(GaussianCopula(pair(1.5)), std::invalid_argument);
  CHECK_THROWS_AS(GaussianCopula(SquareMatrix(0)), std::invalid_argument);
  SquareMatrix cycle = three_of_five();
  cycle(0, 3) = cycle(3, 0) = -0.9;
  CHECK_THROWS_AS(GaussianCopula(cycle), std::invalid_argument);
  std::array<double, 3> three{0.1, 0.2, 0.3};
  CHECK_THROWS_AS(GaussianCopula(pair(0.5)).correlate(three), std::invalid_argument);
}
