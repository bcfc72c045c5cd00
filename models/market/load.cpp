#include "models/market/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>

#include "engine/schema/overlay.hpp"
#include "engine/schema/reader.hpp"
#include "engine/schema/table_file.hpp"
#include "engine/schema/writer.hpp"
#include "models/market/checks.hpp"

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
    throw failed("is a directory, not a scenario file", "");
  if (!std::filesystem::exists(file, error))
    throw failed("there is no such file", "`channelsim init` writes a scenario to start from");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw failed("the file can't be read", "");
  return std::make_shared<Source>(Source{file.string(), text_of(stream)});
}

/// The channels in force: the presets, changed and added to by the scenario.
void add_presets(Node& tree, Issues& issues) {
  Node channels = parse_yaml(
      std::make_shared<Source>(Source{"preset", std::string(channel_presets())}), issues);
  Entry* stated = tree.find("channels");
  if (!stated) {
    tree.entries.push_back({"channels", tree.place, std::move(channels)});
  } else if (stated->value.kind == Node::Kind::null) {
    stated->value = std::move(channels);
  } else if (stated->value.kind == Node::Kind::list) {
    // One by one: a name stated twice stays in the list, for the reader to refuse.
    std::set<std::string, std::less<>> varied;
    channels.place = stated->value.place;
    for (const Node& channel : stated->value.items) {
      Node* preset = channel.name().empty() ? nullptr : channels.named(channel.name());
      if (preset && varied.emplace(channel.name()).second)
        merge(*preset, channel);
      else
        channels.items.push_back(channel);
    }
    stated->value = std::move(channels);
  }
}

/// Traits that a member does not state are its channel's.
void inherit_traits(Node& tree) {
  const Entry* channels = tree.find("channels");
  Entry* members = tree.find("members");
  if (!channels || !members) return;
  Node known = channels->value;
  const RecordDescription& traits = description_of<Traits<Parameter>>();
  for (Node& member : members->value.items) {
    const Node* name = member.get("channel");
    Node* channel = name ? known.named(name->text) : nullptr;
    if (!channel) continue;  // reported as an unknown name
    for (const Entry& trait : channel->entries) {
      if (!traits.find(trait.key)) continue;  // what else a channel says is its own
      if (Entry* own = member.find(trait.key)) {
        Node merged = trait.value;
        merge(merged, own->value);
        own->value = std::move(merged);
      } else {
        member.entries.push_back(trait);
      }
    }
  }
}

Scenario<Parameter> read_market(Node tree, Issues& issues) {
  inherit_traits(tree);
  const std::size_t before = issues.size();
  auto scenario = Reader(issues).read_document<Scenario<Parameter>>(tree);
  if (issues.size() == before) check_scenario(scenario, tree, issues);
  return scenario;
}

/// A wrong value of the base is wrong under every plan; it is reported once.
void throw_if_any(Issues issues) {
  std::set<std::string> seen;
  std::erase_if(issues, [&](const Issue& issue) {
    return !seen.insert(to_string(issue.place) + to_string(issue.code) + issue.message).second;
  });
  sort_by_place(issues);
  if (has_errors(issues)) throw InputError(std::move(issues));
}

/// `--set strategies.NAME.PATH=VALUE` concerns one plan, everything else all of them.
void distribute_settings(const std::vector<std::string>& arguments, Node& tree,
                         std::vector<Entry>& for_all, Issues& issues) {
  for (const std::string& argument : arguments) {
    Entry setting = parse_setting(argument, issues);
    constexpr std::string_view prefix = "strategies.";
    if (!setting.key.starts_with(prefix)) {
      if (!setting.key.empty()) for_all.push_back(std::move(setting));
      continue;
    }
    Entry* strategies = tree.find("strategies");
    Node* addressed = nullptr;
    std::vector<std::string_view> names;
    for (Node& strategy : strategies ? strategies->value.items : tree.items) {
      const std::string own = std::string(prefix) + std::string(strategy.name()) + ".";
      names.push_back(strategy.name());
      if (setting.key.starts_with(own) &&
          (!addressed || strategy.name().size() > addressed->name().size()))
        addressed = &strategy;  // the longest name that fits: names may hold dots
    }
    if (!addressed) {
      const std::string_view rest = std::string_view(setting.key).substr(prefix.size());
      const std::string_view wanted = rest.substr(0, rest.find('.'));
      const auto nearest = nearest_word(wanted, names);
      const bool whole = std::find(names.begin(), names.end(), wanted) != names.end();
      issues.push_back(
          {IssueCode::unknown_path, setting.key_place, setting.key,
           whole ? "the path ends at a whole strategy"
                 : fmt::format("there is no strategy '{}'{}", wanted,
                               nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
           whole ? fmt::format("name the value to change under this plan: strategies.{}.PATH=VALUE",
                               wanted)
           : names.empty() ? "the scenario has no strategies"
                           : fmt::format("strategies: {}", listed(names))});
      continue;
    }
    Entry change{setting.key.substr(prefix.size() + addressed->name().size() + 1),
                 setting.key_place, setting.value};
    if (!addressed->find("set")) addressed->entries.push_back({"set", setting.key_place, {}});
    Node& patches = addressed->find("set")->value;
    if (patches.kind == Node::Kind::null) patches = Node::map(setting.key_place);
    patches.entries.push_back(std::move(change));
  }
}

/// The version comes first: in another language nothing else would make sense.
void check_version(const Node& tree, const std::shared_ptr<const Source>& source) {
  if (tree.kind == Node::Kind::null) {
    std::vector<std::string_view> required;
    for (const FieldDescription& field : description_of<Scenario<Parameter>>().fields)
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

/// What is the study's as a whole can't be one plan's.
bool may_differ(const Entry& change, Issues& issues) {
  const std::string key = change.key.substr(0, change.key.find('.'));
  const FieldDescription* field = description_of<Scenario<Parameter>>().find(key);
  if (!field || !field->is_common) return true;  // an unknown key is the reader's to report
  issues.push_back({IssueCode::broken_rule, change.key_place, change.key,
                    fmt::format("`{}` is the same under every plan", key),
                    "change it in the scenario itself"});
  return false;
}

std::vector<Plan> make_plans(const Study& study, const Node& tree,
                             const std::vector<Entry>& for_all, Issues& issues) {
  std::vector<Plan> plans;
  if (study.scenario.strategies.empty()) {
    plans.push_back({{"as_is", "As it stands", true}, {{0, study.scenario}}});
    return plans;
  }
  const bool stated =
      std::any_of(study.scenario.strategies.begin(), study.scenario.strategies.end(),
                  [](const Strategy& s) { return s.baseline; });
  for (const Strategy& strategy : study.scenario.strategies) {
    Node patched = tree;
    for (const Entry& change : strategy.set.entries)
      if (may_differ(change, issues)) apply_patch(patched, change, issues);
    for (const Entry& setting : for_all) apply_patch(patched, setting, issues);
    plans.push_back({{strategy.name, strategy.label.empty() ? strategy.name : strategy.label,
                      stated ? strategy.baseline : plans.empty()},
                     {{0, read_market(std::move(patched), issues)}}});
  }
  return plans;
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

}  // namespace

Study load_study(const std::filesystem::path& file, const LoadOptions& options) {
  Issues issues;
  const auto source = read_source(file);
  Node tree = parse_yaml(source, issues);
  throw_if_any(issues);
  check_version(tree, source);

  const std::filesystem::path folder = file == "-" ? "." : file.parent_path();
  TableFiles tables(options.data.empty() ? std::vector{folder} : std::vector{options.data, folder});
  expand_tables(tree, tables, issues);
  add_presets(tree, issues);
  std::vector<Entry> for_all;
  distribute_settings(options.settings, tree, for_all, issues);

  Study study;
  study.sources = tables.read();
  study.sources.insert(study.sources.begin(), source);
  Node in_force = tree;
  for (const Entry& setting : for_all) apply_patch(in_force, setting, issues);
  throw_if_any(issues);
  study.scenario = read_market(in_force, issues);
  study.plans = make_plans(study, tree, for_all, issues);
  throw_if_any(issues);
  check_baseline(study, in_force, issues);
  throw_if_any(issues);
  Node origins = in_force;
  inherit_traits(origins);  // so that the comments name the channel's lines
  study.resolved = Writer({"members", in_force.get("members")}).document(study.scenario, &origins);
  select_plans(study.plans, options.strategies);
  return study;
}

}  // namespace channelsim::market
