#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/run_comparison.hpp"
#include "engine/report/run_folder.hpp"
#include "tools/channelsim/runs.hpp"

namespace channelsim {

namespace {

/// A run and when it was.
struct DatedRun {
  CatalogueEntry entry;
  ComparedRun run;
};

DatedRun open_dated(const std::string& name, const std::filesystem::path& in) {
  CatalogueEntry entry = look_at_run(folder_of_run(name, in));
  try {
    ComparedRun run(ResultsDatabase(entry.folder / run_folder::database));
    return {std::move(entry), std::move(run)};
  } catch (const DatabaseError& error) {
    throw InputError({{IssueCode::broken_rule,
                       {std::make_shared<Source>(Source{entry.folder.string(), {}})},
                       "",
                       entry.state == RunState::cut_off ? "the run was cut off" : error.what(),
                       entry.state == RunState::cut_off
                           ? "`channelsim run SCENARIO -o FOLDER --resume` goes on with it"
                           : "run it again: " + entry.command}});
  }
}

void add_side(JsonWriter& json, std::string_view name, const FigureChange::Side& side) {
  json.key(name);
  json.begin_object();
  json.member("mean", side.mean);
  json.member("half_width", side.half_width);
  json.end_object();
}

void add_comparison(JsonWriter& json, const DatedRun& before, const DatedRun& after,
                    const RunComparison& comparison) {
  json.begin_object();
  json.member("from", before.entry.folder.string());
  json.member("to", after.entry.folder.string());
  json.key("inputs");
  json.begin_array();
  for (const ValueDifference& each : comparison.inputs) {
    json.begin_object(JsonLayout::one_line);
    json.member("path", each.path);
    json.member("before", each.a);
    json.member("after", each.b);
    json.end_object();
  }
  json.end_array();
  json.member("recommendation", comparison.recommendation);
  json.key("figures");
  json.begin_array();
  for (const FigureChange& each : comparison.figures) {
    json.begin_object(JsonLayout::one_line);
    json.member("strategy", each.plan);
    json.member("against", each.baseline);
    json.member("kpi", each.kpi);
    json.member("unit", each.unit);
    add_side(json, "before", each.before);
    add_side(json, "after", each.after);
    add_side(json, "change", {each.change.mean, each.change.half_width});
    json.member("exceeds_chance", each.exceeds_chance());
    json.member("paired", each.paired);
    json.member("sentence", each.sentence);
    json.end_object();
  }
  json.end_array();
  for (const auto& [key, texts] : {std::pair{"strategies_new", &comparison.plans_new},
                                   std::pair{"strategies_gone", &comparison.plans_gone},
                                   std::pair{"remarks", &comparison.remarks}}) {
    json.key(key);
    json.begin_array(JsonLayout::one_line);
    for (const std::string& text : *texts) json.value(text);
    json.end_array();
  }
  json.end_object();
}

std::string input_text(const ValueDifference& each) {
  const auto value = [](const std::string& text) { return shortened(text, 60); };
  if (each.a.empty())
    return fmt::format("{}: new{}", each.path, each.b == "there" ? "" : ", " + value(each.b));
  if (each.b.empty())
    return fmt::format("{}: gone{}", each.path,
                       each.a == "there" ? "" : ", it was " + value(each.a));
  return fmt::format("{}: {}, it was {}{}", each.path, value(each.b), value(each.a),
                     relative_change(each));
}

void print_names(std::string_view what, const std::vector<std::string>& names) {
  if (names.empty()) return;
  const std::vector<std::string_view> views(names.begin(), names.end());
  fmt::print("  {}: {}\n", what, printable(listed(views)));
}

void print_comparison(const DatedRun& before, const DatedRun& after,
                      const RunComparison& comparison) {
  fmt::print("From {} ({}) to {} ({})\n", printable(before.entry.folder.string()),
             date_text(before.entry.started), printable(after.entry.folder.string()),
             date_text(after.entry.started));
  fmt::print("What was put in: {}\n", comparison.inputs.empty()
                                          ? "the same"
                                          : fmt::format("{} change{}", comparison.inputs.size(),
                                                        comparison.inputs.size() == 1 ? "" : "s"));
  for (const ValueDifference& each : comparison.inputs)
    fmt::print("  {}\n", printable(input_text(each)));
  fmt::print("The answer: {}\n", printable(comparison.recommendation));
  for (const FigureChange& each : comparison.figures)
    fmt::print("  {}\n", printable(each.sentence));
  print_names("plans that are new", comparison.plans_new);
  print_names("plans that are gone", comparison.plans_gone);
  for (const std::string& remark : comparison.remarks) fmt::print("  {}\n", printable(remark));
}

/// A figure that none of the runs tells is a slip of the pen.
void require_figures(const std::vector<std::string>& figures, const std::vector<DatedRun>& runs) {
  for (const std::string& figure : figures) {
    std::vector<std::string_view> known;
    bool told = false;
    for (const DatedRun& run : runs) {
      told = told || run.run.results.find_kpi(figure);
      for (const Kpi& kpi : run.run.results.kpis()) known.push_back(kpi.name);
    }
    if (told) continue;
    const auto nearest = nearest_word(figure, known);
    throw CLI::ValidationError(
        "--figure", fmt::format("none of the runs tells '{}'; {}", printable(figure),
                                nearest ? fmt::format("did you mean '{}'?", printable(*nearest))
                                        : "`channelsim explain kpi` lists the figures"));
  }
}

}  // namespace

void add_compare_arguments(CLI::App& command, CompareArguments& arguments) {
  add_run_arguments(command, arguments.runs, true);
  command
      .add_option("--figure", arguments.figures,
                  "Compare this figure, too (`channelsim explain kpi`)")
      ->allow_extra_args(false);
  command.add_flag("--json", arguments.runs.json, "As JSON");
}

ExitCode compare_saved_runs(const CompareArguments& arguments) {
  if (arguments.runs.runs.size() < 2)
    throw CLI::ValidationError("RUN", "at least two runs are compared");
  std::vector<DatedRun> runs;
  for (const std::string& name : arguments.runs.runs)
    runs.push_back(open_dated(name, arguments.runs.in));
  std::stable_sort(runs.begin(), runs.end(), [](const DatedRun& a, const DatedRun& b) {
    return a.entry.started < b.entry.started;
  });
  require_figures(arguments.figures, runs);
  JsonWriter json;
  json.begin_array();
  for (std::size_t i = 1; i < runs.size(); ++i) {
    const RunComparison comparison = compare_runs(runs[i - 1].run, runs[i].run, arguments.figures);
    if (arguments.runs.json) {
      add_comparison(json, runs[i - 1], runs[i], comparison);
      continue;
    }
    if (i > 1) fmt::print("\n");
    print_comparison(runs[i - 1], runs[i], comparison);
  }
  json.end_array();
  if (arguments.runs.json) fmt::print("{}", json.text());
  return ExitCode::done;
}

void add_compare(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "compare", "What changed between saved runs: in what was put in, and in the answer");
  auto arguments = std::make_shared<CompareArguments>();
  add_compare_arguments(*command, *arguments);
  command->callback([arguments, &code] { code = compare_saved_runs(*arguments); });
}

}  // namespace channelsim
