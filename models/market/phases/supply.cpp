#include "engine/base/seeded_defect.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

bool whole_pieces(const World& world, std::size_t shelf) {
  return !world.terms().products[world.layout->product[shelf]].divisible;
}

namespace {

CHANNELSIM_INLINE void put_under_way(World& world, std::size_t shelf, Pieces<Lanes> quantity,
                                     Step now) {
  Shelves& shelves = world.shelves;
  shelves.on_order[shelf] += quantity;
  const std::uint32_t early =
      seeded("arrives_a_step_early") && world.network().lead_time[shelf] > 1;
  shelves.shipments.send(shelf, now, world.network().lead_time[shelf] - early, quantity);
}

/// Sends goods from a shelf's supplier, the oldest first; from the manufacturer they are new.
CHANNELSIM_INLINE void send_from_supplier(World& world, std::size_t shelf, Pieces<Lanes> quantity,
                                          Step now) {
  world.shelves.shipped[shelf] = quantity;
  put_under_way(world, shelf, quantity, now);
  if (world.layout->stock.ages)
    send_ages(world, shelf, world.network().supplier[shelf], quantity, now);
}

/// Who fills orders, and how. Who has gone (`there` is 0) owes nothing any more.
struct Supplier {
  const Allocation<Lanes>& rule;
  bool backorders, whole;
  Lanes there = 1.0;
};

/// Sends customers their parts of what is available: what they are owed first, then what they
/// order. Whole pieces are rounded down; the rest stays with the supplier. Returns what was sent.
Pieces<Lanes> fill_orders(World& world, const RowNumbers& customers, const Supplier& supplier,
                          Pieces<Lanes> available, Step now) {
  Column<Pieces<Lanes>>& owed = world.planning.owed;
  const Column<Pieces<Lanes>>& ordered = world.shelves.ordered;
  thread_local Column<Pieces<Lanes>> given, asked, parts;
  given.assign(customers.size(), Pieces<Lanes>{0.0});
  parts.resize(customers.size());
  Pieces<Lanes> left = available;
  const auto fill = [&](const Column<Pieces<Lanes>>& claims, bool owes) {
    asked.clear();
    for (const std::uint32_t customer : customers) asked.push_back(claims[customer]);
    allocate<Lanes>(supplier.rule, asked, left, parts);
    for (std::size_t i = 0; i < customers.size(); ++i) {
      const Pieces<Lanes> part = supplier.whole ? floor(parts[i]) : parts[i];
      given[i] += part;
      left -= part;
      if (owes) owed[customers[i]] -= part;
    }
  };
  if (supplier.backorders) {
    fill(owed, true);
    for (const std::uint32_t customer : customers)
      owed[customer] = (owed[customer] + ordered[customer]) * supplier.there;
  }
  fill(ordered, supplier.backorders);
  for (std::size_t i = 0; i < customers.size(); ++i)
    send_from_supplier(world, customers[i], given[i], now);
  return available - left;
}

/// The manufacturer takes what was sent back to it first; the rest is made.
void make(World& world, std::size_t shelf, Pieces<Lanes> quantity) {
  const std::uint32_t product = world.layout->product[shelf];
  const Pieces<Lanes> from_stock = min(quantity, world.factory_stock[product]);
  world.factory_stock[product] -= from_stock;
  world.shelves.made[shelf] = quantity - from_stock;
  world.produced[product] += world.shelves.made[shelf];
}

/// Each order in the same proportion when short, which is the usual rule and needs no tables.
Pieces<Lanes> fill_in_proportion(World& world, const RowNumbers& customers, Pieces<Lanes> available,
                                 Pieces<Lanes> ordered, bool whole, Step now) {
  Pieces<Lanes> sent{0.0};
  for (const std::uint32_t customer : customers) {
    const Pieces<Lanes> filled =
        proportional_allocation(world.shelves.ordered[customer], available, ordered);
    const Pieces<Lanes> quantity = whole ? floor(filled) : filled;
    send_from_supplier(world, customer, quantity, now);
    sent += quantity;
  }
  return sent;
}

}  // namespace

void serve_members(World& world, std::size_t shelf, Step now) {
  Shelves& shelves = world.shelves;
  const Pieces<Lanes> available = max(shelves.on_hand[shelf], Pieces<Lanes>{0.0});
  Pieces<Lanes> ordered{0.0};
  const RowNumbers& customers = world.network().customers[shelf];
  for (const std::uint32_t customer : customers) ordered += shelves.ordered[customer];
  const bool whole = whole_pieces(world, shelf);
  const auto& traits = world.terms().members[world.layout->member[shelf]].traits;
  const bool plain = !traits.backorders &&
                     std::holds_alternative<ProportionalAllocation<Lanes>>(traits.allocation);
  const Pieces<Lanes> sent =
      plain ? fill_in_proportion(world, customers, available, ordered, whole, now)
            : fill_orders(world, customers,
                          {traits.allocation, traits.backorders, whole,
                           world.in_business(world.layout->member[shelf])},
                          available, now);
  shelves.demand[shelf] = ordered;
  shelves.sold[shelf] = sent;
  shelves.on_hand[shelf] -= sent;
}

void make_and_send(World& world, std::size_t shelf, Step now) {
  if (world.terms().products[world.layout->product[shelf]].capacity) return;  // with all the others
  make(world, shelf, world.shelves.ordered[shelf]);
  send_from_supplier(world, shelf, world.shelves.ordered[shelf], now);
}

void stand_in_for_supplier(World& world, std::size_t shelf, Step now) {
  const std::uint32_t supplier = world.network().supplier[shelf];
  const Lanes gone = 1.0 - world.members.in_business[world.layout->member[supplier]];
  if (!any(gone > 0.0)) return;
  const Pieces<Lanes> quantity = world.shelves.ordered[shelf] * gone;
  make(world, shelf, quantity);
  world.shelves.direct[shelf] = quantity;
  world.shelves.shipped[shelf] += quantity;
  put_under_way(world, shelf, quantity, now);
  if (world.layout->stock.ages) send_ages(world, shelf, nobody, quantity, now);
}

void make_to_capacity(World& world, std::size_t product, Step now) {
  const auto& spec = world.terms().products[product];
  if (!spec.capacity) return;
  const Layout& layout = *world.layout;
  Pieces<Lanes> can_make{spec.capacity->value};
  RowNumbers customers;
  for (const std::uint32_t shelf : world.network().trading) {
    if (layout.product[shelf] != product) continue;
    if (layout.holds_stock[shelf] && world.network().supplier[shelf] == nobody)
      customers.push_back(shelf);
    else
      can_make -= world.shelves.made[shelf];  // promised to consumers, or in a supplier's stead
  }
  const auto& manufacturer = world.terms().manufacturer;
  fill_orders(world, customers, {manufacturer.allocation, manufacturer.backorders, !spec.divisible},
              world.factory_stock[product] + max(can_make, Pieces<Lanes>{0.0}), now);
  for (const std::uint32_t shelf : customers) make(world, shelf, world.shelves.shipped[shelf]);
}

void make_for_consumers(World& world, std::size_t shelf) {
  world.shelves.shipped[shelf] = world.shelves.sold[shelf];
  make(world, shelf, world.shelves.sold[shelf]);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
