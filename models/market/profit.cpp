#include "models/market/profit.hpp"

#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

bool is_own(const World& world, std::size_t m) { return !world.layout->independent[m]; }
Pieces<Lanes> pieces_of(const World& world, std::uint32_t shelf) {
  return world.shelves.on_hand[shelf] + world.shelves.on_order[shelf];
}
/// Change of what lies on a shelf and is under way to it, at its purchase price.
Money<Lanes> change_of_stock(const World& world, std::uint32_t shelf) {
  return pieces_of(world, shelf) * world.shelves.purchase_price[shelf] -
         world.shelves.opening_value[shelf];
}

}  // namespace

Lanes profit_of_member(const World& world, std::size_t m) {
  Money<Lanes> profit = world.ledger.balance(Parties::member(m)) + world.members.capital[m];
  if (world.terms().members[m].traits.takes_title)
    for (const std::uint32_t shelf : world.layout->shelves_of[m])
      profit += change_of_stock(world, shelf);
  return profit.value;
}

namespace {
/// Of the manufacturer's own account: goods sent back to it and goods that agents keep for it.
Money<Lanes> with_stock_of_own_account(const World& world, Money<Lanes> account) {
  for (std::size_t product = 0; product < world.layout->products; ++product)
    account += world.factory_stock[product] * world.terms().products[product].unit_cost;
  for (std::size_t m = 0; m < world.layout->members; ++m)
    if (!world.terms().members[m].traits.takes_title)
      for (const std::uint32_t shelf : world.layout->shelves_of[m])
        account += change_of_stock(world, shelf);
  return account;
}
}  // namespace

Lanes profit_of_own_account(const World& world) {
  const Money<Lanes> paid = world.ledger.balance(Parties::manufacturer) -
                            world.ledger.on(Parties::manufacturer, Item::tax);
  return with_stock_of_own_account(world, paid).value;
}

Lanes stock_of_manufacturer(const World& world) {
  Money<Lanes> stock = with_stock_of_own_account(world, Money<Lanes>{0.0});
  for (std::size_t m = 0; m < world.layout->members; ++m)
    if (is_own(world, m) && world.terms().members[m].traits.takes_title)
      for (const std::uint32_t shelf : world.layout->shelves_of[m])
        stock += change_of_stock(world, shelf);
  return stock.value;
}

Lanes profit_of_manufacturer(const World& world) {
  Lanes profit = profit_of_own_account(world);
  for (std::size_t m = 0; m < world.layout->members; ++m)
    if (is_own(world, m)) profit += profit_of_member(world, m);
  return profit;
}

Money<Lanes> received_by_manufacturer(const World& world, Item item) {
  // What passes from one pocket into the other cancels, but for a rest of rounding.
  Money<Lanes> own = world.ledger.on(Parties::manufacturer, item), of_others{0.0};
  const auto note_other = [&](std::size_t party) {
    const Money<Lanes> book = world.ledger.on(party, item);
    of_others += max(book, -book);
  };
  for (std::size_t m = 0; m < world.layout->members; ++m)
    if (is_own(world, m))
      own += world.ledger.on(Parties::member(m), item);
    else
      note_other(Parties::member(m));
  note_other(world.parties.consumers());
  note_other(world.parties.services());
  return {select(of_others.value == 0.0, 0.0, own.value)};
}

std::uint32_t first_buyer(const World& world, std::uint32_t shelf) {
  for (std::uint32_t up; (up = world.network().supplier[shelf]) != nobody; shelf = up)
    if (is_own(world, world.layout->member[up])) break;
  return shelf;
}

Lanes margin_on_unsold(const World& world) {
  Money<Lanes> margin{0.0};
  for (std::uint32_t shelf = 0; shelf < world.shelves.size(); ++shelf) {
    const std::size_t m = world.layout->member[shelf];
    if (is_own(world, m) || !world.terms().members[m].traits.takes_title) continue;
    const Price<Lanes> paid = world.shelves.purchase_price[first_buyer(world, shelf)];
    const Price<Lanes> cost = world.terms().products[world.layout->product[shelf]].unit_cost;
    margin += (pieces_of(world, shelf) - world.valuation.opening_pieces[shelf]) * (paid - cost);
  }
  return margin.value;
}

Money<Lanes> cash_of_manufacturer(const World& world) {
  Money<Lanes> cash = world.ledger.balance(Parties::manufacturer);
  for (std::size_t m = 0; m < world.layout->members; ++m) {
    const auto& traits = world.terms().members[m].traits;
    if (is_own(world, m)) cash += money_of(world, m);
    if (!world.layout->credit) continue;
    const Receivables& books = world.receivables;
    if (world.network().creditor[m] == nobody)
      cash -= books.open[Receivables::row(m, Receivables::trade)];
    if (!traits.takes_title) cash -= books.open[Receivables::row(m, Receivables::consumers)];
    cash += books.open[Receivables::row(m, Receivables::accrued)];
  }
  return cash;
}

Money<Lanes> earned_on_sell_out(const World& world) {
  return Money<Lanes>{profit_of_manufacturer(world) - margin_on_unsold(world)} +
         world.ledger.on(Parties::manufacturer, Item::tax);
}

/// Cash so far, what is owed and in stock, and a multiple of the last year's contribution.
Money<Lanes> present_value(const World& world, Money<Lanes> earned_a_year_ago) {
  const Valuation& valuation = world.valuation;
  const Money<Lanes> earned = earned_on_sell_out(world);
  const Money<Lanes> assets = earned - valuation.cash_before;
  const Money<Lanes> business =
      (earned - earned_a_year_ago) * world.terms().manufacturer.closing_multiple;
  return valuation.present + (assets + business) * valuation.discount;
}

Money<Lanes> value_by_now(const World& world) {
  const auto& earned = world.valuation.earned;
  const auto year = static_cast<std::size_t>(world.layout->steps_per_year);
  return present_value(world,
                       earned.size() > year ? earned[earned.size() - 1 - year] : Money<Lanes>{0.0});
}

void start_valuation(World& world) {
  world.valuation.earned.clear();
  Valuation& valuation = world.valuation;
  valuation.opening_pieces.clear();
  for (std::uint32_t shelf = 0; shelf < world.shelves.size(); ++shelf)
    valuation.opening_pieces.push_back(pieces_of(world, shelf));
  valuation.cash_before = cash_of_manufacturer(world);
  valuation.year_before.assign(world.layout->marks.size(), Money<Lanes>{0.0});
  valuation.present_at.assign(world.layout->marks.size(), Money<Lanes>{0.0});
  for (std::size_t m = 0; m < world.layout->members; ++m) {
    world.members.worth[m] = Money<Lanes>{profit_of_member(world, m)};
    valuation.partner_cash_before[m] = money_of(world, m);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
