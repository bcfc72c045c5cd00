#include "engine/random/correlation_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <stdexcept>

#include "engine/random/draws.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
constexpr Purpose entries{"entries"};

SquareMatrix matrix_of(std::initializer_list<std::initializer_list<double>> rows) {
  SquareMatrix matrix(rows.size());
  std::size_t i = 0;
  for (const auto& row : rows) {
    std::size_t j = 0;
    for (const double entry : row) matrix(i, j++) = entry;
    ++i;
  }
  return matrix;
}

/// Correlations guessed pair by pair, which contradict each other.
SquareMatrix guesses(std::size_t n) {
  SquareMatrix matrix(n);
  for (unsigned i = 0; i < n; ++i) {
    matrix(i, i) = 1;
    for (unsigned j = 0; j < i; ++j)
      matrix(i, j) = matrix(j, i) = 2 * Draws(1, 0).uniform<1>(entries, {0}, i, j)[0] - 1;
  }
  return matrix;
}

double smallest_eigenvalue(const SquareMatrix& matrix) {
  const auto values = eigen_decomposition(matrix).values;
  return *std::min_element(values.begin(), values.end());
}
}  // namespace

TEST_CASE("eigenvalues and orthonormal eigenvectors make up the matrix") {
  for (const std::size_t n : {1, 2, 3, 10, 40}) {
    const SquareMatrix matrix = guesses(n);
    const EigenDecomposition parts = eigen_decomposition(matrix);
    double worst = 0;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        double entry = 0, product = 0;
        for (std::size_t k = 0; k < n; ++k) {
          entry += parts.vectors(i, k) * parts.values[k] * parts.vectors(j, k);
          product += parts.vectors(k, i) * parts.vectors(k, j);
        }
        worst = std::max(worst, std::fabs(entry - matrix(i, j)));
        worst = std::max(worst, std::fabs(product - (i == j ? 1 : 0)));
      }
    INFO("n " << n);
    CHECK(worst < 1e-14 * std::max(1.0, double(n)));
  }
}

TEST_CASE("the eigenvalues of an equicorrelated matrix are 1 - r and 1 + (n - 1) r") {
  const auto parts = eigen_decomposition(
      matrix_of({{1, .4, .4, .4}, {.4, 1, .4, .4}, {.4, .4, 1, .4}, {.4, .4, .4, 1}}));
  auto values = parts.values;
  std::sort(values.begin(), values.end());
  for (int i = 0; i < 3; ++i) CHECK(values[std::size_t(i)] == Approx(0.6).epsilon(1e-14));
  CHECK(values[3] == Approx(2.2).epsilon(1e-14));
}

TEST_CASE("the nearest correlation matrix of Higham's example") {
  // Higham (2002, section 4) prints 0.7607 and 0.1573.
  const auto nearest = nearest_correlation_matrix(matrix_of({{1, 1, 0}, {1, 1, 1}, {0, 1, 1}}));
  CHECK(nearest.changed);
  CHECK(nearest.matrix(0, 1) == Approx(0.7607).margin(5e-5));
  CHECK(nearest.matrix(1, 2) == Approx(0.7607).margin(5e-5));
  CHECK(nearest.matrix(0, 2) == Approx(0.1573).margin(5e-5));
  CHECK(nearest.largest_change == Approx(0.2393).margin(5e-5));
}

TEST_CASE("no matrix of correlations is nearer to the one asked for") {
  // Of three equal correlations -r the least possible is -1/2; by symmetry it is the nearest.
  const double r = -0.9;
  const auto nearest = nearest_correlation_matrix(matrix_of({{1, r, r}, {r, 1, r}, {r, r, 1}}));
  for (std::size_t i = 1; i < 3; ++i)
    CHECK(nearest.matrix(i, 0) == Approx(-0.5).epsilon(0).margin(1e-8));
  CHECK(nearest.largest_change == Approx(0.4).epsilon(0).margin(1e-8));
  // At the nearest matrix X of A, no step towards another correlation matrix Y shortens the
  // distance: (A - X) . (Y - X) <= 0.
  const SquareMatrix asked = guesses(5), found = nearest_correlation_matrix(asked).matrix;
  for (std::uint32_t trial = 0; trial < 200; ++trial) {
    double sign[5], product = 0;  // Y = s s^T, the corners of the set
    for (std::uint32_t i = 0; i < 5; ++i)
      sign[i] = Draws(2, 0).uniform<1>(entries, {0}, trial, i)[0] < 0.5 ? -1 : 1;
    for (std::size_t i = 0; i < 5; ++i)
      for (std::size_t j = 0; j < 5; ++j)
        product += (asked(i, j) - found(i, j)) * (sign[i] * sign[j] - found(i, j));
    CHECK(product < 1e-7);
  }
}

TEST_CASE("contradicting guesses become symmetric, with unit diagonal and positive definite") {
  for (const std::size_t n : {3, 5, 10, 30}) {
    INFO("n " << n);
    const SquareMatrix asked = guesses(n);
    const auto nearest = nearest_correlation_matrix(asked);
    CHECK_NOTHROW(check_correlations(nearest.matrix));
    CHECK(smallest_eigenvalue(nearest.matrix) > 0.9e-10);
    CHECK(nearest.changed == (smallest_eigenvalue(asked) < 1e-10));
  }
}

TEST_CASE("a matrix that can be stays the same to the bit") {
  const SquareMatrix possible = matrix_of({{1, .7, -.2}, {.7, 1, .1}, {-.2, .1, 1}});
  const auto nearest = nearest_correlation_matrix(possible);
  CHECK(!nearest.changed);
  CHECK(nearest.largest_change == 0);
  CHECK(nearest.matrix == possible);
}

TEST_CASE("a value that is correlated with none stays so when the others are changed") {
  const auto nearest = nearest_correlation_matrix(
      matrix_of({{1, 1, 0, 0}, {1, 1, 0, 1}, {0, 0, 1, 0}, {0, 1, 0, 1}}));
  CHECK(nearest.changed);
  for (const std::size_t other : {0, 1, 3}) CHECK(nearest.matrix(2, other) == 0);
}

TEST_CASE("what is no matrix of correlations is refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(nearest_correlation_matrix(SquareMatrix(0)), std::invalid_argument);
  CHECK_THROWS_AS(nearest_correlation_matrix(matrix_of({{2}})), std::invalid_argument);
  CHECK_THROWS_AS(nearest_correlation_matrix(matrix_of({{1, .5}, {.4, 1}})), std::invalid_argument);
  CHECK_THROWS_AS(nearest_correlation_matrix(matrix_of({{1, 1.1}, {1.1, 1}})),
                  std::invalid_argument);
  CHECK_THROWS_AS(nearest_correlation_matrix(matrix_of({{1, nan}, {nan, 1}})),
                  std::invalid_argument);
}
