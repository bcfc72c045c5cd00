#include "models/market/events.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "models/market/event_notes.hpp"
#include "models/market/items.hpp"

namespace channelsim::market {

namespace {

constexpr double a_cent = 0.01;

/// What a plan, the market or a lever changes at a step: "products.tea.list_price, …".
std::string changed_at(std::uint32_t step, const Study& study, const Plan& plan) {
  std::string text;
  const auto add = [&](const std::vector<Change>& changes) {
    for (const Change& change : changes)
      if (change.from.step == step)
        for (const Entry& entry : change.set.entries)
          text += (text.empty() ? "" : ", ") + entry.key;
  };
  add(study.scenario.changes);
  for (const Strategy& strategy : study.scenario.strategies) {
    if (strategy.name != plan.label.name) continue;
    add(strategy.changes);
    for (const Lever& lever : study.scenario.levers)
      if (std::find(strategy.levers.begin(), strategy.levers.end(), lever.name) !=
          strategy.levers.end())
        add(lever.changes);
  }
  return text;
}

void note_plan(const WatchedTrace& watched, const Study& study, const Plan& plan,
               EventNotes& notes) {
  for (const Stage& stage : plan.stages)
    if (stage.from > 0 && stage.from < watched.steps())
      notes.add({TraceEventKind::plan_change,
                 stage.from,
                 1,
                 {},
                 changed_at(stage.from, study, plan),
                 0,
                 0,
                 0,
                 std::numeric_limits<double>::infinity()});
  for (const auto& event : plan.opening().events)
    for (const Moment date : event.dates) {
      if (date.step >= watched.steps()) continue;
      double sales = 0;
      for (std::size_t m = 0; m < watched.members(); ++m)
        sales += watched.turnover(m, date.step, date.step + event.length);
      const double lift = event.lift.sure;
      notes.add({TraceEventKind::shopping_event,
                 date.step,
                 event.length,
                 {},
                 event.label.empty() ? event.name : event.label,
                 lift,
                 0,
                 0,
                 lift > 0 ? sales * lift / (1 + lift) : 0});
    }
}

/// Who opens, closes, leaves or fails, and who is behind with its payments.
void note_member(const WatchedTrace& watched, std::size_t m, std::uint32_t quarter,
                 EventNotes& notes) {
  const std::vector<std::string> who = {watched.name_of(m)};
  for (std::uint32_t step = 1; step < watched.steps(); ++step) {
    const bool was = watched.member_at(step - 1, m).in_business;
    const MemberStep& now = watched.member_at(step, m);
    if (!was && now.in_business)
      notes.add_alike({TraceEventKind::opened, step, 1, who, "", 0, 0, 0,
                       watched.turnover(m, step, watched.steps())});
    if (!was || now.in_business) continue;
    const double bad_debt = watched.trace.paid(step, m + 1, std::size_t(Item::bad_debt));
    const double unpaid = now.failed ? std::max(bad_debt, 0.0) : 0;
    // What it had sold in a quarter is about what will be missed.
    const double missed = watched.turnover(m, step < quarter ? 0 : step - quarter, step);
    notes.add({now.failed ? TraceEventKind::failed
               : now.left ? TraceEventKind::left
                          : TraceEventKind::closed,
               step, 1, who, "", unpaid, 0, 0, missed + unpaid});
  }
  watched.spells([&](std::uint32_t step) { return watched.member_at(step, m).overdue > a_cent; },
                 [&](std::uint32_t first, std::uint32_t count) {
                   double most = 0;
                   for (std::uint32_t step = first; step < first + count; ++step)
                     most = std::max(most, watched.member_at(step, m).overdue);
                   notes.add({TraceEventKind::overdue, first, count, who, "", most, 0, 0, most});
                 });
}

/// Where the manufacturer has paid most beyond what it had received.
void note_lowest_account(const WatchedTrace& watched, EventNotes& notes) {
  double account = 0, lowest = 0;
  std::uint32_t when = 0;
  for (std::uint32_t step = 0; step < watched.steps(); ++step) {
    for (std::size_t item = 0; item < watched.trace.items.size(); ++item)
      account += watched.trace.paid(step, 0, item);
    if (account >= lowest) continue;
    lowest = account;
    when = step;
  }
  if (lowest < 0)
    notes.add({TraceEventKind::lowest_account,
               when,
               1,
               {watched.trace.parties.front()},
               "",
               lowest,
               0,
               0,
               -lowest});
}

}  // namespace

void EventNotes::add_alike(TraceEvent event) {
  // To a thousandth, or shops that round their prices would not act alike.
  Likeness likeness{event.step, event.kind, event.what, event.steps,
                    std::lround(event.amount * 1000)};
  const auto [found, is_new] = alike_.emplace(std::move(likeness), event);
  if (is_new) return;
  found->second.who.push_back(event.who.front());
  found->second.size += event.size;
}

std::vector<TraceEvent> EventNotes::by_step() {
  for (auto& [likeness, event] : alike_) events_.push_back(std::move(event));
  alike_.clear();
  std::stable_sort(events_.begin(), events_.end(),
                   [](const TraceEvent& a, const TraceEvent& b) { return a.step < b.step; });
  return std::move(events_);
}

WatchedTrace::WatchedTrace(const Trace& watched) : trace(watched), shelves_of(members()) {
  for (std::size_t shelf = 0; shelf < trace.shelves.size(); ++shelf)
    shelves_of.at(member_of(shelf)).push_back(shelf);
}

double WatchedTrace::turnover(std::size_t member, std::uint32_t from, std::uint32_t to) const {
  double sum = 0;
  for (std::uint32_t step = from; step < std::min(to, steps()); ++step)
    for (const std::size_t shelf : shelves_of[member])
      sum += shelf_at(step, shelf).sold * shelf_at(step, shelf).price;
  return sum;
}

std::string_view to_string(TraceEventKind kind) {
  constexpr std::array<std::string_view, static_cast<std::size_t>(TraceEventKind::count)> names = {
      "plan_change", "shopping_event", "opened",        "closed",       "left",
      "failed",      "out_of_stock",   "price_cut",     "price_raised", "promotion",
      "order_spike", "overdue",        "lowest_account"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<TraceEvent> events_of(const Trace& trace, const Study& study, std::size_t plan) {
  const WatchedTrace watched(trace);
  EventNotes notes;
  note_plan(watched, study, study.plans[plan], notes);
  const auto quarter = static_cast<std::uint32_t>(steps_in(TimeUnit::quarter, study.units.step));
  for (std::size_t m = 0; m < watched.members(); ++m) note_member(watched, m, quarter, notes);
  note_shelves(watched, notes);
  note_lowest_account(watched, notes);
  return notes.by_step();
}

std::vector<TraceEvent> most_telling(std::vector<TraceEvent> events, std::size_t most) {
  std::stable_sort(events.begin(), events.end(),
                   [](const TraceEvent& a, const TraceEvent& b) { return a.size > b.size; });
  if (events.size() > most) events.resize(most);
  return events;
}

}  // namespace channelsim::market
