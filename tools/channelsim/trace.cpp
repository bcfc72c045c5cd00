#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/failures.hpp"
#include "models/market/report/words.hpp"
#include "models/market/run_study.hpp"
#include "models/market/trace_files.hpp"
#include "tools/channelsim/command.hpp"
#include "tools/channelsim/trace_tables.hpp"

namespace channelsim {

namespace {

using market::Trace;

/// A page of them.
constexpr std::size_t parties_shown = 20;

struct Arguments {
  ScenarioArguments scenario;
  std::string strategy, agent, language;
  std::filesystem::path ledger;
  std::uint32_t replication = 0;
  std::size_t events = 20;
  bool json = false;
};

InputError wrong_option(std::string option, std::string message, std::string hint) {
  return InputError({{IssueCode::unknown_reference,
                      {std::make_shared<Source>(Source{std::move(option), {}})},
                      "",
                      std::move(message),
                      std::move(hint)}});
}

/// The place of an agent among the parties.
std::size_t party_of(const Trace& trace, const market::Study& study, const std::string& plan,
                     const std::string& agent) {
  const auto found = std::find(trace.parties.begin(), trace.parties.end(), agent);
  if (found != trace.parties.end()) return static_cast<std::size_t>(found - trace.parties.begin());
  for (const auto& member : study.scenario.members)
    if (member.name == agent)
      throw wrong_option("--agent " + agent,
                         fmt::format("'{}' is never in business under '{}'", agent, plan),
                         "--strategy names another plan");
  const std::vector<std::string_view> known(trace.parties.begin(), trace.parties.end());
  const auto nearest = nearest_word(agent, known);
  throw wrong_option("--agent " + agent,
                     fmt::format("there is no agent '{}'{}", shortened(agent, 60),
                                 nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
                     known.size() <= 40 ? fmt::format("known: {}", listed(known)) : "");
}

/// The plan that is asked for; the baseline where none is named.
std::size_t plan_of(const market::Study& study) {
  const auto plan = std::find_if(study.plans.begin(), study.plans.end(),
                                 [](const market::Plan& each) { return each.label.baseline; });
  return plan == study.plans.end() ? 0 : std::size_t(plan - study.plans.begin());
}

/// The replication as a story: what tells most comes first.
void print_story(const market::ToldTrace& told, const Words& words, std::size_t most) {
  const auto telling = market::most_telling(told.events, most);
  if (telling.empty()) fmt::print("Nothing out of the ordinary happened.\n");
  for (const market::TraceEvent& event : telling)
    fmt::print("- {}\n", market::told(event, words, told.study));
  if (const std::size_t more = told.events.size() - telling.size(); more > 0)
    fmt::print("and {} of less weight; --events {} tells them all\n", more, told.events.size());
  fmt::print("\n");
  print_parties(told.trace, parties_shown);
  fmt::print("\n--agent NAME tells one of them step by step.\n");
}

/// How it ended, where it did before its time.
ExitCode print_end(const market::ToldTrace& told, const Words& words, std::FILE* stream) {
  if (!told.trace.failure) return ExitCode::done;
  const PlanLabel& plan = told.study.plans[told.trace.failure->plan].label;
  const Span step{1, std::string(default_text(told.study.units.step))};
  fmt::print(stream, "{}\n", channelsim::told(*told.trace.failure, plan, step, words));
  return ExitCode::run_failed;
}

void write_ledger_file(const std::filesystem::path& path, const Trace& trace) {
  OutputFile file(path);
  market::write_ledger(trace, [&](std::string_view line) { file.write(line); });
  file.commit();
}

ExitCode trace(Arguments arguments) {
  if (!arguments.strategy.empty()) arguments.scenario.load.strategies = {arguments.strategy};
  const market::Study study =
      market::load_study(scenario_in(arguments.scenario.file), arguments.scenario.load);
  const std::size_t plan = plan_of(study);
  const std::string& strategy = study.plans[plan].label.name;
  if (const auto count = study.scenario.replications.count(); arguments.replication >= count)
    throw wrong_option(fmt::format("--replication {}", arguments.replication),
                       fmt::format("the scenario has {} replications", count),
                       fmt::format("they are counted from 0 to {}", count - 1));
  const Trace trace =
      market::market_of(study).trace(static_cast<std::uint32_t>(plan), arguments.replication);
  const Words words = words_of(arguments.language);
  const market::ToldTrace told{
      trace,
      study,
      strategy,
      arguments.replication,
      market::events_of(trace, study, plan),
      arguments.agent.empty() ? std::nullopt
                              : std::optional(party_of(trace, study, strategy, arguments.agent))};
  if (!arguments.ledger.empty()) write_ledger_file(arguments.ledger, trace);
  if (arguments.json) {
    market::write_json_lines(told, words, [](std::string_view line) { fmt::print("{}", line); });
    return print_end(told, words, stderr);
  }
  fmt::print("Replication {} under '{}'{}{}\n\n", arguments.replication, printable(told.strategy),
             arguments.agent.empty() ? "" : ", ", printable(arguments.agent));
  if (told.agent)
    print_agent(trace, *told.agent);
  else
    print_story(told, words, arguments.events);
  print_balance(trace);
  return print_end(told, words, stdout);
}

}  // namespace

void add_trace(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand("trace",
                                         "Tell one replication: what happened, or an agent step by "
                                         "step with its account that balances");
  auto arguments = std::make_shared<Arguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command->add_option("--strategy", arguments->strategy,
                      "The plan; the baseline where none is named");
  command->add_option("--replication", arguments->replication, "Counted from 0");
  command->add_option("--agent", arguments->agent,
                      "A member, or `manufacturer`; without it, the story of all");
  command->add_option("--events", arguments->events, "How many events the story has at most");
  add_language_argument(*command, arguments->language);
  command->add_option("--ledger", arguments->ledger,
                      "Write who received and paid what in each step to this file, as CSV");
  command->add_flag("--json", arguments->json, "As JSON lines: events, steps, accounts");
  command->callback([arguments, &code] { code = trace(*arguments); });
}

}  // namespace channelsim
