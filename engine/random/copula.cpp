#include "engine/random/copula.hpp"

#include <stdexcept>

#include "engine/base/elementary.hpp"
#include "engine/base/seeded_defect.hpp"
#include "engine/random/normal.hpp"

namespace channelsim {
namespace {
/// The Cholesky factor [Golub & Van Loan 2013, 4.2].
SquareMatrix lower_factor(const SquareMatrix& matrix) {
  check_correlations(matrix);
  const std::size_t n = matrix.size();
  SquareMatrix factor(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = matrix(i, j);
      for (std::size_t k = 0; k < j; ++k) rest -= factor(i, k) * factor(j, k);
      if (j < i) {
        factor(i, j) = rest / factor(j, j);
      } else if (rest > 0) {
        factor(i, i) = square_root(rest);
      } else {
        throw std::invalid_argument("the correlations contradict each other");
      }
    }
  return factor;
}
}  // namespace

double pearson_of_spearman(double rank_correlation) {
  if (seeded("rank_for_linear_correlation")) return rank_correlation;
  return min(max(2 * sine_of_turns(rank_correlation / 12), -1.0), 1.0);
}

GaussianCopula::GaussianCopula(const SquareMatrix& correlations)
    : factor_(lower_factor(correlations)) {
  for (std::size_t i = 0; i < size(); ++i) {
    bool follows = false;
    for (std::size_t j = 0; j < i; ++j) follows = follows || factor_(i, j) != 0;
    follows_.push_back(follows);
  }
}

void GaussianCopula::correlate(std::span<double> uniforms) const {
  if (uniforms.size() != size())
    throw std::invalid_argument("a copula takes one uniform for each row of its matrix");
  std::vector<double> normals(size());
  for (std::size_t i = 0; i < size(); ++i) normals[i] = normal_quantile(uniforms[i]);
  for (std::size_t i = 0; i < size(); ++i) {
    if (!follows_[i]) continue;
    double sum = 0;
    for (std::size_t j = 0; j <= i; ++j) sum += factor_(i, j) * normals[j];
    uniforms[i] = min(max(normal_cumulative(sum), 0x1p-53), 1 - 0x1p-53);
  }
}

}  // namespace channelsim
