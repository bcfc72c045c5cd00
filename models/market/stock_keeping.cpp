// How the members of a plan keep stock, as far as it shapes the tables.

#include <algorithm>

#include "models/market/layout.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

using MarketSpec = Scenario<Parameter>;

bool counts(Parameter number) { return number.uncertain() || number.sure > 0; }
template <class Unit>
bool counts(Quantity<Unit, Parameter> quantity) {
  return counts(quantity.value);
}

const OrderUpTo<Parameter>* forecasts(const Traits<Parameter>& traits) {
  return std::get_if<OrderUpTo<Parameter>>(&traits.replenishment);
}

void note_ways(StockKeeping& stock, const MarketSpec& market) {
  stock.orders |= looks_at_orders(market);
  stock.backorders |= owes_goods(market);
  stock.growth |= any_member(market, [](const auto& traits) {
    const auto* policy = forecasts(traits);
    return policy && std::holds_alternative<Trend<Parameter>>(policy->forecast);
  });
  stock.safety |= any_member(market, [](const auto& traits) {
    const auto* policy = forecasts(traits);
    return policy && (counts(policy->safety_stock) || counts(policy->safety_deviations));
  });
  stock.deviations |= any_member(market, [](const auto& traits) {
    const auto* policy = forecasts(traits);
    return policy && counts(policy->safety_deviations);
  });
  stock.shared_demand |= any_member(
      market, [](const auto& traits) { return traits.demand_signal == DemandSignal::sell_out; });
  stock.inflation |=
      any_member(market, [](const auto& traits) { return traits.order_inflation.has_value(); });
  stock.returns |=
      any_member(market, [](const auto& traits) { return traits.returns.has_value(); });
}

std::uint32_t window_of(const Traits<Parameter>& traits) {
  const auto* policy = forecasts(traits);
  const auto* average = policy ? std::get_if<MovingAverage<Parameter>>(&policy->forecast) : nullptr;
  return average ? average->window : 0;
}

/// Whether a figure of orders is asked for by its name.
bool asks_for_orders(const MarketSpec& market) {
  const auto is_of_orders = [](std::string_view figure) { return figure.starts_with("orders"); };
  return is_of_orders(market.decision.objective) ||
         std::any_of(market.series.figures.begin(), market.series.figures.end(), is_of_orders) ||
         std::any_of(market.expect.begin(), market.expect.end(),
                     [&](const Expectation& each) { return each.kpi && is_of_orders(*each.kpi); });
}

}  // namespace

bool has_trade(const MarketSpec& market) {
  return any_member(market, [](const auto& traits) {
    return traits.owner == Owner::independent && traits.holds_stock;
  });
}

bool looks_at_orders(const MarketSpec& market) {
  return asks_for_orders(market) ||
         std::any_of(market.products.begin(), market.products.end(),
                     [](const auto& product) { return product.capacity.has_value(); }) ||
         any_member(market, [](const auto& traits) {
           return std::holds_alternative<MinMax<Parameter>>(traits.replenishment) ||
                  std::holds_alternative<ReorderPoint<Parameter>>(traits.replenishment) ||
                  counts(traits.minimum_order) || counts(traits.order_multiple) ||
                  counts(traits.order_cost) || traits.order_inflation || traits.loading;
         });
}

bool owes_goods(const MarketSpec& market) {
  return market.manufacturer.backorders ||
         any_member(market, [](const auto& traits) { return traits.backorders; });
}

void note_stock_keeping(Layout& layout, const Plan& plan) {
  layout.longest_window.assign(layout.shelves(), 0);
  layout.longest_return.assign(layout.shelves(), 0);
  for (const Network& network : layout.networks) {
    const MarketSpec& market = plan.stages[network.stage].market;
    note_ways(layout.stock, market);
    for (std::size_t shelf = 0; shelf < layout.shelves(); ++shelf) {
      const auto& traits = market.members[network.members[layout.member[shelf]]].traits;
      layout.longest_window[shelf] = std::max(layout.longest_window[shelf], window_of(traits));
      if (traits.returns && layout.offer[shelf] != nobody)
        layout.longest_return[shelf] =
            std::max(layout.longest_return[shelf], traits.returns->delay);
    }
  }
  const Network& first = layout.networks.front();
  const MarketSpec& opening = plan.stages[first.stage].market;
  for (const auto product : first.products) {
    layout.shelf_life.push_back(opening.products[product].shelf_life.value_or(0));
    layout.stock.ages |= layout.shelf_life.back() > 0;
  }
  for (const auto member : first.members)
    layout.independent.push_back(opening.members[member].traits.owner == Owner::independent);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
