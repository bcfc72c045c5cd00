#pragma once
// Chance for generated tests: the same numbers on every machine.

#include "engine/random/draws.hpp"

namespace channelsim {

class Chance {
 public:
  explicit Chance(std::uint32_t number) : number_(number) {}

  double real(double low, double high) {
    constexpr Purpose structure{"structure of a generated scenario"};
    return low + (high - low) * Draws(1, number_).uniform<1>(structure, {0}, 0, index_++)[0];
  }
  int whole(int low, int high) { return static_cast<int>(real(low, high + 1)); }
  bool flag() { return real(0, 1) < 0.5; }

 private:
  std::uint32_t number_, index_ = 0;
};

}  // namespace channelsim
