#include "models/market/partnership_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "models/market/places.hpp"

namespace channelsim::market {

namespace {

using Market = Scenario<Parameter>;

/// Whether a list that stands for all where it is empty holds a name.
bool holds(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

class PartnershipChecks {
 public:
  PartnershipChecks(const Market& scenario, const Node& tree, const Assumptions& assumptions,
                    Issues& issues)
      : scenario_(scenario), tree_(tree), assumptions_(assumptions), issues_(issues) {}

  void run() {
    for (std::size_t i = 0; i < scenario_.partner_programmes.size(); ++i) {
      tiers(i);
      partners(i);
    }
    for (std::size_t i = 0; i < scenario_.multi_unit_owners.size(); ++i) units(i);
    expansions();
  }

 private:
  double highest(Parameter value) const { return value_at(value, assumptions_, 1); }
  double lowest(Parameter value) const { return value_at(value, assumptions_, 0); }

  void add(std::string_view list, std::size_t i, std::string_view key, std::string message,
           std::string hint) {
    issues_.push_back(
        broken_rule(tree_, {list, std::to_string(i), key}, std::move(message), std::move(hint)));
  }
  void add_tier(std::size_t i, std::size_t tier, std::string_view key, std::string message,
                std::string hint) {
    issues_.push_back(broken_rule(
        tree_, {"partner_programmes", std::to_string(i), "tiers", std::to_string(tier), key},
        std::move(message), std::move(hint)));
  }
  const Member<Parameter>* member(const std::string& name) const {
    const auto found = std::find_if(scenario_.members.begin(), scenario_.members.end(),
                                    [&](const auto& each) { return each.name == name; });
    return found == scenario_.members.end() ? nullptr : &*found;
  }

  /// A higher tier asks for more, and what a tier promises is there.
  void tiers(std::size_t i) {
    const auto& programme = scenario_.partner_programmes[i];
    for (std::size_t t = 0; t < programme.tiers.size(); ++t) {
      const auto& tier = programme.tiers[t];
      if (t > 0 && lowest(tier.from.value) < highest(programme.tiers[t - 1].from.value))
        add_tier(i, t, "from",
                 fmt::format("'{}' may ask for less than '{}', which stands before it", tier.name,
                             programme.tiers[t - 1].name),
                 "list the tiers from the lowest to the highest");
      if (tier.certified && !programme.certification)
        add_tier(i, t, "certified", fmt::format("nobody can be certified in '{}'", programme.name),
                 "state its `certification`, or leave `certified` out");
      if (highest(tier.marketing_funds) > 0 && !programme.marketing)
        add_tier(i, t, "marketing_funds",
                 fmt::format("nobody uses the marketing funds of '{}'", programme.name),
                 "state its `marketing`, or leave `marketing_funds` out");
    }
  }

  bool takes_part(const PartnerProgramme<Parameter>& programme,
                  const Member<Parameter>& each) const {
    return each.traits.owner == Owner::independent && holds(programme.channels, each.channel) &&
           holds(programme.members, each.name);
  }

  void partners(std::size_t i) {
    const auto& programme = scenario_.partner_programmes[i];
    for (const std::string& name : programme.members)
      if (const auto* named = member(name); named && named->traits.owner == Owner::manufacturer)
        add("partner_programmes", i, "members",
            fmt::format("'{}' belongs to the manufacturer", name),
            "partner programmes are for independent members");
    for (const auto& each : scenario_.members) {
      if (!takes_part(programme, each)) continue;
      const auto [first, added] = partner_of_.try_emplace(each.name, programme.name);
      if (!added) {
        add("partner_programmes", i, "name",
            fmt::format("'{}' takes part in '{}' already", each.name, first->second),
            "a member takes part in one programme: name its `members` or `channels`");
        return;
      }
      if (programme.counts == TierBasis::purchases && !each.traits.takes_title) {
        add("partner_programmes", i, "counts",
            fmt::format("'{}' sells in the manufacturer's name and buys nothing", each.name),
            "let its sales count: `counts: sales`");
        return;
      }
    }
  }

  void units(std::size_t i) {
    const auto& owner = scenario_.multi_unit_owners[i];
    for (const std::string& name : owner.members) {
      const auto* unit = member(name);
      if (!unit) continue;  // reported as an unknown name
      const auto [first, added] = owner_of_.try_emplace(name, owner.name);
      if (!added)
        add("multi_unit_owners", i, "members",
            fmt::format("'{}' stands under '{}' already", name, first->second),
            "a member belongs to one owner");
      if (unit->traits.owner == Owner::manufacturer)
        add("multi_unit_owners", i, "members",
            fmt::format("'{}' belongs to the manufacturer", name),
            "let the member be independent (`owner: independent`), or leave it out");
      if (highest(owner.overhead_saving.value) > lowest(unit->traits.fixed_cost.value) + 1e-9)
        add("multi_unit_owners", i, "overhead_saving",
            fmt::format("'{}' may save more than its fixed cost", name),
            "an owner saves part of what a unit costs; raise the member's `fixed_cost`");
    }
  }

  void expansions() {
    for (std::size_t i = 0; i < scenario_.recruiting.size(); ++i) {
      const auto& expansion = scenario_.recruiting[i].expansion;
      if (!expansion) continue;
      for (const std::string& name : expansion->owners)
        if (const auto* owner = member(name); owner && owner->traits.owner == Owner::manufacturer)
          issues_.push_back(broken_rule(
              tree_, {"recruiting", std::to_string(i), "expansion", "owners"},
              fmt::format("'{}' belongs to the manufacturer, who opens members by plan", name),
              "name independent members, or leave `owners` out"));
    }
  }

  const Market& scenario_;
  const Node& tree_;
  const Assumptions& assumptions_;
  Issues& issues_;
  std::map<std::string, std::string> partner_of_, owner_of_;
};

}  // namespace

void check_partnerships(const Scenario<Parameter>& scenario, const Node& tree,
                        const Assumptions& assumptions, Issues& issues) {
  PartnershipChecks(scenario, tree, assumptions, issues).run();
}

}  // namespace channelsim::market
