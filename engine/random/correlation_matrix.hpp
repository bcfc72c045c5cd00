#pragma once
// Matrices of correlations as people state them, and the nearest ones that can be: pairwise guesses
// often contradict each other, such as A with B 0.9, B with C 0.9, A with C -0.9.

#include <cstddef>
#include <vector>

namespace channelsim {

/// A square matrix of numbers, all 0 at first.
class SquareMatrix {
 public:
  explicit SquareMatrix(std::size_t size) : size_(size), entries_(size * size, 0.0) {}
  std::size_t size() const { return size_; }
  double& operator()(std::size_t row, std::size_t column) { return entries_[row * size_ + column]; }
  double operator()(std::size_t row, std::size_t column) const {
    return entries_[row * size_ + column];
  }
  bool operator==(const SquareMatrix&) const = default;

 private:
  std::size_t size_;
  std::vector<double> entries_;  // row by row
};

/// Throws std::invalid_argument unless the matrix has at least one row, is symmetric, and has 1 on
/// the diagonal and -1 to 1 elsewhere. Such a matrix may still contradict itself.
void check_correlations(const SquareMatrix& matrix);

/// A symmetric matrix as the sum of values[k] v v^T with the orthonormal columns v of `vectors`.
struct EigenDecomposition {
  std::vector<double> values;  // in no particular order
  SquareMatrix vectors;
};

/// By cyclic Jacobi rotations [Golub & Van Loan 2013, 8.5], to 1e-14 of the largest value; parts
/// that are not linked by any entry stay apart exactly.
EigenDecomposition eigen_decomposition(SquareMatrix symmetric);

/// A correlation matrix that can be, and how far it is from the one asked for.
struct NearestCorrelations {
  SquareMatrix matrix;
  bool changed = false;
  double largest_change = 0;  // of an entry, absolute
};

/// The correlation matrix nearest to this one in the sum of squares, to 1e-8, by alternating
/// projections with Dykstra's correction [Higham 2002]; unchanged if no eigenvalue is below 1e-10,
/// and with none below 0.9e-10 in any case, so that it has a Cholesky factor. Takes 1 ms for ten
/// rows of wild guesses, seconds for a hundred. Throws std::invalid_argument as check_correlations
/// does.
NearestCorrelations nearest_correlation_matrix(const SquareMatrix& matrix);

}  // namespace channelsim
