#pragma once
// What the subcommands share: how they are added, and how they end.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/issue.hpp"
#include "engine/report/terminal.hpp"
#include "engine/report/words.hpp"
#include "models/market/load.hpp"

namespace channelsim {

/// Exit codes that scripts rely on.
enum class ExitCode : int {
  done = 0,
  decision_failed = 1,
  invalid = 2,
  run_failed = 3,
  imprecise = 4,
  interrupted = 130
};

/// Each adds its subcommand; what it does sets `code`.
void add_init(CLI::App& app, ExitCode& code);
void add_validate(CLI::App& app, ExitCode& code);
void add_run(CLI::App& app, ExitCode& code);
void add_explain(CLI::App& app, ExitCode& code);
void add_schema(CLI::App& app, ExitCode& code);
void add_show(CLI::App& app, ExitCode& code);
void add_why(CLI::App& app, ExitCode& code);
void add_diff(CLI::App& app, ExitCode& code);
void add_check(CLI::App& app, ExitCode& code);
void add_evaluate(CLI::App& app, ExitCode& code);
void add_report(CLI::App& app, ExitCode& code);
void add_review(CLI::App& app, ExitCode& code);
void add_verify(CLI::App& app, ExitCode& code);
void add_trace(CLI::App& app, ExitCode& code);
void add_runs(CLI::App& app, ExitCode& code);
void add_compare(CLI::App& app, ExitCode& code);
void add_doctor(CLI::App& app, ExitCode& code);
/// Scripts that complete the commands of `app`, and its man page.
void add_completion(CLI::App& app, ExitCode& code);

/// The options of every subcommand that reads a scenario.
struct ScenarioArguments {
  std::filesystem::path file;
  market::LoadOptions load;
};
void add_scenario_arguments(CLI::App& command, ScenarioArguments& arguments);

/// The options of subcommands that simulate a scenario in memory and print what they find.
struct TrialArguments {
  ScenarioArguments scenario;
  std::string replications;
  int threads = 0;
  bool json = false;

  /// How the scenario is read: the number of replications as a setting before all others.
  market::LoadOptions load() const;
};
void add_trial_arguments(CLI::App& command, TrialArguments& arguments);

/// The option `--lang en|zh`, else CHANNELSIM_LANG: the language of answers. Errors and help stay
/// English.
void add_language_argument(CLI::App& command, std::string& code);
/// The words of the market in the language of this code.
Words words_of(const std::string& code);

/// The scenario in force in the folder of a saved run; a file is itself.
std::filesystem::path scenario_in(const std::filesystem::path& file_or_folder);

/// How wide standard output is, and whether it shows colours.
TerminalOptions terminal_options();

/// "0.1.0".
std::string_view program_version();
/// Version and revision: what a resumed run must share.
std::string program_build();
/// The compiler, as it calls itself.
std::string_view compiler();

/// At most twenty issues to standard error, then how many more there are.
void print_issues(const Issues& issues);
/// The same list as a JSON array on standard output.
std::string issues_json(const Issues& issues);

/// The JSON Schema of a scenario.
std::string scenario_schema();

}  // namespace channelsim
