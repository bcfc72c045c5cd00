#include "models/market/trace.hpp"

#include <algorithm>
#include <cmath>

#include "models/market/variables.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {

inline namespace CHANNELSIM_LEVEL {

Tracer::Tracer(const World& world, int lane)
    : lane_(lane), failures_(world.layout->members), exits_(world.layout->members) {
  for (std::size_t party = 0; party < world.parties.count(); ++party)
    trace_.parties.push_back(party_name(world, party));
  for (const ItemText& text : item_texts) trace_.items.emplace_back(text.name);
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf) {
    trace_.shelves.push_back({Parties::member(world.layout->member[shelf]),
                              world.terms().products[world.layout->product[shelf]].name});
    on_order_.push_back(world.shelves.on_order[shelf].value[lane]);
  }
  for (std::size_t party = 0; party < trace_.parties.size(); ++party)
    for (std::size_t item = 0; item < trace_.items.size(); ++item)
      books_.push_back(world.ledger.on(party, static_cast<Item>(item)).value[lane]);
  for (std::size_t m = 0; world.layout->lives && m < world.layout->members; ++m) {
    failures_[m] = world.members.failures[m][lane];
    exits_[m] = world.members.exits[m][lane];
  }
}

ShelfStep Tracer::shelf_step(const World& world, std::size_t shelf) {
  const Shelves& s = world.shelves;
  const double sent = world.layout->holds_stock[shelf] ? s.shipped[shelf].value[lane_] : 0;
  const double on_order = s.on_order[shelf].value[lane_];
  const double before = std::exchange(on_order_[shelf], on_order);
  return {s.demand[shelf].value[lane_],
          s.sold[shelf].value[lane_],
          s.lost[shelf].value[lane_],
          before + sent - on_order,
          s.ordered[shelf].value[lane_],
          s.on_hand[shelf].value[lane_],
          on_order,
          s.price[shelf].value[lane_],
          s.regular_price[shelf].value[lane_]};
}

MemberStep Tracer::member_step(const World& world, std::size_t m) {
  const bool planned = world.network().has(std::uint32_t(m));
  double owed = 0, overdue = 0;
  if (world.layout->credit) {
    const std::size_t row = Receivables::row(m, Receivables::trade);
    owed = world.receivables.open[row].value[lane_];
    overdue = world.receivables.overdue[row].value[lane_];
  }
  const auto happened = [&](double& before, const Column<Lanes>& count) {
    if (!world.layout->lives) return false;
    const double now = count[m][lane_];
    return now > std::exchange(before, now);
  };
  const bool failed = happened(failures_[m], world.members.failures);
  const bool left = happened(exits_[m], world.members.exits);
  return {planned && world.in_business(m)[lane_] > 0,
          cash_of(world, m).value[lane_],
          owed,
          world.members.effort[m][lane_],
          overdue,
          left && !failed,
          failed};
}

void Tracer::add(const World& world) {
  Trace::Moment moment;
  changes_.clear();
  for (std::size_t party = 0; party < trace_.parties.size(); ++party)
    world.ledger.for_each_used([&](Item item) {
      const std::size_t place = party * trace_.items.size() + static_cast<std::size_t>(item);
      const double now = world.ledger.on(party, item).value[lane_];
      const double amount = now - std::exchange(books_[place], now);
      if (amount != 0) changes_.emplace_back(static_cast<std::uint32_t>(place), amount);
    });
  // Thousands of moments are kept: none takes more than it needs.
  moment.books = changes_;
  moment.shelves.reserve(trace_.shelves.size());
  moment.members.reserve(world.layout->members);
  for (std::size_t shelf = 0; shelf < trace_.shelves.size(); ++shelf)
    moment.shelves.push_back(shelf_step(world, shelf));
  for (std::size_t m = 0; m < world.layout->members; ++m)
    moment.members.push_back(member_step(world, m));
  trace_.steps.push_back(std::move(moment));
}

}  // namespace CHANNELSIM_LEVEL

double Trace::amount_at(const std::vector<std::pair<std::uint32_t, double>>& books,
                        std::size_t place) {
  const auto found =
      std::lower_bound(books.begin(), books.end(), place,
                       [](const auto& each, std::size_t wanted) { return each.first < wanted; });
  return found != books.end() && found->first == place ? found->second : 0;
}

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
