// Sales, service and stock.

#include "models/market/figures/figures.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

Lanes sold(const Scope& scope) {
  return sum_over_shelves(
      scope, [&](std::uint32_t shelf) { return scope.world.shelves.total_sold[shelf].value; });
}

Lanes lost(const Scope& scope) {
  return sum_over_shelves(
      scope, [&](std::uint32_t shelf) { return scope.world.shelves.total_lost[shelf].value; });
}

constexpr Figure figures[] = {
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
};

}  // namespace

std::span<const Figure> goods_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
