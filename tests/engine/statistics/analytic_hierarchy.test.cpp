#include "engine/statistics/analytic_hierarchy.hpp"

#include <initializer_list>
#include <limits>
#include <stdexcept>

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
SquareMatrix matrix(std::initializer_list<std::initializer_list<double>> rows) {
  SquareMatrix result(rows.size());
  std::size_t i = 0;
  for (const auto& row : rows) {
    std::size_t j = 0;
    for (const double entry : row) result(i, j++) = entry;
    ++i;
  }
  return result;
}
}  // namespace

TEST_CASE("V70 helper: weights of criteria that are compared two by two, and their consistency") {
  const auto result = hierarchy_weights(matrix({{1, 3, 5}, {1.0 / 3, 1, 3}, {.2, 1.0 / 3, 1}}));
  CHECK(result.weights[0] == Approx(.636986).epsilon(1e-5));
  CHECK(result.weights[1] == Approx(.258285).epsilon(1e-5));
  CHECK(result.weights[2] == Approx(.104729).epsilon(1e-5));
  CHECK(result.largest_eigenvalue == Approx(3.038511).epsilon(1e-6));
  CHECK(result.consistency_index == Approx(.019256).epsilon(1e-4));
  CHECK(result.consistency_ratio == Approx(.0332).margin(5e-5));
  CHECK(result.consistent());
  const auto contradictory = hierarchy_weights(matrix({{1, 5, 1.0 / 3}, {.2, 1, 4}, {3, .25, 1}}));
  CHECK(contradictory.consistency_ratio == Approx(1.8710).margin(5e-5));
  CHECK(!contradictory.consistent());
}

TEST_CASE("comparisons that agree give back the weights they were made of, in any order") {
  const std::vector<double> weights = {.4, .05, .3, .1, .15};
  SquareMatrix comparisons(5);
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t j = 0; j < 5; ++j) comparisons(i, j) = weights[i] / weights[j];
  const auto result = hierarchy_weights(comparisons);
  for (std::size_t i = 0; i < 5; ++i) CHECK(result.weights[i] == Approx(weights[i]).epsilon(1e-12));
  CHECK(result.consistency_ratio == Approx(0).margin(1e-13));
  // The weights are an eigenvector also where comparisons contradict each other.
  comparisons(0, 1) = 2;
  comparisons(1, 0) = .5;
  const auto other = hierarchy_weights(comparisons);
  for (std::size_t i = 0; i < 5; ++i) {
    double product = 0;
    for (std::size_t j = 0; j < 5; ++j) product += comparisons(i, j) * other.weights[j];
    CHECK(product == Approx(other.largest_eigenvalue * other.weights[i]).epsilon(1e-12));
  }
  CHECK(other.largest_eigenvalue > 5);
}

TEST_CASE("even comparisons in a circle have weights") {
  const auto result = hierarchy_weights(
      matrix({{1, 100, .01, 1}, {.01, 1, 100, 2}, {100, .01, 1, 3}, {1, .5, 1.0 / 3, 1}}));
  double sum = 0;
  for (const double weight : result.weights) {
    CHECK(weight > 0);
    sum += weight;
  }
  CHECK(sum == Approx(1).epsilon(1e-12));
  CHECK(!result.consistent());
}

TEST_CASE("one or two criteria never contradict each other") {
  CHECK(hierarchy_weights(matrix({{1}})).weights == std::vector{1.0});
  const auto two = hierarchy_weights(matrix({{1, 4}, {.25, 1}}));
  CHECK(two.weights[0] == Approx(.8));
  CHECK(two.consistency_ratio == 0);
}

TEST_CASE("what is no matrix of comparisons is refused") {
  CHECK_THROWS_AS(hierarchy_weights(SquareMatrix(0)), std::invalid_argument);
  CHECK_THROWS_AS(hierarchy_weights(SquareMatrix(11)), std::invalid_argument);
  CHECK_THROWS_AS(hierarchy_weights(matrix({{1, 2}, {2, 1}})), std::invalid_argument);
  CHECK_THROWS_AS(hierarchy_weights(matrix({{2, 1}, {1, 2}})), std::invalid_argument);
  CHECK_THROWS_AS(hierarchy_weights(matrix({{1, -2}, {-.5, 1}})), std::invalid_argument);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(hierarchy_weights(matrix({{1, infinite}, {0, 1}})), std::invalid_argument);
  CHECK_THROWS_AS(hierarchy_weights(matrix({{1, nan}, {nan, 1}})), std::invalid_argument);
  CHECK_THROWS_AS(hierarchy_weights(matrix({{1, 101}, {1.0 / 101, 1}})), std::invalid_argument);
}
