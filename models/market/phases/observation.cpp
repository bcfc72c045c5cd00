#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

void observe_orders(World& world) {
  Shelves& shelves = world.shelves;
  for (const std::uint32_t shelf : world.network().trading) {
    shelves.total_ordered[shelf] += shelves.ordered[shelf];
    shelves.orders_placed[shelf] += yes_or_no(shelves.ordered[shelf].value > 0.0);
  }
}

void observe_ages(World& world, Step now) {
  Ages& ages = world.ages;
  for (std::uint32_t row = 0; row < ages.shelf.size(); ++row)
    for (std::uint32_t left = 0; left < ages.life[row]; ++left)
      ages.total_age[row] += ages.on_hand[ages.bucket(row, now + left)].value *
                             static_cast<double>(ages.life[row] - left);
}

}  // namespace

void observe(World& world, const Draws&, Step now) {
  Shelves& shelves = world.shelves;
  for (std::size_t shelf = 0; shelf < shelves.size(); ++shelf) {
    shelves.total_lost[shelf] += shelves.lost[shelf];
    shelves.total_sold[shelf] += shelves.sold[shelf];
    shelves.total_stock[shelf] += shelves.on_hand[shelf];
  }
  if (world.layout->stock.orders) observe_orders(world);
  for (std::size_t shelf = 0; shelf < world.planning.owed.size(); ++shelf)
    shelves.total_owed[shelf] += world.planning.owed[shelf];
  observe_ages(world, now);
  for (const std::uint32_t offer : world.network().offers)
    if (world.layout->shelf[offer] == nobody)
      world.offers.total_sold[offer] += world.offers.sold[offer];
  world.steps = now + 1;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
