#pragma once
// Nodes and weights that turn an expectation over a standard normal number into a short sum, exact
// for polynomials up to degree 2 count - 1 (Gauss & Hermite).

#include <cstddef>
#include <vector>

#include "engine/base/elementary.hpp"

namespace channelsim {
inline namespace CHANNELSIM_LEVEL {

/// E[f(Z)] is about the sum of weights[i] f(nodes[i]); nodes rise, and weights sum to 1.
struct Quadrature {
  std::vector<double> nodes, weights;
};

namespace normal_quadrature_parts {
/// The Hermite polynomials h_0 … h_count of the standard normal at x, each of variance 1:
/// h_(j+1) = (x h_j - sqrt(j) h_(j-1)) / sqrt(j + 1) (Golub & Welsch 1969).
struct Hermite {
  double last, before;  // h_count and h_(count-1); the derivative of the first is sqrt(count) times
                        // the second
  double squares;       // of h_0 … h_(count-1), summed: 1 over the weight if x is a node
  int changes;          // of sign from one to the next: as many nodes as lie above x (Sturm)
};
inline Hermite hermite(int count, double x) {
  Hermite at{1, 0, 0, 0};
  for (int j = 0; j < count; ++j) {
    const double next = (x * at.last - square_root(j) * at.before) / square_root(j + 1);
    at.squares += at.last * at.last;
    at.changes += (next < 0) != (at.last < 0);
    at.before = at.last;
    at.last = next;
  }
  return at;
}

/// The node with `above` nodes above it, which is positive: halved in until Newton's method cannot
/// leave its basin. The largest lies below 2 sqrt(count), and two of them at least 0.39 apart.
inline double node(int count, int above) {
  double low = 0, high = 2 * square_root(count);
  for (int i = 0; i < 30; ++i) {
    const double middle = (low + high) / 2;
    (hermite(count, middle).changes > above ? low : high) = middle;
  }
  double x = (low + high) / 2;
  for (int i = 0; i < 3; ++i) {
    const Hermite at = hermite(count, x);
    x -= at.last / (square_root(count) * at.before);
  }
  return x;
}
}  // namespace normal_quadrature_parts

/// 1 <= count <= 64.
inline Quadrature normal_quadrature(int count) {
  using namespace normal_quadrature_parts;
  const auto size = static_cast<std::size_t>(count);
  Quadrature rule{std::vector<double>(size), std::vector<double>(size)};
  for (std::size_t i = 0; i < (size + 1) / 2; ++i) {  // the other half is its mirror image
    const double x = 2 * i + 1 == size ? 0 : node(count, static_cast<int>(i));
    rule.nodes[i] = -x;
    rule.nodes[size - 1 - i] = x;
    rule.weights[i] = rule.weights[size - 1 - i] = 1 / hermite(count, x).squares;
  }
  return rule;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim
