#pragma once
// Intervals drawn with characters, one line each, on one scale that contains 0.

#include <cstddef>
#include <span>
#include <string>

#include "engine/statistics/comparison.hpp"

namespace channelsim {

/// The common scale of some differences: "├──●──┤" against a line at 0.
class IntervalPicture {
 public:
  /// The scale spans 0 and all intervals on `cells` (at least 3) characters.
  IntervalPicture(std::span<const Difference> differences, std::size_t cells);

  /// A line of the picture; only the line at 0 where the difference does not exist.
  std::string draw(const Difference& difference) const;
  /// The lower end, 0 and the upper end of the scale under the picture, in the given words; an end
  /// that would run into the 0 is left out.
  std::string axis(const std::string& low, const std::string& high) const;

  double low() const { return low_; }
  double high() const { return high_; }

 private:
  std::size_t cell(double value) const;

  std::size_t cells_;
  double low_ = 0, high_ = 0;
};

}  // namespace channelsim
