#include <set>

#include "engine/base/seeded_defect.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// Stores in the regions where an offer can be bought.
RowNumbers stores_near(const World& world, std::uint32_t offer) {
  const Network& network = world.network();
  std::set<std::uint32_t> stores;
  for (const std::uint32_t alternative : network.alternatives_of[offer]) {
    const RowNumbers& here = network.stores_in[network.region_of[alternative]];
    stores.insert(here.begin(), here.end());
  }
  return {stores.begin(), stores.end()};
}

/// Counts what was sent to a shelf, and what it is worth to who sent it, among the flows.
void note_flows(World& world, std::size_t shelf, Pieces<Lanes> goods, Money<Lanes> money,
                const RowNumbers& ways) {
  world.flows.goods[ways[shelf]] += goods;
  world.flows.money[ways[shelf]] += money;
}

/// Goods received by a member are paid to whoever sent them, at the purchase price; a running trade
/// discount comes back from the manufacturer. What an agent receives stays the manufacturer's.
void settle_purchases(World& world, std::size_t m, std::size_t shelf, const Draws& draws,
                      Step now) {
  const Shelves& shelves = world.shelves;
  const Network& network = world.network();
  if (!world.terms().members[m].traits.takes_title)
    return note_flows(world, shelf, shelves.shipped[shelf], Money<Lanes>{0.0}, network.way);
  const Money<Lanes> invoice = shelves.shipped[shelf] * world.shelves.purchase_price[shelf];
  const std::size_t member = Parties::member(m);
  Money<Lanes> direct{0.0};
  if (world.layout->lives && any(shelves.direct[shelf].value > 0.0)) {
    direct = shelves.direct[shelf] * world.shelves.purchase_price[shelf];
    world.ledger.post(member, Parties::manufacturer, Item::goods, direct);
    note_flows(world, shelf, shelves.direct[shelf], direct, network.way_from_maker);
    note_flows(world, shelf, shelves.shipped[shelf] - shelves.direct[shelf], invoice - direct,
               network.way);
  } else {
    note_flows(world, shelf, shelves.shipped[shelf], invoice, network.way);
  }
  pay_supplier(world, member, world.supplier_of(shelf), Item::goods, invoice - direct);
  if (any(shelves.trade_discount[shelf] != 0.0))  // one that is none has to be noticed
    world.ledger.post(Parties::manufacturer, member, Item::trade_discount,
                      invoice * shelves.trade_discount[shelf]);
  if (world.layout->credit) invoice_member(world, m, invoice - direct, draws, now);
}

/// Orders collected in a store cost what handing them over does.
Money<Lanes> handling_of(const Traits<Lanes>& traits, Pieces<Lanes> sold, Pieces<Lanes> collected) {
  if (!traits.pick_up) return sold * traits.handling_cost;
  return (sold - collected) * traits.handling_cost + collected * traits.pick_up->handling_cost;
}

/// What people bought along when they collected an order goes to the stores of the region that are
/// in business, to each as much as to another; where there is none, to who took the order.
void settle_cross_sales(World& world, std::size_t m, std::size_t shelf) {
  if (!world.terms().uses[m].pick_up) return;
  const auto& pick_up = world.terms().members[m].traits.pick_up;
  if (!any(world.shelves.bought_along[shelf].value > 0.0)) return;
  const RowNumbers stores = stores_near(world, world.layout->offer[shelf]);
  Lanes count = 0.0;
  for (const std::uint32_t store : stores) count += world.in_business(store);
  const Money<Lanes> value = world.shelves.bought_along[shelf] * pick_up->value;
  const auto sell = [&](std::size_t seller, Money<Lanes> part) {
    const std::size_t party = world.parties.member(seller);
    world.ledger.post(world.parties.consumers(), party, Item::cross_sales, part);
    world.ledger.post(party, world.parties.services(), Item::cross_costs,
                      part * pick_up->cost_share);
  };
  for (const std::uint32_t store : stores)
    sell(store, value * (1.0 / max(count, Lanes(1.0))) * world.in_business(store));
  if (any(count == 0.0)) sell(m, value * yes_or_no(count == 0.0));
}

void settle_sales(World& world, std::size_t m, std::size_t shelf, const Draws& draws, Step now) {
  Shelves& shelves = world.shelves;
  const std::size_t member = Parties::member(m), services = world.parties.services();
  const auto& traits = world.terms().members[m].traits;
  const Uses& uses = world.terms().uses[m];
  if (uses.handling)
    world.ledger.post(member, services, Item::handling,
                      handling_of(traits, shelves.sold[shelf], shelves.collected[shelf]));
  if (uses.complaints)
    world.ledger.post(member, services, Item::complaints,
                      shelves.sold[shelf] * traits.complaint_cost *
                          (traits.complaint_rate * traits.complaints_handled));
  if (uses.holding && !seeded("no_holding_cost"))
    world.ledger.post(member, services, Item::holding,
                      shelves.on_hand[shelf] * shelves.purchase_price[shelf] * traits.holding_rate);
  if (traits.sells_to != Customers::consumers) return;
  const Money<Lanes> revenue = shelves.sold[shelf] * shelves.price[shelf];
  const std::size_t seller = traits.takes_title ? member : Parties::manufacturer;
  world.ledger.post(world.parties.consumers(), seller, Item::sales, revenue);
  const Lanes commission =
      world.layout->answers ? traits.commission + world.members.dearer[m] : traits.commission;
  const Lanes kept_by_agent =
      !traits.takes_title && traits.fees ? share_of_agent(traits) : Lanes(0.0);
  const std::size_t payee =
      seeded("commission_to_consumers") ? world.parties.consumers() : services;
  if (uses.commission || world.layout->answers)
    world.ledger.post(member, payee, Item::commission, revenue * commission);
  shelves.total_revenue[shelf] += revenue;
  if (!world.layout->credit) return;
  invoice_consumers(world, m, revenue, draws, now);
  await_payout(world, m, revenue * (1.0 - (traits.takes_title ? commission : kept_by_agent)), now);
}

void settle_production(World& world, std::size_t shelf) {
  const Money<Lanes> cost =
      world.shelves.made[shelf] * world.terms().products[world.layout->product[shelf]].unit_cost;
  world.ledger.post(Parties::manufacturer, world.parties.services(), Item::production, cost);
}

/// Placing an order costs the same whatever its size.
void settle_ordering(World& world, std::size_t m, std::size_t shelf) {
  const Money<Lanes> cost = world.terms().members[m].traits.order_cost;
  const Lanes orders = yes_or_no(world.shelves.ordered[shelf].value > 0.0);
  world.ledger.post(Parties::member(m), world.parties.services(), Item::ordering, cost * orders);
}

/// Amounts per step of time, for the one step that passed.
Money<Lanes> for_one_step(MoneyPerStep<Lanes> rate) { return {rate.value}; }

void settle_fixed_costs(World& world, Step now) {
  const Parties& parties = world.parties;
  const Network& network = world.network();
  const Terms& terms = world.terms();
  for (const std::uint32_t m : network.in_business) {
    if (!terms.uses[m].fixed_cost) continue;
    const Money<Lanes> fixed =
        for_one_step(terms.members[m].traits.fixed_cost) * world.in_business(m);
    world.ledger.post(parties.member(m), parties.services(), Item::fixed_cost, fixed);
  }
  const Money<Lanes> own = for_one_step(terms.manufacturer.fixed_cost);
  world.ledger.post(parties.manufacturer, parties.services(), Item::fixed_cost, own);
  for (std::size_t entry = 0; entry < network.calendar.size(); ++entry) {
    if (!any(terms.promotions[entry].cost.value > 0.0)) continue;
    for (const std::uint32_t m : network.calendar[entry].members)
      if (occurrence(world, static_cast<std::uint32_t>(entry), m, now)) {
        const Money<Lanes> cost = for_one_step(terms.promotions[entry].cost) * world.in_business(m);
        world.ledger.post(parties.manufacturer, parties.services(), Item::promotion, cost);
      }
  }
}

/// Care of relations, and supervisors.
void settle_care(World& world) {
  const Terms& terms = world.terms();
  const Parties& parties = world.parties;
  for (const std::uint32_t m : world.network().in_business)
    if (const auto& relation = terms.members[m].traits.relationship)
      world.ledger.post(Parties::manufacturer, parties.services(), Item::care,
                        for_one_step(relation->care) * world.in_business(m));
  for (const auto& incident : terms.incidents)
    if (incident.active)
      world.ledger.post(Parties::manufacturer, parties.services(), Item::supervision,
                        for_one_step(incident.supervisor_cost) * incident.supervisors);
}

/// Campaigns, and referral programmes with what they pay for customers and seeds.
void settle_marketing(World& world, Step now) {
  const Terms& terms = world.terms();
  const Parties& parties = world.parties;
  for (const Campaign<Lanes>& campaign : terms.campaigns) {
    world.ledger.post(Parties::manufacturer, parties.services(), Item::marketing,
                      spending_of(campaign, now));
  }
  for (std::size_t row = 0; row < terms.referrals.size() && world.layout->memory; ++row) {
    const Referral<Lanes>& referral = terms.referrals[row];
    if (!referral.active) continue;
    const Money<Lanes> rewards = Pieces<Lanes>{world.population.recruits[row]} * referral.reward;
    const Money<Lanes> other = for_one_step(referral.cost) +
                               Pieces<Lanes>{world.population.seeded[row]} * referral.seed_cost;
    world.ledger.post(Parties::manufacturer, parties.consumers(), Item::marketing, rewards);
    world.ledger.post(Parties::manufacturer, parties.services(), Item::marketing, other);
  }
}

}  // namespace

void settle_accounts(World& world, const Draws& draws, Step now) {
  const Network& network = world.network();
  for (const std::uint32_t shelf : network.trading) {
    const std::uint32_t m = world.layout->member[shelf];
    settle_purchases(world, m, shelf, draws, now);
    settle_sales(world, m, shelf, draws, now);
    settle_cross_sales(world, m, shelf);
    if (network.supplier[shelf] == nobody || world.layout->lives) settle_production(world, shelf);
    if (world.layout->stock.orders) settle_ordering(world, m, shelf);
  }
  settle_returns(world);
  settle_fixed_costs(world, now);
  settle_care(world);
  settle_marketing(world, now);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
