#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/reference.hpp"
#include "engine/schema/tree_difference.hpp"
#include "models/market/language.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

struct Arguments {
  ScenarioArguments a, b;
  bool json = false;
};

/// What the value is for; empty where the path leads to no field.
std::string_view meaning_of(const std::string& path) {
  UnknownKey none;
  const auto* field = field_at(market::scenario_description(), path, none);
  return field ? field->doc : std::string_view();
}

std::string change_words(const ValueDifference& difference) {
  if (difference.a.empty())
    return fmt::format("only in B{}", difference.b == "there" ? "" : ": " + difference.b);
  if (difference.b.empty())
    return fmt::format("only in A{}", difference.a == "there" ? "" : ": " + difference.a);
  return fmt::format("{} in A, {} in B{}", difference.a, difference.b, relative_change(difference));
}

Node resolved_tree(const ScenarioArguments& arguments) {
  const market::Study study = market::load_study(scenario_in(arguments.file), arguments.load);
  Issues issues;
  return parse_yaml(std::make_shared<Source>(Source{arguments.file.string(), study.resolved}),
                    issues);
}

ExitCode diff(const Arguments& arguments) {
  const auto differences =
      differences_between(resolved_tree(arguments.a), resolved_tree(arguments.b));
  if (arguments.json) {
    JsonWriter json;
    json.begin_array();
    for (const ValueDifference& each : differences) {
      json.begin_object(JsonLayout::one_line);
      json.member("path", each.path);
      json.member("a", each.a);
      json.member("b", each.b);
      json.end_object();
    }
    json.end_array();
    fmt::print("{}", json.text());
    return ExitCode::done;
  }
  for (const ValueDifference& each : differences) {
    const std::string_view meaning = meaning_of(each.path);
    fmt::print("{}: {}\n{}", printable(each.path), printable(change_words(each)),
               meaning.empty() ? "" : fmt::format("    {}\n", meaning));
  }
  fmt::print("{}\n", differences.empty()
                         ? "The scenarios say the same: every value in force is equal."
                         : fmt::format("{} difference{} between A ({}) and B ({})",
                                       differences.size(), differences.size() == 1 ? "" : "s",
                                       printable(arguments.a.file.string()),
                                       printable(arguments.b.file.string())));
  return ExitCode::done;
}

}  // namespace

void add_diff(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "diff", "What differs between two scenarios or saved runs, value by value, in words");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("A", arguments->a.file, "A scenario or the folder of a run")->required();
  command->add_option("B", arguments->b.file, "Another")->required();
  command->add_flag("--json", arguments->json, "As JSON");
  command->callback([arguments, &code] { code = diff(*arguments); });
}

}  // namespace channelsim
