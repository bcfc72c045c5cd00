#include "models/market/watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "engine/base/timings.hpp"
#include "engine/schema/description.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

void report_broken(const World& world, Block block, int lane, Invariant invariant,
                   const std::string& what, double off) {
  throw std::runtime_error(
      fmt::format("{} broken in replication {} after step {} (counted from 0): {} off by {}",
                  default_text(invariant), block.first + static_cast<unsigned>(lane),
                  std::max<Step>(world.steps, 1) - 1, what, off));
}

std::string shelf_text(const World& world, std::size_t shelf) {
  const Layout& layout = *world.layout;
  return fmt::format("{} of {}", world.terms().products[layout.product[shelf]].name,
                     world.terms().members[layout.member[shelf]].name);
}

Lanes pieces_so_far(const World& world, std::size_t product) {
  return (world.opening_goods[product] + world.produced[product]).value;
}

namespace {
/// Smallest value that counts as not negative: nothing, but for rounding of divisible goods.
Lanes lowest_stock(const World& world, std::size_t shelf) {
  return (pieces_so_far(world, world.layout->product[shelf]) + 1.0) * -1e-9;
}
}  // namespace

void check_no_negative_stock(const World& world, Block block) {
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf) {
    const Lanes stock = world.shelves.on_hand[shelf].value, lowest = lowest_stock(world, shelf);
    for (int lane = 0; lane < static_cast<int>(block.count); ++lane)
      if (!(stock[lane] >= lowest[lane]))
        report_broken(world, block, lane, Invariant::no_negative_stock,
                      "stock of " + shelf_text(world, shelf), stock[lane]);
  }
}

void check_sales(const World& world, const Column<Pieces<Lanes>>& available, Block block) {
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf) {
    if (!world.layout->holds_stock[shelf]) continue;
    const Lanes left = (available[shelf] - world.shelves.sold[shelf]).value;
    const Lanes lowest = lowest_stock(world, shelf);
    for (int lane = 0; lane < static_cast<int>(block.count); ++lane)
      if (!(left[lane] >= lowest[lane]))
        report_broken(world, block, lane, Invariant::no_stock_no_sales,
                      "sales of " + shelf_text(world, shelf), left[lane]);
  }
}

/// What is there when consumers come; goods that are sent back later in the step can be sold, too.
void Watch::note_available(const Column<Pieces<Lanes>>& on_hand) {
  if (available_.empty()) available_ = on_hand;
  for (std::size_t shelf = 0; shelf < on_hand.size(); ++shelf)
    available_[shelf] = max(available_[shelf], on_hand[shelf]);
}

void Watch::step_by_the_clock(World& world, const Draws& draws, Step now) {
  const auto& systems = week().systems();
  Stopwatch stopwatch;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    systems[i].step(world, draws, now);
    taken_[i] += stopwatch.lap();
  }
}

void Watch::step(World& world, const Draws& draws, Step now) {
  if (invariants_.empty() && taken_.empty()) return week().step(world, draws, now);
  if (invariants_.empty()) return step_by_the_clock(world, draws, now);
  available_.clear();
  for (const auto& system : week().systems()) {
    if (system.phase >= Phase::fulfilment && system.phase <= Phase::replenishment)
      note_available(world.shelves.on_hand);
    system.step(world, draws, now);
  }
  check(world);
}

void Watch::check(const World& world) const {
  for (const Invariant invariant : invariants_) {
    if (invariant == Invariant::goods_and_money_conserved) check_conservation(world, block_);
    if (invariant == Invariant::no_stock_no_sales) check_sales(world, available_, block_);
    if (invariant == Invariant::no_negative_stock) check_no_negative_stock(world, block_);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
