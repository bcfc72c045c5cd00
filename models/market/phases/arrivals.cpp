#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

void receive_shipments(World& world, const Draws&, Step now) {
  Shelves& shelves = world.shelves;
  for (std::size_t shelf = 0; shelf < shelves.size(); ++shelf) {
    const Pieces<Lanes> arrived = shelves.shipments.take_due(shelf, now);
    shelves.on_hand[shelf] += arrived;
    shelves.on_order[shelf] -= arrived;
    if (world.layout->stock.ages) receive_ages(world, shelf, now);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
