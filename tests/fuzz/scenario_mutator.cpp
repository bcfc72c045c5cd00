#include "tests/fuzz/scenario_mutator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "engine/schema/writer.hpp"
#include "models/market/channels.hpp"
#include "models/market/language.hpp"
#include "models/market/kpis.hpp"

namespace channelsim::market {
namespace {

using Kind = ValueDescription::Kind;

class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}
  /// 0 to count - 1.
  std::size_t below(std::size_t count) { return count < 2 ? 0 : engine_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  double unit() { return static_cast<double>(engine_()) / 4294967296.0; }
  template <class List>
  auto& among(List&& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937 engine_;
};

// --- trees as text

/// A scalar as it stands in a list or map; what can't be mistaken is left without quotes.
std::string scalar_text(const Node& node) {
  const bool safe =
      !node.quoted && !node.text.empty() && node.text.back() != ' ' && node.text.front() != ' ' &&
      (std::isalnum(static_cast<unsigned char>(node.text[0])) != 0 || node.text[0] == '-' ||
       node.text[0] == '.' || node.text[0] == '+') &&
      std::all_of(node.text.begin(), node.text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("_.+-/%() ").find(static_cast<char>(c)) != std::string_view::npos;
      });
  return safe ? node.text : yaml_text(node.text);
}

std::string flow_text(const Node& node) {
  std::string text;
  const auto next = [&] { return text.empty() ? "" : ", "; };
  switch (node.kind) {
    case Node::Kind::null:
      return "null";
    case Node::Kind::scalar:
      return scalar_text(node);
    case Node::Kind::map:
      for (const Entry& entry : node.entries)
        text += next() + yaml_text(entry.key) + ": " + flow_text(entry.value);
      return "{" + text + "}";
    case Node::Kind::list:
      for (const Node& item : node.items) text += next() + flow_text(item);
      return "[" + text + "]";
  }
  return text;
}

/// A line for each key at the top and for each entry of its lists.
std::string text_of(const Node& root) {
  if (root.kind != Node::Kind::map || root.entries.empty()) return flow_text(root) + "\n";
  std::string text;
  for (const Entry& entry : root.entries) {
    text += yaml_text(entry.key) + ":";
    if (entry.value.kind == Node::Kind::list && !entry.value.items.empty()) {
      text += "\n";
      for (const Node& item : entry.value.items) text += "  - " + flow_text(item) + "\n";
    } else {
      text += " " + flow_text(entry.value) + "\n";
    }
  }
  return text;
}

Node tree_of(std::string_view text) {
  Issues issues;
  Node root = parse_yaml(std::make_shared<Source>(Source{"scenario", std::string(text)}), issues);
  if (root.kind == Node::Kind::map) return root;
  return parse_yaml(
      std::make_shared<Source>(Source{
          "scenario",
          "{channelsim: 1, title: t, horizon: 4, replications: 2, products: [{name: p, unit_cost: "
          "1, list_price: 2}], regions: [{name: r, consumers: 100}], segments: [{name: s, share: "
          "1, purchase_rate: 0.1, price_sensitivity: 0.1}], members: [{name: m, channel: "
          "independent_retailer, region: r}]}"}),
      issues);
}

// --- where the values of a tree stand, and what may stand there

ValueDescription root_description() {
  ValueDescription value;
  value.kind = Kind::record;
  value.record = &scenario_description();
  return value;
}
const ValueDescription root_value = root_description();

/// The names of the preset channels.
std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  Issues issues;
  const Node presets = parse_yaml(
      std::make_shared<Source>(Source{"presets", std::string(channel_presets())}), issues);
  for (const Node& item : presets.items) names.emplace_back(item.name());
  return names;
}

struct Site {
  Node* node;
  const ValueDescription* value;  // null: something that is not known there
  Node* parent;                   // null at the top
  std::string path;               // with the entries of lists by name
};

const RecordDescription* alternative_of(const Node& map, const ValueDescription& value) {
  const Node* type = map.get("type");
  for (const RecordDescription* each : value.alternatives)
    if (type && type->text == each->tag) return each;
  return nullptr;
}

void find_sites(Node& node, const ValueDescription* value, Node* parent, const std::string& path,
                std::vector<Site>& sites) {
  sites.push_back({&node, value, parent, path});
  const auto below = [&](std::string_view name) {
    return path.empty() ? std::string(name) : path + "." + std::string(name);
  };
  const RecordDescription* record = nullptr;
  if (value && value->kind == Kind::record) record = value->record;
  if (value && value->kind == Kind::alternatives) record = alternative_of(node, *value);
  for (Entry& entry : node.entries) {
    const FieldDescription* field = record ? record->find(entry.key) : nullptr;
    find_sites(entry.value, field ? &field->value : nullptr, &node, below(entry.key), sites);
  }
  for (Node& item : node.items)
    find_sites(item, value && value->item ? value->item.get() : nullptr, &node, below(item.name()),
               sites);
}

std::vector<Site> sites_of(Node& root) {
  std::vector<Site> sites;
  find_sites(root, &root_value, nullptr, "", sites);
  return sites;
}

// --- values

/// Makes values of what may stand somewhere; names are those of the tree.
class Maker {
 public:
  Maker(Node& root, Chance& chance) : root_(root), chance_(chance) {}

  Node value(const ValueDescription& of, int depth) {
    switch (of.kind) {
      case Kind::text:
        return text(of);
      case Kind::truth:
        return scalar(chance_.one_in(2) ? "true" : "false");
      case Kind::whole:
      case Kind::moment:
        return scalar(chance_.one_in(4) ? boundary(of) : std::to_string(chance_.below(6)));
      case Kind::number:
        return number(of);
      case Kind::choice:
        return scalar(std::string(chance_.among(of.choices).first));
      case Kind::date:
        return scalar(fmt::format("2027-{:02}-04", 1 + chance_.below(12)));
      case Kind::record:
        if (of.shorthand && chance_.one_in(2)) return value(*of.shorthand, depth);
        return record(*of.record, depth);
      case Kind::alternatives: {
        const RecordDescription& chosen = *chance_.among(of.alternatives);
        if (chance_.one_in(2)) return scalar(std::string(chosen.tag));
        Node node = record(chosen, depth);
        node.entries.insert(node.entries.begin(), {"type", {}, scalar(std::string(chosen.tag))});
        return node;
      }
      case Kind::list: {
        Node list = Node::list({});
        for (std::size_t i = 1 + chance_.below(2); i > 0; --i)
          list.items.push_back(value(*of.item, depth + 1));
        return list;
      }
      case Kind::settings:
        return settings(depth);
    }
    return {};
  }

  Node field(const FieldDescription& of, int depth) {
    if (of.key == "name") return scalar(fmt::format("n{}", chance_.below(1000)));
    if (of.key == "horizon") return scalar(std::to_string(1 + chance_.below(8)));
    if (of.key == "replications") return scalar("2");
    return value(of.value, depth);
  }

  std::string boundary(const ValueDescription& of) {
    const double low = of.limits.low, high = of.limits.high;
    const double values[] = {low,
                             high,
                             low - 1,
                             high + 1,
                             std::nextafter(low, high),
                             std::nextafter(high, low),
                             0,
                             -0.0,
                             1,
                             -1,
                             0.5,
                             5e-324,
                             1e-300,
                             1e-9,
                             4294967296,
                             9007199254740993.0,
                             1e15,
                             std::nextafter(1e15, 2e15)};
    const double chosen = chance_.among(values);
    return std::isfinite(chosen) ? shortest(chosen) : "1e15";
  }

 private:
  static Node scalar(std::string text) { return Node::scalar(std::move(text), {}); }

  Node text(const ValueDescription& of) {
    if (!of.reference.list.empty()) {
      if (!of.reference.or_word.empty() && chance_.one_in(4))
        return scalar(std::string(of.reference.or_word));
      static const std::vector<std::string> presets = preset_names();
      std::vector<std::string> names;
      if (of.reference.list == "channels") names = presets;
      if (const Node* list = root_.get(of.reference.list))
        for (const Node& item : list->items) names.emplace_back(item.name());
      return scalar(names.empty() ? "nobody" : chance_.among(names));
    }
    static const std::vector<KpiText> figures = kpi_texts();
    if (chance_.one_in(2)) return scalar(std::string(chance_.among(figures).name));
    const std::vector<Site> sites = sites_of(root_);
    const Site& site = chance_.among(sites);
    if (chance_.one_in(2)) return scalar(site.path);
    return site.node->kind == Node::Kind::scalar ? *site.node : scalar("x");
  }

  /// Of a size that the declaration allows and a small market bears.
  double sure(const ValueDescription& of) {
    const double low = std::isfinite(of.limits.low) ? of.limits.low : -20;
    const double high = std::isfinite(of.limits.high) ? of.limits.high : low + 100;
    const double share = chance_.unit();
    return std::round((low + (high - low) * share * share * share) * 1e4) / 1e4;
  }

  Node number(const ValueDescription& of) {
    if (chance_.one_in(4)) return scalar(boundary(of));
    if (of.may_be_uncertain && chance_.one_in(5)) {
      double a = sure(of), b = sure(of), c = sure(of);
      if (a > b) std::swap(a, b);
      if (b > c) std::swap(b, c);
      if (a > b) std::swap(a, b);
      constexpr const char* families[] = {"uniform({0}, {2})",
                                          "triangular({0}, {1}, {2})",
                                          "pert({0}, {1}, {2})",
                                          "normal({1}, {2})",
                                          "normal({1}, {2}, min={0})",
                                          "lognormal({1}, {2})",
                                          "lognormal(p10={0}, p90={2})",
                                          "gamma({1}, {2})",
                                          "beta({0}, {1})",
                                          "bernoulli({0}, {1}, {2})",
                                          "discrete({0}, {1}, {2})",
                                          "empirical({0}, {1}, {2})"};
      return scalar(fmt::format(fmt::runtime(chance_.among(families)), a, b, c));
    }
    constexpr const char* units[] = {" %", " weeks", " CNY", " per year", "k", " pieces"};
    return scalar(shortest(sure(of)) + (chance_.one_in(12) ? chance_.among(units) : ""));
  }

  Node record(const RecordDescription& of, int depth) {
    Node node = Node::map({});
    for (const FieldDescription& each : of.fields)
      if (each.is_required || (depth < 4 && chance_.one_in(of.fields.size() / 2 + 2)))
        node.entries.push_back({std::string(each.key), {}, field(each, depth + 1)});
    return node;
  }

  /// Changes of values that the tree has or could have.
  Node settings(int depth) {
    Node map = Node::map({});
    std::vector<Site> sites = sites_of(root_);
    for (std::size_t i = 1 + chance_.below(2); i > 0; --i) {
      const Site& site = chance_.among(sites);
      if (!site.value || depth > 4) continue;
      if (site.value->kind == Kind::record && !site.value->record->fields.empty()) {
        const FieldDescription& of = chance_.among(site.value->record->fields);
        map.entries.push_back({site.path + (site.path.empty() ? "" : ".") + std::string(of.key),
                               {},
                               field(of, depth + 1)});
      } else {
        map.entries.push_back({site.path, {}, value(*site.value, depth + 1)});
      }
    }
    return map;
  }

  Node& root_;
  Chance& chance_;
};

// --- changes

bool is_number(const ValueDescription* value) {
  return value &&
         (value->kind == Kind::number || value->kind == Kind::whole || value->kind == Kind::moment);
}

/// What many changes have in common: a site at which it can be done.
template <class Fits>
Site* chosen(std::vector<Site>& sites, Chance& chance, Fits fits) {
  std::vector<Site*> fitting;
  for (Site& site : sites)
    if (fits(site)) fitting.push_back(&site);
  return fitting.empty() ? nullptr : chance.among(fitting);
}

const RecordDescription* record_at(const Site& site) {
  if (!site.value || site.node->kind != Node::Kind::map) return nullptr;
  if (site.value->kind == Kind::record) return site.value->record;
  return site.value->kind == Kind::alternatives ? alternative_of(*site.node, *site.value) : nullptr;
}

void add(std::vector<Site>& sites, Maker& maker, Chance& chance) {
  Site* site = chosen(sites, chance, [](const Site& each) {
    return record_at(each) || (each.value && each.value->kind == Kind::settings) ||
           (each.value && each.value->item && each.node->kind == Node::Kind::list);
  });
  if (!site) return;
  Node& node = *site->node;
  if (site->value->item) return node.items.push_back(maker.value(*site->value->item, 0));
  if (site->value->kind == Kind::settings) {
    for (Entry& entry : maker.value(*site->value, 0).entries) node.entries.push_back(entry);
    return;
  }
  const RecordDescription& record = *record_at(*site);
  if (record.fields.empty()) return;
  const FieldDescription& field = chance.among(record.fields);
  Node made = maker.field(field, 0);
  if (Entry* there = node.find(field.key))
    there->value = std::move(made);
  else
    node.entries.push_back({std::string(field.key), {}, std::move(made)});
}

void drop(std::vector<Site>& sites, Chance& chance) {
  Site* site = chosen(sites, chance, [](const Site& each) { return each.parent != nullptr; });
  if (!site) return;
  std::erase_if(site->parent->entries, [&](const Entry& e) { return &e.value == site->node; });
  auto& items = site->parent->items;
  const auto item =
      std::find_if(items.begin(), items.end(), [&](const Node& n) { return &n == site->node; });
  if (item != items.end()) items.erase(item);
}

void duplicate(std::vector<Site>& sites, Chance& chance) {
  Site* site = chosen(sites, chance, [](const Site& each) { return !each.node->items.empty(); });
  if (!site) return;
  Node copy = chance.among(site->node->items);
  if (Entry* name = copy.find("name"); name && !chance.one_in(10)) {
    name->value.text += fmt::format("{}", chance.below(10));
    name->value.quoted = true;
  }
  site->node->items.push_back(std::move(copy));
}

void retype(std::vector<Site>& sites, Maker& maker, Chance& chance) {
  Site* site = chosen(sites, chance, [](const Site& each) { return each.parent && each.value; });
  if (!site) return;
  Node& node = *site->node;
  if (!chance.one_in(8)) {
    node = maker.value(*site->value, 0);
    return;
  }
  constexpr const char* words[] = {"true",       "2",    "-1.5", "all",
                                   "2027-03-01", "null", "12 %", "3 weeks"};
  Node list = Node::list({});
  list.items.push_back(node);
  node = chance.one_in(3) ? list : Node::scalar(chance.among(words), {});
}

void to_boundary(std::vector<Site>& sites, Maker& maker, Chance& chance) {
  Site* site = chosen(sites, chance, [](const Site& each) { return is_number(each.value); });
  if (site) *site->node = Node::scalar(maker.boundary(*site->value), {});
}

void swap_two(std::vector<Site>& sites, Chance& chance) {
  Site* one = chosen(sites, chance, [](const Site& each) { return each.parent && each.value; });
  if (!one) return;
  Site* other = chosen(sites, chance, [&](const Site& each) {
    return each.node != one->node && each.value && each.value->kind == one->value->kind &&
           each.path.find(one->path) != 0 && one->path.find(each.path) != 0;
  });
  if (other) std::swap(*one->node, *other->node);
}

}  // namespace

std::string mutated(std::string_view text, unsigned seed) {
  Chance chance(seed);
  Node root = tree_of(text);
  for (std::size_t changes = 1 + chance.below(4); changes > 0; --changes) {
    std::vector<Site> sites = sites_of(root);
    Maker maker(root, chance);
    switch (chance.below(8)) {
      case 0:
      case 1:
      case 2:
        add(sites, maker, chance);
        break;
      case 3:
        drop(sites, chance);
        break;
      case 4:
        duplicate(sites, chance);
        break;
      case 5:
        retype(sites, maker, chance);
        break;
      case 6:
        to_boundary(sites, maker, chance);
        break;
      default:
        swap_two(sites, chance);
    }
  }
  return text_of(root);
}

std::string spliced(std::string_view text, std::string_view other, unsigned seed) {
  Chance chance(seed);
  Node root = tree_of(text), second = tree_of(other);
  std::vector<Site> sites = sites_of(root), from = sites_of(second);
  Site* part = chosen(from, chance, [](const Site& each) { return each.parent && each.value; });
  if (!part) return text_of(root);
  Site* place = chosen(sites, chance, [&](const Site& each) { return each.value == part->value; });
  if (place) {
    const bool both_lists =
        place->node->kind == Node::Kind::list && part->node->kind == Node::Kind::list;
    if (both_lists && chance.one_in(2))
      place->node->items.insert(place->node->items.end(), part->node->items.begin(),
                                part->node->items.end());
    else
      *place->node = *part->node;
  } else if (Entry* entry = nullptr; part->parent == &second) {
    for (Entry& each : second.entries)
      if (&each.value == part->node) entry = &each;
    if (entry && !root.find(entry->key)) root.entries.push_back(*entry);
  }
  return text_of(root);
}

}  // namespace channelsim::market
