#include "engine/schema/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"

namespace channelsim {

namespace {
bool is_named_list(const Node& node) {
  return node.kind == Node::Kind::list &&
         std::all_of(node.items.begin(), node.items.end(),
                     [](const Node& n) { return n.kind == Node::Kind::map && !n.name().empty(); });
}

void set_entry(Node& map, const Entry& entry) {
  if (entry.value.kind == Node::Kind::null) {
    std::erase_if(map.entries, [&](const Entry& e) { return e.key == entry.key; });
  } else if (Entry* present = map.find(entry.key)) {
    present->key_place = entry.key_place;
    merge(present->value, entry.value);
  } else {
    map.entries.push_back(entry);
  }
}
}  // namespace

void merge(Node& base, const Node& over) {
  if (base.kind == Node::Kind::map && over.kind == Node::Kind::map) {
    const Node* type = over.get("type");
    const Node* present = base.get("type");
    if (type && present && type->text != present->text)
      base.entries.clear();  // another alternative
    for (const Entry& entry : over.entries) set_entry(base, entry);
  } else if (is_named_list(base) && is_named_list(over) && !over.items.empty()) {
    for (const Node& item : over.items) {
      if (Node* same = base.named(item.name()))
        merge(*same, item);
      else
        base.items.push_back(item);
    }
  } else {
    base = over;
  }
}

namespace {
/// The item of a named list that the rest of a path starts with; the longest name wins.
Node* item_at(Node& list, std::string_view rest, std::size_t& length) {
  Node* best = nullptr;
  for (Node& item : list.items) {
    const std::string_view name = item.kind == Node::Kind::map ? item.name() : std::string_view();
    const bool whole = rest.size() == name.size();
    const bool fits =
        !name.empty() && rest.starts_with(name) && (whole || rest[name.size()] == '.');
    // `a.b` is a field of `a` even where an entry is called `a.b`: a path names a field.
    if (fits && (!best || (name.size() > length && !whole))) {
      best = &item;
      length = name.size();
    }
  }
  return best;
}

Issue no_such_entry(const Node& list, std::string_view rest, const Entry& patch) {
  std::vector<std::string_view> names;
  for (const Node& item : list.items)
    if (!item.name().empty()) names.push_back(item.name());
  const std::string_view wanted = rest.substr(0, rest.find('.'));
  const auto nearest = nearest_word(wanted, names);
  constexpr std::size_t shown = 12;
  if (names.size() > shown) {
    names.resize(shown);
    names.push_back("others");
  }
  const std::size_t followed = patch.key.size() - rest.size();
  return {IssueCode::unknown_path, patch.key_place, patch.key,
          fmt::format("`{}` has no entry '{}'{}", patch.key.substr(0, followed ? followed - 1 : 0),
                      wanted, nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
          !names.empty()       ? fmt::format("entries: {}", listed(names))
          : list.items.empty() ? "the list is empty"
                               : "its entries have no names; give the list as a whole"};
}
}  // namespace

void apply_patch(Node& root, const Entry& patch, Issues& issues) {
  Node* current = &root;
  std::string_view rest = patch.key;
  while (true) {
    if (current->kind == Node::Kind::null) *current = Node::map(patch.key_place);
    if (current->kind == Node::Kind::list) {
      std::size_t length = 0;
      Node* item = item_at(*current, rest, length);
      if (!item || length == rest.size()) {
        issues.push_back(item
                             ? Issue{IssueCode::unknown_path, patch.key_place, patch.key,
                                     "the path ends at a whole entry",
                                     fmt::format("name the field to change: `{}.FIELD`", patch.key)}
                             : no_such_entry(*current, rest, patch));
        return;
      }
      current = item;
      rest.remove_prefix(length + 1);
    } else if (current->kind == Node::Kind::map) {
      const std::size_t dot = rest.find('.');
      const std::string key(rest.substr(0, dot));
      if (dot == std::string_view::npos) {
        set_entry(*current, {key, patch.key_place, patch.value});
        return;
      }
      if (!current->find(key))
        current->entries.push_back({key, patch.key_place, Node::map(patch.key_place)});
      current = &current->find(key)->value;
      rest.remove_prefix(dot + 1);
    } else {
      issues.push_back(
          {IssueCode::unknown_path, patch.key_place, patch.key,
           fmt::format("the path goes on ('{}') behind the value {}", rest, described(*current)),
           ""});
      return;
    }
  }
}

Entry parse_setting(std::string_view argument, Issues& issues) {
  const std::string shown = fmt::format("--set {}", argument);
  const std::size_t equals = argument.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    issues.push_back({IssueCode::unknown_path,
                      {std::make_shared<Source>(Source{shown, {}})},
                      "",
                      "no value is given",
                      "write --set PATH=VALUE"});
    return {};
  }
  auto source = std::make_shared<Source>(Source{shown, std::string(argument.substr(equals + 1))});
  Node value = parse_yaml(source, issues);
  const Place place{source};
  value.place = place;  // a line and column within an argument would only confuse
  return {std::string(argument.substr(0, equals)), place, std::move(value)};
}

}  // namespace channelsim
