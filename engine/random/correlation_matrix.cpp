#include "engine/random/correlation_matrix.hpp"

#include <cmath>
#include <stdexcept>

#include "engine/base/elementary.hpp"

namespace channelsim {
namespace {
constexpr double least_eigenvalue = 1e-10;

/// The cosine and sine of the rotation that makes the entry (p, q) zero [Golub & Van Loan 2013,
/// algorithm 8.5.1].
struct Rotation {
  double cosine, sine;
};
Rotation rotation_of(double pp, double pq, double qq) {
  const double ratio = (qq - pp) / (2 * pq);
  const double root = square_root(1 + ratio * ratio);  // infinite for a tiny pq: tangent 0
  const double tangent = ratio >= 0 ? 1 / (ratio + root) : 1 / (ratio - root);
  const double cosine = 1 / square_root(1 + tangent * tangent);
  return {cosine, tangent * cosine};
}

/// Columns p and q, or rows p and q if `of_rows`, turned by the rotation.
void turn(SquareMatrix& matrix, std::size_t p, std::size_t q, Rotation rotation, bool of_rows) {
  for (std::size_t k = 0; k < matrix.size(); ++k) {
    double& first = of_rows ? matrix(p, k) : matrix(k, p);
    double& second = of_rows ? matrix(q, k) : matrix(k, q);
    const double before = first;
    first = rotation.cosine * before - rotation.sine * second;
    second = rotation.sine * before + rotation.cosine * second;
  }
}

double largest_entry(const SquareMatrix& matrix) {
  double largest = 0;
  for (std::size_t i = 0; i < matrix.size(); ++i)
    for (std::size_t j = 0; j < matrix.size(); ++j) largest = max(largest, std::fabs(matrix(i, j)));
  return largest;
}

double largest_difference(const SquareMatrix& a, const SquareMatrix& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < a.size(); ++j) largest = max(largest, std::fabs(a(i, j) - b(i, j)));
  return largest;
}

double smallest(const std::vector<double>& values) {
  double least = values.front();
  for (const double value : values) least = min(least, value);
  return least;
}

/// The decomposed matrix with all eigenvalues raised to `floor`.
SquareMatrix with_floor(const EigenDecomposition& parts, double floor) {
  const std::size_t n = parts.values.size();
  SquareMatrix sum(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double entry = 0;
      for (std::size_t k = 0; k < n; ++k)
        entry += parts.vectors(i, k) * max(parts.values[k], floor) * parts.vectors(j, k);
      sum(i, j) = sum(j, i) = entry;
    }
  return sum;
}

/// Alternately onto the matrices without negative eigenvalues and onto those with 1 on the
/// diagonal. Dykstra's correction, needed for the first alone, leads to the nearest matrix of both.
SquareMatrix projected(const SquareMatrix& matrix) {
  const std::size_t n = matrix.size();
  SquareMatrix current = matrix, correction(n);
  for (int round = 0; round < 2000; ++round) {
    SquareMatrix corrected = current;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) corrected(i, j) -= correction(i, j);
    SquareMatrix next = with_floor(eigen_decomposition(corrected), 0);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) correction(i, j) = next(i, j) - corrected(i, j);
    for (std::size_t i = 0; i < n; ++i) next(i, i) = 1;
    const double moved = largest_difference(next, current);
    current = std::move(next);
    if (moved < 1e-10) break;
  }
  return current;
}

/// Eigenvalues of at least the floor, then 1 on the diagonal by scaling rows and columns.
SquareMatrix made_definite(const SquareMatrix& matrix) {
  SquareMatrix result = with_floor(eigen_decomposition(matrix), least_eigenvalue);
  const std::size_t n = matrix.size();
  std::vector<double> scale;
  for (std::size_t i = 0; i < n; ++i) scale.push_back(1 / square_root(result(i, i)));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j)
      result(i, j) = min(max(result(i, j) * (scale[i] * scale[j]), -1.0), 1.0);
    result(i, i) = 1;
  }
  return result;
}
}  // namespace

void check_correlations(const SquareMatrix& matrix) {
  if (matrix.size() == 0) throw std::invalid_argument("a correlation matrix needs a row");
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    if (matrix(i, i) != 1) throw std::invalid_argument("a value's correlation with itself is 1");
    for (std::size_t j = 0; j < i; ++j) {
      if (!(std::fabs(matrix(i, j)) <= 1))
        throw std::invalid_argument("a correlation is between -1 and 1");
      if (matrix(i, j) != matrix(j, i))
        throw std::invalid_argument("a correlation matrix is symmetric");
    }
  }
}

EigenDecomposition eigen_decomposition(SquareMatrix symmetric) {
  SquareMatrix& a = symmetric;
  const std::size_t n = a.size();
  SquareMatrix vectors(n);
  for (std::size_t i = 0; i < n; ++i) vectors(i, i) = 1;
  const double negligible = 1e-17 * largest_entry(a);
  bool turned = true;
  for (int sweep = 0; turned && sweep < 50; ++sweep) {  // ten suffice for 200 rows
    turned = false;
    for (std::size_t p = 0; p + 1 < n; ++p)
      for (std::size_t q = p + 1; q < n; ++q) {
        if (std::fabs(a(p, q)) <= negligible) continue;
        turned = true;
        const Rotation rotation = rotation_of(a(p, p), a(p, q), a(q, q));
        turn(a, p, q, rotation, false);
        turn(a, p, q, rotation, true);
        turn(vectors, p, q, rotation, false);
        a(p, q) = a(q, p) = 0;
      }
  }
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) values.push_back(a(i, i));
  return {std::move(values), std::move(vectors)};
}

NearestCorrelations nearest_correlation_matrix(const SquareMatrix& matrix) {
  check_correlations(matrix);
  if (smallest(eigen_decomposition(matrix).values) >= least_eigenvalue) return {matrix};
  SquareMatrix nearest = made_definite(projected(matrix));
  const double change = largest_difference(nearest, matrix);
  return {std::move(nearest), true, change};
}

}  // namespace channelsim
