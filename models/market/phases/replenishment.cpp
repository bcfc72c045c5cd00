#include "models/market/policies/allocation.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

void send(World& world, std::size_t shelf, Pieces<Lanes> quantity, Step now) {
  Shelves& shelves = world.shelves;
  shelves.shipped[shelf] += quantity;
  shelves.on_order[shelf] += quantity;
  shelves.shipments.send(shelf, now, world.network().lead_time[shelf], quantity);
}

bool whole_pieces(const World& world, std::size_t shelf) {
  return !world.terms().products[world.layout->product[shelf]].divisible;
}

/// A supplier fills its customers' orders from stock, each in the same proportion when short. Whole
/// pieces are rounded down; the rest stays with the supplier. What is not filled is not owed: the
/// customer's next order asks for it again.
void serve_members(World& world, std::size_t shelf, Step now) {
  Shelves& shelves = world.shelves;
  const Pieces<Lanes> available = max(shelves.on_hand[shelf], Pieces<Lanes>{0.0});
  Pieces<Lanes> ordered{0.0}, sent{0.0};
  const RowNumbers& customers = world.network().customers[shelf];
  for (const std::uint32_t customer : customers) ordered += shelves.ordered[customer];
  const bool whole = whole_pieces(world, shelf);
  for (const std::uint32_t customer : customers) {
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

/// 1 where a member orders: it is in business, or is about to open and has to have goods by then.
Lanes orders_now(const World& world, std::size_t m, Step now) {
  if (!world.layout->lives) return 1.0;
  const MemberStates& members = world.members;
  const double first = double(now) + world.terms().members[m].traits.lead_time;
  return max(members.in_business[m], select(members.opens_at[m] <= first, Lanes(1.0), Lanes(0.0)));
}

/// Cuts a member's orders to what it can pay for and its supplier is willing to deliver.
void keep_to_the_purse(World& world, std::size_t m) {
  Shelves& shelves = world.shelves;
  const RowNumbers& rows = world.network().shelves[m];
  Money<Lanes> value{0.0};
  for (const std::uint32_t shelf : rows)
    value += shelves.ordered[shelf] * world.shelves.purchase_price[shelf];
  const Lanes share = affordable_share(world, m, value);
  if (!any(share < 1.0)) return;
  for (const std::uint32_t shelf : rows) {
    const Pieces<Lanes> cut = shelves.ordered[shelf] * share;
    shelves.ordered[shelf] = whole_pieces(world, shelf) ? floor(cut) : cut;
  }
}

/// Forecast and order of one shelf, whose demand of this step is known by now.
void place_order(World& world, std::size_t shelf, Step now) {
  Shelves& shelves = world.shelves;
  const auto& traits = world.terms().members[world.layout->member[shelf]].traits;
  const Pieces<Lanes> forecast =
      next_forecast(traits.replenishment, shelves.forecast[shelf], shelves.demand[shelf]);
  const Lanes orders = orders_now(world, world.layout->member[shelf], now);
  if (world.layout->lives)  // who is not open learns nothing
    shelves.forecast[shelf].value =
        select(world.members.in_business[world.layout->member[shelf]] > 0.0, forecast.value,
               shelves.forecast[shelf].value);
  else
    shelves.forecast[shelf] = forecast;
  Pieces<Lanes> ahead{0.0};
  if (any(shelves.trade_discount[shelf] * traits.forward_buying > 0.0))
    ahead = shelves.forecast[shelf] *
            (traits.forward_buying *
             steps_bought_ahead(shelves.trade_discount[shelf], traits.holding_rate));
  const Pieces<Lanes> order =
      order_quantity(traits.replenishment,
                     {shelves.on_hand[shelf], shelves.on_order[shelf], shelves.forecast[shelf],
                      Lanes(traits.lead_time + 1.0)},
                     ahead) *
      orders;
  shelves.ordered[shelf] = whole_pieces(world, shelf) ? ceil(order) : order;
}

/// The manufacturer sends whatever is ordered: what was sent back to it first, the rest is made.
void make(World& world, std::size_t shelf, Pieces<Lanes> quantity) {
  const std::uint32_t product = world.layout->product[shelf];
  const Pieces<Lanes> from_stock = min(quantity, world.factory_stock[product]);
  world.factory_stock[product] -= from_stock;
  world.shelves.made[shelf] = quantity - from_stock;
  world.produced[product] += world.shelves.made[shelf];
}

/// Where its supplier has gone, the manufacturer delivers to a member itself.
void stand_in_for_supplier(World& world, std::size_t shelf, Step now) {
  const std::uint32_t supplier = world.network().supplier[shelf];
  const Lanes gone = 1.0 - world.members.in_business[world.layout->member[supplier]];
  if (!any(gone > 0.0)) return;
  const Pieces<Lanes> quantity = world.shelves.ordered[shelf] * gone;
  make(world, shelf, quantity);
  world.shelves.direct[shelf] = quantity;
  send(world, shelf, quantity, now);
}

void make_and_send(World& world, std::size_t shelf, Step now) {
  make(world, shelf, world.shelves.ordered[shelf]);
  send(world, shelf, world.shelves.ordered[shelf], now);
}

/// Drop shipment: what consumers bought this step goes straight to them.
void make_for_consumers(World& world, std::size_t shelf) {
  world.shelves.shipped[shelf] = world.shelves.sold[shelf];
  make(world, shelf, world.shelves.sold[shelf]);
}

/// Orders of shelves before they open: what they will have on hand, and, as if they had been there
/// for long, a step's forecast in each step of the lead time. What a supplier did not fill is asked
/// for again.
void order_ahead(World& world, Step now) {
  for (const std::uint32_t row : world.network().stocked_ahead) {
    const auto [shelf, stage, order_from] = world.layout->late_openings[row];
    if (now < order_from) continue;
    const FirstStock& first = world.plan->openings[row];
    const Pieces<Lanes> wanted = first.on_hand + first.per_step * (now - order_from + 1.0);
    world.shelves.ordered[shelf] = max(wanted - world.shelves.on_order[shelf], Pieces<Lanes>{0.0});
    if (world.network().supplier[shelf] == nobody) make_and_send(world, shelf, now);
  }
}

}  // namespace

/// Customers come before their suppliers, so that a supplier knows all orders when it ships.
void replenish(World& world, const Draws&, Step now) {
  const Network& network = world.network();
  Shelves& shelves = world.shelves;
  for (const std::uint32_t shelf : network.trading)
    shelves.shipped[shelf] = shelves.made[shelf] = shelves.direct[shelf] = Pieces<Lanes>{0.0};
  order_ahead(world, now);
  for (const std::uint32_t m : network.upstream_order) {
    const auto& traits = world.terms().members[m].traits;
    for (const std::uint32_t shelf : network.shelves[m]) {
      if (!traits.holds_stock) {
        make_for_consumers(world, shelf);
        continue;
      }
      if (traits.sells_to == Customers::members) serve_members(world, shelf, now);
      place_order(world, shelf, now);
    }
    if (world.layout->credit) keep_to_the_purse(world, m);
    for (const std::uint32_t shelf : network.shelves[m])
      if (!traits.holds_stock)
        continue;
      else if (network.supplier[shelf] == nobody)
        make_and_send(world, shelf, now);
      else if (world.layout->lives)
        stand_in_for_supplier(world, shelf, now);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
