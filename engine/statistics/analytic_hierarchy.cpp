#include "engine/statistics/analytic_hierarchy.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace channelsim {

namespace {
// Mean consistency index of random comparisons of 1 to 10 criteria [Saaty 1980].
constexpr double random_index[] = {0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49};

void check_comparisons(const SquareMatrix& comparisons) {
  const std::size_t size = comparisons.size();
  if (size < 1 || size > std::size(random_index))
    throw std::invalid_argument("comparisons are of one to ten criteria");
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j) {
      const double times = comparisons(i, j);
      if (!(times >= 0.01 && times <= 100))
        throw std::invalid_argument("a comparison lies within 1/100 to 100");
      if (!(std::abs(times * comparisons(j, i) - 1) <= 1e-6))
        throw std::invalid_argument("of two opposite comparisons one is 1 over the other");
    }
  }
}
}  // namespace

HierarchyWeights hierarchy_weights(const SquareMatrix& comparisons) {
  check_comparisons(comparisons);
  const std::size_t size = comparisons.size();
  HierarchyWeights result{std::vector<double>(size, 1.0 / static_cast<double>(size)), 0, 0, 0};
  std::vector<double> next(size);
  for (double change = 1; change > 1e-14;) {
    double sum = 0;
    for (std::size_t i = 0; i < size; ++i) {
      next[i] = 0;
      for (std::size_t j = 0; j < size; ++j) next[i] += comparisons(i, j) * result.weights[j];
      sum += next[i];
    }
    change = 0;
    for (std::size_t i = 0; i < size; ++i) {
      next[i] /= sum;
      change = std::max(change, std::abs(next[i] - result.weights[i]));
    }
    result.weights = next;
    result.largest_eigenvalue = sum;  // the weights that were multiplied summed to 1
  }
  if (size > 2) {
    const auto count = static_cast<double>(size);
    result.consistency_index = std::max(0.0, (result.largest_eigenvalue - count) / (count - 1));
    result.consistency_ratio = result.consistency_index / random_index[size - 1];
  }
  return result;
}

}  // namespace channelsim
