#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/file.hpp"
#include "templates.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

ExitCode init(const std::filesystem::path& folder, const std::string& wanted, bool force) {
  std::vector<std::string_view> known;
  const Template* chosen = nullptr;
  for (const Template& each : templates) {
    known.push_back(each.name);
    if (each.name == wanted) chosen = &each;
  }
  if (!chosen) {
    const auto nearest = nearest_word(wanted, known);
    fmt::print(stderr, "error: there is no template '{}'{}\n  = templates: {}\n", printable(wanted),
               nearest ? fmt::format("; did you mean '{}'?", *nearest) : "", listed(known));
    return ExitCode::invalid;
  }
  const auto scenario = folder / "scenario.yaml";
  if (std::filesystem::exists(scenario) && !force) {
    fmt::print(stderr,
               "error: {} is there already; choose another folder, or --force to replace it\n",
               printable(scenario.string()));
    return ExitCode::invalid;
  }
  std::filesystem::create_directories(folder);
  write_file(scenario, chosen->text);
  write_file(folder / "schema.json", scenario_schema());
  fmt::print(
      "{}: a scenario to start from\n{}: its schema; editors with a YAML language server complete "
      "from it\n"
      "Next: channelsim run {}\n",
      printable(scenario.string()), printable((folder / "schema.json").string()),
      printable(scenario.string()));
  return ExitCode::done;
}

std::string template_names() {
  std::vector<std::string_view> names;
  for (const Template& each : templates) names.push_back(each.name);
  return listed(names, "or");
}

}  // namespace

void add_init(CLI::App& app, ExitCode& code) {
  struct Arguments {
    std::filesystem::path folder = ".";
    std::string name = "minimal";
    bool force = false;
  };
  CLI::App* command = app.add_subcommand(
      "init", "Write a scenario to start from, with the schema for the editor beside it");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("DIR", arguments->folder, "Where")->capture_default_str();
  command->add_option("--template", arguments->name, "Which: " + template_names())
      ->capture_default_str();
  command->add_flag("--force", arguments->force, "Replace what is there");
  command->callback(
      [arguments, &code] { code = init(arguments->folder, arguments->name, arguments->force); });
}

}  // namespace channelsim
