#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/layout.hpp"
#include "engine/report/reference.hpp"
#include "engine/schema/overlay.hpp"
#include "models/market/language.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

struct Arguments {
  ScenarioArguments scenario;
  std::string path;
  bool json = false;
};

/// A value in force, and where it comes from.
struct Origin {
  std::string plan, from;  // the plan and the step; empty for the market before any plan
  const Node* node;        // null where nobody wrote it down
};

std::string text_of(const Node& node) {
  if (node.kind == Node::Kind::scalar) return node.text;
  std::string text;
  for (const Entry& entry : node.entries)
    text += (text.empty() ? "" : ", ") + entry.key + ": " + text_of(entry.value);
  for (const Node& item : node.items)
    text += (text.empty() ? "" : ", ") +
            (item.name().empty() ? text_of(item) : std::string(item.name()));
  return node.kind == Node::Kind::map ? "{" + text + "}" : "[" + text + "]";
}

std::string place_of(const Node& node) {
  std::string place = node.place.source ? to_string(node.place) : "";
  if (!node.inherited_from.empty()) place += fmt::format(", as `{}`", node.inherited_from);
  return place;
}

std::vector<Origin> origins(const market::Study& study, const std::string& path) {
  std::vector<Origin> result{{"", "", node_at(study.trees.front(), path)}};
  const FieldDescription* list =
      market::scenario_description().find(path.substr(0, path.find_first_of(".[")));
  if (list && list->is_common) return result;  // the plans themselves, and what holds under all
  std::size_t tree = 1;
  const bool has_plans = !study.scenario.strategies.empty();
  for (const market::Plan& plan : study.plans)
    for (const market::Stage& stage : plan.stages) {
      const Node* node = node_at(study.trees[tree++], path);
      if (has_plans || stage.from > 0)
        result.push_back({plan.label.name,
                          stage.from == 0 ? "" : fmt::format("from step {}", stage.from), node});
    }
  return result;
}

/// What is asked about, and the units it may be written in.
struct Question {
  std::string path;
  const FieldDescription* field;  // null where the path leads to a whole entry
  const Units& units;
};

/// "4 EUR = 31.2", or where nothing is written the default.
std::string value_text(const Node* node, const Question& question, bool deleted = false) {
  const FieldDescription* field = question.field;
  if (!node && deleted) return "deleted";
  if (!node) {
    const bool none = !field || field->default_text.empty();
    return none ? "not set" : field->default_text + " (default)";
  }
  const std::string text = printable(shortened(text_of(*node), 60));
  if (!field || node->kind != Node::Kind::scalar || parse_number(node->text)) return text;
  using Kind = ValueDescription::Kind;
  if (field->value.kind != Kind::number && field->value.kind != Kind::whole) return text;
  const auto amount = parse_amount(node->text, field->value.unit, question.units);
  if (!amount || !amount->value) return text;
  return fmt::format("{} = {:.6g} {}", text, *amount->value, field->value.unit);
}

/// Whether a path that nothing stands at is one of a value: its entries exist, as far as it names
/// any.
bool may_stand(const Node& tree, std::string_view path) {
  while (true) {
    const std::size_t dot = path.rfind('.');
    if (dot == path.npos) return true;
    path = path.substr(0, dot);
    if (const Node* above = node_at(tree, path)) return above->kind != Node::Kind::list;
  }
}

bool same_origin(const Node* a, const Node* b) {
  if (!a || !b) return a == b;
  return to_string(a->place) == to_string(b->place) && text_of(*a) == text_of(*b);
}

std::string words(const std::vector<Origin>& all, const Question& question) {
  std::vector<std::vector<Cell>> rows;
  const Origin* before = nullptr;
  for (const Origin& origin : all) {
    // A plan is compared with the market as it stands, a later stage with the one before.
    const Node* was = before && before->plan == origin.plan ? before->node : all.front().node;
    const bool tells_nothing = before && same_origin(origin.node, was);
    before = &origin;
    if (tells_nothing) continue;
    const std::string who =
        origin.plan.empty() ? "as it stands" : "under " + printable(origin.plan);
    rows.push_back({{who + (origin.from.empty() ? "" : ", " + origin.from)},
                    {value_text(origin.node, question, !origin.node && all.front().node)},
                    {origin.node ? printable(place_of(*origin.node)) : ""}});
    for (const Node* old = origin.node ? origin.node->replaced.get() : nullptr; old;
         old = old->replaced.get())
      rows.push_back({{"  in place of"}, {value_text(old, question)}, {printable(place_of(*old))}});
  }
  return table(rows, "  ", false);
}

std::string json_of(const std::vector<Origin>& all, const Question& question) {
  JsonWriter json;
  json.begin_array();
  for (const Origin& origin : all) {
    json.begin_object(JsonLayout::one_line);
    json.member("plan", origin.plan);
    json.member("from", origin.from);
    json.member("value", value_text(origin.node, question));
    json.member("place", origin.node ? place_of(*origin.node) : "default");
    json.end_object();
  }
  json.end_array();
  return json.text();
}

ExitCode why(Arguments arguments) {
  arguments.scenario.load.keep_trees = true;
  const market::Study study =
      market::load_study(scenario_in(arguments.scenario.file), arguments.scenario.load);
  const std::vector<Origin> all = origins(study, arguments.path);
  UnknownKey unknown;
  const Question question{arguments.path,
                          field_at(market::scenario_description(), arguments.path, unknown),
                          study.units};
  const bool found = std::any_of(all.begin(), all.end(), [](const Origin& o) { return o.node; });
  if (!found && !(question.field && may_stand(study.trees.front(), arguments.path))) {
    const auto nearest = nearest_word(unknown.key, unknown.known);
    fmt::print(
        stderr,
        "error: nothing stands at '{}'{}\n  = a path names entries: "
        "products.tea.list_price; `channelsim show --resolved` lists all values\n",
        printable(arguments.path),
        nearest && *nearest != unknown.key ? fmt::format("; did you mean '{}'?", *nearest) : "");
    return ExitCode::invalid;
  }
  if (arguments.json) {
    fmt::print("{}", json_of(all, question));
    return ExitCode::done;
  }
  if (question.field) fmt::print("{}: {}\n", printable(arguments.path), question.field->doc);
  fmt::print("{}", words(all, question));
  return ExitCode::done;
}

}  // namespace

void add_why(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "why", "Where a value comes from: the file and line, plan, date or option that set it");
  auto arguments = std::make_shared<Arguments>();
  add_scenario_arguments(*command, arguments->scenario);
  command->add_option("PATH", arguments->path, "The value: products.tea.list_price")->required();
  command->add_flag("--json", arguments->json, "As JSON");
  command->callback([arguments, &code] { code = why(*arguments); });
}

}  // namespace channelsim
