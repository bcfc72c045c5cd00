#include "models/market/trace_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/csv.hpp"
#include "engine/report/json.hpp"

namespace channelsim::market {

namespace {

void add_goods(JsonWriter& json, const ShelfStep& goods) {
  json.member("demand", goods.demand);
  json.member("sold", goods.sold);
  json.member("lost", goods.lost);
  json.member("received", goods.received);
  json.member("ordered", goods.ordered);
  json.member("on_hand", goods.on_hand);
  json.member("on_order", goods.on_order);
  json.member("price", goods.price);
}

void add_state(JsonWriter& json, const MemberStep& state) {
  json.member("in_business", state.in_business);
  json.member("cash", state.cash);
  json.member("owed", state.owed);
  json.member("overdue", state.overdue);
  json.member("effort", state.effort);
}

/// What an agent received (positive) and paid in a step, by item.
void add_books(JsonWriter& json, const Trace& trace, std::size_t step, std::size_t party) {
  json.key("books");
  json.begin_object();
  for (std::size_t item = 0; item < trace.items.size(); ++item)
    if (const double amount = trace.paid(step, party, item); amount != 0)
      json.member(trace.items[item], amount);
  json.end_object();
}

void write_line(const Sink& sink, std::string_view type, const auto& members) {
  JsonWriter json;
  json.begin_object(JsonLayout::one_line);
  json.member("type", type);
  members(json);
  json.end_object();
  sink(json.text());
}

void write_event(const Sink& sink, const TraceEvent& event, const std::string& text) {
  write_line(sink, "event", [&](JsonWriter& json) {
    json.member("step", event.step);
    json.member("kind", to_string(event.kind));
    json.member("steps", event.steps);
    json.key("who");
    json.begin_array();
    for (const std::string& name : event.who) json.value(name);
    json.end_array();
    json.member("what", event.what);
    json.member("amount", event.amount);
    json.member("before", event.before);
    json.member("after", event.after);
    json.member("size", event.size);
    json.member("text", text);
  });
}

}  // namespace

ShelfStep all_shelves(const Trace& trace, std::size_t step, std::size_t party) {
  ShelfStep sum{};
  double shelves = 0;
  for (std::size_t shelf = 0; shelf < trace.shelves.size(); ++shelf) {
    if (trace.shelves[shelf].party != party) continue;
    const ShelfStep& each = trace.steps[step].shelves[shelf];
    sum.demand += each.demand;
    sum.sold += each.sold;
    sum.lost += each.lost;
    sum.received += each.received;
    sum.ordered += each.ordered;
    sum.on_hand += each.on_hand;
    sum.on_order += each.on_order;
    sum.price += each.price;
    sum.regular_price += each.regular_price;
    ++shelves;
  }
  if (shelves > 0) {
    sum.price /= shelves;
    sum.regular_price /= shelves;
  }
  return sum;
}

void write_json_lines(const ToldTrace& told, const Words& words, const Sink& sink) {
  const Trace& trace = told.trace;
  write_line(sink, "replication", [&](JsonWriter& json) {
    json.member("strategy", told.strategy);
    json.member("replication", told.replication);
    json.member("steps", trace.steps.size());
    json.member("imbalance", trace.imbalance());
  });
  const std::size_t first = told.agent.value_or(0);
  const std::size_t last = told.agent ? first + 1 : trace.parties.size();
  for (const TraceEvent& event : told.events)
    if (!told.agent ||
        std::find(event.who.begin(), event.who.end(), trace.parties[first]) != event.who.end())
      write_event(sink, event, market::told(event, words, told.study));
  for (std::size_t party = first; party < last; ++party)
    for (std::size_t step = 0; step < trace.steps.size(); ++step)
      write_line(sink, "step", [&](JsonWriter& json) {
        json.member("agent", trace.parties[party]);
        json.member("step", step);
        if (is_member(trace, party)) {
          add_goods(json, all_shelves(trace, step, party));
          add_state(json, trace.steps[step].members[party - 1]);
        }
        add_books(json, trace, step, party);
      });
  for (std::size_t party = first; party < last; ++party)
    write_line(sink, "account", [&](JsonWriter& json) {
      json.member("agent", trace.parties[party]);
      json.member("account", trace.balance(party));
    });
  if (const auto& failure = trace.failure)
    write_line(sink, "failure", [&](JsonWriter& json) {
      json.member("step", failure->step);
      json.member("variable", failure->variable);
      json.member("problem", problem_of(*failure));
    });
}

void write_ledger(const Trace& trace, const Sink& sink) {
  sink("step,party,item,received,paid\r\n");
  for (std::size_t step = 0; step < trace.steps.size(); ++step)
    for (std::size_t party = 0; party < trace.parties.size(); ++party)
      for (std::size_t item = 0; item < trace.items.size(); ++item)
        if (const double amount = trace.paid(step, party, item); amount != 0)
          sink(fmt::format("{},{},{},{},{}\r\n", step, csv_field(trace.parties[party]),
                           csv_field(trace.items[item]), shortest(std::max(amount, 0.0)),
                           shortest(std::max(-amount, 0.0))));
}

}  // namespace channelsim::market
