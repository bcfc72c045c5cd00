#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "engine/base/text.hpp"
#include "engine/report/run_folder.hpp"
#include "engine/report/timing_table.hpp"
#include "engine/run/interrupt.hpp"
#include "models/market/estimate.hpp"
#include "models/market/run_study.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

struct Arguments {
  ScenarioArguments scenario;
  std::filesystem::path folder;
  std::string replications, seed, language;
  int threads = 0;
  std::string time_limit;
  bool resume = false, force = false, allow_large = false, dry_run = false;
  bool json = false, quiet = false, timings = false;
};

/// "results/demo", or "results/demo-2" and so on where that is taken: nothing is overwritten.
std::filesystem::path free_folder(const std::filesystem::path& scenario) {
  const auto base =
      std::filesystem::path("results") / (scenario == "-" ? "stdin" : scenario.stem().string());
  for (int number = 1;; ++number) {
    const std::filesystem::path folder =
        number == 1 ? base : std::filesystem::path(base.string() + fmt::format("-{}", number));
    if (!std::filesystem::exists(folder)) return folder;
  }
}

/// The folder of the latest interrupted run that got its name by itself.
std::filesystem::path interrupted_folder(const std::filesystem::path& scenario) {
  const auto next = free_folder(scenario);
  std::filesystem::path latest = next;
  for (const auto& entry : std::filesystem::directory_iterator(next.parent_path())) {
    const std::string name = entry.path().filename().string(), own = scenario.stem().string();
    const bool ours = name == own || name.starts_with(own + "-");
    if (!ours || !std::filesystem::exists(entry.path() / run_folder::journal)) continue;
    if (latest == next || std::filesystem::last_write_time(entry.path() / run_folder::journal) >
                              std::filesystem::last_write_time(latest / run_folder::journal))
      latest = entry.path();
  }
  return latest;
}

/// "90", "90s", "10m" or "2h"; at most a year.
std::chrono::seconds duration_of(const std::string& text) {
  const std::size_t unit = text.find_first_not_of("0123456789");
  const std::string suffix = unit == std::string::npos ? "s" : text.substr(unit);
  const long count = unit == 0 || text.size() > 9 ? 0 : std::atol(text.c_str());
  constexpr long year = 366 * 24 * 3600;
  const long factor = suffix == "s" ? 1 : suffix == "m" ? 60 : suffix == "h" ? 3600 : 0;
  if (count * factor <= 0 || count * factor > year)
    throw CLI::ValidationError("--time-limit",
                               fmt::format("'{}' is not a duration such as 90s, 10m or 2h", text));
  return std::chrono::seconds(count * factor);
}

/// The command that computes the same rows again.
std::string command_line(const Arguments& a) {
  std::string text = "channelsim run " + shell_word(a.scenario.file.string());
  if (!a.scenario.load.data.empty()) text += " --data " + shell_word(a.scenario.load.data.string());
  for (const std::string& setting : a.scenario.load.settings)
    text += " --set " + shell_word(setting);
  for (std::size_t i = 0; i < a.scenario.load.strategies.size(); ++i)
    text += (i == 0 ? " --strategy " : ",") + shell_word(a.scenario.load.strategies[i]);
  return text;
}

void print_errors(const market::StudyOutcome& outcome) {
  constexpr std::size_t shown = 20;
  const auto& failures = outcome.run.failures;
  for (std::size_t i = 0; i < std::min(shown, failures.size()); ++i)
    fmt::print(stderr, "error: plan '{}', replications from {}: {}\n",
               printable(outcome.results.plans()[failures[i].plan].name), failures[i].first,
               failures[i].message);
  if (failures.size() > shown) fmt::print(stderr, "and {} more\n", failures.size() - shown);
}

ExitCode run(Arguments arguments) {
  // The short options are settings like any other, so that the resolved scenario tells of them.
  // They may come from the environment, so --set comes after them.
  std::vector<std::string>& changes = arguments.scenario.load.settings;
  if (!arguments.seed.empty()) changes.insert(changes.begin(), "seed=" + arguments.seed);
  if (!arguments.replications.empty())
    changes.insert(changes.begin(), "replications=" + arguments.replications);
  const std::optional<std::chrono::seconds> limit =
      arguments.time_limit.empty() ? std::nullopt
                                   : std::optional(duration_of(arguments.time_limit));
  const market::Study study = market::load_study(arguments.scenario.file, arguments.scenario.load);
  if (!arguments.quiet) print_issues(study.warnings);
  if (!arguments.allow_large) market::require_affordable(study, market::room_for(arguments.folder));
  if (arguments.dry_run) {
    fmt::print("{}\n", to_text(market::estimate(study)));
    return ExitCode::done;
  }
  if (arguments.folder.empty())
    arguments.folder = arguments.resume ? interrupted_folder(arguments.scenario.file)
                                        : free_folder(arguments.scenario.file);

  const Words words = words_of(arguments.language);
  market::StudyRun settings;
  settings.folder = arguments.folder;
  settings.threads = arguments.threads;
  settings.time_limit = limit;
  settings.resume = arguments.resume;
  settings.replace = arguments.force;
  settings.progress = progress_style(arguments.quiet);
  settings.timings = arguments.timings;
  settings.language = words.language();
  settings.manifest.program_version = program_version();
  settings.manifest.build = program_build();
  settings.manifest.compiler = compiler();
  settings.manifest.command = command_line(arguments);
  const market::StudyOutcome outcome = [&] {
    const StopOnSignal signals;  // no longer when the answer is printed
    settings.stop = &signals.requested();
    return market::run_study(study, settings);
  }();

  if (arguments.json)
    fmt::print("{}", outcome.results_json);
  else if (!arguments.quiet)
    fmt::print("{}", terminal_answer(outcome.label, outcome.results, outcome.analysis,
                                     {settings.folder.string(), outcome.files}, terminal_options(),
                                     words));
  if (arguments.timings)
    fmt::print(
        stderr, "{}",
        timing_table(outcome.phases, outcome.stages,
                     outcome.results.plans().size() *
                         std::uint64_t{outcome.results.replications()} * study.scenario.horizon));
  print_errors(outcome);
  const auto code = static_cast<ExitCode>(market::exit_code_of(outcome));
  if (code == ExitCode::interrupted)
    fmt::print(stderr, "interrupted; go on with: {} -o {} --resume\n",
               printable(command_line(arguments)), printable(shell_word(settings.folder.string())));
  return code;
}

}  // namespace

TerminalOptions terminal_options() {
  TerminalOptions options;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    options.width = std::min<std::size_t>(size.ws_col, 120);
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  options.colour = isatty(STDOUT_FILENO) && !(no_colour && *no_colour) && terminal &&
                   std::string_view(terminal) != "dumb";
  return options;
}

void add_run(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "run", "Simulate the plans of a scenario and answer which is best, and how sure");
  auto arguments = std::make_shared<Arguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command->add_option("-o,--output", arguments->folder,
                      "Folder of the run (default: results/SCENARIO, numbered when taken)");
  command->add_option("-n,--replications", arguments->replications, "Replications of each plan")
      ->envname("CHANNELSIM_REPLICATIONS");
  command->add_option("--seed", arguments->seed, "Start of all random numbers")
      ->envname("CHANNELSIM_SEED");
  command
      ->add_option("--threads", arguments->threads,
                   "Threads (default: all CPUs this process may use)")
      ->check(CLI::Range(1, 1024))
      ->envname("CHANNELSIM_THREADS");
  add_language_argument(*command, arguments->language);
  command->add_option("--strategy", arguments->scenario.load.strategies, "Only these plans: A,B")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--time-limit", arguments->time_limit,
                      "Stop after this time and keep what is finished: 90s, 10m, 2h");
  command->add_flag("--resume", arguments->resume, "Go on with an interrupted run in the folder");
  command->add_flag("--force", arguments->force, "Replace the run in the folder");
  command->add_flag("--allow-large", arguments->allow_large,
                    "Run more than is sensible without asking");
  command->add_flag("--dry-run", arguments->dry_run,
                    "Print how much work and memory the run would take; starts nothing");
  command->add_flag("--json", arguments->json, "Print results.json instead of the answer in words");
  command->add_flag("--timings", arguments->timings,
                    "Tell on standard error where the time went; manifest.json keeps it");
  command->add_flag("-q,--quiet", arguments->quiet, "Print errors only");
  command->callback([arguments, &code] { code = run(*arguments); });
}

}  // namespace channelsim
