#include <fmt/format.h>

#include <algorithm>

#include "engine/base/figures.hpp"
#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/layout.hpp"
#include "engine/report/run_folder.hpp"
#include "models/market/estimate.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

struct Arguments {
  ScenarioArguments scenario;
  bool resolved = false, assumptions = false, json = false;
};

std::string rounded(double value) { return fmt::format("{:.6g}", value); }

/// "pert", or what a sure value is.
std::string kind_of_value(const Assumption& assumption) {
  return assumption.distribution ? to_text(*assumption.distribution, false) : "sure";
}

std::string assumption_table(const market::Study& study) {
  constexpr Paint faint{.dim = true};
  std::vector<std::vector<Cell>> rows{{{"value", false, faint},
                                       {"unit", false, faint},
                                       {"p10", true, faint},
                                       {"median", true, faint},
                                       {"p90", true, faint},
                                       {"confidence", false, faint},
                                       {"source", false, faint}}};
  const auto add = [&](const Assumption& a) {
    const auto at = [&](double u) {
      return a.distribution ? rounded(quantile(*a.distribution, u)) : std::string();
    };
    rows.push_back(
        {{a.path},
         {a.unit},
         {at(0.1), true},
         {rounded(a.middle), true},
         {at(0.9), true},
         {a.evidence.confidence == Confidence::unstated ? "" : default_text(a.evidence.confidence)},
         {printable(a.evidence.source)}});
  };
  for (const Assumption& each : study.assumptions.uncertain()) add(each);
  for (const Assumption& each : study.assumptions.sure()) add(each);
  if (rows.size() == 1)
    return "Nothing is stated as uncertain, and no value says where it comes from.\n";
  std::size_t unsourced = 0;
  for (const Assumption& each : study.assumptions.uncertain())
    unsourced += each.evidence.source.empty();
  return table(rows, "", false) +
         fmt::format(
             "\n{} uncertain, {} of them without a source; {} sure with evidence. All other "
             "values are taken as known.\n",
             study.assumptions.uncertain().size(), unsourced, study.assumptions.sure().size());
}

void write_assumption(JsonWriter& json, const Assumption& a) {
  json.begin_object(JsonLayout::one_line);
  json.member("path", a.path);
  json.member("unit", a.unit);
  json.member("uncertain", a.distribution.has_value());
  json.member("distribution", kind_of_value(a));
  json.member("median", a.middle);
  if (a.distribution) {
    json.member("p10", quantile(*a.distribution, 0.1));
    json.member("p90", quantile(*a.distribution, 0.9));
  }
  json.member("source", a.evidence.source);
  json.member("confidence", default_text(a.evidence.confidence));
  json.end_object();
}

std::string assumptions_json(const market::Study& study) {
  JsonWriter json;
  json.begin_array();
  for (const Assumption& each : study.assumptions.uncertain()) write_assumption(json, each);
  for (const Assumption& each : study.assumptions.sure()) write_assumption(json, each);
  json.end_array();
  return json.text();
}

std::string changes_of(const std::vector<Entry>& set) {
  std::vector<std::string_view> keys;
  for (const Entry& entry : set) keys.push_back(entry.key);
  constexpr std::size_t shown = 4;
  const std::string more = fmt::format("{} more", keys.size() - std::min(keys.size(), shown));
  if (keys.size() > shown) {
    keys.resize(shown);
    keys.push_back(more);
  }
  return keys.empty() ? "" : "sets " + listed(keys);
}

std::string when(Moment moment, const Units& units) {
  const std::string step = fmt::format("{} {}", default_text(units.step), moment.step);
  return units.start
             ? fmt::format("{} ({})", to_text(first_day(moment, *units.start, units.step)), step)
             : step;
}

void add_words(std::string& text, const std::string& words) {
  if (!words.empty()) text += (text.empty() ? "" : "; ") + words;
}

std::string plan_words(const market::Strategy& strategy, const Units& units) {
  const auto names = [](const std::vector<std::string>& list) {
    return listed(std::vector<std::string_view>(list.begin(), list.end()));
  };
  std::string text;
  if (!strategy.extends.empty()) text += "goes on from " + names(strategy.extends);
  if (!strategy.levers.empty()) add_words(text, "pulls " + names(strategy.levers));
  add_words(text, changes_of(strategy.set.entries));
  for (const market::Change& change : strategy.changes)
    add_words(text,
              fmt::format("from {} {}", when(change.from, units), changes_of(change.set.entries)));
  return text.empty() ? "the market as it stands" : text;
}

std::string overview(const market::Study& study) {
  const auto& scenario = study.scenario;
  std::string text = printable(scenario.title) + "\n";
  if (!scenario.question.empty()) text += printable(scenario.question) + "\n";
  const std::size_t uncertain = study.assumptions.uncertain().size();
  text += fmt::format("\n{} {}s{}, {} replications, seed {}, amounts in {}\n", scenario.horizon,
                      default_text(scenario.units.step),
                      scenario.units.start ? " from " + to_text(*scenario.units.start) : "",
                      scenario.replications.count(), scenario.seed, scenario.units.currency);
  text += fmt::format(
      "members {}, regions {}, products {}, segments {}, rivals {}; {} uncertain "
      "value{}\nDecided by {}\n",
      scenario.members.size(), scenario.regions.size(), scenario.products.size(),
      scenario.segments.size(), scenario.rivals.size(), uncertain, uncertain == 1 ? "" : "s",
      scenario.decision.objective);
  text += fmt::format("Work: {}\n\nPlans\n", to_text(market::estimate(study)));
  std::vector<std::vector<Cell>> rows;
  for (const auto& strategy : scenario.strategies)
    rows.push_back({{printable(strategy.name)}, {printable(plan_words(strategy, study.units))}});
  if (rows.empty()) rows.push_back({{"as_is"}, {"the market as it stands"}});
  return text + table(rows, "  ", false);
}

std::string overview_json(const market::Study& study) {
  JsonWriter json;
  json.begin_object();
  json.member("title", study.scenario.title);
  json.member("question", study.scenario.question);
  json.member("horizon", study.scenario.horizon);
  json.member("replications", study.scenario.replications.count());
  json.member("seed", study.scenario.seed);
  json.member("members", study.scenario.members.size());
  json.member("uncertain_values", study.assumptions.uncertain().size());
  json.key("strategies");
  json.begin_array(JsonLayout::one_line);
  for (const market::Plan& plan : study.plans) json.value(plan.label.name);
  json.end_array();
  json.end_object();
  return json.text();
}

ExitCode show(Arguments arguments) {
  arguments.scenario.file = scenario_in(arguments.scenario.file);
  const market::Study study = market::load_study(arguments.scenario.file, arguments.scenario.load);
  print_issues(study.warnings);
  if (arguments.resolved)
    fmt::print("{}", study.resolved);
  else if (arguments.assumptions)
    fmt::print("{}", arguments.json ? assumptions_json(study) : assumption_table(study));
  else
    fmt::print("{}", arguments.json ? overview_json(study) : overview(study));
  return ExitCode::done;
}

}  // namespace

std::filesystem::path scenario_in(const std::filesystem::path& file_or_folder) {
  const auto resolved = file_or_folder / run_folder::scenario;
  std::error_code error;
  return std::filesystem::exists(resolved, error) ? resolved : file_or_folder;
}

void add_show(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "show",
      "Show a scenario or a saved run: an overview, every value in force, or what is assumed");
  auto arguments = std::make_shared<Arguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command->add_flag("--resolved", arguments->resolved,
                    "Every value in force, with a comment where it came from");
  command
      ->add_flag("--assumptions", arguments->assumptions,
                 "What is uncertain or has evidence: values, sources, confidence")
      ->excludes("--resolved");
  command->add_flag("--json", arguments->json, "As JSON")->excludes("--resolved");
  command->callback([arguments, &code] { code = show(*arguments); });
}

}  // namespace channelsim
