#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

[[noreturn]] void not_conserved(const World& world, int lane, const std::string& what, double off) {
  throw std::runtime_error(fmt::format("conservation broken after step {} (lane {}): {} off by {}",
                                       world.steps, lane, what, off));
}

/// All pieces of a product there have been; what rounding of divisible goods is measured by.
Lanes pieces_so_far(const World& world, std::size_t product) {
  return (world.opening_goods[product] + world.produced[product]).value;
}

/// Stock is never negative, and what is on order is what is under way.
void check_shelf(const World& world, std::size_t shelf, int lanes) {
  const Shelves& shelves = world.shelves;
  const std::string& member = world.members.spec[shelves.member[shelf]].name;
  const Lanes on_hand = shelves.on_hand[shelf].value, on_order = shelves.on_order[shelf].value;
  const Lanes lost_track = on_order - shelves.shipments.under_way(shelf).value;
  const Lanes scale = pieces_so_far(world, shelves.product[shelf]);
  for (int lane = 0; lane < lanes; ++lane) {
    const double tolerance = 1e-9 * (1 + scale[lane]);
    if (!(std::abs(lost_track[lane]) <= tolerance))
      not_conserved(world, lane, "orders under way to " + member, lost_track[lane]);
    if (!(on_hand[lane] >= -tolerance))
      not_conserved(world, lane, "stock (negative) of " + member, on_hand[lane]);
  }
}

/// Made + opening = sold to consumers + on hand + under way.
void check_product(const World& world, std::size_t product, int lanes) {
  const Shelves& shelves = world.shelves;
  const Lanes entered = pieces_so_far(world, product);
  Pieces<Lanes> found{0.0};
  for (std::size_t shelf = 0; shelf < shelves.size(); ++shelf) {
    if (shelves.product[shelf] != product) continue;
    found += shelves.on_hand[shelf] + shelves.shipments.under_way(shelf);
    if (world.members.spec[shelves.member[shelf]].traits.sells_to == Customers::consumers)
      found += shelves.total_sold[shelf];
  }
  const Lanes difference = entered - found.value;
  for (int lane = 0; lane < lanes; ++lane) {
    // Whole pieces are whole numbers far below 2^53, so their sums have no rounding at all.
    const double tolerance = world.products[product].divisible ? 1e-9 * (1 + entered[lane]) : 0.0;
    if (!(std::abs(difference[lane]) <= tolerance))
      not_conserved(world, lane, "pieces of " + world.products[product].name, difference[lane]);
  }
}

}  // namespace

void check_conservation(const World& world, int lanes) {
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf)
    check_shelf(world, shelf, lanes);
  for (std::size_t product = 0; product < world.products.size(); ++product)
    check_product(world, product, lanes);
  const Lanes imbalance = world.ledger.imbalance();
  for (int lane = 0; lane < lanes; ++lane)
    if (!(imbalance[lane] <= 1e-9)) not_conserved(world, lane, "money", imbalance[lane]);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
