#include <algorithm>

#include "engine/base/seeded_defect.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// A shelf that opens expects what its plan did when it ordered ahead.
void open_shelves(World& world) {
  const auto& openings = world.layout->late_openings;
  for (std::size_t row = 0; row < openings.size(); ++row)
    if (openings[row].stage == world.stage) {
      const std::uint32_t shelf = openings[row].shelf;
      expect_demand(world, shelf, world.plan->openings[row].forecast);
      world.shelves.bought_in_period[shelf] =
          world.shelves.on_hand[shelf] + world.shelves.on_order[shelf];
    }
}

/// Who changes its supplier pays the old one what it owes.
void settle_with_old_suppliers(World& world, std::size_t next) {
  if (!world.layout->credit) return;
  const Network &now = world.network(), &then = world.layout->networks[next];
  for (std::size_t m = 0; m < world.layout->members; ++m)
    if (now.creditor[m] != then.creditor[m]) settle_debts(world, m, 1.0);
}

/// Fittings of a member that a plan closes are worth nothing to anybody else.
void write_off_fittings(World& world, std::size_t next) {
  for (const std::uint32_t m : world.layout->networks[next].closing)
    world.members.capital[m] = Money<Lanes>{0.0};
}

/// Nobody owes anything to a shelf that closes or gets another supplier; it asks for it again.
void cancel_owed(World& world, const Network& before) {
  Column<Pieces<Lanes>>& owed = world.planning.owed;
  const Network& now = world.network();
  for (std::size_t shelf = 0; shelf < owed.size(); ++shelf)
    if (!before.open[shelf] || !now.open[shelf] || before.supplier[shelf] != now.supplier[shelf])
      owed[shelf] = Pieces<Lanes>{0.0};
}

}  // namespace

/// A supplier puts what comes back into its own stock, the manufacturer keeps it for the next
/// orders, unless it is perishable.
void carry_back(World& world, SendingBack way, Pieces<Lanes> goods) {
  Shelves& shelves = world.shelves;
  shelves.on_hand[way.shelf] -= goods;
  shelves.entered[way.shelf] -= goods;
  const std::uint32_t product = world.layout->product[way.shelf];
  if (way.to != nobody) {
    shelves.on_hand[way.to] += goods;
    shelves.entered[way.to] += goods;
  } else if (world.layout->shelf_life[product] > 0) {  // nobody knows how old it is
    world.scrapped[product] += goods;
  } else {
    world.factory_stock[product] += goods;
  }
  move_ages(world, way.shelf, way.to, goods);
}

/// Both credit it at the purchase price, or at the share of it that was agreed for a member that a
/// plan puts out of business.
Money<Lanes> take_back(World& world, SendingBack way, Pieces<Lanes> goods) {
  carry_back(world, way, goods);
  const Layout& layout = *world.layout;
  const std::uint32_t m = layout.member[way.shelf];
  if (!world.terms().members[m].traits.takes_title) return Money<Lanes>{0.0};
  Money<Lanes> credit = goods * world.shelves.purchase_price[way.shelf];
  const auto& leaving = world.terms().members[m].traits.leaving;
  if (leaving && !world.network().has(m)) credit = credit * leaving->stock_buy_back;
  const std::size_t supplier =
      way.to == nobody ? Parties::manufacturer : Parties::member(layout.member[way.to]);
  credit_goods(world, supplier, Parties::member(m), credit);
  return credit;
}

namespace {

/// Prices that move by themselves go on from where they stood; who closes goes by what it paid
/// last.
void keep_moved_prices(World& world, const Network& before,
                       const Column<Price<Lanes>>& purchase_price,
                       const Column<Price<Lanes>>& regular_price) {
  Shelves& shelves = world.shelves;
  for (const std::uint32_t shelf : before.moving_prices) {
    if (!world.network().open[shelf]) {
      shelves.purchase_price[shelf] = purchase_price[shelf];
      continue;
    }
    if (!moves_by_step(world.terms().members[world.layout->member[shelf]].traits.pricing)) continue;
    shelves.regular_price[shelf] = shelves.price[shelf] = regular_price[shelf];
    if (const std::uint32_t offer = world.layout->offer[shelf]; offer != nobody)
      world.offers.price[offer] = price_to_consumers(world, shelf);
  }
}

void begin_stage(World& world, std::size_t stage) {
  const Network& before = world.network();
  if (before.moving_prices.empty()) return bring_into_force(world, stage);
  const Column<Price<Lanes>> purchase_price = world.shelves.purchase_price;
  const Column<Price<Lanes>> regular_price = world.shelves.regular_price;
  bring_into_force(world, stage);
  keep_moved_prices(world, before, purchase_price, regular_price);
}

}  // namespace

void bring_into_force(World& world, std::size_t stage) {
  world.stage = stage;
  const Terms& terms = world.terms();
  Shelves& shelves = world.shelves;
  for (auto* column :
       {&shelves.demand, &shelves.sold, &shelves.lost, &shelves.collected, &shelves.bought_along,
        &shelves.ordered, &shelves.shipped, &shelves.direct, &shelves.made})
    std::fill(column->begin(), column->end(), Pieces<Lanes>{0.0});
  shelves.purchase_price = terms.purchase_price;
  shelves.regular_price = terms.price;
  std::fill(world.planning.sell_out.begin(), world.planning.sell_out.end(), Pieces<Lanes>{0.0});
  if (stage == 0 || !seeded("price_of_the_stage_before")) shelves.price = terms.price;
  std::fill(shelves.trade_discount.begin(), shelves.trade_discount.end(), Lanes(0.0));
  std::fill(shelves.promotions_running.begin(), shelves.promotions_running.end(), 0u);
  const Layout& layout = *world.layout;
  const std::size_t first_rival = layout.offers() - terms.rivals.size();
  for (std::size_t offer = 0; offer < layout.offers(); ++offer)
    world.offers.price[offer] = offer < first_rival ? price_to_consumers(world, layout.shelf[offer])
                                                    : terms.rivals[offer - first_rival].price;
  std::fill(world.offers.price_cut.begin(), world.offers.price_cut.end(), Lanes(0.0));
  std::fill(world.choices.appeal.begin(), world.choices.appeal.end(), Lanes(0.0));
  std::fill(world.choices.stale.begin(), world.choices.stale.end(), Stale::weights);
}

void change_plan(World& world, const Draws& draws, Step now) {
  const auto& networks = world.layout->networks;
  if (world.stage + 1 < networks.size() && networks[world.stage + 1].from == now) {
    stop_waiting(world);
    settle_with_old_suppliers(world, world.stage + 1);
    part_with_members(world, world.stage + 1);
    write_off_fittings(world, world.stage + 1);
    const Network& before = world.network();
    begin_stage(world, world.stage + 1);
    cancel_owed(world, before);
    if (world.layout->accounts) begin_with_accounts(world, before);
    open_shelves(world);
    turn_season(world, draws, now);  // the environment came first, under the terms of before
  }
  for (const SendingBack& way : world.network().send_back)
    take_back(world, way, world.shelves.on_hand[way.shelf]);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
