#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// Goods received by a member are paid to whoever sent them, at the purchase price; a running trade
/// discount comes back from the manufacturer.
void settle_purchases(World& world, std::size_t m, std::size_t shelf) {
  const Shelves& shelves = world.shelves;
  const Parties& parties = world.parties;
  const Money<Lanes> invoice = shelves.shipped[shelf] * world.terms().purchase_price[shelf];
  const Money<Lanes> support = invoice * shelves.trade_discount[shelf];
  const std::size_t seller = world.supplier_of(shelf);
  Account& account = world.accounts[parties.member(m)];
  world.ledger.transfer(parties.member(m), seller, invoice);
  world.ledger.transfer(parties.manufacturer, parties.member(m), support);
  account.purchases += invoice;
  account.trade_support += support;
  world.accounts[seller].revenue += invoice;
  world.accounts[parties.manufacturer].trade_support -= support;
}

void settle_sales(World& world, std::size_t m, std::size_t shelf) {
  Shelves& shelves = world.shelves;
  const Parties& parties = world.parties;
  const auto& traits = world.terms().members[m].traits;
  Account& account = world.accounts[parties.member(m)];
  Money<Lanes> costs = shelves.sold[shelf] * traits.handling_cost;
  account.handling += costs;
  const Money<Lanes> holding =
      shelves.on_hand[shelf] * world.terms().purchase_price[shelf] * traits.holding_rate;
  account.holding += holding;
  costs += holding;
  if (traits.sells_to == Customers::consumers) {
    const Money<Lanes> revenue = shelves.sold[shelf] * shelves.price[shelf];
    const Money<Lanes> commission = revenue * traits.commission;
    world.ledger.transfer(parties.consumers(), parties.member(m), revenue);
    account.revenue += revenue;
    account.commission += commission;
    shelves.total_revenue[shelf] += revenue;
    costs += commission;
  }
  world.ledger.transfer(parties.member(m), parties.services(), costs);
}

void settle_production(World& world, std::size_t shelf) {
  const Money<Lanes> cost =
      world.shelves.made[shelf] * world.terms().products[world.layout->product[shelf]].unit_cost;
  world.ledger.transfer(Parties::manufacturer, world.parties.services(), cost);
  world.accounts[Parties::manufacturer].purchases += cost;
}

/// Amounts per step of time, for the one step that passed.
Money<Lanes> for_one_step(MoneyPerStep<Lanes> rate) { return {rate.value}; }

void settle_fixed_costs(World& world, Step now) {
  const Parties& parties = world.parties;
  const Network& network = world.network();
  const Terms& terms = world.terms();
  for (const std::uint32_t m : network.in_business) {
    const Money<Lanes> fixed = for_one_step(terms.members[m].traits.fixed_cost);
    world.ledger.transfer(parties.member(m), parties.services(), fixed);
    world.accounts[parties.member(m)].fixed += fixed;
  }
  Account& account = world.accounts[parties.manufacturer];
  const Money<Lanes> own = for_one_step(terms.manufacturer.fixed_cost);
  world.ledger.transfer(parties.manufacturer, parties.services(), own);
  account.fixed += own;
  for (std::size_t entry = 0; entry < network.calendar.size(); ++entry)
    for (const std::uint32_t m : network.calendar[entry].members)
      if (runs(terms.promotions[entry], terms.members[m], now)) {
        const Money<Lanes> cost = for_one_step(terms.promotions[entry].cost);
        world.ledger.transfer(parties.manufacturer, parties.services(), cost);
        account.promotion += cost;
      }
}

}  // namespace

void settle_accounts(World& world, const Draws&, Step now) {
  const Network& network = world.network();
  for (const std::uint32_t shelf : network.trading) {
    const std::uint32_t m = world.layout->member[shelf];
    settle_purchases(world, m, shelf);
    settle_sales(world, m, shelf);
    if (network.supplier[shelf] == nobody) settle_production(world, shelf);
  }
  settle_fixed_costs(world, now);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
