#pragma once
// A run under watch: in which replications of a block a number is none, or a law does not hold.

#include <array>
#include <chrono>
#include <optional>
#include <span>

#include "engine/run/block.hpp"
#include "engine/run/failure.hpp"
#include "models/market/fault.hpp"
#include "models/market/invariants.hpp"
#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// By lane, the first thing that was found wrong. Lanes beyond the block's replications do not
/// count.
class Findings {
 public:
  explicit Findings(Block block) : block_(block) {}

  /// Whether a lane counts and nothing was found in it so far.
  bool open(int lane) const {
    return lane < static_cast<int>(block_.count) && !failures_[static_cast<std::size_t>(lane)];
  }
  bool empty() const;
  void note(int lane, Step step, std::string variable, double value);
  const std::optional<Failure>& in(int lane) const {
    return failures_[static_cast<std::size_t>(lane)];
  }

 private:
  Block block_;
  std::array<std::optional<Failure>, lanes_per_block> failures_;
};

// Each notes what it finds wrong with the world after its last step.

/// Goods, money, consumers and debts.
void check_conservation(const World& world, Findings& findings);
void check_no_negative_stock(const World& world, Findings& findings);
/// `available`: by shelf, what it had when consumers came.
void check_sales(const World& world, const Column<Pieces<Lanes>>& available, Findings& findings);
/// All numbers and, if asked for, the books and what is under way.
void check_numbers(const World& world, Step now, bool books, Findings& findings);

/// The step played last.
Step last_step(const World& world);
/// All pieces of a product there have been; what rounding of divisible goods is measured by.
Lanes pieces_so_far(const World& world, std::size_t product);

/// How closely a run is looked at.
enum class Scrutiny : std::uint8_t {
  end,         // after each step at what the next one makes anew; at all else at the end
  each_step,   // after each step at everything
  each_system  // at every number after every system, to tell where it went wrong first
};

class Watch {
 public:
  Watch(Scrutiny scrutiny, std::span<const Invariant> invariants, Block block, const Fault* fault)
      : scrutiny_(scrutiny), invariants_(invariants), fault_(fault), findings_(block) {}

  /// Where nothing is proved after each system, `taken` gets the time of each.
  void measure(std::span<std::chrono::nanoseconds> taken) { taken_ = taken; }

  /// One step of the week, and what it left.
  void step(World& world, const Draws& draws, Step now);
  /// What the last step of all left: conservation is proved in any case.
  void finish(const World& world);

  Findings& findings() { return findings_; }

 private:
  /// The same, measured.
  void step_by_the_clock(World& world, const Draws& draws, Step now);
  void note_available(const Column<Pieces<Lanes>>& on_hand);
  void check_invariants(const World& world);

  Scrutiny scrutiny_;
  std::span<const Invariant> invariants_;
  const Fault* fault_;
  Findings findings_;
  std::span<std::chrono::nanoseconds> taken_;
  Column<Pieces<Lanes>> available_;  // by shelf, when consumers came
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
