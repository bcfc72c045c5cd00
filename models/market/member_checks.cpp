#include "models/market/member_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "models/market/places.hpp"

namespace channelsim::market {

namespace {

using Market = Scenario<Parameter>;

class MemberChecks {
 public:
  MemberChecks(const Market& scenario, const Node& tree, const Assumptions& assumptions,
               Issues& issues)
      : scenario_(scenario), tree_(tree), assumptions_(assumptions), issues_(issues) {}

  void run() {
    for (std::size_t i = 0; i < scenario_.members.size(); ++i) {
      count(i);
      title(i);
      purse(i);
      coupon(i);
      work(i);
    }
    recruiting();
  }

 private:
  double highest(Parameter value) const { return value_at(value, assumptions_, 1); }

  void add(std::size_t i, std::string_view key, std::string message, std::string hint) {
    issues_.push_back(broken_rule(tree_, {"members", std::to_string(i), key}, std::move(message),
                                  std::move(hint)));
  }

  void count(std::size_t i) {
    const auto& member = scenario_.members[i];
    if (member.name.find('#') != std::string::npos)
      add(i, "name", fmt::format("'{}': `#` marks the members of a counted group", member.name),
          "leave it out of the name");
    for (const auto& other : scenario_.members)
      if (member.count > 1 && other.supplier == member.name) {
        add(i, "count",
            fmt::format("'{}' is supplied by '{}', which stands for {} members", other.name,
                        member.name, member.count),
            "name one supplier: write the suppliers as members of their own");
        return;
      }
  }

  void title(std::size_t i) {
    const auto& member = scenario_.members[i];
    const auto& traits = member.traits;
    const bool has_commission = traits.fees && highest(traits.fees->agency_commission) > 0;
    if (traits.takes_title) {
      if (has_commission)
        add(i, "fees",
            fmt::format("'{}' buys and sells on its own account and is paid no agency commission",
                        member.name),
            "an agent has `takes_title: false`");
      return;
    }
    if (member.supplier != "manufacturer")
      add(i, "supplier",
          fmt::format("'{}' sells in the manufacturer's name, but is supplied by '{}'", member.name,
                      member.supplier),
          "an agent's goods come from the manufacturer: leave `supplier` out");
    if (traits.sells_to == Customers::members)
      add(i, "takes_title", fmt::format("'{}' supplies other members", member.name),
          "only who sells to consumers may sell in the manufacturer's name");
    if (traits.owner == Owner::manufacturer)
      add(i, "takes_title",
          fmt::format("'{}' belongs to the manufacturer: its goods are the manufacturer's anyway",
                      member.name),
          "leave `takes_title` out");
  }

  void purse(std::size_t i) {
    const auto& member = scenario_.members[i];
    if (member.traits.owner == Owner::manufacturer &&
        (member.traits.finance || member.traits.default_risk))
      add(i, member.traits.finance ? "finance" : "default_risk",
          fmt::format("'{}' belongs to the manufacturer and has no purse of its own", member.name),
          "leave it out, or make the member independent");
    if (member.traits.customer_credit && member.traits.sells_to == Customers::members)
      add(i, "customer_credit",
          fmt::format("'{}' sells to members, whose own `credit` says when they pay", member.name),
          "state `credit` of the members it supplies");
    if (!member.traits.payout) return;
    if (member.traits.customer_credit)
      add(i, "payout",
          fmt::format("'{}' is paid by a platform and by consumers on credit", member.name),
          "state `payout` where consumers pay the platform, `customer_credit` where they owe it "
          "to the seller");
    if (member.traits.sells_to == Customers::members)
      add(i, "payout",
          fmt::format("'{}' sells to members; a platform hands over what consumers pay",
                      member.name),
          "state `credit` of the members it supplies");
  }

  void coupon(std::size_t i) {
    const auto& fees = scenario_.members[i].traits.fees;
    if (!fees || !fees->coupon) return;
    const double others =
        highest(fees->coupon->manufacturer_share) + highest(fees->coupon->platform_share);
    if (others > 1 + 1e-9)
      add(i, "fees", fmt::format("manufacturer and platform pay {} of the coupon", others),
          "their shares add up to 1 at most; the member pays the rest");
  }

  void work(std::size_t i) {
    const auto& functions = scenario_.members[i].traits.functions;
    if (!functions) return;
    for (const auto& [function, item] : Functions<Parameter>::all()) {
      const auto& each = (*functions).*function;
      if (each && each->by == Performer::consumer &&
          highest(each->per_order.value) + highest(each->per_drop.value) +
                  highest(each->per_case.value) >
              0)
        add(i, "functions",
            fmt::format("{} is done by consumers, and costs something", text_of(item).name),
            "what consumers do themselves costs the channel nothing");
    }
  }

  void recruiting() {
    std::map<std::string, std::string> filled;
    for (std::size_t i = 0; i < scenario_.recruiting.size(); ++i) {
      const auto& programme = scenario_.recruiting[i];
      const auto group =
          std::find_if(scenario_.members.begin(), scenario_.members.end(),
                       [&](const auto& member) { return member.name == programme.members; });
      if (group == scenario_.members.end()) continue;  // reported as an unknown name
      const auto [before, added] = filled.try_emplace(programme.members, programme.name);
      const auto complain = [&](std::string message, std::string hint) {
        issues_.push_back(broken_rule(tree_, {"recruiting", std::to_string(i), "members"},
                                      std::move(message), std::move(hint)));
      };
      if (!added)
        complain(
            fmt::format("'{}' fills the places of '{}' already", before->second, programme.members),
            "one programme fills the places of a group");
      if (programme.active && !group->active) {
        complain(fmt::format("'{}' has no places to fill: its group is not active", programme.name),
                 "take `active: false` from the group, whose places open as they are filled, or "
                 "write `active: false` into the programme, too, and change both by a plan");
        issues_.back().warning = true;
      }
      if (group->traits.sells_to == Customers::members)
        complain(fmt::format("'{}' supplies other members, which need it from the start",
                             programme.members),
                 "recruits sell to consumers");
    }
  }

  const Market& scenario_;
  const Node& tree_;
  const Assumptions& assumptions_;
  Issues& issues_;
};

}  // namespace

void check_members(const Scenario<Parameter>& scenario, const Node& tree,
                   const Assumptions& assumptions, Issues& issues) {
  MemberChecks(scenario, tree, assumptions, issues).run();
}

}  // namespace channelsim::market
