#include "models/market/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/figures.hpp"
#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/layout.hpp"
#include "models/market/correlations.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

using market::MemberStep;
using market::ShelfStep;
using market::Trace;

struct Arguments {
  ScenarioArguments scenario;
  std::string strategy, agent;
  std::uint32_t replication = 0;
  bool json = false;
};

std::string rounded(double value) {
  const std::string text = fmt::format("{:.0f}", value);
  return text == "-0" ? "0" : text;
}
std::string cents(double value) {
  const std::string text = fmt::format("{:.2f}", value);
  return text == "-0.00" ? "0.00" : text;
}

/// A member's shelves in a step, together.
ShelfStep together(const Trace& trace, std::size_t step, std::size_t party) {
  ShelfStep sum{};
  double price = 0, shelves = 0;
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
    price += each.price;
    ++shelves;
  }
  sum.price = shelves > 0 ? price / shelves : 0;
  return sum;
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

void print_balance(const Trace& trace) {
  fmt::print("\nThe accounts of all {} parties add up to 0 (to {:.0e} of what changed hands).\n",
             trace.parties.size(), std::max(trace.imbalance(), 1e-16));
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
    const ShelfStep goods = together(trace, step, party);
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

/// All parties: what each received and paid.
void print_parties(const Trace& trace) {
  std::vector<std::vector<Cell>> rows;
  rows.push_back({{"party"}, number("received"), number("paid"), number("account")});
  for (std::size_t party = 0; party < trace.parties.size(); ++party) {
    double in = 0, out = 0;
    for (std::size_t item = 0; item < trace.items.size(); ++item) {
      const double total = trace.total(party, item);
      (total > 0 ? in : out) += std::fabs(total);
    }
    rows.push_back({{printable(trace.parties[party])},
                    number(cents(in)),
                    number(cents(out)),
                    number(cents(trace.balance(party)))});
  }
  fmt::print("{}", table(rows, "", false));
}

void add_shelf(JsonWriter& json, const ShelfStep& goods) {
  json.member("demand", goods.demand);
  json.member("sold", goods.sold);
  json.member("lost", goods.lost);
  json.member("received", goods.received);
  json.member("ordered", goods.ordered);
  json.member("on_hand", goods.on_hand);
  json.member("on_order", goods.on_order);
  json.member("price", goods.price);
}

/// One step of an agent: its goods, its state, what it received (positive) and paid by item.
void add_step(JsonWriter& json, const Trace& trace, std::size_t step, std::size_t party) {
  json.begin_object(JsonLayout::one_line);
  json.member("step", step);
  if (party > 0 && party <= trace.steps[step].members.size()) {
    const MemberStep& state = trace.steps[step].members[party - 1];
    add_shelf(json, together(trace, step, party));
    json.member("in_business", state.in_business);
    json.member("cash", state.cash);
    json.member("owed", state.owed);
    json.member("effort", state.effort);
  }
  json.key("books");
  json.begin_object();
  for (std::size_t item = 0; item < trace.items.size(); ++item)
    if (const double amount = trace.paid(step, party, item); amount != 0)
      json.member(trace.items[item], amount);
  json.end_object();
  json.end_object();
}

std::string json_of(const Trace& trace, const Arguments& arguments, std::size_t first,
                    std::size_t last) {
  JsonWriter json;
  json.begin_object();
  json.member("strategy", arguments.strategy);
  json.member("replication", arguments.replication);
  json.member("imbalance", trace.imbalance());
  json.key("agents");
  json.begin_array();
  for (std::size_t party = first; party < last; ++party) {
    json.begin_object();
    json.member("agent", trace.parties[party]);
    json.member("account", trace.balance(party));
    json.key("steps");
    json.begin_array();
    for (std::size_t step = 0; step < trace.steps.size(); ++step)
      add_step(json, trace, step, party);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.text();
}

InputError wrong_option(std::string option, std::string message, std::string hint) {
  return InputError({{IssueCode::unknown_reference,
                      {std::make_shared<Source>(Source{std::move(option), {}})},
                      "",
                      std::move(message),
                      std::move(hint)}});
}

/// The place of an agent among the parties.
std::size_t party_of(const Trace& trace, const std::string& agent) {
  const auto found = std::find(trace.parties.begin(), trace.parties.end(), agent);
  if (found != trace.parties.end()) return static_cast<std::size_t>(found - trace.parties.begin());
  const std::vector<std::string_view> known(trace.parties.begin(), trace.parties.end());
  const auto nearest = nearest_word(agent, known);
  throw wrong_option("--agent " + agent,
                     fmt::format("there is no agent '{}'{}", shortened(agent, 60),
                                 nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
                     known.size() <= 40 ? fmt::format("known: {}", listed(known)) : "");
}

ExitCode trace(Arguments arguments) {
  if (!arguments.strategy.empty()) arguments.scenario.load.strategies = {arguments.strategy};
  const market::Study study = market::load_study(arguments.scenario.file, arguments.scenario.load);
  const auto plan = std::find_if(study.plans.begin(), study.plans.end(),
                                 [](const market::Plan& each) { return each.label.baseline; });
  const std::size_t place = plan == study.plans.end() ? 0 : std::size_t(plan - study.plans.begin());
  arguments.strategy = study.plans[place].label.name;
  if (const auto count = study.scenario.replications.count(); arguments.replication >= count)
    throw wrong_option(fmt::format("--replication {}", arguments.replication),
                       fmt::format("the scenario has {} replications", count),
                       fmt::format("they are counted from 0 to {}", count - 1));
  const market::Market market(study.plans, market::futures_of(study));
  const Trace trace = market.trace(static_cast<std::uint32_t>(place), arguments.replication);
  std::size_t first = 0, last = trace.parties.size();
  if (!arguments.agent.empty()) {
    first = party_of(trace, arguments.agent);
    last = first + 1;
  }
  if (arguments.json) {
    fmt::print("{}", json_of(trace, arguments, first, last));
    return ExitCode::done;
  }
  fmt::print("Replication {} under '{}'{}{}\n\n", arguments.replication,
             printable(arguments.strategy), arguments.agent.empty() ? "" : ", ",
             printable(arguments.agent));
  if (arguments.agent.empty()) {
    print_parties(trace);
    fmt::print("\n--agent NAME tells one of them step by step.\n");
  } else {
    if (first > 0 && first <= trace.steps.front().members.size()) print_member(trace, first);
    print_account(trace, first);
  }
  print_balance(trace);
  return ExitCode::done;
}

}  // namespace

void add_trace(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "trace", "Tell one replication: an agent step by step, and its account that balances");
  auto arguments = std::make_shared<Arguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command->add_option("--strategy", arguments->strategy,
                      "The plan; the baseline where none is named");
  command->add_option("--replication", arguments->replication, "Counted from 0");
  command->add_option("--agent", arguments->agent,
                      "A member, or `manufacturer`; without it, the accounts of all");
  command->add_flag("--json", arguments->json, "As JSON");
  command->callback([arguments, &code] { code = trace(*arguments); });
}

}  // namespace channelsim
