#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// What is on the shelf is sold; what is not there is a lost sale. Drop shipment always delivers.
void serve_consumers(World& world, const Draws&, Step) {
  Shelves& shelves = world.shelves;
  for (std::size_t offer = 0; offer < world.offers.size(); ++offer) {
    const std::uint32_t shelf = world.offers.shelf[offer];
    if (shelf == nobody) continue;
    const Pieces<Lanes> wanted = world.offers.demand[offer];
    const bool from_stock = world.members.spec[shelves.member[shelf]].traits.holds_stock;
    const Pieces<Lanes> sold = from_stock ? min(wanted, shelves.on_hand[shelf]) : wanted;
    if (from_stock) shelves.on_hand[shelf] -= sold;
    shelves.demand[shelf] = wanted;
    shelves.sold[shelf] = sold;
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
