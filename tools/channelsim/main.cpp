// The command line: one file per subcommand; this one starts them and turns errors into exit codes.

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <sstream>

#include "engine/base/floating_point.hpp"
#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/json_schema.hpp"
#include "engine/run/journal.hpp"
#include "engine/schema/table_file.hpp"
#include "models/market/language.hpp"
#include "models/market/market.hpp"
#include "models/market/report/words.hpp"
#include "tools/channelsim/command.hpp"
#include "tools/channelsim/heap.hpp"

namespace channelsim {

std::string_view program_version() { return CHANNELSIM_VERSION; }

std::string program_build() { return fmt::format("{} {}", CHANNELSIM_VERSION, CHANNELSIM_BUILD); }

std::string_view compiler() {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

void print_issues(const Issues& issues) {
  constexpr std::size_t shown = 20;
  for (std::size_t i = 0; i < std::min(shown, issues.size()); ++i)
    fmt::print(stderr, "{}", to_text(issues[i]));
  if (issues.size() > shown) fmt::print(stderr, "and {} more\n", issues.size() - shown);
}

std::string issues_json(const Issues& issues) {
  JsonWriter json;
  json.begin_array();
  for (const Issue& issue : issues) {
    json.begin_object();
    json.member("code", to_string(issue.code));
    json.member("severity", issue.warning ? "warning" : "error");
    json.member("file", issue.place.source ? issue.place.source->name : std::string());
    json.member("line", issue.place.line);
    json.member("column", issue.place.column);
    json.member("path", issue.path);
    json.member("message", issue.message);
    json.member("hint", issue.hint);
    json.end_object();
  }
  json.end_array();
  return json.text();
}

std::string scenario_schema() {
  return json_schema(market::scenario_description(), table_source_description());
}

void add_scenario_arguments(CLI::App& command, ScenarioArguments& arguments) {
  command.add_option("FILE", arguments.file, "The scenario; - reads standard input")->required();
  command
      .add_option("--data", arguments.load.data,
                  "Folder searched for tables before the scenario's own")
      ->check(CLI::ExistingDirectory);
  command
      .add_option("--set", arguments.load.settings,
                  "PATH=VALUE: change a value, last and under every plan")
      ->allow_extra_args(false)
      ->type_name("PATH=VALUE");
}

void add_trial_arguments(CLI::App& command, TrialArguments& arguments) {
  add_scenario_arguments(command, arguments.scenario);
  command.add_option("-n,--replications", arguments.replications, "Replications of each plan");
  command.add_option("--threads", arguments.threads, "Threads")->check(CLI::Range(1, 1024));
  command.add_flag("--json", arguments.json, "As JSON");
}

void add_language_argument(CLI::App& command, std::string& code) {
  command.add_option("--lang", code, "Language of the answer: en (English) or zh (Chinese)")
      ->check(CLI::IsMember({"en", "zh"}))
      ->envname("CHANNELSIM_LANG");
}

Words words_of(const std::string& code) {
  return market::market_words(language_of(code).value_or(Language::english));
}

market::LoadOptions TrialArguments::load() const {
  market::LoadOptions options = scenario.load;
  if (!replications.empty())
    options.settings.insert(options.settings.begin(), "replications=" + replications);
  return options;
}

namespace {

std::string printable_lines(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += printable(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

/// CLI11 has no 'did you mean' for subcommands and options.
void suggest(const CLI::App& app, int argc, char** argv) {
  const CLI::App* command = &app;
  std::vector<std::string_view> known;
  std::string_view wrong;
  int next = 1;
  while (wrong.empty()) {
    const auto commands = command->get_subcommands([](const CLI::App*) { return true; });
    if (commands.empty()) break;
    if (next >= argc) return;
    known.clear();
    const CLI::App* chosen = nullptr;
    for (const CLI::App* each : commands) {
      known.push_back(each->get_name());
      if (each->get_name() == argv[next]) chosen = each;
    }
    if (!chosen)
      wrong = argv[next];
    else
      command = chosen;
    ++next;
  }
  const bool misnamed = !wrong.empty();
  if (!misnamed) {
    known.clear();
    for (const CLI::Option* option : command->get_options())
      for (const std::string& name : option->get_lnames()) known.push_back(name);
    for (int i = next; i < argc; ++i) {
      const std::string_view argument = argv[i];
      if (!argument.starts_with("--")) continue;
      const std::string_view name = argument.substr(2, argument.substr(2).find('='));
      if (std::find(known.begin(), known.end(), name) == known.end()) wrong = name;
    }
  }
  if (const auto nearest = nearest_word(wrong, known);
      !wrong.empty() && nearest && *nearest != wrong)
    fmt::print(stderr, "did you mean '{}{}'?\n", misnamed ? "" : "--", *nearest);
}

/// What helps where a file can't be read or written, by the command that was given.
std::string remedy_for_files(const CLI::App& app) {
  for (const CLI::App* command : app.get_subcommands())
    if (command->get_option_no_throw("-o"))
      return "  = -o names another folder for a run, TMPDIR one for its rows while it runs\n";
  return "";
}

int main_of(int argc, char** argv) {
  ExitCode code = ExitCode::done;
  CLI::App app(
      "Which channel plan, how sure, and why: simulates a market of agents under each plan.",
      "channelsim");
  app.require_subcommand(1);
  app.set_version_flag("--version", fmt::format("channelsim {} ({}, {})", program_build(),
                                                compiler(), market::instruction_level()));
  app.footer("Start with: channelsim init my_study && channelsim run my_study/scenario.yaml");
  add_init(app, code);
  add_validate(app, code);
  add_run(app, code);
  add_check(app, code);
  add_trace(app, code);
  add_evaluate(app, code);
  add_report(app, code);
  add_review(app, code);
  add_verify(app, code);
  add_show(app, code);
  add_why(app, code);
  add_diff(app, code);
  add_runs(app, code);
  add_compare(app, code);
  add_explain(app, code);
  add_schema(app, code);
  add_doctor(app, code);
  add_completion(app, code);
  try {
    require_standard_arithmetic();
    app.parse(argc, argv);
    if (std::fflush(stdout) != 0)
      throw std::runtime_error("the answer can't be written to standard output");
    return static_cast<int>(code);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::ostringstream text;  // it repeats what was typed or pasted
    app.exit(error, text, text);
    fmt::print(stderr, "{}", printable_lines(text.str()));
    suggest(app, argc, argv);
    return static_cast<int>(ExitCode::invalid);
  } catch (const InputError& error) {
    print_issues(error.issues());
    return static_cast<int>(ExitCode::invalid);
  } catch (const ResumeRefused& error) {
    fmt::print(stderr, "error: {}\n", printable(error.what()));
    return static_cast<int>(ExitCode::invalid);
  } catch (const std::filesystem::filesystem_error& error) {
    fmt::print(stderr, "error: {}: {}\n{}", printable(error.path1().string()),
               error.code().message(), remedy_for_files(app));
    return static_cast<int>(ExitCode::run_failed);
  } catch (const std::system_error& error) {
    fmt::print(stderr, "error: {}\n{}", printable(error.what()), remedy_for_files(app));
    return static_cast<int>(ExitCode::run_failed);
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", printable(error.what()));
    return static_cast<int>(ExitCode::run_failed);
  }
}

}  // namespace
}  // namespace channelsim

int main(int argc, char** argv) {
  channelsim::take_memory_in_large_pieces();
  try {
    return channelsim::main_of(argc, argv);
  } catch (...) {  // standard error can't be written, or nothing would be left to say
    return static_cast<int>(channelsim::ExitCode::run_failed);
  }
}
