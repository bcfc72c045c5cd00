#include "models/market/policies/allocation.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

void send(World& world, std::size_t shelf, Pieces<Lanes> quantity, Step now) {
  Shelves& shelves = world.shelves;
  shelves.shipped[shelf] = quantity;
  shelves.on_order[shelf] += quantity;
  shelves.shipments.send(shelf, now, quantity);
}

/// A supplier fills its customers' orders from stock, each in the same proportion when short. Whole
/// pieces are rounded down; the rest stays with the supplier. What is not filled is not owed: the
/// customer's next order asks for it again.
void serve_members(World& world, std::size_t shelf, Step now) {
  Shelves& shelves = world.shelves;
  const Pieces<Lanes> available = max(shelves.on_hand[shelf], Pieces<Lanes>{0.0});
  Pieces<Lanes> ordered{0.0}, sent{0.0};
  for (const std::uint32_t customer : shelves.customers[shelf])
    ordered += shelves.ordered[customer];
  const bool whole = !world.products[shelves.product[shelf]].divisible;
  for (const std::uint32_t customer : shelves.customers[shelf]) {
    const Pieces<Lanes> filled =
        proportional_allocation(shelves.ordered[customer], available, ordered);
    const Pieces<Lanes> quantity = whole ? floor(filled) : filled;
    send(world, customer, quantity, now);
    sent += quantity;
  }
  shelves.demand[shelf] = ordered;
  shelves.sold[shelf] = sent;
  shelves.on_hand[shelf] -= sent;
}

/// Forecast and order of one shelf, whose demand of this step is known by now.
void place_order(World& world, std::size_t shelf) {
  Shelves& shelves = world.shelves;
  const auto& traits = world.members.spec[shelves.member[shelf]].traits;
  shelves.forecast[shelf] =
      next_forecast(traits.replenishment, shelves.forecast[shelf], shelves.demand[shelf]);
  const Pieces<Lanes> order = order_quantity(
      traits.replenishment, {shelves.on_hand[shelf], shelves.on_order[shelf],
                             shelves.forecast[shelf], Lanes(traits.lead_time + 1.0)});
  shelves.ordered[shelf] = world.products[shelves.product[shelf]].divisible ? order : ceil(order);
}

/// The manufacturer makes whatever is ordered.
void make_and_send(World& world, std::size_t shelf, Step now) {
  send(world, shelf, world.shelves.ordered[shelf], now);
  world.produced[world.shelves.product[shelf]] += world.shelves.ordered[shelf];
}

/// Drop shipment: what consumers bought this step is made and goes straight to them.
void make_for_consumers(World& world, std::size_t shelf) {
  world.shelves.shipped[shelf] = world.shelves.sold[shelf];
  world.produced[world.shelves.product[shelf]] += world.shelves.sold[shelf];
}

}  // namespace

/// Customers come before their suppliers, so that a supplier knows all orders when it ships.
void replenish(World& world, const Draws&, Step now) {
  for (const std::uint32_t m : world.members.upstream_order) {
    const auto& traits = world.members.spec[m].traits;
    for (const std::uint32_t shelf : world.members.shelves[m]) {
      if (!traits.holds_stock) {
        make_for_consumers(world, shelf);
        continue;
      }
      if (traits.sells_to == Customers::members) serve_members(world, shelf, now);
      place_order(world, shelf);
      if (world.shelves.supplier[shelf] == nobody) make_and_send(world, shelf, now);
    }
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
