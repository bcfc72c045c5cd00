#include "tools/channelsim/runs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/layout.hpp"
#include "engine/report/run_folder.hpp"
#include "engine/report/terminal.hpp"
#include "models/market/saved_run.hpp"

namespace channelsim {

namespace {

namespace fs = std::filesystem;

InputError wrong_argument(const std::string& argument, std::string message, std::string hint) {
  return InputError({{IssueCode::unknown_reference,
                      {std::make_shared<Source>(Source{argument, {}})},
                      "",
                      std::move(message),
                      std::move(hint)}});
}

struct ListArguments {
  fs::path in = "results";
  std::string tag;
  bool json = false;
};

ExitCode list(const ListArguments& arguments) {
  std::vector<CatalogueEntry> runs;
  if (fs::exists(arguments.in)) runs = runs_below(arguments.in);
  if (!arguments.tag.empty())
    std::erase_if(runs, [&](const CatalogueEntry& run) {
      return std::find(run.tags.begin(), run.tags.end(), arguments.tag) == run.tags.end();
    });
  if (arguments.json) {
    JsonWriter json;
    json.begin_array();
    for (const CatalogueEntry& run : runs) add_entry(json, run);
    json.end_array();
    fmt::print("{}", json.text());
  } else if (runs.empty()) {
    fmt::print("There are no {}runs below {}; --in names another folder.\n",
               arguments.tag.empty() ? "" : "such ", printable(arguments.in.string()));
  } else {
    fmt::print("{}", list_table(runs));
  }
  return ExitCode::done;
}

/// What the run printed when it ended, told anew from its rows; where this program reads the
/// scenario otherwise, what the run said of itself.
void print_answer(const CatalogueEntry& run, const Words& words) {
  try {
    const market::SavedRun saved = market::open_run(run.folder, market::Unfinished::accept);
    fmt::print("{}", terminal_answer(saved.label, saved.results, saved.analysis,
                                     {run.folder.string(), run_folder::files_in(run.folder)},
                                     terminal_options(), words));
  } catch (const InputError& error) {
    print_issues(error.issues());
    if (!run.facts) return;
    fmt::print("{}\n", printable(run.facts->label.title));
    for (const std::string& sentence :
         {run.facts->sentence, run.facts->constraint_sentence, run.facts->outlook_sentence})
      if (!sentence.empty()) fmt::print("{}\n", printable(sentence));
  }
}

ExitCode show_run(const RunArguments& arguments) {
  const CatalogueEntry run = look_at_run(folder_of_run(arguments.runs.front(), arguments.in));
  if (arguments.json) {
    JsonWriter json;
    add_entry(json, run);
    fmt::print("{}", json.text());
    return ExitCode::done;
  }
  print_answer(run, words_of(arguments.language));
  std::vector<std::vector<Cell>> rows{{{"state"}, {std::string(to_string(run.state))}},
                                      {{"started"}, {date_text(run.started)}}};
  if (run.facts) {
    rows.push_back({{"seed"}, {std::to_string(run.facts->label.seed)}});
    rows.push_back({{"digest"}, {run.facts->digest}});
    rows.push_back({{"program"}, {printable(run.facts->build)}});
  }
  if (!run.tags.empty()) rows.push_back({{"tags"}, {printable(tags_text(run))}});
  if (!run.command.empty()) rows.push_back({{"again with"}, {printable(run.command)}});
  fmt::print("\n{}", table(rows, "", false));
  return ExitCode::done;
}

struct TagArguments {
  RunArguments run;
  std::vector<std::string> add, remove;
};

ExitCode tag(const TagArguments& arguments) {
  const fs::path folder = folder_of_run(arguments.run.runs.front(), arguments.run.in);
  try {
    change_tags(folder, arguments.add, arguments.remove);
  } catch (const std::invalid_argument& error) {
    throw wrong_argument(folder.string(), error.what(), "");
  }
  const CatalogueEntry run = look_at_run(folder);
  fmt::print("{}: {}\n", printable(folder.string()),
             run.tags.empty() ? "no tags" : printable(tags_text(run)));
  return ExitCode::done;
}

/// Asks on a terminal; without one nobody can answer.
bool agreed(const std::vector<fs::path>& folders) {
  if (!isatty(STDIN_FILENO))
    throw wrong_argument("--yes", "deleting asks first, and there is no terminal to answer on",
                         "--yes deletes without asking");
  for (const fs::path& folder : folders) fmt::print(stderr, "{}\n", printable(folder.string()));
  fmt::print(stderr, "Delete {}? [y/N] ", folders.size() == 1 ? "this run" : "these runs");
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

ExitCode delete_runs(const RunArguments& arguments, bool yes) {
  std::vector<fs::path> folders;
  for (const std::string& run : arguments.runs) folders.push_back(folder_of_run(run, arguments.in));
  if (!yes && !agreed(folders)) {
    fmt::print(stderr, "nothing was deleted\n");
    return ExitCode::done;
  }
  for (const fs::path& folder : folders) {
    std::vector<std::string> left;
    try {
      left = delete_run(folder);
    } catch (const std::invalid_argument& error) {
      throw wrong_argument(folder.string(), error.what(), "");
    }
    fmt::print("deleted {}", printable(folder.string()));
    if (!left.empty())
      fmt::print("; what is not of the run stays: {}",
                 printable(fmt::format("{}", fmt::join(left, ", "))));
    fmt::print("\n");
  }
  return ExitCode::done;
}

}  // namespace

fs::path folder_of_run(const std::string& run, const fs::path& in) {
  for (const fs::path& folder : {fs::path(run), in / run})
    if (is_run(folder)) return folder;
  std::vector<std::string> names;
  if (fs::is_directory(in))
    for (const CatalogueEntry& each : runs_below(in))
      names.push_back(fs::relative(each.folder, in).string());
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto nearest = nearest_word(run, known);
  throw wrong_argument(run,
                       fmt::format("there is no run here{}",
                                   nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
                       "`channelsim runs list` tells where runs are; --in names their folder");
}

void add_run_arguments(CLI::App& command, RunArguments& arguments, bool several) {
  const std::string text = "The folder of a run, or its name below the folder of all runs";
  const auto one = [&arguments](const std::string& name) { arguments.runs = {name}; };
  auto* option = several ? command.add_option("RUN", arguments.runs, text)
                         : command.add_option_function<std::string>("RUN", one, text);
  option->required();
  command.add_option("--in", arguments.in, "The folder of all runs")->check(CLI::ExistingDirectory);
}

void add_runs(CLI::App& app, ExitCode& code) {
  CLI::App* runs =
      app.add_subcommand("runs", "The saved runs: find, show, compare, tag and delete them");
  runs->require_subcommand(1);

  CLI::App* command = runs->add_subcommand("list", "The runs below a folder, the newest first");
  auto listed = std::make_shared<ListArguments>();
  command->add_option("--in", listed->in, "The folder of all runs (default: results)")
      ->check(CLI::ExistingDirectory);
  command->add_option("--tag", listed->tag, "Only those with this tag");
  command->add_flag("--json", listed->json, "As JSON");
  command->callback([listed, &code] { code = list(*listed); });

  command = runs->add_subcommand("show", "The answer of a run, and how to repeat it");
  auto shown = std::make_shared<RunArguments>();
  add_run_arguments(*command, *shown, false);
  command->add_flag("--json", shown->json, "As JSON");
  add_language_argument(*command, shown->language);
  command->callback([shown, &code] { code = show_run(*shown); });

  command = runs->add_subcommand("compare", "What changed from run to run, and in the answer");
  auto compared = std::make_shared<CompareArguments>();
  add_compare_arguments(*command, *compared);
  command->callback([compared, &code] { code = compare_saved_runs(*compared); });

  command = runs->add_subcommand("tag", "Give a run names of your own");
  auto tagged = std::make_shared<TagArguments>();
  add_run_arguments(*command, tagged->run, false);
  command->add_option("TAG", tagged->add, "A tag to add");
  command->add_option("--remove", tagged->remove, "A tag to take off")->allow_extra_args(false);
  command->callback([tagged, &code] { code = tag(*tagged); });

  command = runs->add_subcommand("delete", "Delete what a run has written; asks first");
  auto deleted = std::make_shared<RunArguments>();
  auto yes = std::make_shared<bool>(false);
  add_run_arguments(*command, *deleted, true);
  command->add_flag("--yes", *yes, "Without asking");
  command->callback([deleted, yes, &code] { code = delete_runs(*deleted, *yes); });
}

}  // namespace channelsim
