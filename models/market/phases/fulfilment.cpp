#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// What is on the shelf is sold; what is not there is a lost sale. Drop shipment always delivers.
void serve_consumers(World& world, const Draws&, Step) {
  Shelves& shelves = world.shelves;
  const Layout& layout = *world.layout;
  for (const std::uint32_t offer : world.network().offers) {
    const std::uint32_t shelf = layout.shelf[offer];
    if (shelf == nobody) continue;
    const Pieces<Lanes> wanted = world.offers.demand[offer];
    const bool from_stock = layout.holds_stock[shelf];
    const Pieces<Lanes> sold = from_stock ? min(wanted, shelves.on_hand[shelf]) : wanted;
    if (from_stock) shelves.on_hand[shelf] -= sold;
    shelves.demand[shelf] = wanted;
    shelves.sold[shelf] = sold;
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
