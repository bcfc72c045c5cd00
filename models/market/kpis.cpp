#include "models/market/kpis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// The members and consumers a figure is about.
struct Scope {
  const World& world;
  std::vector<std::uint32_t> members;
  std::vector<std::size_t> cohorts;
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
Lanes lost(const Scope& scope) {
  return sum_over_shelves(
      scope, [&](std::uint32_t shelf) { return scope.world.shelves.total_lost[shelf].value; });
}

/// What a party has paid to run its part of the channel.
Lanes running_costs(const World& world, std::size_t party) {
  Money<Lanes> paid{0.0};
  for (const ItemText& text : item_texts)
    if (text.kind == ItemKind::running) paid -= world.ledger.on(party, text.item);
  return paid.value;
}

/// To its own members the manufacturer pays from one pocket into the other.
Lanes trade_support(const Scope& scope) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    return scope.world.terms().members[m].traits.owner == Owner::independent
               ? scope.world.ledger.on(Parties::member(m), Item::trade_discount).value
               : Lanes(0.0);
  });
}

Lanes ratio(Lanes part, Lanes whole, double otherwise) {
  return select(whole > 0.0, part / max(whole, 1e-300), Lanes(otherwise));
}

/// Sum of a column of the population over the cohorts.
Lanes sum_over_cohorts(const Scope& scope, const Column<Lanes>& column) {
  Lanes sum = 0.0;
  for (const std::size_t cohort : scope.cohorts) sum += column[cohort];
  return sum;
}
/// Consumers of the cohorts whose standing is one that `counts`, also those who wait for goods.
Lanes consumers_who(const Scope& scope, auto&& counts) {
  const Layout& layout = *scope.world.layout;
  Lanes sum = 0.0;
  for (const std::size_t cohort : scope.cohorts)
    for (std::uint32_t state = 0; state < layout.standings(); ++state)
      if (counts(state)) sum += scope.world.population.all(layout.cell(cohort, state));
  return sum;
}
Lanes consumers(const Scope& scope) { return sum_over_cohorts(scope, scope.world.population.size); }
Lanes customers(const Scope& scope) {
  return consumers_who(scope, [&](auto state) { return scope.world.layout->is_customer(state); });
}
Lanes bought(const Scope& scope) { return sum_over_cohorts(scope, scope.world.population.bought); }
/// Customers there have ever been.
Lanes ever_customers(const Scope& scope) {
  return consumers_who(scope, [&](auto state) { return scope.world.layout->has_bought(state); });
}
Lanes retention(const Scope& scope) {
  return 1.0 - ratio(sum_over_cohorts(scope, scope.world.population.lost),
                     sum_over_cohorts(scope, scope.world.population.customer_steps), 0.0);
}

/// Satisfaction of the members' customers, weighted by what they bought.
Lanes satisfaction(const Scope& scope) {
  const World& world = scope.world;
  const Layout& layout = *world.layout;
  Lanes sum = 0.0, weight = 0.0;
  for (const std::uint32_t offer : world.network().offers) {
    if (layout.is_rival(offer)) continue;
    const std::uint32_t shelf = layout.shelf[offer];
    if (std::find(scope.members.begin(), scope.members.end(), layout.member[shelf]) ==
        scope.members.end())
      continue;
    const auto& alternatives = world.network().alternatives_of[offer];
    for (const std::uint32_t alternative : alternatives) {
      const Lanes part =
          world.shelves.total_sold[shelf].value / static_cast<double>(alternatives.size());
      weight += part;
      sum +=
          part * world.marketing
                     .satisfaction[world.network().region_of[alternative] * layout.channels.size() +
                                   layout.channel_of[offer]];
    }
  }
  return ratio(sum, weight, 0.0);
}

using Spec = Scenario<Parameter>;

struct Figure {
  KpiText text;
  Lanes (*measure)(const Scope&);
  /// Whether a market has what the figure tells of; nothing where every market has.
  bool (*concerns)(const Spec&) = nullptr;
};

bool has_marketing(const Spec& market) {
  return !market.campaigns.empty() || !market.referrals.empty();
}

constexpr Figure figures[] = {
    {{"manufacturer_profit", "money",
      "Profit of the manufacturer with its own members: money received less paid, and the change "
      "of their stock at cost.",
      Goal::raise, About::market, OverTime::flow},
     [](const Scope& scope) {
       return own_account(scope) + profit_of_owner(scope, Owner::manufacturer);
     }},
    {{"partner_profit", "money", "Profit of the independent members together.", Goal::raise,
      About::market, OverTime::flow},
     [](const Scope& scope) { return profit_of_owner(scope, Owner::independent); }},
    {{"channel_profit", "money",
      "Profit of the members, stock at its purchase price; the total includes the manufacturer's "
      "own account.",
      Goal::raise, About::members, OverTime::flow},
     [](const Scope& scope) {
       const Lanes members =
           sum_over_members(scope, [&](std::uint32_t m) { return member_profit(scope.world, m); });
       return scope.whole ? members + own_account(scope) : members;
     }},
    {{"consumer_spending", "money", "What consumers pay.", Goal::raise, About::members,
      OverTime::flow},
     [](const Scope& scope) {
       return sum_over_shelves(scope, [&](std::uint32_t shelf) {
         return scope.world.shelves.total_revenue[shelf].value;
       });
     }},
    {{"units_sold", "pieces", "Pieces sold to consumers.", Goal::raise, About::members,
      OverTime::flow},
     sold},
    {{"lost_sales", "pieces",
      "Pieces consumers wanted and went without; a second choice is not lost.", Goal::lower,
      About::members, OverTime::flow},
     lost},
    {{"fill_rate", "share",
      "Pieces sold to consumers out of these and the lost ones; 1 where none was wanted.",
      Goal::raise, About::members, OverTime::level},
     [](const Scope& scope) { return ratio(sold(scope), sold(scope) + lost(scope), 1.0); }},
    {{"market_share", "share",
      "Pieces sold out of all pieces bought, those of rivals included; 0 where none was bought.",
      Goal::raise, About::market, OverTime::level},
     [](const Scope& scope) {
       Lanes rivals = 0.0;
       for (const Pieces<Lanes>& each : scope.world.offers.total_sold) rivals += each.value;
       return ratio(sold(scope), sold(scope) + rivals, 0.0);
     }},
    {{"channel_stock", "pieces",
      "Pieces in stock at the end of a step, on average, distributors included.", Goal::watch,
      About::members, OverTime::level},
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
      Goal::lower, About::market, OverTime::flow},
     trade_support},
    {{cost_kpi, "money",
      "What the manufacturer and its own members pay to run the channel: commission, handling, "
      "holding, complaints, fixed costs, promotions, marketing and trade support.",
      Goal::lower, About::market, OverTime::flow},
     [](const Scope& scope) {
       const World& world = scope.world;
       return running_costs(world, Parties::manufacturer) + trade_support(scope) +
              sum_over_members(scope, [&](std::uint32_t m) {
                return world.terms().members[m].traits.owner == Owner::manufacturer
                           ? running_costs(world, Parties::member(m))
                           : Lanes(0.0);
              });
     }},
    {{"marketing_cost", "money",
      "What campaigns and referral programmes cost, rewards and seeds included.", Goal::lower,
      About::market, OverTime::flow},
     [](const Scope& scope) {
       return -scope.world.ledger.on(Parties::manufacturer, Item::marketing).value;
     },
     has_marketing},
    {{"cross_sales", "money",
      "What consumers bought along when they collected an order in a store.", Goal::raise,
      About::members, OverTime::flow},
     [](const Scope& scope) {
       return sum_over_members(scope, [&](std::uint32_t m) {
         return scope.world.ledger.on(Parties::member(m), Item::cross_sales).value;
       });
     },
     [](const Spec& market) {
       return std::any_of(market.members.begin(), market.members.end(),
                          [](const auto& member) { return member.traits.pick_up.has_value(); });
     }},
    {{"satisfaction", "units of surprise",
      "Satisfaction with the channels at the end, weighted by what was bought; 0 is as expected.",
      Goal::raise, About::members, OverTime::level},
     satisfaction,
     [](const Spec& market) { return market.demand.satisfaction.has_value(); }},
    {{"brand_strength", "utility", "Strength of the brand at the end, mean of the regions.",
      Goal::raise, About::market, OverTime::level},
     [](const Scope& scope) {
       Lanes sum = 0.0;
       for (const Lanes& each : scope.world.marketing.brand) sum += each;
       return sum / static_cast<double>(scope.world.layout->regions);
     },
     [](const Spec& market) { return market.demand.brand.has_value(); }},
    {{"advertising_stock", "money",
      "Stock of impressions of all campaigns at the end (adstock), in what it cost.", Goal::watch,
      About::market, OverTime::level},
     [](const Scope& scope) {
       Lanes sum = 0.0;
       for (const Money<Lanes>& each : scope.world.marketing.stock) sum += each.value;
       return sum;
     },
     [](const Spec& market) { return !market.campaigns.empty(); }},
    {{"consumer_purchases", "pieces", "Pieces of the manufacturer's goods bought by consumers.",
      Goal::raise, About::consumers, OverTime::flow},
     bought},
    {{"consumer_share", "share",
      "Pieces of the manufacturer's goods out of all that consumers bought; 0 where none.",
      Goal::raise, About::consumers, OverTime::level},
     [](const Scope& scope) {
       return ratio(bought(scope),
                    bought(scope) + sum_over_cohorts(scope, scope.world.population.rivals_bought),
                    0.0);
     }},
    {{"awareness", "share", "Consumers who know the manufacturer's offers at the end.", Goal::raise,
      About::consumers, OverTime::level},
     [](const Scope& scope) {
       return 1.0 -
              ratio(consumers_who(scope, [](auto state) { return state == standing::unaware; }),
                    consumers(scope), 0.0);
     }},
    {{"penetration", "share", "Consumers who have ever been customers.", Goal::raise,
      About::consumers, OverTime::level},
     [](const Scope& scope) { return ratio(ever_customers(scope), consumers(scope), 0.0); }},
    {{"customers", "consumers", "Customers at the end: who has bought and has not left.",
      Goal::raise, About::consumers, OverTime::level},
     customers},
    {{"new_customers", "consumers", "Consumers who bought for the first time.", Goal::raise,
      About::consumers, OverTime::flow},
     [](const Scope& scope) { return sum_over_cohorts(scope, scope.world.population.acquired); }},
    {{"lost_customers", "consumers", "Customers who left for good.", Goal::lower, About::consumers,
      OverTime::flow},
     [](const Scope& scope) { return sum_over_cohorts(scope, scope.world.population.lost); }},
    {{"retention", "share", "Customers who stay from a step to the next, on average.", Goal::raise,
      About::consumers, OverTime::level},
     retention},
    {{"purchase_frequency", "pieces",
      "Pieces bought per consumer who has ever been a customer; 0 where none has.", Goal::raise,
      About::consumers, OverTime::level},
     [](const Scope& scope) { return ratio(bought(scope), ever_customers(scope), 0.0); }},
    {{"repeat_rate", "share",
      "Repeat purchases out of all purchases of the manufacturer's goods [Parfitt & Collins 1968].",
      Goal::raise, About::consumers, OverTime::level},
     [](const Scope& scope) {
       return ratio(sum_over_cohorts(scope, scope.world.population.repeated), bought(scope), 0.0);
     }},
    {{"customer_lifetime_value", "money",
      "m (1 + d) / (1 + d - r): margin m per customer and step, retention r, discount rate d "
      "[Gupta & Lehmann 2005]; 0 where nobody is a customer, and where none leaves and d is 0.",
      Goal::raise, About::consumers, OverTime::level},
     [](const Scope& scope) {
       const Population& population = scope.world.population;
       const Lanes margin = ratio(sum_over_cohorts(scope, population.margin),
                                  sum_over_cohorts(scope, population.customer_steps), 0.0);
       const Lanes discount = 1.0 + scope.world.terms().manufacturer.discount_rate;
       return ratio(margin * discount, discount - retention(scope), 0.0);
     }},
    {{"purchases_after", "pieces",
      "Purchases by the channel last bought from and the channel bought from now: one per consumer "
      "and step.",
      Goal::watch, About::switching, OverTime::flow},
     nullptr},
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
      return &member.name;
    case Breakdown::segment:
    case Breakdown::switching:
      break;
  }
  return nullptr;
}
}  // namespace

namespace {
bool belongs(const World& world, const KpiColumn::Group& group, std::size_t cohort) {
  const Layout& layout = *world.layout;
  const std::size_t region = layout.region_of(cohort), kind = layout.kind_of(cohort);
  if (group.breakdown == Breakdown::region) return world.terms().region_names[region] == group.name;
  return world.segment_of(kind).name == group.name;
}

/// The row of a channel among those consumers buy from; after these, rivals.
std::size_t channel_row(const Layout& layout, const std::string& name) {
  const auto found = std::find(layout.channels.begin(), layout.channels.end(), name);
  return static_cast<std::size_t>(found - layout.channels.begin());
}

Lanes switched(const World& world, const KpiColumn::Group& group) {
  const Layout& layout = *world.layout;
  const std::size_t channels = layout.channels.size();
  const std::size_t from = channel_row(layout, group.name), to = channel_row(layout, group.to);
  const bool known = (from < channels || group.name == rivals_group) &&
                     (to < channels || group.to == rivals_group);
  return known ? world.population.switched[from * (channels + 1) + to] : Lanes(0.0);
}
}  // namespace

Lanes measure(const KpiColumn& column, const World& world) {
  const Figure& figure = figures[column.figure];
  if (figure.text.about == About::switching) return switched(world, *column.group);
  Scope scope{world, {}, {}, !column.group};
  for (std::uint32_t m = 0; m < world.layout->members; ++m) {
    const std::string* group =
        column.group ? group_of(world.terms().members[m], column.group->breakdown) : nullptr;
    if (scope.whole || (group && *group == column.group->name)) scope.members.push_back(m);
  }
  if (figure.text.about == About::consumers)
    for (std::size_t cohort = 0; cohort < world.layout->cohorts(); ++cohort)
      if (scope.whole || belongs(world, *column.group, cohort)) scope.cohorts.push_back(cohort);
  return figure.measure(scope);
}

}  // namespace CHANNELSIM_LEVEL

std::vector<KpiText> kpi_texts() {
  std::vector<KpiText> texts;
  for (const Figure& figure : figures) texts.push_back(figure.text);
  return texts;
}

bool concerns(std::size_t figure, const Scenario<Parameter>& market) {
  const About about = figures[figure].text.about;
  const bool of_consumers = about == About::consumers || about == About::switching;
  if (of_consumers && !market.consumers.remember()) return false;
  return !figures[figure].concerns || figures[figure].concerns(market);
}

}  // namespace channelsim::market
