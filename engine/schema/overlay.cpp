#include "engine/schema/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"

namespace channelsim {

namespace {
bool is_named_list(const Node& node) {
  return node.kind == Node::Kind::list &&
         std::all_of(node.items.begin(), node.items.end(),
                     [](const Node& n) { return n.kind == Node::Kind::map && !n.name().empty(); });
}

Issue no_such_entry(const Node& list, std::string_view wanted, std::string_view list_name,
                    const Place& place, std::string path) {
  std::vector<std::string_view> names;
  for (const Node& item : list.items)
    if (!item.name().empty()) names.push_back(item.name());
  const auto nearest = nearest_word(wanted, names);
  constexpr std::size_t shown = 12;
  if (names.size() > shown) {
    names.resize(shown);
    names.push_back("others");
  }
  return {IssueCode::unknown_path, place, std::move(path),
          fmt::format("{} has no entry '{}'{}", list_name, wanted,
                      nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
          !names.empty()       ? fmt::format("entries: {}", listed(names))
          : list.items.empty() ? "the list is empty"
                               : "its entries have no names; give the list as a whole"};
}

void erase_named(Node& list, std::string_view name) {
  std::erase_if(list.items, [&](const Node& item) { return item.name() == name; });
}

void set_entry(Node& map, const Entry& entry, Issues& issues) {
  Entry* present = map.find(entry.key);
  if (!present) {
    map.entries.push_back(entry);  // also a null: of a misspelt key the reader shall hear
  } else if (entry.value.kind == Node::Kind::null) {
    std::erase_if(map.entries, [&](const Entry& e) { return e.key == entry.key; });
  } else {
    present->key_place = entry.key_place;
    merge(present->value, entry.value, issues, entry.key);
  }
}

void merge_named(Node& base, const Node& over, Issues& issues) {
  std::set<std::string_view> seen;
  for (const Node& item : over.items) {
    // A name that stands twice in one list stays there twice, for the reader to refuse.
    Node* same = seen.insert(item.name()).second ? base.named(item.name()) : nullptr;
    if (same)
      merge(*same, item, issues);
    else
      base.items.push_back(item);
  }
}

void replace(Node& base, const Node& over) {
  auto replaced = std::make_shared<Node>(std::move(base));
  base = over;
  base.replaced = std::move(replaced);
}

void merge_by_key(Node& list, const Node& over, Issues& issues, std::string_view name) {
  for (const Entry& entry : over.entries) {
    Node* item = list.named(entry.key);
    if (!item)
      issues.push_back(no_such_entry(list, entry.key, name, entry.key_place, entry.key));
    else if (entry.value.kind == Node::Kind::null)
      erase_named(list, entry.key);
    else
      merge(*item, entry.value, issues);
  }
}
}  // namespace

void merge(Node& base, const Node& over, Issues& issues, std::string_view name) {
  if (base.kind == Node::Kind::map && over.kind == Node::Kind::map) {
    // A value with its parameters is one thing: what says anew which it is replaces it. Another
    // alternative shares nothing with the one before.
    const Node *now = over.get("type"), *before = base.get("type");
    if (over.find("dist") || over.find("value")) return replace(base, over);
    if (now && before && now->text != before->text) base.entries.clear();
    for (const Entry& entry : over.entries) set_entry(base, entry, issues);
  } else if (is_named_list(base) && is_named_list(over) && !over.items.empty()) {
    merge_named(base, over, issues);
  } else if (is_named_list(base) && !base.items.empty() && over.kind == Node::Kind::map &&
             !over.find("from_csv")) {
    merge_by_key(base, over, issues, name);
  } else {
    replace(base, over);
  }
}

namespace {
/// The item of a named list that the rest of a path starts with; the longest name wins.
template <class AnyNode>
AnyNode* item_at(AnyNode& list, std::string_view rest, std::size_t& length) {
  AnyNode* best = nullptr;
  for (auto& item : list.items) {
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

/// The path ends at an entry of a list.
void patch_entry(Node& list, Node& item, const Entry& patch, Issues& issues) {
  if (patch.value.kind == Node::Kind::null)
    erase_named(list, std::string(item.name()));
  else if (patch.value.kind == Node::Kind::map)
    merge(item, patch.value, issues);
  else
    issues.push_back({IssueCode::unknown_path, patch.key_place, patch.key,
                      "the path ends at a whole entry",
                      fmt::format("name the field to change: `{}.FIELD`", patch.key)});
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
      if (!item) {
        const std::size_t followed = patch.key.size() - rest.size();
        issues.push_back(
            no_such_entry(*current, rest.substr(0, rest.find('.')),
                          fmt::format("`{}`", patch.key.substr(0, followed ? followed - 1 : 0)),
                          patch.key_place, patch.key));
        return;
      }
      if (length == rest.size()) {
        patch_entry(*current, *item, patch, issues);
        return;
      }
      current = item;
      rest.remove_prefix(length + 1);
    } else if (current->kind == Node::Kind::map) {
      const std::size_t dot = rest.find('.');
      const std::string key(rest.substr(0, dot));
      if (dot == std::string_view::npos) {
        set_entry(*current, {key, patch.key_place, patch.value}, issues);
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

bool overlap(std::string_view a, std::string_view b) {
  const bool shorter = a.size() < b.size();
  const std::string_view part = shorter ? a : b, whole = shorter ? b : a;
  return whole.starts_with(part) && (whole.size() == part.size() || whole[part.size()] == '.');
}

const Node* node_at(const Node& root, std::string_view path) {
  const Node* current = &root;
  while (!path.empty()) {
    if (path.starts_with('.')) path.remove_prefix(1);
    if (current->kind == Node::Kind::list && path.starts_with('[')) {
      const std::size_t end = path.find(']');
      const auto index = parse_number(path.substr(1, end == path.npos ? 0 : end - 1));
      if (!index || *index < 0 || *index >= static_cast<double>(current->items.size()))
        return nullptr;
      current = &current->items[static_cast<std::size_t>(*index)];
      path.remove_prefix(end + 1);
    } else if (current->kind == Node::Kind::list) {
      std::size_t length = 0;
      current = item_at(*current, path, length);
      if (!current) return nullptr;
      path.remove_prefix(length);
    } else {
      const std::size_t end = std::min(path.find_first_of(".["), path.size());
      current = current->get(path.substr(0, end));
      if (!current) return nullptr;
      path.remove_prefix(end);
    }
  }
  return current;
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
  std::string_view path = argument.substr(0, equals);
  while (path.ends_with(' ')) path.remove_suffix(1);
  while (path.starts_with(' ')) path.remove_prefix(1);
  return {std::string(path), place, std::move(value)};
}

}  // namespace channelsim
