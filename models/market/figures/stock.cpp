// Stock on its way through the channel: orders, sell-in and sell-out, age, returns.

#include <algorithm>

#include "models/market/figures/figures.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

double steps_so_far(const World& world) {
  return static_cast<double>(std::max<Step>(world.steps, 1));
}

/// Sum of a column over all shelves of the members, distributors included.
template <class Cell>
Lanes sum_over_stock(const Scope& scope, const Column<Cell>& column) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    Lanes sum = 0.0;
    for (const std::uint32_t shelf : scope.world.layout->shelves_of[m])
      if constexpr (std::same_as<Cell, Lanes>)
        sum += column[shelf];
      else
        sum += column[shelf].value;
    return sum;
  });
}
/// The same over the shelves of independent members.
Lanes sum_over_trade(const Scope& scope, auto&& figure) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    Lanes sum = 0.0;
    if (scope.world.layout->independent[m])
      for (const std::uint32_t shelf : scope.world.layout->shelves_of[m]) sum += figure(shelf);
    return sum;
  });
}
/// What passes from one member to another comes into a group of them, not into the trade as a
/// whole.
bool passes_on(const Scope& scope, std::uint32_t shelf) {
  return scope.whole && scope.world.layout->offer[shelf] == nobody;
}
}  // namespace

Lanes sell_in(const Scope& scope) {
  const Shelves& shelves = scope.world.shelves;
  const Lanes pieces = sum_over_trade(scope, [&](std::uint32_t shelf) {
    const Pieces<Lanes> sent_to_it = received(shelves, shelf);
    return (passes_on(scope, shelf) ? sent_to_it - shelves.total_sold[shelf] : sent_to_it).value;
  });
  return select(abs(pieces) < 1e-9, Lanes(0.0), pieces);  // what rounding leaves is nothing
}

namespace {

Lanes sell_out(const Scope& scope) {
  return sum_over_trade(scope, [&](std::uint32_t shelf) {
    return passes_on(scope, shelf) ? Lanes(0.0) : scope.world.shelves.total_sold[shelf].value;
  });
}
/// Sum over the perishable shelves of the members, by their row among these.
Lanes sum_over_perishable(const Scope& scope, auto&& figure) {
  return sum_over_members(scope, [&](std::uint32_t m) {
    Lanes sum = 0.0;
    for (const std::uint32_t shelf : scope.world.layout->shelves_of[m])
      if (scope.world.layout->stock.ages && scope.world.ages.row_of[shelf] != nobody)
        sum += figure(scope.world.ages.row_of[shelf]);
    return sum;
  });
}

bool has_shelf_life(const Spec& market) {
  return std::any_of(market.products.begin(), market.products.end(),
                     [](const auto& product) { return product.shelf_life.has_value(); });
}

constexpr Figure figures[] = {
    {{"orders", "pieces",
      "Pieces members ordered from their suppliers, filled or not. Told where orders are subject "
      "to "
      "a rule or a capacity, or asked for by name.",
      Goal::watch, About::members, OverTime::flow},
     [](const Scope& scope) {
       return scope.world.layout->stock.orders
                  ? sum_over_stock(scope, scope.world.shelves.total_ordered)
                  : Lanes(0.0);
     },
     looks_at_orders},
    {{"orders_placed", "orders", "Orders members placed, one per product and step.", Goal::watch,
      About::members, OverTime::flow},
     [](const Scope& scope) {
       return scope.world.layout->stock.orders
                  ? sum_over_stock(scope, scope.world.shelves.orders_placed)
                  : Lanes(0.0);
     },
     looks_at_orders},
    {{"backlog", "pieces",
      "Pieces suppliers owe members at the end of a step, on average; told of who waits.",
      Goal::lower, About::members, OverTime::level},
     [](const Scope& scope) {
       return scope.world.layout->stock.backorders
                  ? sum_over_stock(scope, scope.world.shelves.total_owed) /
                        steps_so_far(scope.world)
                  : Lanes(0.0);
     },
     owes_goods},
    {{"sell_in", "pieces",
      "Pieces sent to independent members. In total, what they send on to members does not count.",
      Goal::watch, About::members, OverTime::flow},
     sell_in,
     has_trade},
    {{"sell_out", "pieces",
      "Pieces independent members sold to consumers; of a group, also to other members.",
      Goal::raise, About::members, OverTime::flow},
     sell_out,
     has_trade},
    {{"loading_index", "ratio",
      "Sell-in over sell-out since the start; above 1 the channel fills up; 1 where nothing was "
      "sold.",
      Goal::watch, About::members, OverTime::level},
     [](const Scope& scope) { return ratio(sell_in(scope), sell_out(scope), 1.0); },
     has_trade},
    {{"stock_cover", "steps",
      "Stock of independent members at the end over what they sold per step (weeks of cover, where "
      "a step is a week); 0 where nothing was sold.",
      Goal::watch, About::members, OverTime::level},
     [](const Scope& scope) {
       const Lanes stock = sum_over_trade(
           scope, [&](std::uint32_t shelf) { return scope.world.shelves.on_hand[shelf].value; });
       return ratio(stock * steps_so_far(scope.world), sell_out(scope), 0.0);
     },
     has_trade},
    {{"expired", "pieces", "Pieces that reached their shelf life unsold and were scrapped.",
      Goal::lower, About::members, OverTime::flow},
     [](const Scope& scope) {
       return sum_over_perishable(
           scope, [&](std::uint32_t row) { return scope.world.ages.total_expired[row].value; });
     },
     has_shelf_life},
    {{"stock_age", "steps",
      "Age of perishable stock since it was made, at the end of a step, on average; 0 where there "
      "was none.",
      Goal::lower, About::members, OverTime::level},
     [](const Scope& scope) {
       const Ages& ages = scope.world.ages;
       return ratio(
           sum_over_perishable(scope, [&](std::uint32_t row) { return ages.total_age[row]; }),
           sum_over_perishable(scope,
                               [&](std::uint32_t row) {
                                 return scope.world.shelves.total_stock[ages.shelf[row]].value;
                               }),
           0.0);
     },
     has_shelf_life},
    {{"returned", "pieces", "Pieces consumers sent back.", Goal::lower, About::members,
      OverTime::flow},
     [](const Scope& scope) {
       const GoodsBack& back = scope.world.goods_back;
       return sum_over_members(scope, [&](std::uint32_t m) {
         Lanes sum = 0.0;
         for (std::size_t row = 0; row < back.shelf.size(); ++row)
           if (scope.world.layout->member[back.shelf[row]] == m)
             sum += back.total_returned[row].value;
         return sum;
       });
     },
     [](const Spec& market) {
       return any_member(market, [](const auto& traits) { return traits.returns.has_value(); });
     }},
};

}  // namespace

std::span<const Figure> stock_figures() { return figures; }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
