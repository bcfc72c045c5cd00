// Who owns how many units, what that saves and brings, and the purse they pay from.

#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

const MultiUnitOwner<Lanes>* rule_of(const World& world, std::size_t m) {
  const std::uint32_t row = world.layout->owners ? world.layout->owner_rule[m] : nobody;
  return row == nobody ? nullptr : &world.terms().multi_unit_owners[row];
}

/// By lane the value of a member's owner.
template <class Cell>
Cell of_owner(const World& world, std::size_t m, const Column<Cell>& by_owner, auto&& number) {
  Cell found{};
  const Lanes& owner = world.owners.owner[m];
  for (int lane = 0; lane < lanes_per_block; ++lane)
    number(found).set(lane, number(by_owner[static_cast<std::size_t>(owner[lane])])[lane]);
  return found;
}
Lanes of_owner(const World& world, std::size_t m, const Column<Lanes>& by_owner) {
  return of_owner(
      world, m, by_owner, [](auto& cell) -> auto& { return cell; });
}
Money<Lanes> of_owner(const World& world, std::size_t m, const Column<Money<Lanes>>& by_owner) {
  return of_owner(
      world, m, by_owner, [](auto& cell) -> auto& { return cell.value; });
}

}  // namespace

void add_to_owner(const World& world, std::size_t m, Lanes amount, Column<Lanes>& by_owner) {
  const Lanes& owner = world.owners.owner[m];
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    Lanes& cell = by_owner[static_cast<std::size_t>(owner[lane])];
    cell.set(lane, cell[lane] + amount[lane]);
  }
}

void build_owners(World& world) {
  const Layout& layout = *world.layout;
  if (!layout.owners) return;
  OwnerStates& owners = world.owners;
  for (const std::uint32_t owner : layout.first_owner) owners.owner.emplace_back(double(owner));
  owners.units.assign(layout.members, 0.0);
  owners.expanded.assign(layout.members, 0.0);
  for (auto* column : {&owners.purse, &owners.overdraft})
    column->assign(layout.members, Money<Lanes>{0.0});
  count_units(world);
}

void count_units(World& world) {
  if (!world.layout->owners) return;
  Column<Lanes> by_owner(world.layout->members, 0.0);
  for (const std::uint32_t m : world.network().in_business)
    add_to_owner(world, m, world.in_business(m), by_owner);
  for (std::uint32_t m = 0; m < world.layout->members; ++m)
    world.owners.units[m] = of_owner(world, m, by_owner);
}

bool shares_purse(const World& world, std::size_t m) {
  const auto* rule = rule_of(world, m);
  return rule && rule->shared_purse && world.terms().members[m].traits.finance;
}

bool fails_with_owner(const World& world, std::size_t m) {
  const auto* rule = rule_of(world, m);
  return rule && rule->shared_purse;
}

namespace {

/// 1 where a member is or was in business: what a unit leaves stays with its owner.
Lanes has_begun(const World& world, std::size_t m) {
  const bool from_the_start = world.layout->networks.front().has(static_cast<std::uint32_t>(m)) &&
                              world.layout->programme[m] == nobody;
  return from_the_start ? Lanes(1.0) : min(world.members.openings[m], Lanes(1.0));
}

}  // namespace

void fill_purses(World& world) {
  if (!world.layout->owners) return;
  OwnerStates& owners = world.owners;
  Column<Lanes> cash(world.layout->members, 0.0), overdraft = cash;
  for (std::size_t m = 0; m < world.layout->members; ++m) {
    if (!shares_purse(world, m)) continue;
    add_to_owner(world, m, cash_of(world, m).value * has_begun(world, m), cash);
    if (!world.network().has(static_cast<std::uint32_t>(m))) continue;
    add_to_owner(world, m,
                 world.terms().members[m].traits.finance->overdraft.value * world.in_business(m),
                 overdraft);
  }
  for (std::size_t m = 0; m < cash.size(); ++m) {
    owners.purse[m] = {cash[m]};
    owners.overdraft[m] = {overdraft[m]};
  }
}

Money<Lanes> purse_of(const World& world, std::size_t m) {
  return of_owner(world, m, world.owners.purse);
}
Money<Lanes> overdraft_of(const World& world, std::size_t m) {
  return of_owner(world, m, world.owners.overdraft);
}

void pay_from_purse(World& world, std::size_t m, Money<Lanes> amount) {
  const Lanes& owner = world.owners.owner[m];
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    Lanes& purse = world.owners.purse[static_cast<std::size_t>(owner[lane])].value;
    purse.set(lane, purse[lane] - amount.value[lane]);
  }
}

Column<Lanes> failing_owners(const World& world, const Column<Lanes>& units_that_fail) {
  Column<Lanes> by_owner(world.layout->members, 0.0);
  for (const std::uint32_t m : world.network().in_business)
    if (fails_with_owner(world, m))
      add_to_owner(world, m, units_that_fail[m] * world.in_business(m), by_owner);
  Column<Lanes> fails(world.layout->members, 0.0);
  for (const std::uint32_t m : world.network().in_business)
    if (fails_with_owner(world, m)) fails[m] = min(of_owner(world, m, by_owner), Lanes(1.0));
  return fails;
}

Lanes luck_of_owner(const World& world, Purpose purpose, std::size_t m, const Draws& draws,
                    Step now) {
  Lanes luck = draws.uniform(purpose, world.layout->member_address[m], now);
  const Lanes& owner = world.owners.owner[m];
  if (!any(owner != double(m))) return luck;
  for (int lane = 0; lane < lanes_per_block; ++lane)
    if (const auto row = static_cast<std::size_t>(owner[lane]); row != m)
      luck.set(lane, draws.uniform(purpose, world.layout->member_address[row], now)[lane]);
  return luck;
}

Lanes risk_of_owner(const World& world, std::size_t m) {
  const auto* rule = rule_of(world, m);
  return rule ? risk_of_unit(*rule, world.owners.units[m]) : Lanes(1.0);
}

Lanes effort_of_managers(const World& world, std::size_t m) {
  const auto* rule = rule_of(world, m);
  return rule ? effort_of_units(*rule, world.owners.units[m]) : Lanes(1.0);
}

namespace {

/// Frees the name of a place: units that went by it go by the first of them from now on. So a name
/// in use is always that of a place that was its owner's last.
void free_name(Column<Lanes>& owners, std::size_t m, int lane) {
  double heir = -1;
  for (std::size_t unit = 0; unit < owners.size(); ++unit) {
    if (unit == m || owners[unit][lane] != double(m)) continue;
    if (heir < 0) heir = double(unit);
    owners[unit].set(lane, heir);
  }
}

}  // namespace

void found_owner(World& world, std::size_t m, Lanes chosen) {
  if (!world.layout->owners) return;
  Column<Lanes>& owners = world.owners.owner;
  for (int lane = 0; lane < lanes_per_block; ++lane)
    if (chosen[lane] > 0) {
      free_name(owners, m, lane);
      owners[m].set(lane, double(m));
    }
}

void join_owner(World& world, std::size_t m, Lanes chosen, Lanes owner) {
  Column<Lanes>& owners = world.owners.owner;
  for (int lane = 0; lane < lanes_per_block; ++lane)
    if (chosen[lane] > 0) {
      if (owner[lane] != double(m)) free_name(owners, m, lane);
      owners[m].set(lane, owner[lane]);
    }
}

void settle_owners(World& world, const Draws&, Step) {
  if (!world.layout->owners) return;
  for (const std::uint32_t m : world.network().in_business) {
    const auto* rule = rule_of(world, m);
    if (!rule) continue;
    const std::size_t member = Parties::member(m);
    const Lanes units = world.owners.units[m], there = world.in_business(m);
    world.ledger.post(world.parties.services(), member, Item::fixed_cost,
                      saving_of_unit(*rule, units) * there);
    if (!world.layout->independent[m] || !world.terms().members[m].traits.takes_title) continue;
    Money<Lanes> invoiced{0.0};
    for (const std::uint32_t shelf : world.network().shelves[m])
      invoiced += world.shelves.shipped[shelf] * world.shelves.purchase_price[shelf];
    world.ledger.post(Parties::manufacturer, member, Item::owner_discount,
                      invoiced * (bargained_discount(*rule, units) * there));
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
