#pragma once
// Correlation between uncertain values whatever their distributions: the Gaussian copula turns
// independent uniform numbers into correlated ones, and each quantile function takes its own
// [Nelsen 2006, 2.3].

#include <span>
#include <vector>

#include "engine/random/correlation_matrix.hpp"

namespace channelsim {

/// The correlation of two normal variables whose ranks have this correlation (Spearman's), -1 to 1:
/// 2 sin(pi rho / 6) [Kruskal 1958]. The ranks keep theirs through any quantile functions.
double pearson_of_spearman(double rank_correlation);

class GaussianCopula {
 public:
  /// Correlations of the normal variables. Throws std::invalid_argument for a matrix that isn't one
  /// of correlations or is not positive definite; see nearest_correlation_matrix.
  explicit GaussianCopula(const SquareMatrix& correlations);

  std::size_t size() const { return factor_.size(); }

  /// Replaces independent uniforms on (0, 1) by correlated ones on [2^-53, 1 - 2^-53], one for each
  /// row of the matrix. The first, and each that is correlated with none before it, stays the same
  /// to the bit. Throws std::invalid_argument for another number of them.
  void correlate(std::span<double> uniforms) const;

 private:
  SquareMatrix factor_;        // lower triangle L with L L^T = the correlations
  std::vector<bool> follows_;  // whether a row has an entry left of the diagonal
};

}  // namespace channelsim
