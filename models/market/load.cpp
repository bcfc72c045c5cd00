#include "models/market/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "engine/report/run_folder.hpp"
#include "engine/schema/extends.hpp"
#include "engine/schema/overlay.hpp"
#include "models/market/checks.hpp"
#include "models/market/correlations.hpp"
#include "models/market/groups.hpp"
#include "models/market/inheritance.hpp"
#include "models/market/language.hpp"
#include "models/market/own_labels.hpp"
#include "models/market/plans.hpp"
#include "models/market/series.hpp"
#include "models/market/settings.hpp"
#include "models/market/told_figures.hpp"

namespace channelsim::market {

namespace {

std::shared_ptr<const Source> read_source(const std::filesystem::path& file) {
  const auto failed = [&](std::string message, std::string hint) {
    return InputError({{IssueCode::file_not_found,
                        {std::make_shared<Source>(Source{file.string(), {}})},
                        "",
                        std::move(message),
                        std::move(hint)}});
  };
  // One byte more than is allowed tells that there is more; a device may never end.
  const auto text_of = [](std::istream& stream) {
    std::string text(largest_file + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
  };
  if (file == "-") return std::make_shared<Source>(Source{"<stdin>", text_of(std::cin)});
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    throw failed(
        "is a directory, not a scenario file",
        std::filesystem::exists(file / run_folder::journal, error)
            ? "its run was cut off: `run` the same scenario with --resume to go on"
            : "name a file; `show`, `why` and `diff` take the folder of a finished run, too");
  if (!std::filesystem::exists(file, error))
    throw failed("there is no such file", "`channelsim init` writes a scenario to start from");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw failed("the file can't be read", "");
  return std::make_shared<Source>(Source{file.string(), text_of(stream)});
}

/// A wrong value of the base is wrong under every plan; it is reported once. What is merely
/// doubtful can wait until all is right.
void throw_if_any(Issues& issues) {
  std::set<std::string> seen;
  std::erase_if(issues, [&](const Issue& issue) {
    return !seen.insert(to_string(issue.place) + to_string(issue.code) + issue.message).second;
  });
  sort_by_place(issues);
  if (!has_errors(issues)) return;
  std::erase_if(issues, [](const Issue& issue) { return issue.warning; });
  throw InputError(std::move(issues));
}

/// The version comes first: in another language nothing else would make sense.
void check_version(const Node& tree, const std::shared_ptr<const Source>& source) {
  if (tree.kind == Node::Kind::null) {
    std::vector<std::string_view> required;
    for (const FieldDescription& field : scenario_description().fields)
      if (field.is_required) required.push_back(field.key);
    throw InputError(
        {{IssueCode::empty,
          {source, 1, 1},
          "",
          "the scenario is empty",
          fmt::format("required keys: {}; `channelsim init` writes a scenario to start from",
                      listed(required))}});
  }
  if (tree.kind != Node::Kind::map) {
    const bool no_space =
        tree.kind == Node::Kind::scalar && tree.text.find(':') != std::string::npos;
    throw InputError({{IssueCode::wrong_shape, tree.place, "",
                       fmt::format("{} stands where a map (scenario) belongs", described(tree)),
                       no_space ? "a space follows the colon: `channelsim: 1`"
                                : "a scenario begins with `channelsim: 1`"}});
  }
  const Node* version = tree.get("channelsim");
  if (version && version->kind == Node::Kind::scalar && !version->quoted)
    if (const auto number = parse_number(version->text); number && *number != 1)
      throw InputError(
          {{IssueCode::version, version->place, "channelsim",
            fmt::format("version {} of the scenario language; this program reads version 1",
                        version->text),
            *number > 1 ? "a newer program may be needed" : "write `channelsim: 1`"}});
}

/// The others are compared with one baseline.
void check_baseline(const Study& study, const Node& tree, Issues& issues) {
  const Node* strategies = tree.get("strategies");
  bool has_baseline = false;
  for (std::size_t i = 0; i < study.plans.size(); ++i) {
    if (study.plans[i].label.baseline && has_baseline) {
      const Node& strategy = strategies->items[i];
      const Node* baseline = strategy.get("baseline");
      issues.push_back({IssueCode::broken_rule, baseline ? baseline->place : strategy.place,
                        fmt::format("strategies[{}].baseline", i),
                        "an earlier plan is the baseline already",
                        "all plans are compared with one baseline"});
    }
    has_baseline |= study.plans[i].label.baseline;
  }
}

/// The length of a step, which an option may change.
StepLength step_of(Node tree, const LoadOptions& options) {
  Issues told_later;
  impose(options.patches, tree, told_later);
  apply_settings(options.settings, tree, told_later);
  return units_of(tree).step;
}

/// Bare numbers mean something else in another currency or step than their file was written for.
void warn_of_other_units(const Node& tree, Issues& issues) {
  for (const char* key : {"currency", "step"}) {
    const Node* now = tree.get(key);
    const Node* before = now ? now->replaced.get() : nullptr;
    if (!before || before->text == now->text) continue;
    Issue issue{IssueCode::wrong_unit, now->place, key,
                fmt::format("bare numbers of {}, written for {}, count in {} here",
                            before->place.source->name, before->text, now->text),
                "give them units in the file that states them"};
    issue.warning = true;
    issues.push_back(std::move(issue));
  }
}

/// Keeps the plans asked for; the comparison keeps a baseline.
void select_plans(std::vector<Plan>& plans, const std::vector<std::string>& wanted) {
  if (wanted.empty()) return;
  std::vector<std::string_view> known;
  for (const Plan& plan : plans) known.push_back(plan.label.name);
  for (const std::string& name : wanted)
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const auto nearest = nearest_word(name, known);
      throw InputError({{IssueCode::unknown_reference,
                         {std::make_shared<Source>(Source{"--strategy " + name, {}})},
                         "",
                         fmt::format("there is no strategy '{}'{}", name,
                                     nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
                         fmt::format("strategies: {}", listed(known))}});
    }
  std::erase_if(plans, [&](const Plan& plan) {
    return std::find(wanted.begin(), wanted.end(), plan.label.name) == wanted.end();
  });
  if (std::none_of(plans.begin(), plans.end(),
                   [](const Plan& plan) { return plan.label.baseline; }))
    plans.front().label.baseline = true;
}

Study study_of(const std::shared_ptr<const Source>& source, InputFiles bases, InputFiles tables,
               const LoadOptions& options) {
  Issues issues;
  Node tree = parse_extending(source, bases, tables, issues);
  throw_if_any(issues);
  check_version(tree, source);
  warn_of_other_units(tree, issues);
  add_presets(tree, step_of(tree, options), issues);
  impose(options.patches, tree, issues);
  apply_settings(options.settings, tree, issues);
  throw_if_any(issues);

  Study study;
  study.sources = {source};
  for (const InputFiles* files : {&bases, &tables})
    study.sources.insert(study.sources.end(), files->read().begin(), files->read().end());
  study.units = units_of(tree);
  const ReadMarket read_market = [&](Node market, Issues& found) {
    inherit_traits(market, found);
    const std::size_t before = found.size();
    auto scenario = read_scenario(market, study.units, study.assumptions, found);
    if (options.keep_trees) study.trees.push_back(market);
    if (found.size() == before) check_scenario(scenario, market, study.assumptions, found);
    return scenario;
  };
  study.scenario = read_market(tree, issues);
  study.plans = make_plans(study.scenario, tree, read_market, issues);
  throw_if_any(issues);
  for (Plan& plan : study.plans)
    for (Stage& stage : plan.stages) expand_counts(stage.market);
  add_own_labels(study.plans);
  settle_told_figures(study);
  check_baseline(study, tree, issues);
  check_correlations(study, tree, issues);
  check_asked_figures(study, tree, issues);
  check_actuals(study, tree, issues);
  throw_if_any(issues);
  warn_of_moved_correlations(study, tree, issues);
  Node origins = tree;
  inherit_traits(origins, issues);  // so that the comments name the channel's lines
  study.resolved = scenario_text(study.scenario, study.assumptions, tree, origins);
  study.warnings = std::move(issues);
  select_plans(study.plans, options.strategies);
  return study;
}
}  // namespace

Study load_study(const std::filesystem::path& file, const LoadOptions& options) {
  const std::filesystem::path folder = file == "-" ? "." : file.parent_path();
  const auto tables =
      options.data.empty() ? std::vector{folder} : std::vector{options.data, folder};
  return study_of(read_source(file), InputFiles({folder}), InputFiles(tables), options);
}

Study load_text(std::string text, const LoadOptions& options) {
  return study_of(std::make_shared<Source>(Source{"<text>", std::move(text)}), InputFiles({}),
                  InputFiles({}), options);
}

}  // namespace channelsim::market
