#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/reference.hpp"
#include "models/market/description.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

struct Arguments {
  ScenarioArguments a, b;
  bool json = false;
};

/// One way in which two scenarios differ.
struct ValueDifference {
  std::string path, a, b;  // an empty text: it is not there
};

class Comparer {
 public:
  std::vector<ValueDifference> differences;

  void compare(const Node& a, const Node& b, const std::string& path) {
    if (a.kind == Node::Kind::map && b.kind == Node::Kind::map) {
      compare_maps(a, b, path);
    } else if (is_named(a) && is_named(b)) {
      compare_named(a, b, path);
    } else if (text_of(a) != text_of(b)) {
      differences.push_back({path, text_of(a), text_of(b)});
    }
  }

 private:
  static bool is_named(const Node& list) {
    return list.kind == Node::Kind::list &&
           std::all_of(list.items.begin(), list.items.end(),
                       [](const Node& item) { return !item.name().empty(); });
  }
  static std::string text_of(const Node& node) {
    if (node.kind == Node::Kind::scalar) return node.text.empty() ? "''" : node.text;
    std::string text;
    for (const Entry& entry : node.entries)
      text += (text.empty() ? "" : ", ") + entry.key + ": " + text_of(entry.value);
    for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + text_of(item);
    return node.kind == Node::Kind::map ? "{" + text + "}" : "[" + text + "]";
  }

  void compare_maps(const Node& a, const Node& b, const std::string& path) {
    const auto below = [&](const std::string& key) {
      return path.empty() ? key : path + "." + key;
    };
    for (const Entry& entry : a.entries) {
      const Node* other = b.get(entry.key);
      if (other)
        compare(entry.value, *other, below(entry.key));
      else
        differences.push_back({below(entry.key), text_of(entry.value), ""});
    }
    for (const Entry& entry : b.entries)
      if (!a.find(entry.key)) differences.push_back({below(entry.key), "", text_of(entry.value)});
  }

  void compare_named(const Node& a, const Node& b, const std::string& path) {
    const auto find = [](const Node& list, std::string_view name) -> const Node* {
      for (const Node& item : list.items)
        if (item.name() == name) return &item;
      return nullptr;
    };
    for (const Node& item : a.items) {
      const std::string below = path + "." + std::string(item.name());
      const Node* other = find(b, item.name());
      if (other)
        compare(item, *other, below);
      else
        differences.push_back({below, "there", ""});
    }
    for (const Node& item : b.items)
      if (!find(a, item.name()))
        differences.push_back({path + "." + std::string(item.name()), "", "there"});
  }
};

/// What the value is for; empty where the path leads to no field.
std::string_view meaning_of(const std::string& path) {
  UnknownKey none;
  const auto* field = field_at(market::scenario_description(), path, none);
  return field ? field->doc : std::string_view();
}

std::string change_words(const ValueDifference& difference) {
  const auto a = parse_number(difference.a), b = parse_number(difference.b);
  if (difference.a.empty())
    return fmt::format("only in B{}", difference.b == "there" ? "" : ": " + difference.b);
  if (difference.b.empty())
    return fmt::format("only in A{}", difference.a == "there" ? "" : ": " + difference.a);
  std::string text = fmt::format("{} in A, {} in B", difference.a, difference.b);
  if (a && b && *a != 0) text += fmt::format(" ({:+.3g} %)", (*b - *a) / std::abs(*a) * 100);
  return text;
}

Node resolved_tree(const ScenarioArguments& arguments) {
  const market::Study study = market::load_study(scenario_in(arguments.file), arguments.load);
  Issues issues;
  return parse_yaml(std::make_shared<Source>(Source{arguments.file.string(), study.resolved}),
                    issues);
}

ExitCode diff(const Arguments& arguments) {
  Comparer comparer;
  comparer.compare(resolved_tree(arguments.a), resolved_tree(arguments.b), "");
  if (arguments.json) {
    JsonWriter json;
    json.begin_array();
    for (const ValueDifference& each : comparer.differences) {
      json.begin_object(JsonLayout::one_line);
      json.member("path", each.path);
      json.member("a", each.a);
      json.member("b", each.b);
      json.end_object();
    }
    json.end_array();
    fmt::print("{}", json.text());
    return ExitCode::done;
  }
  for (const ValueDifference& each : comparer.differences) {
    const std::string_view meaning = meaning_of(each.path);
    fmt::print("{}: {}\n{}", printable(each.path), printable(change_words(each)),
               meaning.empty() ? "" : fmt::format("    {}\n", meaning));
  }
  fmt::print("{}\n", comparer.differences.empty()
                         ? "The scenarios say the same: every value in force is equal."
                         : fmt::format("{} difference{} between A ({}) and B ({})",
                                       comparer.differences.size(),
                                       comparer.differences.size() == 1 ? "" : "s",
                                       printable(arguments.a.file.string()),
                                       printable(arguments.b.file.string())));
  return ExitCode::done;
}

}  // namespace

void add_diff(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "diff", "What differs between two scenarios or saved runs, value by value, in words");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("A", arguments->a.file, "A scenario or the folder of a run")->required();
  command->add_option("B", arguments->b.file, "Another")->required();
  command->add_flag("--json", arguments->json, "As JSON");
  command->callback([arguments, &code] { code = diff(*arguments); });
}

}  // namespace channelsim
