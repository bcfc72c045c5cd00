#pragma once
// How a trace is watched for events: what each watcher may ask of it, and where it notes what it
// saw.

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "models/market/events.hpp"

namespace channelsim::market {

/// Notes events. What members do alike at the same time becomes one event.
class EventNotes {
 public:
  void add(TraceEvent event) { events_.push_back(std::move(event)); }
  /// Joins it with an event of another member that differs in size only.
  void add_alike(TraceEvent event);
  /// All that was noted, by step.
  std::vector<TraceEvent> by_step();

 private:
  using Likeness = std::tuple<std::uint32_t, TraceEventKind, std::string, std::uint32_t, long>;
  std::vector<TraceEvent> events_;
  std::map<Likeness, TraceEvent> alike_;
};

/// Questions that watchers ask of a trace, which must outlive it.
struct WatchedTrace {
  explicit WatchedTrace(const Trace& watched);

  const Trace& trace;
  std::vector<std::vector<std::size_t>> shelves_of;  // by member

  std::uint32_t steps() const { return static_cast<std::uint32_t>(trace.steps.size()); }
  std::size_t members() const { return steps() == 0 ? 0 : trace.steps.front().members.size(); }
  const std::string& name_of(std::size_t member) const { return trace.parties[member + 1]; }
  const MemberStep& member_at(std::uint32_t step, std::size_t member) const {
    return trace.steps[step].members[member];
  }
  const ShelfStep& shelf_at(std::uint32_t step, std::size_t shelf) const {
    return trace.steps[step].shelves[shelf];
  }
  std::size_t member_of(std::size_t shelf) const { return trace.shelves[shelf].party - 1; }
  const std::string& product_of(std::size_t shelf) const { return trace.shelves[shelf].product; }
  bool open(std::uint32_t step, std::size_t shelf) const {
    return member_at(step, member_of(shelf)).in_business;
  }
  /// What a member's sales are worth in the steps from `from` to before `to`.
  double turnover(std::size_t member, std::uint32_t from, std::uint32_t to) const;

  /// Calls visit(first, count) for each run of steps in which something holds.
  void spells(auto&& holds, auto&& visit) const {
    for (std::uint32_t step = 0; step < steps(); ++step) {
      if (!holds(step)) continue;
      const std::uint32_t first = step;
      while (step + 1 < steps() && holds(step + 1)) ++step;
      visit(first, step + 1 - first);
    }
  }
};

/// Shortages, prices, promotions and unusual orders.
void note_shelves(const WatchedTrace& watched, EventNotes& notes);

}  // namespace channelsim::market
