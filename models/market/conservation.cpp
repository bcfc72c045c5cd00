#include <algorithm>
#include <cmath>

#include "models/market/variables.hpp"
#include "models/market/watch.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// What is on order is what is under way.
void check_orders(const World& world, std::size_t shelf, Findings& findings) {
  const Shelves& shelves = world.shelves;
  const Lanes lost_track = (shelves.on_order[shelf] - shelves.shipments.under_way(shelf)).value;
  const Lanes scale = pieces_so_far(world, world.layout->product[shelf]);
  for (int lane = 0; lane < lanes_per_block; ++lane)
    if (!(std::abs(lost_track[lane]) <= 1e-9 * (1 + scale[lane])) && findings.open(lane))
      findings.note(lane, last_step(world),
                    variable_name(world, "on_order", RowsOf::shelves, shelf), lost_track[lane]);
}

/// Stock is as many pieces as there are of all ages.
void check_ages(const World& world, Findings& findings) {
  const Ages& ages = world.ages;
  for (std::size_t row = 0; row < ages.shelf.size(); ++row) {
    const std::uint32_t shelf = ages.shelf[row];
    Pieces<Lanes> off = world.shelves.on_hand[shelf];
    for (std::uint32_t each = 0; each <= ages.life[row]; ++each)
      off -= ages.on_hand[ages.first_on_hand[row] + each];
    const Lanes scale = pieces_so_far(world, world.layout->product[shelf]);
    for (int lane = 0; lane < lanes_per_block; ++lane)
      if (!(std::abs(off.value[lane]) <= 1e-9 * (1 + scale[lane])) && findings.open(lane))
        findings.note(lane, last_step(world), variable_name(world, "ages", RowsOf::shelves, shelf),
                      off.value[lane]);
  }
}

/// Made + opening + returned by consumers = sold to them + on hand + under way + sent back to the
/// factory + scrapped + sold off.
void check_product(const World& world, std::size_t product, Findings& findings) {
  const Shelves& shelves = world.shelves;
  const Layout& layout = *world.layout;
  const Lanes entered = pieces_so_far(world, product);
  Pieces<Lanes> found{0.0};
  for (std::size_t shelf = 0; shelf < shelves.size(); ++shelf) {
    if (layout.product[shelf] != product) continue;
    found += shelves.on_hand[shelf] + shelves.shipments.under_way(shelf);
    if (layout.offer[shelf] != nobody) found += shelves.total_sold[shelf];
  }
  const GoodsBack& back = world.goods_back;
  for (std::size_t row = 0; row < back.shelf.size(); ++row)
    if (layout.product[back.shelf[row]] == product) found -= back.total_returned[row];
  const Lanes difference = entered - (found + world.factory_stock[product] +
                                      world.scrapped[product] + world.cleared[product])
                                         .value;
  const auto& spec = world.terms().products[product];
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    // Whole pieces are whole numbers below 2^53, so their sums have no rounding at all; if there
    // are more, they can be off by it though they add up.
    const double tolerance = spec.divisible ? 1e-9 * (1 + entered[lane]) : 0.0;
    const bool countable = spec.divisible || entered[lane] <= 0x1p53;
    if (!(std::abs(difference[lane]) <= tolerance && countable) && findings.open(lane))
      findings.note(lane, last_step(world),
                    variable_name(world, "pieces", RowsOf::products, product),
                    countable ? difference[lane] : entered[lane] * 0x1p-53);
  }
}

/// By cell: consumers who wait for goods, as the tables of purchases have them.
Column<Lanes> waiting_for_goods(const World& world) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  Column<Lanes> waiting(world.population.count.size(), 0.0);
  if (layout.persons) return waiting;
  for (std::size_t region = 0; region < layout.regions; ++region)
    for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind)
      for (std::uint32_t state = 0; state < layout.standings(); ++state)
        for (std::size_t place = 0; place < network.alternatives_in(region); ++place)
          waiting[layout.cell(layout.cohort(region, kind), state)] +=
              world.population.waiting[layout.first_wish(network, region, kind, state) + place];
  return waiting;
}

/// Persons of a cohort, counted one by one into the cells of who may buy and of who waits.
void count_persons(const World& world, std::size_t cohort, Column<Lanes>& may_buy,
                   Column<Lanes>& waiting) {
  const Persons& persons = world.persons;
  for (auto person = persons.first_of_cohort[cohort]; person < persons.first_of_cohort[cohort + 1];
       ++person)
    for (int lane = 0; lane < lanes_per_block; ++lane) {
      const auto place = static_cast<std::size_t>(lane);
      Lanes& cell = (persons.waits(person, place)
                         ? waiting
                         : may_buy)[world.layout->cell(cohort, persons.standing(person, place))];
      add_in_lane(cell, lane, 1);
    }
}

/// Nobody is born, dies or is two persons: each consumer of a cohort has one standing, and who
/// waits for goods waits for one piece.
void check_consumers(const World& world, Findings& findings) {
  const Layout& layout = *world.layout;
  const Population& population = world.population;
  Column<Lanes> waiting = waiting_for_goods(world), may_buy = population.count;
  if (layout.persons) std::fill(may_buy.begin(), may_buy.end(), Lanes(0.0));
  for (std::size_t cohort = 0; cohort < layout.cohorts(); ++cohort) {
    if (layout.persons) count_persons(world, cohort, may_buy, waiting);
    Lanes left = population.size[cohort];
    for (std::uint32_t state = 0; state < layout.standings(); ++state) {
      const std::size_t cell = layout.cell(cohort, state);
      left -= population.all(cell);
      for (int lane = 0; lane < lanes_per_block; ++lane) {
        const double count = population.count[cell][lane], away = population.away[cell][lane];
        if (!(count >= 0 && away >= 0) && findings.open(lane))
          findings.note(lane, last_step(world),
                        variable_name(world, "consumers", RowsOf::cells, cell),
                        std::min(count, away));
        if ((count != may_buy[cell][lane] || away != waiting[cell][lane]) && findings.open(lane))
          findings.note(lane, last_step(world),
                        variable_name(world, "consumers_waiting", RowsOf::cells, cell),
                        count - may_buy[cell][lane] + away - waiting[cell][lane]);
      }
    }
    for (int lane = 0; lane < lanes_per_block; ++lane)
      if (left[lane] != 0 && findings.open(lane))
        findings.note(lane, last_step(world),
                      variable_name(world, "consumers", RowsOf::cohorts, cohort), left[lane]);
  }
}

/// What is owed is what will be paid and what is overdue.
void check_receivables(const World& world, Findings& findings) {
  const Receivables& books = world.receivables;
  for (std::size_t row = 0; row < books.open.size(); ++row) {
    const Lanes lost_track =
        (books.open[row] - books.overdue[row] - books.due.under_way(row)).value;
    const Lanes scale = books.invoiced[row].value + max(books.open[row].value, 0.0);
    for (int lane = 0; lane < lanes_per_block; ++lane)
      if (!(std::abs(lost_track[lane]) <= 1e-9 * (1 + scale[lane])) && findings.open(lane))
        findings.note(lane, last_step(world),
                      variable_name(world, "open_invoices", RowsOf::receivables, row),
                      lost_track[lane]);
  }
}

}  // namespace

void check_conservation(const World& world, Findings& findings) {
  if (world.layout->memory) check_consumers(world, findings);
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf)
    check_orders(world, shelf, findings);
  check_ages(world, findings);
  check_receivables(world, findings);
  for (std::size_t product = 0; product < world.layout->products; ++product)
    check_product(world, product, findings);
  const Lanes imbalance = world.ledger.imbalance();
  for (int lane = 0; lane < lanes_per_block; ++lane)
    if (!(imbalance[lane] <= 1e-9) && findings.open(lane))
      findings.note(lane, last_step(world), "money", imbalance[lane]);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
