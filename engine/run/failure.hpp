#pragma once
// A replication that broke: some number of it was none, or a law of conservation did not hold.

#include <cstdint>
#include <string>
#include <string_view>

namespace channelsim {

/// A number beyond this stands for nothing in a market; sums of squares of smaller ones are finite.
inline constexpr double largest_sound = 1e100;

/// Whether a number is finite and not beyond all measure.
constexpr bool is_sound(double value) { return value >= -largest_sound && value <= largest_sound; }

/// Where a replication broke first. It has no row, and all others are what they would be without.
struct Failure {
  std::uint32_t plan, replication;
  std::uint32_t step;    // counted from 0
  std::string variable;  // "price[member=a,product=b]"
  double value;          // not sound; or sound, and what a law is off by
};

/// "not_a_number", "infinite", "too_large", or "off": a law of conservation does not hold.
constexpr std::string_view problem_of(const Failure& failure) {
  if (failure.value != failure.value) return "not_a_number";
  if (is_sound(failure.value)) return "off";
  return failure.value - failure.value != 0 ? "infinite" : "too_large";
}

}  // namespace channelsim
