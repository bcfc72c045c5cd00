#pragma once
// A number as a scenario states it: sure, or a slot that a distribution fills once per future.

#include <cstdint>
#include <limits>

namespace channelsim {

struct Parameter {
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  double sure = 0;            // the value, or the distribution's middle for display
  std::uint32_t slot = none;  // which uncertain value of the scenario it is

  constexpr Parameter() = default;
  constexpr explicit(false) Parameter(double value) : sure(value) {}
  constexpr bool uncertain() const { return slot != none; }
};

}  // namespace channelsim
