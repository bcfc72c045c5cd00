#include "models/market/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/schema/overlay.hpp"
#include "engine/schema/reader.hpp"

namespace channelsim::market {

namespace {

constexpr std::string_view strategies_prefix = "strategies.";

/// The names that stand at a key: a list, or one alone.
std::vector<std::string> names_at(const Node& owner, std::string_view key) {
  std::vector<std::string> names;
  if (const Node* value = owner.get(key)) {
    if (value->kind == Node::Kind::scalar) names.push_back(value->text);
    for (const Node& item : value->items) names.push_back(item.text);
  }
  return names;
}

/// Calls visit(owner) for the scenario, and for each strategy and lever that a strategy takes from.
void for_each_origin(const Node& tree, const Node& strategy, auto&& visit) {
  visit(tree);
  std::set<std::string> visited = {std::string(strategy.name())};
  const auto entry_of = [&](std::string_view list, const std::string& name) -> const Node* {
    const Node* entries = tree.get(list);
    if (!entries) return nullptr;
    for (const Node& item : entries->items)
      if (item.name() == name) return &item;
    return nullptr;
  };
  const auto walk = [&](const auto& self, const Node& from) -> void {
    for (const std::string& name : names_at(from, "levers"))
      if (const Node* lever = entry_of("levers", name)) visit(*lever);
    for (const std::string& name : names_at(from, "extends"))
      if (const Node* base = entry_of("strategies", name); base && visited.insert(name).second) {
        visit(*base);
        self(self, *base);
      }
  };
  walk(walk, strategy);
}

/// Amends one `set:`: what the setting replaces goes, and where it concerns a part it is added.
void impose_on(const Entry& setting, Node& changes) {
  Node* set = changes.find("set") ? &changes.find("set")->value : nullptr;
  if (!set || set->kind != Node::Kind::map) return;
  const bool concerned = std::any_of(set->entries.begin(), set->entries.end(),
                                     [&](const Entry& e) { return overlap(e.key, setting.key); });
  if (!concerned) return;
  std::erase_if(set->entries, [&](const Entry& e) {
    return e.key.size() >= setting.key.size() && overlap(e.key, setting.key);
  });
  set->entries.push_back(setting);
}

void impose_on_list(const Entry& setting, Node& owner) {
  if (Entry* changes = owner.find("changes"))
    for (Node& change : changes->value.items) impose_on(setting, change);
}

/// Sets a value under one strategy of the tree, at all times, whatever the strategy takes over.
void impose_on_strategy(const Entry& setting, const Node& tree, const Units& units,
                        Node& strategy) {
  const auto list_at = [](Node& owner, std::string_view key, const Node& empty) -> Node& {
    if (!owner.find(key)) owner.entries.push_back({std::string(key), empty.place, {}});
    Node& value = owner.find(key)->value;
    if (value.kind == Node::Kind::null) value = empty;
    return value;
  };
  const auto lay_on = [&](Node& owner) {
    Node& set = list_at(owner, "set", Node::map(setting.key_place));
    std::erase_if(set.entries, [&](const Entry& e) {
      return e.key.size() >= setting.key.size() && overlap(e.key, setting.key);
    });
    set.entries.push_back(setting);
  };
  lay_on(strategy);
  impose_on_list(setting, strategy);
  // What it takes over sets at a date, it sets back at that date.
  std::vector<Node> dates;
  for_each_origin(tree, strategy, [&](const Node& origin) {
    const Node* changes = origin.get("changes");
    for (const Node& change : changes ? changes->items : std::vector<Node>()) {
      const Node *from = change.get("from"), *set = change.get("set");
      if (from && set && std::any_of(set->entries.begin(), set->entries.end(), [&](const Entry& e) {
            return overlap(e.key, setting.key);
          }))
        dates.push_back(*from);
    }
  });
  for (const Node& date : dates) {
    Node& changes = list_at(strategy, "changes", Node::list(setting.key_place));
    const auto at_date =
        std::find_if(changes.items.begin(), changes.items.end(), [&](const Node& change) {
          const Node* from = change.get("from");
          return from &&
                 parse_moment(from->text, units).value == parse_moment(date.text, units).value;
        });
    if (at_date != changes.items.end()) {
      lay_on(*at_date);
    } else {
      Node change = Node::map(setting.key_place);
      change.entries.push_back({"from", setting.key_place, date});
      lay_on(change);
      changes.items.push_back(std::move(change));
    }
  }
}

/// Changes the plan it names, after everything else that changes the plan.
void set_in_strategy(const Entry& setting, Node& tree, Issues& issues) {
  Entry* strategies = tree.find("strategies");
  Node* addressed = nullptr;
  std::vector<std::string_view> names;
  for (Node& strategy : strategies ? strategies->value.items : tree.items) {
    const std::string own = std::string(strategies_prefix) + std::string(strategy.name()) + ".";
    names.push_back(strategy.name());
    if (setting.key.starts_with(own) &&
        (!addressed || strategy.name().size() > addressed->name().size()))
      addressed = &strategy;  // the longest name that fits: names may hold dots
  }
  if (!addressed) {
    const std::string_view rest = std::string_view(setting.key).substr(strategies_prefix.size());
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
    return;
  }
  std::string path = setting.key.substr(strategies_prefix.size() + addressed->name().size() + 1);
  if (constexpr std::string_view as_in_file = "set."; path.starts_with(as_in_file))
    path.erase(0, as_in_file.size());
  const std::string head = path.substr(0, path.find_first_of(".["));
  if (description_of<Strategy>().find(head)) {
    issues.push_back(
        {IssueCode::unknown_path, setting.key_place, setting.key,
         fmt::format("`{}` is of the strategy itself, not of the market under it", head),
         "change it in the file: --set changes values of the market"});
    return;
  }
  const Entry own{path, setting.key_place, setting.value};
  impose_on_strategy(own, tree, units_of(tree), *addressed);
}

}  // namespace

Units units_of(const Node& tree) {
  Node stated = Node::map(tree.place);
  for (const FieldDescription& field : description_of<Units>().fields)
    if (const Entry* entry = tree.find(field.key)) stated.entries.push_back(*entry);
  Issues issues;
  return Reader(issues).read_document<Units>(stated);
}

void impose(const std::vector<Entry>& settings, Node& tree, Issues& issues) {
  for (const Entry& setting : settings) {
    apply_patch(tree, setting, issues);
    impose_on_list(setting, tree);
    for (const std::string_view list : {"strategies", "levers"})
      if (Entry* entries = tree.find(list))
        for (Node& item : entries->value.items) {
          impose_on(setting, item);
          impose_on_list(setting, item);
        }
  }
}

void apply_settings(const std::vector<std::string>& arguments, Node& tree, Issues& issues) {
  std::vector<Entry> for_all, for_one;
  for (const std::string& argument : arguments) {
    Entry setting = parse_setting(argument, issues);
    if (setting.key.empty()) continue;
    (setting.key.starts_with(strategies_prefix) ? for_one : for_all).push_back(std::move(setting));
  }
  impose(for_all, tree, issues);
  for (const Entry& setting : for_one) set_in_strategy(setting, tree, issues);
}

}  // namespace channelsim::market
