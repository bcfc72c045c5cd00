#pragma once
// A run under watch: after each step the invariants asked for are proved in every replication.

#include <chrono>
#include <span>

#include "engine/run/results.hpp"
#include "models/market/invariants.hpp"
#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// Each throws std::runtime_error that names the invariant, replication, step and what is wrong.
/// Lanes beyond the block's replications do not count.
void check_conservation(const World& world, Block block);
void check_no_negative_stock(const World& world, Block block);
/// `available`: by shelf, what it had when consumers came.
void check_sales(const World& world, const Column<Pieces<Lanes>>& available, Block block);

/// What was found: in which invariant, and by how much it is broken.
[[noreturn]] void report_broken(const World& world, Block block, int lane, Invariant invariant,
                                const std::string& what, double off);
/// "the stock of p0 at shop" with the names of the terms in force.
std::string shelf_text(const World& world, std::size_t shelf);
/// All pieces of a product there have been; what rounding of divisible goods is measured by.
Lanes pieces_so_far(const World& world, std::size_t product);

class Watch {
 public:
  /// Where nothing is proved, `taken` gets the time of each system, unless it is empty.
  Watch(std::span<const Invariant> invariants, Block block,
        std::span<std::chrono::nanoseconds> taken = {})
      : invariants_(invariants), block_(block), taken_(taken) {}

  /// One step of the week; throws std::runtime_error when it leaves an invariant broken.
  void step(World& world, const Draws& draws, Step now);
  /// What the last step left.
  void check(const World& world) const;

 private:
  /// The same, measured.
  void step_by_the_clock(World& world, const Draws& draws, Step now);
  void note_available(const Column<Pieces<Lanes>>& on_hand);

  std::span<const Invariant> invariants_;
  Block block_;
  std::span<std::chrono::nanoseconds> taken_;
  Column<Pieces<Lanes>> available_;  // by shelf, when consumers came
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
