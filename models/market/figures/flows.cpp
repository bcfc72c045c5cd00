#include "models/market/figures/flows.hpp"

#include <algorithm>

#include "models/market/figures/figures.hpp"

namespace channelsim::market {

namespace {

using Spec = Scenario<Parameter>;

/// Whether the manufacturer may have to fill orders in a supplier's place: shelves that are stocked
/// before their supplier is there, suppliers that leave.
bool may_step_in(const Spec& market) {
  return !market.recruiting.empty() || !market.incidents.empty() ||
         std::any_of(market.members.begin(), market.members.end(),
                     [](const auto& member) { return !member.active || lives(member.traits); });
}

/// `agents_pay` tells apart whose goods pass through a member and who pays for them.
std::set<Way> ways(const Spec& market, bool of_money) {
  const std::string maker(maker_party), consumers(consumers_party);
  const bool steps_in = may_step_in(market);
  const MembersByName members(market);
  std::set<Way> ways;
  const auto add = [&](const std::string& from, const std::string& to) {
    of_money ? ways.emplace(to, from) : ways.emplace(from, to);
  };
  for (const auto& member : market.members) {
    if (!member.active) continue;
    const bool sells = member.traits.sells_to == Customers::consumers;
    if (of_money && !member.traits.takes_title) {
      if (sells) add(maker, consumers);
      continue;
    }
    const auto* supplier = members.find(member.supplier);
    add(supplier ? supplier->channel : maker, member.channel);
    if (steps_in) add(maker, member.channel);
    if (sells) add(member.channel, consumers);
  }
  return ways;
}

}  // namespace

std::set<Way> ways_of_goods(const Spec& market) { return ways(market, false); }
std::set<Way> ways_of_money(const Spec& market) { return ways(market, true); }

inline namespace CHANNELSIM_LEVEL {

namespace {

/// What has passed from sellers to consumers, by whose books it went through: a channel's, or of
/// agents the manufacturer's.
Lanes to_consumers(const World& world, const std::string& seller, auto&& passed, bool by_title) {
  Lanes sum = 0.0;
  for (std::uint32_t m = 0; m < world.layout->members; ++m) {
    const MemberTerms& member = world.terms().members[m];
    const bool agent = by_title && !member.traits.takes_title;
    if (member.traits.sells_to != Customers::consumers ||
        (agent ? maker_party != seller : member.channel != seller))
      continue;
    for (const std::uint32_t shelf : world.layout->shelves_of[m]) sum += passed(shelf);
  }
  return sum;
}

template <class Cell>
Lanes on_way(const World& world, const Column<Cell>& flows, const std::string& from,
             const std::string& to) {
  const auto& ways = world.layout->ways;
  for (std::size_t row = 0; row < ways.size(); ++row)
    if (ways[row].first == from && ways[row].second == to) return flows[row].value;
  return 0.0;
}

Lanes goods_flow(const Scope& scope) {
  const World& world = scope.world;
  const auto& [breakdown, from, to] = *scope.group;
  if (to != consumers_party) return on_way(world, world.flows.goods, from, to);
  return to_consumers(
      world, from, [&](std::uint32_t shelf) { return world.shelves.total_sold[shelf].value; },
      false);
}

/// Money goes the way of the goods back.
Lanes money_flow(const Scope& scope) {
  const World& world = scope.world;
  const auto& [breakdown, from, to] = *scope.group;
  if (from != consumers_party) return on_way(world, world.flows.money, to, from);
  return to_consumers(
      world, to, [&](std::uint32_t shelf) { return world.shelves.total_revenue[shelf].value; },
      true);
}

constexpr Figure figures[] = {
    {{goods_flow_kpi, "pieces",
      "Pieces that went from the manufacturer or a channel to a channel or consumers; what came "
      "back is not taken off.",
      Goal::watch, About::flows, OverTime::flow},
     goods_flow},
    {{money_flow_kpi, "money",
      "What was invoiced for these goods, on the way back: from consumers to who sold to them, "
      "less refunds, and from channels to their suppliers. What an agent sells is paid to the "
      "manufacturer.",
      Goal::watch, About::flows, OverTime::flow},
     money_flow},
};

}  // namespace

std::span<const Figure> flow_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
