// What consumers know, think, buy and become.

#include "models/market/figures/figures.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

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
    if (!std::binary_search(scope.members.begin(), scope.members.end(), layout.member[shelf]))
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

constexpr Figure figures[] = {
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

std::span<const Figure> consumer_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
