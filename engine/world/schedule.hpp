#pragma once
// The order of a step: named systems that run phase by phase.

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/random/draws.hpp"

namespace channelsim {

/// One thing that happens in every step: reads what earlier phases left, writes its own columns.
template <class World, class Phase>
struct System {
  std::string_view name;  // a phrase a merchant understands
  Phase phase;
  void (*step)(World&, const Draws&, Step);
};

template <class World, class Phase>
class Schedule {
 public:
  explicit Schedule(std::vector<System<World, Phase>> systems) : systems_(std::move(systems)) {
    std::stable_sort(systems_.begin(), systems_.end(),
                     [](const auto& a, const auto& b) { return a.phase < b.phase; });
  }
  void step(World& world, const Draws& draws, Step now) const {
    for (const auto& system : systems_) system.step(world, draws, now);
  }
  const std::vector<System<World, Phase>>& systems() const { return systems_; }

 private:
  std::vector<System<World, Phase>> systems_;
};

}  // namespace channelsim
