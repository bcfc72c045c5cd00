#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "models/market/expectations.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

std::string json_of(const std::vector<market::CheckOutcome>& outcomes) {
  JsonWriter json;
  json.begin_array();
  for (const market::CheckOutcome& each : outcomes) {
    json.begin_object(JsonLayout::one_line);
    json.member("name", each.name);
    json.member("strategy", each.plan);
    json.member("held", each.held);
    json.member("found", each.found);
    json.end_object();
  }
  json.end_array();
  return json.text();
}

ExitCode check(const TrialArguments& arguments) {
  const auto outcomes =
      market::check_expectations(arguments.scenario.file, arguments.load(), arguments.threads);
  std::size_t failed = 0;
  for (const market::CheckOutcome& each : outcomes) failed += !each.held;
  if (arguments.json) {
    fmt::print("{}", json_of(outcomes));
  } else {
    for (const market::CheckOutcome& each : outcomes)
      fmt::print("{} {}, under {}: {}\n", each.held ? "✓" : "✗", printable(each.name),
                 printable(each.plan), printable(each.found));
    if (outcomes.empty())
      fmt::print(
          "The scenario expects nothing; `channelsim explain expect` tells how to say it.\n");
    else
      fmt::print("{} of {} expectations hold\n", outcomes.size() - failed, outcomes.size());
  }
  return failed > 0 ? ExitCode::decision_failed : ExitCode::done;
}

}  // namespace

void add_check(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "check",
      "Try the sanity checks that a scenario carries (`expect`); exit code 1 if one fails");
  auto arguments = std::make_shared<TrialArguments>();
  add_trial_arguments(*command, *arguments);
  command->callback([arguments, &code] { code = check(*arguments); });
}

}  // namespace channelsim
