#pragma once
// The quantile of a sample.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace channelsim {

/// The quantile of ascending values (at least one), 0 <= p <= 1, interpolated between order
/// statistics: type 7 [Hyndman & Fan 1996].
inline double interpolated_quantile(std::span<const double> ascending, double p) {
  const double position = p * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  return ascending[below] +
         (position - std::floor(position)) * (ascending[above] - ascending[below]);
}

}  // namespace channelsim
