#pragma once
// One replication for programs: as JSON lines, and its ledger as comma-separated values.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/report/file.hpp"
#include "models/market/events.hpp"
#include "models/market/trace.hpp"

namespace channelsim::market {

/// A replication as it is told: its events are those of `events_of`.
struct ToldTrace {
  const Trace& trace;
  const Study& study;
  std::string strategy;
  std::uint32_t replication;
  std::vector<TraceEvent> events;
  std::optional<std::size_t> agent;  // a party of the trace, or all
};

/// A JSON object a line, each with a `type`: the replication; its events by step; a line for each
/// agent and step; the account of each agent.
void write_json_lines(const ToldTrace& told, const Words& words, const Sink& sink);

/// step,party,item,received,paid (RFC 4180, UTF-8): a line for each party and item that money
/// changed hands for in a step. What a party both received and paid for one item is set off, so
/// that one of the two is 0; received and paid add up to the same in every step.
void write_ledger(const Trace& trace, const Sink& sink);

/// A member's shelves in a step, together; the prices are their averages.
ShelfStep all_shelves(const Trace& trace, std::size_t step, std::size_t party);

/// Whether a party is a member, which has shelves and a state.
inline bool is_member(const Trace& trace, std::size_t party) {
  return party > 0 && !trace.steps.empty() && party <= trace.steps.front().members.size();
}

}  // namespace channelsim::market
