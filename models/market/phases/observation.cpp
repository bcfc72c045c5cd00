#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

void observe(World& world, const Draws&, Step now) {
  Shelves& shelves = world.shelves;
  for (std::size_t shelf = 0; shelf < shelves.size(); ++shelf) {
    shelves.total_lost[shelf] += shelves.lost[shelf];
    shelves.total_sold[shelf] += shelves.sold[shelf];
    shelves.total_stock[shelf] += shelves.on_hand[shelf];
  }
  for (const std::uint32_t offer : world.network().offers)
    if (world.layout->shelf[offer] == nobody)
      world.offers.total_sold[offer] += world.offers.sold[offer];
  world.steps = now + 1;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
