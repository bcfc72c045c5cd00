#include "tools/channelsim/trace_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/text.hpp"
#include "engine/report/layout.hpp"
#include "models/market/trace_files.hpp"

namespace channelsim {

namespace {

using market::MemberStep;
using market::ShelfStep;
using market::Trace;

std::string rounded(double value) {
  const std::string text = fmt::format("{:.0f}", value);
  return text == "-0" ? "0" : text;
}
std::string cents(double value) {
  const std::string text = fmt::format("{:.2f}", value);
  return text == "-0.00" ? "0.00" : text;
}

double flow(const Trace& trace, std::size_t step, std::size_t party, bool in) {
  double sum = 0;
  for (std::size_t item = 0; item < trace.items.size(); ++item) {
    const double amount = trace.paid(step, party, item);
    if ((amount > 0) == in) sum += std::fabs(amount);
  }
  return sum;
}

Cell number(std::string text) { return {std::move(text), true}; }

/// What an agent received and paid, by item; the sum is its account.
void print_account(const Trace& trace, std::size_t party) {
  std::vector<std::vector<Cell>> rows;
  for (std::size_t item = 0; item < trace.items.size(); ++item)
    if (const double total = trace.total(party, item); total != 0)
      rows.push_back({{trace.items[item]}, number(cents(total))});
  rows.push_back({{"account: received less paid"}, number(cents(trace.balance(party)))});
  fmt::print("\n{}", table(rows, "  ", false));
}

void print_member(const Trace& trace, std::size_t party) {
  std::vector<std::vector<Cell>> rows;
  rows.push_back({{"step"},
                  number("wanted"),
                  number("sold"),
                  number("lost"),
                  number("received"),
                  number("ordered"),
                  number("in stock"),
                  number("on order"),
                  number("price"),
                  number("money in"),
                  number("money out"),
                  number("cash"),
                  number("owed"),
                  {""}});
  for (std::size_t step = 0; step < trace.steps.size(); ++step) {
    const ShelfStep goods = market::all_shelves(trace, step, party);
    const MemberStep& state = trace.steps[step].members[party - 1];
    rows.push_back({number(std::to_string(step)),
                    number(rounded(goods.demand)),
                    number(rounded(goods.sold)),
                    number(rounded(goods.lost)),
                    number(rounded(goods.received)),
                    number(rounded(goods.ordered)),
                    number(rounded(goods.on_hand)),
                    number(rounded(goods.on_order)),
                    number(cents(goods.price)),
                    number(cents(flow(trace, step, party, true))),
                    number(cents(flow(trace, step, party, false))),
                    number(cents(state.cash)),
                    number(cents(state.owed)),
                    {state.in_business ? "" : "not in business"}});
  }
  fmt::print("{}", table(rows, "", false));
}

struct Turnover {
  double in = 0, out = 0;
};

Turnover turnover_of(const Trace& trace, std::size_t party) {
  Turnover turnover;
  for (std::size_t item = 0; item < trace.items.size(); ++item) {
    const double total = trace.total(party, item);
    (total > 0 ? turnover.in : turnover.out) += std::fabs(total);
  }
  return turnover;
}

}  // namespace

void print_agent(const Trace& trace, std::size_t party) {
  if (market::is_member(trace, party)) print_member(trace, party);
  print_account(trace, party);
}

void print_parties(const Trace& trace, std::size_t most) {
  std::vector<Turnover> turnovers;
  for (std::size_t party = 0; party < trace.parties.size(); ++party)
    turnovers.push_back(turnover_of(trace, party));
  std::vector<std::size_t> parties(trace.parties.size());
  std::iota(parties.begin(), parties.end(), std::size_t{0});
  const auto moved = [&](std::size_t party) { return turnovers[party].in + turnovers[party].out; };
  if (parties.size() > most) {
    std::stable_sort(parties.begin(), parties.end(),
                     [&](std::size_t a, std::size_t b) { return moved(a) > moved(b); });
    parties.resize(most);
  }
  std::vector<std::vector<Cell>> rows;
  rows.push_back({{"party"}, number("received"), number("paid"), number("account")});
  for (const std::size_t party : parties)
    rows.push_back({{printable(trace.parties[party])},
                    number(cents(turnovers[party].in)),
                    number(cents(turnovers[party].out)),
                    number(cents(trace.balance(party)))});
  fmt::print("{}", table(rows, "", false));
  if (trace.parties.size() > most) fmt::print("and {} more\n", trace.parties.size() - most);
}

void print_balance(const Trace& trace) {
  fmt::print("\nThe accounts of all {} parties add up to 0 (to {:.0e} of what changed hands).\n",
             trace.parties.size(), std::max(trace.imbalance(), 1e-16));
}

}  // namespace channelsim
