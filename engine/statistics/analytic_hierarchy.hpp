#pragma once
// Weights of criteria from comparing them two by two, and whether the comparisons agree with each
// other (the analytic hierarchy process) [Saaty 1980].

#include <vector>

#include "engine/random/correlation_matrix.hpp"

namespace channelsim {

/// The weights that a matrix of comparisons stands for.
struct HierarchyWeights {
  std::vector<double> weights;  // of the criteria, in their order; they sum to 1
  double largest_eigenvalue;    // as many as there are criteria if all comparisons agree, else more
  double consistency_index;     // what it exceeds their number by, for each of the others
  double consistency_ratio;     // the index against that of comparisons at random

  /// Whether the comparisons may be used as they are.
  bool consistent() const { return consistency_ratio <= 0.10; }
};

/// The principal eigenvector of a matrix whose entry (i, j) says how many times as important
/// criterion i is as criterion j, by power iteration to 1e-14. Throws std::invalid_argument unless
/// there are one to ten criteria, all entries lie within 1/100 to 100, and (j, i) is 1 over (i, j)
/// to 1e-6.
HierarchyWeights hierarchy_weights(const SquareMatrix& comparisons);

}  // namespace channelsim
