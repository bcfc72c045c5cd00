#include <cmath>

#include "models/market/watch.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

constexpr Invariant conserved = Invariant::goods_and_money_conserved;

/// What is on order is what is under way.
void check_orders(const World& world, std::size_t shelf, Block block) {
  const Shelves& shelves = world.shelves;
  const Lanes lost_track = (shelves.on_order[shelf] - shelves.shipments.under_way(shelf)).value;
  const Lanes scale = pieces_so_far(world, world.layout->product[shelf]);
  for (int lane = 0; lane < static_cast<int>(block.count); ++lane)
    if (!(std::abs(lost_track[lane]) <= 1e-9 * (1 + scale[lane])))
      report_broken(world, block, lane, conserved, "orders under way: " + shelf_text(world, shelf),
                    lost_track[lane]);
}

/// Made + opening = sold to consumers + on hand + under way + sent back to the factory.
void check_product(const World& world, std::size_t product, Block block) {
  const Shelves& shelves = world.shelves;
  const Layout& layout = *world.layout;
  const Lanes entered = pieces_so_far(world, product);
  Pieces<Lanes> found{0.0};
  for (std::size_t shelf = 0; shelf < shelves.size(); ++shelf) {
    if (layout.product[shelf] != product) continue;
    found += shelves.on_hand[shelf] + shelves.shipments.under_way(shelf);
    if (layout.offer[shelf] != nobody) found += shelves.total_sold[shelf];
  }
  const Lanes difference = entered - (found + world.factory_stock[product]).value;
  const auto& spec = world.terms().products[product];
  for (int lane = 0; lane < static_cast<int>(block.count); ++lane) {
    // Whole pieces are whole numbers far below 2^53, so their sums have no rounding at all.
    const double tolerance = spec.divisible ? 1e-9 * (1 + entered[lane]) : 0.0;
    if (!(std::abs(difference[lane]) <= tolerance))
      report_broken(world, block, lane, conserved, "pieces of " + spec.name, difference[lane]);
  }
}

}  // namespace

void check_conservation(const World& world, Block block) {
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf)
    check_orders(world, shelf, block);
  for (std::size_t product = 0; product < world.layout->products; ++product)
    check_product(world, product, block);
  const Lanes imbalance = world.ledger.imbalance();
  for (int lane = 0; lane < static_cast<int>(block.count); ++lane)
    if (!(imbalance[lane] <= 1e-9))
      report_broken(world, block, lane, conserved, "money", imbalance[lane]);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
