#pragma once
// What consumers could pay elsewhere.

#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// Where nobody else offers anything.
inline constexpr double no_price = 1e300;

/// Whether an offer is that of another member for the same product.
inline bool is_elsewhere(const World& world, std::uint32_t shelf, std::uint32_t offer) {
  const Layout& layout = *world.layout;
  const std::uint32_t other = layout.shelf[offer];
  return other != nobody && layout.member[other] != layout.member[shelf] &&
         layout.product[other] == layout.product[shelf];
}

/// The lowest price of the offers that count, `counts(offer)`, among those that consumers can
/// choose where a shelf can be bought; of members in business only.
Price<Lanes> lowest_price(const World& world, std::uint32_t shelf, auto&& counts) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  Price<Lanes> lowest{no_price};
  for (const std::uint32_t alternative : network.alternatives_of[layout.offer[shelf]]) {
    const std::uint32_t region = network.region_of[alternative];
    for (std::size_t place = 0; place < network.alternatives_in(region); ++place) {
      const std::uint32_t offer = network.offer_at(region, place);
      if (!counts(offer)) continue;
      const Lanes there = layout.is_rival(offer)
                              ? Lanes(1.0)
                              : world.in_business(layout.member[layout.shelf[offer]]);
      lowest.value =
          min(lowest.value, select(there > 0.0, world.offers.price[offer].value, Lanes(no_price)));
    }
  }
  return lowest;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
