#include "models/market/kpis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// The members a figure is about.
struct Scope {
  const World& world;
  std::vector<std::uint32_t> members;
  bool whole;  // the market, the manufacturer included
};

Lanes sum_over_members(const Scope& scope, auto&& figure) {
  Lanes sum = 0.0;
  for (const std::uint32_t m : scope.members) sum += figure(m);
  return sum;
}

/// Sum over the shelves from which consumers buy.
Lanes sum_over_shelves(const Scope& scope, auto&& figure) {
  const World& world = scope.world;
  return sum_over_members(scope, [&](std::uint32_t m) {
    Lanes sum = 0.0;
    if (world.terms().members[m].traits.sells_to == Customers::consumers)
      for (const std::uint32_t shelf : world.layout->shelves_of[m]) sum += figure(shelf);
    return sum;
  });
}

/// Money received less paid, and the change of stock at its purchase price.
Lanes member_profit(const World& world, std::uint32_t m) {
  const Shelves& shelves = world.shelves;
  Money<Lanes> profit = world.ledger.balance(world.parties.member(m));
  for (const std::uint32_t shelf : world.layout->shelves_of[m])
    profit +=
        (shelves.on_hand[shelf] + shelves.on_order[shelf]) * world.terms().purchase_price[shelf] -
        shelves.opening_value[shelf];
  return profit.value;
}

Lanes profit_of_owner(const Scope& scope, Owner owner) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    return scope.world.terms().members[m].traits.owner == owner ? member_profit(scope.world, m)
                                                                : Lanes(0.0);
  });
}

/// Money received less paid, and what was sent back and waits for the next order, at unit cost.
Lanes own_account(const Scope& scope) {
  const World& world = scope.world;
  Money<Lanes> account = world.ledger.balance(world.parties.manufacturer);
  for (std::size_t product = 0; product < world.layout->products; ++product)
    account += world.factory_stock[product] * world.terms().products[product].unit_cost;
  return account.value;
}

Lanes sold(const Scope& scope) {
  return sum_over_shelves(
      scope, [&](std::uint32_t shelf) { return scope.world.shelves.total_sold[shelf].value; });
}
Lanes wanted(const Scope& scope) {
  return sum_over_shelves(
      scope, [&](std::uint32_t shelf) { return scope.world.shelves.total_demand[shelf].value; });
}

Lanes running_costs(const Account& account) {
  return (account.commission + account.handling + account.holding + account.fixed +
          account.promotion)
      .value;
}

/// To its own members the manufacturer pays from one pocket into the other.
Lanes trade_support(const Scope& scope) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    return scope.world.terms().members[m].traits.owner == Owner::independent
               ? scope.world.accounts[Parties::member(m)].trade_support.value
               : Lanes(0.0);
  });
}

Lanes ratio(Lanes part, Lanes whole, double otherwise) {
  return select(whole > 0.0, part / max(whole, 1e-300), Lanes(otherwise));
}

struct Figure {
  KpiText text;
  Lanes (*measure)(const Scope&);
};

constexpr Figure figures[] = {
    {{"manufacturer_profit", "money",
      "Profit of the manufacturer with its own members: money received less paid, and the change "
      "of their stock at cost.",
      Goal::raise, false, OverTime::flow},
     [](const Scope& scope) {
       return own_account(scope) + profit_of_owner(scope, Owner::manufacturer);
     }},
    {{"partner_profit", "money", "Profit of the independent members together.", Goal::raise, false,
      OverTime::flow},
     [](const Scope& scope) { return profit_of_owner(scope, Owner::independent); }},
    {{"channel_profit", "money",
      "Profit of the members, stock at its purchase price; the total includes the manufacturer's "
      "own account.",
      Goal::raise, true, OverTime::flow},
     [](const Scope& scope) {
       const Lanes members =
           sum_over_members(scope, [&](std::uint32_t m) { return member_profit(scope.world, m); });
       return scope.whole ? members + own_account(scope) : members;
     }},
    {{"consumer_spending", "money", "What consumers pay.", Goal::raise, true, OverTime::flow},
     [](const Scope& scope) {
       return sum_over_shelves(scope, [&](std::uint32_t shelf) {
         return scope.world.shelves.total_revenue[shelf].value;
       });
     }},
    {{"units_sold", "pieces", "Pieces sold to consumers.", Goal::raise, true, OverTime::flow},
     sold},
    {{"lost_sales", "pieces", "Pieces consumers wanted and did not find.", Goal::lower, true,
      OverTime::flow},
     [](const Scope& scope) { return wanted(scope) - sold(scope); }},
    {{"fill_rate", "share",
      "Pieces sold to consumers out of pieces wanted; 1 where none was wanted.", Goal::raise, true,
      OverTime::level},
     [](const Scope& scope) { return ratio(sold(scope), wanted(scope), 1.0); }},
    {{"market_share", "share",
      "Pieces sold out of all pieces bought, those of rivals included; 0 where none was bought.",
      Goal::raise, false, OverTime::level},
     [](const Scope& scope) {
       Lanes rivals = 0.0;
       for (const Pieces<Lanes>& demand : scope.world.offers.total_demand) rivals += demand.value;
       return ratio(sold(scope), sold(scope) + rivals, 0.0);
     }},
    {{"channel_stock", "pieces",
      "Pieces in stock at the end of a step, on average, distributors included.", Goal::watch, true,
      OverTime::level},
     [](const Scope& scope) {
       const World& world = scope.world;
       const Lanes total = sum_over_members(scope, [&](std::uint32_t m) {
         Lanes sum = 0.0;
         for (const std::uint32_t shelf : world.layout->shelves_of[m])
           sum += world.shelves.total_stock[shelf].value;
         return sum;
       });
       return total / double(std::max<Step>(world.steps, 1));
     }},
    {{"trade_support", "money", "Trade discounts the manufacturer pays to independent members.",
      Goal::lower, false, OverTime::flow},
     trade_support},
    {{cost_kpi, "money",
      "What the manufacturer and its own members pay to run the channel: commission, handling, "
      "holding, fixed costs, "
      "promotions and trade support.",
      Goal::lower, false, OverTime::flow},
     [](const Scope& scope) {
       const Account& own = scope.world.accounts[Parties::manufacturer];
       return running_costs(own) + trade_support(scope) +
              sum_over_members(scope, [&](std::uint32_t m) {
                return scope.world.terms().members[m].traits.owner == Owner::manufacturer
                           ? running_costs(scope.world.accounts[Parties::member(m)])
                           : Lanes(0.0);
              });
     }},
};

}  // namespace

namespace {
/// The group a member belongs to under the market in force.
const std::string* group_of(const Member<Lanes>& member, Breakdown breakdown) {
  switch (breakdown) {
    case Breakdown::channel:
      return &member.channel;
    case Breakdown::region:
      return member.region ? &*member.region : nullptr;
    case Breakdown::member:
      break;
  }
  return &member.name;
}
}  // namespace

Lanes measure(const KpiColumn& column, const World& world) {
  Scope scope{world, {}, !column.group};
  for (std::uint32_t m = 0; m < world.layout->members; ++m) {
    const std::string* group =
        column.group ? group_of(world.terms().members[m], column.group->breakdown) : nullptr;
    if (scope.whole || (group && *group == column.group->name)) scope.members.push_back(m);
  }
  return figures[column.figure].measure(scope);
}

}  // namespace CHANNELSIM_LEVEL

std::vector<KpiText> kpi_texts() {
  std::vector<KpiText> texts;
  for (const Figure& figure : figures) texts.push_back(figure.text);
  return texts;
}

namespace {

/// The channels, regions or members that occur under any plan.
std::set<std::string> groups(std::span<const Scenario<Parameter>* const> markets,
                             Breakdown breakdown) {
  std::set<std::string> names;
  for (const auto* market : markets)
    for (const auto& member : market->members) {
      if (breakdown == Breakdown::channel) names.insert(member.channel);
      if (breakdown == Breakdown::region && member.region) names.insert(*member.region);
      if (breakdown == Breakdown::member) names.insert(member.name);
    }
  return names;
}

}  // namespace

std::vector<KpiColumn> kpi_columns(std::span<const Scenario<Parameter>* const> markets) {
  std::vector<KpiColumn> columns;
  const auto add = [&](std::size_t figure, const std::string& suffix,
                       std::optional<KpiColumn::Group> group) {
    const KpiText& text = figures[figure].text;
    const std::string unit =
        text.unit == "money" ? markets.front()->units.currency : std::string(text.unit);
    columns.push_back(
        {{std::string(text.name) + suffix, unit, text.goal, std::string(text.doc), text.over_time},
         figure,
         std::move(group)});
  };
  for (std::size_t figure = 0; figure < std::size(figures); ++figure) add(figure, "", {});
  for (const Breakdown breakdown : markets.front()->breakdown)
    for (const std::string& name : groups(markets, breakdown))
      for (std::size_t figure = 0; figure < std::size(figures); ++figure)
        if (figures[figure].text.has_breakdown)
          add(figure, fmt::format("[{}={}]", default_text(breakdown), name),
              KpiColumn::Group{breakdown, name});
  return columns;
}

}  // namespace channelsim::market
