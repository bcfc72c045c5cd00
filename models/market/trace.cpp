#include "models/market/trace.hpp"

#include <algorithm>
#include <cmath>

#include "models/market/variables.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {

inline namespace CHANNELSIM_LEVEL {

Trace begin_trace(const World& world) {
  Trace trace;
  for (std::size_t party = 0; party < world.parties.count(); ++party)
    trace.parties.push_back(party_name(world, party));
  for (const ItemText& text : item_texts) trace.items.emplace_back(text.name);
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf)
    trace.shelves.push_back({Parties::member(world.layout->member[shelf]),
                             world.terms().products[world.layout->product[shelf]].name});
  return trace;
}

namespace {

ShelfStep shelf_step(const World& before, const World& world, std::size_t shelf, int lane) {
  const Shelves &was = before.shelves, &is = world.shelves;
  const double sent = world.layout->holds_stock[shelf] ? is.shipped[shelf].value[lane] : 0;
  return {is.demand[shelf].value[lane],
          is.sold[shelf].value[lane],
          is.lost[shelf].value[lane],
          was.on_order[shelf].value[lane] + sent - is.on_order[shelf].value[lane],
          is.ordered[shelf].value[lane],
          is.on_hand[shelf].value[lane],
          is.on_order[shelf].value[lane],
          is.price[shelf].value[lane],
          is.regular_price[shelf].value[lane]};
}

MemberStep member_step(const World& before, const World& world, std::size_t m, int lane) {
  const auto& there = world.network().in_business;
  const bool planned = std::binary_search(there.begin(), there.end(), std::uint32_t(m));
  double owed = 0, overdue = 0;
  if (world.layout->credit) {
    const std::size_t row = Receivables::row(m, Receivables::trade);
    owed = world.receivables.open[row].value[lane];
    overdue = world.receivables.overdue[row].value[lane];
  }
  const auto happened = [&](const Column<Lanes>& was, const Column<Lanes>& is) {
    return world.layout->lives && is[m][lane] > was[m][lane];
  };
  const MemberStates &was = before.members, &is = world.members;
  const bool failed = happened(was.failures, is.failures);
  return {planned && world.in_business(m)[lane] > 0,
          cash_of(world, m).value[lane],
          owed,
          is.effort[m][lane],
          overdue,
          !failed && happened(was.exits, is.exits),
          failed};
}

}  // namespace

void add_step(Trace& trace, const World& before, const World& world, int lane) {
  Trace::Moment moment;
  for (std::size_t party = 0; party < trace.parties.size(); ++party)
    for (std::size_t item = 0; item < trace.items.size(); ++item)
      moment.books.push_back((world.ledger.on(party, static_cast<Item>(item)) -
                              before.ledger.on(party, static_cast<Item>(item)))
                                 .value[lane]);
  for (std::size_t shelf = 0; shelf < trace.shelves.size(); ++shelf)
    moment.shelves.push_back(shelf_step(before, world, shelf, lane));
  for (std::size_t m = 0; m < world.layout->members; ++m)
    moment.members.push_back(member_step(before, world, m, lane));
  trace.steps.push_back(std::move(moment));
}

}  // namespace CHANNELSIM_LEVEL

double Trace::total(std::size_t party, std::size_t item) const {
  double sum = 0;
  for (std::size_t step = 0; step < steps.size(); ++step) sum += paid(step, party, item);
  return sum;
}

double Trace::balance(std::size_t party) const {
  double sum = 0;
  for (std::size_t item = 0; item < items.size(); ++item) sum += total(party, item);
  return sum;
}

double Trace::imbalance() const {
  double sum = 0, turnover = 0;
  for (std::size_t party = 0; party < parties.size(); ++party) {
    sum += balance(party);
    for (std::size_t item = 0; item < items.size(); ++item)
      turnover += std::fabs(total(party, item));
  }
  return std::fabs(sum) / std::max(turnover, 1.0);
}

}  // namespace channelsim::market
