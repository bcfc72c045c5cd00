#include "models/market/watch.hpp"

#include <algorithm>

#include "engine/base/seeded_defect.hpp"
#include "engine/base/timings.hpp"
#include "models/market/variables.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

bool Findings::empty() const {
  return std::none_of(failures_.begin(), failures_.end(),
                      [](const auto& failure) { return failure.has_value(); });
}

void Findings::note(int lane, Step step, std::string variable, double value) {
  failures_[static_cast<std::size_t>(lane)] = {block_.plan,
                                               block_.first + static_cast<std::uint32_t>(lane),
                                               step, std::move(variable), value};
}

Step last_step(const World& world) { return std::max<Step>(world.steps, 1) - 1; }

Lanes pieces_so_far(const World& world, std::size_t product) {
  return (world.opening_goods[product] + world.produced[product]).value;
}

namespace {

/// Smallest value that counts as not negative: nothing, but for rounding of divisible goods.
Lanes lowest_stock(const World& world, std::size_t shelf) {
  return (pieces_so_far(world, world.layout->product[shelf]) + 1.0) * -1e-9;
}

Mask unsound(Lanes value) { return !(abs(value) <= largest_sound); }

/// Notes in which lanes a number is none.
template <class Name>
void check_number(const Lanes& value, Step now, Findings& findings, Name&& name) {
  const Mask broken = unsound(value);
  if (!any(broken)) return;
  for (int lane = 0; lane < lanes_per_block; ++lane)
    if (broken[lane] && findings.open(lane)) findings.note(lane, now, name(), value[lane]);
}

/// The sum of what a step makes anew: it is unsound where one of the numbers is.
Lanes sum_of_passing(const World& world) {
  Lanes sum = 0.0;
  for_each_passing_variable(world, [&](std::string_view, RowsOf, auto numbers) {
    for (const auto& number : numbers) sum += lanes_of(number);
  });
  return sum;
}

void check_passing(const World& world, Step now, Findings& findings) {
  const Mask broken = unsound(sum_of_passing(world));
  if (!any(broken) || seeded("passing_numbers_unwatched")) return;
  for_each_passing_variable(world, [&](std::string_view name, RowsOf rows, auto numbers) {
    for (std::size_t row = 0; row < numbers.size(); ++row)
      check_number(lanes_of(numbers[row]), now, findings,
                   [&] { return variable_name(world, name, rows, row); });
  });
}

/// Puts the fault's value into its variable.
void commit(const Fault& fault, World& world) {
  for_each_variable(world, [&](std::string_view name, RowsOf rows, auto numbers) {
    if (!fault.variable.starts_with(name)) return;
    for (std::size_t row = 0; row < numbers.size(); ++row)
      if (variable_name(world, name, rows, row) == fault.variable)
        lanes_of(numbers[row])
            .set(static_cast<int>(fault.replication % lanes_per_block), fault.value);
  });
}

}  // namespace

void check_numbers(const World& world, Step now, bool books, Findings& findings) {
  for_each_variable(world, [&](std::string_view name, RowsOf rows, auto numbers) {
    for (std::size_t row = 0; row < numbers.size(); ++row)
      check_number(lanes_of(numbers[row]), now, findings,
                   [&] { return variable_name(world, name, rows, row); });
  });
  if (!books) return;
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf)
    check_number(world.shelves.shipments.under_way(shelf).value, now, findings,
                 [&] { return variable_name(world, "under_way", RowsOf::shelves, shelf); });
  for (std::size_t party = 0; party < world.parties.count(); ++party)
    for (std::size_t item = 0; item < static_cast<std::size_t>(Item::count); ++item)
      check_number(world.ledger.on(party, static_cast<Item>(item)).value, now, findings, [&] {
        return "books[party=" + party_name(world, party) +
               ",item=" + std::string(item_texts[item].name) + "]";
      });
}

void check_no_negative_stock(const World& world, Findings& findings) {
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf) {
    const Lanes stock = world.shelves.on_hand[shelf].value, lowest = lowest_stock(world, shelf);
    for (int lane = 0; lane < lanes_per_block; ++lane)
      if (!(stock[lane] >= lowest[lane]) && findings.open(lane))
        findings.note(lane, last_step(world),
                      variable_name(world, "on_hand", RowsOf::shelves, shelf), stock[lane]);
  }
}

void check_sales(const World& world, const Column<Pieces<Lanes>>& available, Findings& findings) {
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf) {
    if (!world.layout->holds_stock[shelf]) continue;
    const Lanes left = (available[shelf] - world.shelves.sold[shelf]).value;
    const Lanes lowest = lowest_stock(world, shelf);
    for (int lane = 0; lane < lanes_per_block; ++lane)
      if (!(left[lane] >= lowest[lane]) && findings.open(lane))
        findings.note(lane, last_step(world), variable_name(world, "sold", RowsOf::shelves, shelf),
                      left[lane]);
  }
}

/// What is there when consumers come; goods that are sent back later in the step can be sold, too.
void Watch::note_available(const Column<Pieces<Lanes>>& on_hand) {
  if (available_.empty()) available_ = on_hand;
  for (std::size_t shelf = 0; shelf < on_hand.size(); ++shelf)
    available_[shelf] = max(available_[shelf], on_hand[shelf]);
}

/// Once a phase, because to look at the clock takes as long as many a system.
void Watch::step_by_the_clock(World& world, const Draws& draws, Step now) {
  const auto& systems = week().systems();
  Stopwatch stopwatch;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    systems[i].step(world, draws, now);
    if (i + 1 == systems.size() || systems[i + 1].phase != systems[i].phase)
      taken_[i] += stopwatch.lap();
  }
}

void Watch::step(World& world, const Draws& draws, Step now) {
  if (scrutiny_ == Scrutiny::end && !fault_) {
    if (taken_.empty())
      week().step(world, draws, now);
    else
      step_by_the_clock(world, draws, now);
    return check_passing(world, now, findings_);
  }
  available_.clear();
  for (const auto& system : week().systems()) {
    if (system.phase >= Phase::fulfilment && system.phase <= Phase::replenishment)
      note_available(world.shelves.on_hand);
    system.step(world, draws, now);
    if (fault_ && fault_->step == now && fault_->system == system.name) commit(*fault_, world);
    if (scrutiny_ == Scrutiny::each_system) check_numbers(world, now, true, findings_);
  }
  if (scrutiny_ == Scrutiny::end) return check_passing(world, now, findings_);
  check_numbers(world, now, false, findings_);
  check_invariants(world);
  if (scrutiny_ == Scrutiny::each_system) finish(world);
}

void Watch::check_invariants(const World& world) {
  for (const Invariant invariant : invariants_) {
    if (invariant == Invariant::goods_and_money_conserved) check_conservation(world, findings_);
    if (invariant == Invariant::no_stock_no_sales) check_sales(world, available_, findings_);
    if (invariant == Invariant::no_negative_stock) check_no_negative_stock(world, findings_);
  }
}

void Watch::finish(const World& world) {
  check_numbers(world, last_step(world), false, findings_);
  check_conservation(world, findings_);
  check_no_negative_stock(world, findings_);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
