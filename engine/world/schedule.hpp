#pragma once
// The order of a step: named systems that run phase by phase.

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/timings.hpp"
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
  /// The same; adds what each system took to its place in `taken`.
  void step(World& world, const Draws& draws, Step now,
            std::span<std::chrono::nanoseconds> taken) const {
    Stopwatch stopwatch;
    for (std::size_t i = 0; i < systems_.size(); ++i) {
      systems_[i].step(world, draws, now);
      taken[i] += stopwatch.lap();
    }
  }
  const std::vector<System<World, Phase>>& systems() const { return systems_; }

 private:
  std::vector<System<World, Phase>> systems_;
};

}  // namespace channelsim
