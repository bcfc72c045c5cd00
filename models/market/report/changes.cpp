#include "models/market/report/changes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "engine/base/text.hpp"

namespace channelsim::market {

namespace {

std::string text_of(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::null:
      return "";
    case Node::Kind::scalar:
      return node.text;
    case Node::Kind::list:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + text_of(item);
      return "[" + text + "]";
    case Node::Kind::map:
      for (const Entry& entry : node.entries)
        text += (text.empty() ? "" : ", ") + entry.key + ": " + text_of(entry.value);
      return "{" + text + "}";
  }
  return text;
}

const Node* named(const Node& list, std::string_view name) {
  for (const Node& item : list.items)
    if (const Node* own = item.get("name"); own && own->text == name) return &item;
  return nullptr;
}

/// The value at a dotted path, entries of lists by name; null where there is none.
const Node* at(const Node& tree, std::string_view path) {
  const Node* node = &tree;
  while (node && !path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string_view key = path.substr(0, dot);
    path.remove_prefix(std::min(dot + 1, path.size()));
    node = node->kind == Node::Kind::list ? named(*node, key) : node->get(key);
  }
  return node;
}

template <class Entries>
const auto* named(const Entries& entries, const std::string& name) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

/// Gathers what a strategy, what it extends and the levers it pulls set, or what holds for all
/// plans.
class Gatherer {
 public:
  explicit Gatherer(const Scenario<Parameter>& scenario) : scenario_(scenario) {}

  void add_common() { add({}, scenario_.changes); }

  void add(const Strategy& strategy) {
    for (const std::string& base : strategy.extends)
      if (const Strategy* other = named(scenario_.strategies, base)) add(*other);
    for (const std::string& name : strategy.levers)
      if (const Lever* lever = named(scenario_.levers, name)) add(lever->set, lever->changes);
    add(strategy.set, strategy.changes);
  }

  std::vector<PlanChange> list() && {
    std::stable_sort(changes_.begin(), changes_.end(),
                     [](const PlanChange& a, const PlanChange& b) { return a.step < b.step; });
    return std::move(changes_);
  }

 private:
  void add(const Settings& set, const std::vector<Change>& changes) {
    for (const Entry& entry : set.entries) put(0, entry);
    for (const Change& change : changes)
      for (const Entry& entry : change.set.entries) put(change.from.step, entry);
  }
  void put(std::uint32_t step, const Entry& entry) {
    const auto same = std::find_if(changes_.begin(), changes_.end(), [&](const PlanChange& each) {
      return each.step == step && each.path == entry.key;
    });
    if (same != changes_.end())
      same->to = text_of(entry.value);
    else
      changes_.push_back({step, entry.key, "", text_of(entry.value)});
  }

  const Scenario<Parameter>& scenario_;
  std::vector<PlanChange> changes_;
};

/// What a plan sets, without what was there before.
std::vector<PlanChange> set_by(const Study& study, const Plan& plan) {
  const Strategy* strategy = named(study.scenario.strategies, plan.label.name);
  if (!strategy) return {};
  Gatherer gatherer(study.scenario);
  gatherer.add(*strategy);
  return std::move(gatherer).list();
}

/// What a plan may improve at a stroke of the pen.
constexpr std::array<std::string_view, 8> effects = {
    "attraction",         "site",       "service",      "advice",
    "complaints_handled", "compliance", "pass_through", "loyalty"};

std::string_view last_key(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

bool improves(const PlanChange& change) {
  if (std::find(effects.begin(), effects.end(), last_key(change.path)) == effects.end())
    return false;
  const auto from = parse_number(change.from), to = parse_number(change.to);
  return to && (!from || *to > *from);
}

}  // namespace

PlanChanges::PlanChanges(const Study& study) : study_(study) {
  // Reading a large market takes as long as dozens of its replications.
  if (std::all_of(study.plans.begin(), study.plans.end(),
                  [&](const Plan& plan) { return set_by(study, plan).empty(); }))
    return;
  Issues issues;  // none: the text was written by the program
  before_ = parse_yaml(std::make_shared<Source>(Source{"resolved", study.resolved}), issues);
}

std::vector<PlanChange> PlanChanges::of(std::size_t plan) const {
  Gatherer gatherer(study_.scenario);
  gatherer.add_common();
  const std::vector<PlanChange> common = std::move(gatherer).list();
  std::vector<PlanChange> told;
  std::map<std::string, std::string> now;       // by path, as far as it has changed
  std::map<std::string, std::size_t> in_force;  // by path: which of those told holds
  const auto take = [&](const PlanChange& change, bool by_plan) {
    if (const auto last = in_force.extract(change.path)) told[last.mapped()].until = change.step;
    if (by_plan) {
      const auto changed = now.find(change.path);
      const Node* value = at(before_, change.path);
      in_force[change.path] = told.size();
      told.push_back({change.step, change.path,
                      changed != now.end() ? changed->second
                      : value              ? text_of(*value)
                                           : "",
                      change.to, study_.scenario.horizon});
    }
    now[change.path] = change.to;
  };
  auto next = common.begin();
  for (const PlanChange& change : set_by(study_, study_.plans[plan])) {
    // Of one step, what holds for all plans comes first.
    for (; next != common.end() && next->step <= change.step; ++next) take(*next, false);
    take(change, true);
  }
  for (; next != common.end(); ++next) take(*next, false);
  return told;
}

std::vector<std::string> PlanChanges::effects_without_cost(std::size_t plan) const {
  if (study_.plans[plan].label.baseline) return {};
  std::vector<std::string> paths;
  for (const PlanChange& change : of(plan)) {
    if (!improves(change)) return {};  // what else it changes may be what it costs
    paths.push_back(change.path);
  }
  return paths;
}

}  // namespace channelsim::market
