#include "models/market/plans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "engine/schema/initial.hpp"
#include "engine/schema/overlay.hpp"
#include "models/market/consumer_checks.hpp"
#include "models/market/language.hpp"

namespace channelsim::market {

namespace {

/// A change of one value, and who makes it: a lever, or nobody in particular.
struct DatedPatch {
  Step from;
  Entry entry;
  std::string lever;
};

std::string when(Step from) {
  return from == 0 ? "from the start" : fmt::format("from step {}", from);
}

/// Resolves the strategies of one scenario.
class Resolver {
 public:
  Resolver(const Scenario<Parameter>& scenario, const Node& tree, const ReadMarket& read_market,
           Issues& issues)
      : scenario_(scenario), read_market_(read_market), issues_(issues), strategies_(tree) {
    base_ = tree;
    // Plans are made of these; what a plan runs on needs them no more.
    for (const std::string_view key : {"strategies", "levers", "changes", "correlations", "expect"})
      std::erase_if(base_.entries, [&](const Entry& entry) { return entry.key == key; });
  }

  std::vector<Plan> plans() {
    std::vector<Plan> plans = pulled_plans();
    plan_.clear();
    try_idle_levers();
    for (const Expectation& expectation : scenario_.expect) try_out(expectation.set.entries);
    return plans;
  }

 private:
  std::vector<Plan> pulled_plans() {
    std::vector<DatedPatch> common;
    add_changes(scenario_.changes, "", common);
    if (scenario_.strategies.empty()) return {{{"as_is", "As it stands", true}, stages(common)}};
    const bool stated = std::any_of(scenario_.strategies.begin(), scenario_.strategies.end(),
                                    [](const Strategy& s) { return s.baseline; });
    std::vector<Plan> plans;
    for (std::size_t i = 0; i < scenario_.strategies.size(); ++i) {
      const Strategy& strategy = scenario_.strategies[i];
      std::vector<DatedPatch> patches;
      std::set<std::string> visited;
      add_strategy(i, {}, visited, patches);
      require_levers_agree(i, patches);
      patches.insert(patches.begin(), common.begin(), common.end());
      plan_ = strategy.name;
      plans.push_back({{strategy.name, strategy.label.empty() ? strategy.name : strategy.label,
                        stated ? strategy.baseline : i == 0},
                       stages(std::move(patches))});
    }
    tell_apart(plans);
    return plans;
  }

  /// The label of a plan that is called as another is gets its name behind it. Plans of one name,
  /// which are refused, stay alike.
  static void tell_apart(std::vector<Plan>& plans) {
    std::map<std::string, int> plans_named;
    for (const Plan& plan : plans) ++plans_named[plan.label.name];
    for (bool some_alike = true; some_alike;) {
      std::map<std::string, int> plans_called;
      for (const Plan& plan : plans) ++plans_called[plan.label.label];
      some_alike = false;
      for (Plan& plan : plans) {
        auto& [name, label, baseline] = plan.label;
        if (label == name || plans_called[label] == 1 || plans_named[name] > 1) continue;
        label += fmt::format(" ({})", name);
        some_alike = true;
      }
    }
  }

  /// Reads the market with changes that no plan makes, to hear what is wrong with them.
  void try_out(const std::vector<Entry>& changes) {
    if (changes.empty()) return;
    Node tree = base_;
    const std::size_t before = issues_.size();
    for (const Entry& change : changes)
      if (may_differ(change)) apply_patch(tree, change, issues_);
    read_market_(tree, issues_);
    tell_plan(0, before);
  }

  void add(IssueCode code, const Place& place, std::string path, std::string message,
           std::string hint) {
    issues_.push_back({code, place, std::move(path), std::move(message), std::move(hint)});
  }

  Place place_in_strategy(std::size_t index, std::string_view key) const {
    const Node* list = strategies_.get("strategies");
    if (!list || index >= list->items.size()) return strategies_.place;
    const Node* value = list->items[index].get(key);
    return value ? value->place : list->items[index].place;
  }

  template <class T>
  static const T* named(const std::vector<T>& list, const std::string& name) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const T& each) { return each.name == name; });
    return found == list.end() ? nullptr : &*found;
  }

  void add_patch(Step from, const Entry& entry, const std::string& lever,
                 std::vector<DatedPatch>& patches) {
    if (may_differ(entry)) patches.push_back({from, entry, lever});
  }

  void add_changes(const std::vector<Change>& changes, const std::string& lever,
                   std::vector<DatedPatch>& patches) {
    for (std::size_t i = 0; i < changes.size(); ++i) {
      for (const Entry& entry : changes[i].set.entries) {
        for (std::size_t j = 0; j < i; ++j)
          if (changes[j].from == changes[i].from) require_once(entry, changes[j]);
        add_patch(changes[i].from.step, entry, lever, patches);
      }
    }
  }

  void require_once(const Entry& entry, const Change& earlier) {
    for (const Entry& other : earlier.set.entries)
      if (overlap(entry.key, other.key))
        add(IssueCode::broken_rule, entry.key_place, entry.key,
            fmt::format("two changes that take effect in the same step, {}, set it; the other, "
                        "`{}`, stands in {}",
                        earlier.from.step, other.key, to_string(other.key_place)),
            "delete one, or give it another date");
  }

  /// What a strategy changes: first what it extends, then its levers, then its own.
  void add_strategy(std::size_t index, std::vector<std::string> chain,
                    std::set<std::string>& visited, std::vector<DatedPatch>& patches) {
    const Strategy& strategy = scenario_.strategies[index];
    chain.push_back(strategy.name);
    if (std::count(chain.begin(), chain.end(), strategy.name) > 1) {
      chain.erase(chain.begin(), std::find(chain.begin(), chain.end(), strategy.name));
      if (!circles_.insert(std::set(chain.begin(), chain.end())).second) return;
      std::string text;
      for (const std::string& name : chain) text += (text.empty() ? "" : " -> ") + name;
      add(IssueCode::reference_cycle, place_in_strategy(index, "extends"), "strategies",
          fmt::format("the strategies extend each other in a circle: {}", text),
          "what they share belongs into a lever");
      return;
    }
    if (!visited.insert(strategy.name).second) return;  // reached by two ways, it counts once
    for (const std::string& name : strategy.extends)
      if (const Strategy* base = named(scenario_.strategies, name))
        add_strategy(static_cast<std::size_t>(base - scenario_.strategies.data()), chain, visited,
                     patches);
    for (const std::string& name : strategy.levers)
      if (const Lever* lever = named(scenario_.levers, name)) {
        for (const Entry& entry : lever->set.entries) add_patch(0, entry, name, patches);
        add_changes(lever->changes, name, patches);
      }
    for (const Entry& entry : strategy.set.entries) add_patch(0, entry, "", patches);
    add_changes(strategy.changes, "", patches);
  }

  /// Whether a strategy itself sets, in `later` patches, what a change of a lever sets.
  static bool settled(const DatedPatch& change, std::span<const DatedPatch> later) {
    return std::any_of(later.begin(), later.end(), [&](const DatedPatch& own) {
      return own.lever.empty() && own.from == change.from &&
             own.entry.key.size() <= change.entry.key.size() &&
             overlap(own.entry.key, change.entry.key);
    });
  }

  /// The order in which levers are pulled must not matter.
  void require_levers_agree(std::size_t index, const std::vector<DatedPatch>& patches) {
    for (std::size_t i = 0; i < patches.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const DatedPatch &a = patches[j], &b = patches[i];
        if (a.lever.empty() || b.lever.empty() || a.lever == b.lever || a.from != b.from ||
            !overlap(a.entry.key, b.entry.key) || same(a.entry.value, b.entry.value) ||
            settled(a.entry.key.size() > b.entry.key.size() ? a : b,
                    std::span(patches).subspan(i + 1)))
          continue;
        add(IssueCode::broken_rule, place_in_strategy(index, "levers"),
            fmt::format("strategies[{}].levers", index),
            fmt::format("the levers '{}' and '{}' both set `{}` {}", a.lever, b.lever, b.entry.key,
                        when(b.from)),
            fmt::format("they stand in {} and {}; leave one out, or set it in the strategy itself",
                        to_string(a.entry.key_place), to_string(b.entry.key_place)));
        return;
      }
  }

  /// What is the study's as a whole can't be one plan's.
  bool may_differ(const Entry& change) {
    if (change.key.ends_with(".name")) {
      add(IssueCode::broken_rule, change.key_place, change.key,
          "an entry keeps its name under every plan: its luck is addressed by it",
          "change its `label`");
      return false;
    }
    const std::string key = change.key.substr(0, change.key.find('.'));
    const FieldDescription* field = scenario_description().find(key);
    if (!field || !field->is_common) return true;  // an unknown key is the reader's to report
    add(IssueCode::broken_rule, change.key_place, change.key,
        fmt::format("`{}` is the same under every plan and at all times", key),
        "change it in the scenario itself");
    return false;
  }

  /// The markets that come into force, by date.
  std::vector<Stage> stages(std::vector<DatedPatch> patches) {
    std::stable_sort(patches.begin(), patches.end(),
                     [](const auto& a, const auto& b) { return a.from < b.from; });
    std::vector<Stage> result;
    Node tree = base_;
    auto next = patches.begin();
    for (Step from = 0; from == 0 || next != patches.end();) {
      const Place first = next != patches.end() ? next->entry.key_place : tree.place;
      for (; next != patches.end() && next->from <= from; ++next)
        apply_patch(tree, next->entry, issues_);
      add_stage(from, tree, first, result);
      if (next == patches.end()) break;
      from = next->from;
      if (from >= scenario_.horizon) {
        for (; next != patches.end(); ++next) warn_of_late(*next);
        break;
      }
    }
    return result;
  }

  /// `first` is where the first of the changes stands that lead to this stage.
  void add_stage(Step from, const Node& tree, const Place& first, std::vector<Stage>& stages) {
    const std::size_t before = issues_.size();
    stages.push_back({from, read_market_(tree, issues_)});
    tell_plan(from, before);
    if (stages.size() == 1) warn_of_free_openings(stages.back().market, tree);
    if (stages.size() < 2 || issues_.size() > before) return;
    const Scenario<Parameter>&was = stages[stages.size() - 2].market, &is = stages.back().market;
    std::set<std::string> told;
    for_each_initial_change(was, is, &tree, "", [&](const std::string& path, const Node* node) {
      // What stands nowhere follows from a change of something else, or was deleted.
      if (!node && !told.empty()) return;
      const Place place = node ? node->place : first;
      if (told.insert(to_string(place)).second)
        add(IssueCode::broken_rule, place, path,
            fmt::format("it holds from the start; it can't change {}", when(from)),
            "make the change part of the plan's `set`, or let another member start at the date");
    });
    require_same_entries(was, is, from, tree);
    require_same_consumers(was, is, tree, when(from), issues_);
  }

  /// Who is in business from the first step on has been there before, and lays nothing out.
  void warn_of_free_openings(const Scenario<Parameter>& is, const Node& tree) {
    const Node* list = tree.get("members");
    if (!list || list->items.size() != is.members.size()) return;
    for (std::size_t i = 0; i < std::min(is.members.size(), scenario_.members.size()); ++i) {
      const Member<Parameter>&member = is.members[i], &before = scenario_.members[i];
      if (!member.active || before.active || member.name != before.name) continue;
      const Entry* active = list->items[i].find("active");
      const auto& fees = member.traits.fees;
      const bool costs =
          member.traits.investment ||
          (fees && (fees->franchise_fee.value.uncertain() || fees->franchise_fee.value.sure > 0));
      if (!active || !costs) continue;
      Issue issue{
          IssueCode::broken_rule, active->value.place,
          fmt::format("members.{}.active", member.name),
          fmt::format(
              "'{}' is there from the first step under '{}', as if it had always been: only "
              "who opens later pays `investment` and `franchise_fee`",
              member.name, plan_),
          fmt::format("to have it pay: `changes: [{{from: 1, set: {{members.{}.active: true}}}}]`",
                      member.name)};
      issue.warning = true;
      issues_.push_back(std::move(issue));
    }
  }

  /// What is wrong under a plan and not without it is told with the plan's name, once.
  void tell_plan(Step from, std::size_t before) {
    const auto key = [](const Issue& issue) {
      return to_string(issue.place) + to_string(issue.code) + issue.message;
    };
    if (told_.empty())
      for (std::size_t i = 0; i < before; ++i) told_.insert(key(issues_[i]));
    for (std::size_t i = before; i < issues_.size(); ++i) {
      if (!told_.insert(key(issues_[i])).second || plan_.empty()) continue;
      const std::string who = from == 0 ? fmt::format("it is so under '{}'", plan_)
                                        : fmt::format("it is so under '{}' {}", plan_, when(from));
      issues_[i].hint += (issues_[i].hint.empty() ? "" : "; ") + who;
    }
  }

  void require_same_entries(const Scenario<Parameter>& was, const Scenario<Parameter>& is,
                            Step from, const Node& tree) {
    const auto check = [&](const auto& before, const auto& after, std::string_view list) {
      const bool equal = std::equal(before.begin(), before.end(), after.begin(), after.end(),
                                    [](const auto& a, const auto& b) { return a.name == b.name; });
      const Entry* entry = tree.find(list);
      if (!equal)
        add(IssueCode::broken_rule, entry ? entry->key_place : tree.place, std::string(list),
            fmt::format("entries can't come or go {}", when(from)),
            "list them from the start; a member that opens later is `active: false` until then");
    };
    check(was.products, is.products, "products");
    check(was.regions, is.regions, "regions");
    check(was.segments, is.segments, "segments");
    check(was.rivals, is.rivals, "rivals");
    check(was.channels, is.channels, "channels");
    check(was.members, is.members, "members");
    check(was.authorisations, is.authorisations, "authorisations");
    check(was.key_accounts, is.key_accounts, "key_accounts");
    check(was.promotions, is.promotions, "promotions");
    check(was.campaigns, is.campaigns, "campaigns");
    check(was.referrals, is.referrals, "referrals");
    check(was.recruiting, is.recruiting, "recruiting");
    check(was.incidents, is.incidents, "incidents");
    check(was.multi_unit_owners, is.multi_unit_owners, "multi_unit_owners");
    check(was.partner_programmes, is.partner_programmes, "partner_programmes");
  }

  /// A lever that no strategy pulls is for later; what it says is checked all the same.
  void try_idle_levers() {
    std::set<std::string> pulled;
    for (const Strategy& strategy : scenario_.strategies)
      pulled.insert(strategy.levers.begin(), strategy.levers.end());
    for (std::size_t i = 0; i < scenario_.levers.size(); ++i) {
      const std::string& name = scenario_.levers[i].name;
      const Node* list = strategies_.get("levers");
      if (pulled.contains(name)) continue;
      try_out(scenario_.levers[i].set.entries);
      for (const Change& change : scenario_.levers[i].changes) try_out(change.set.entries);
      if (!list || i >= list->items.size()) continue;
      Issue issue{IssueCode::broken_rule, list->items[i].place, fmt::format("levers[{}]", i),
                  fmt::format("no strategy pulls the lever '{}'", name),
                  fmt::format("name it in a strategy: `levers: [{}]`", name)};
      issue.warning = true;
      issues_.push_back(std::move(issue));
    }
  }

  void warn_of_late(const DatedPatch& patch) {
    Issue issue{
        IssueCode::out_of_range, patch.entry.key_place, patch.entry.key,
        fmt::format("the change {} comes after the last step and has no effect", when(patch.from)),
        fmt::format("the horizon is {} steps", scenario_.horizon)};
    issue.warning = true;
    issues_.push_back(std::move(issue));
  }

  const Scenario<Parameter>& scenario_;
  const ReadMarket& read_market_;
  Issues& issues_;
  const Node& strategies_;  // the tree that holds them
  Node base_;
  std::string plan_;                         // the one that is resolved
  std::set<std::string> told_;               // issues, by place and message
  std::set<std::set<std::string>> circles_;  // that were told
};

}  // namespace

std::vector<Plan> make_plans(const Scenario<Parameter>& scenario, const Node& tree,
                             const ReadMarket& read_market, Issues& issues) {
  return Resolver(scenario, tree, read_market, issues).plans();
}

}  // namespace channelsim::market
