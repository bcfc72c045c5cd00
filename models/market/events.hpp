#pragma once
// What happened in a replication, as a person would tell it: from its trace to events, and from
// events to sentences.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/words.hpp"
#include "models/market/load.hpp"
#include "models/market/trace.hpp"

namespace channelsim::market {

enum class TraceEventKind : std::uint8_t {
  plan_change,
  shopping_event,
  opened,
  closed,
  left,
  failed,
  out_of_stock,
  price_cut,
  price_raised,
  promotion,
  order_spike,
  overdue,
  lowest_account,
  count
};

/// "out_of_stock": in files, and behind "event." the key of the words.
std::string_view to_string(TraceEventKind kind);

/// Something that happened. `amount`, `before` and `after` are what the kind says: pieces asked for
/// in vain; prices before and after; share taken off; pieces ordered and usually ordered; money
/// not paid; the account of all steps so far.
struct TraceEvent {
  TraceEventKind kind;
  std::uint32_t step;            // in which it began, from 0
  std::uint32_t steps = 1;       // how many it lasted
  std::vector<std::string> who;  // members by name, or the manufacturer
  std::string what = {};         // a product, an event, the values that changed; may be empty
  double amount = 0, before = 0, after = 0;
  double size = 0;  // the money it is about, at consumers' prices; a change of the plan has most
};

/// All events of a replication under a plan of the study, by step. What members do alike in a step
/// is one event.
std::vector<TraceEvent> events_of(const Trace& trace, const Study& study, std::size_t plan);

/// The events that tell most, the largest first; at most so many.
std::vector<TraceEvent> most_telling(std::vector<TraceEvent> events, std::size_t most);

/// An event as a sentence: when, who, what, how much.
std::string told(const TraceEvent& event, const Words& words, const Study& study);

}  // namespace channelsim::market
