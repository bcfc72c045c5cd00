#include "engine/schema/tree_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"

namespace channelsim {

namespace {

class TreeComparer {
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

}  // namespace

std::vector<ValueDifference> differences_between(const Node& a, const Node& b) {
  TreeComparer comparer;
  comparer.compare(a, b, "");
  return std::move(comparer.differences);
}

std::string relative_change(const ValueDifference& difference) {
  const auto a = parse_number(difference.a), b = parse_number(difference.b);
  const bool is_a_size = difference.path != "seed";
  if (!a || !b || *a == 0 || !is_a_size) return "";
  const double times = *b / *a;
  if (times >= 10) return fmt::format(" (× {:.3g})", times);
  return fmt::format(" ({:+.3g} %)", (*b - *a) / std::fabs(*a) * 100);
}

}  // namespace channelsim
