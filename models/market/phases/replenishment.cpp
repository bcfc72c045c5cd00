#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

void expect_demand(World& world, std::size_t shelf, Pieces<Lanes> forecast) {
  Planning& planning = world.planning;
  const Layout& layout = *world.layout;
  world.shelves.forecast[shelf] = forecast;
  for (std::uint32_t step = 0; step < layout.longest_window[shelf]; ++step)
    planning.history[planning.first_of_history[shelf] + step] = forecast;
  if (layout.stock.growth) planning.growth[shelf] = Pieces<Lanes>{0.0};
  if (layout.stock.deviations)  // as of Poisson demand
    planning.error_variance[shelf] = forecast.value;
}

namespace {

/// Demand of the last steps; the newest takes the place of the oldest.
Pieces<Lanes> moving_average(const World& world, std::size_t shelf, std::uint32_t window,
                             Step now) {
  const std::uint32_t length = world.layout->longest_window[shelf];
  const std::size_t first = world.planning.first_of_history[shelf];
  Pieces<Lanes> sum{0.0};
  for (std::uint32_t back = 0; back < window; ++back)
    sum += world.planning.history[first + (now + length - back) % length];
  return {sum.value / static_cast<double>(window)};
}

void update_forecast(World& world, std::size_t shelf, const OrderUpTo<Lanes>& policy,
                     Pieces<Lanes> demand, Step now) {
  Planning& planning = world.planning;
  Pieces<Lanes>& forecast = world.shelves.forecast[shelf];
  const bool grows = std::holds_alternative<Trend<Lanes>>(policy.forecast);
  if (world.layout->stock.deviations) {
    const Lanes error =
        (demand - forecast - (grows ? planning.growth[shelf] : Pieces<Lanes>{0.0})).value;
    Lanes& variance = planning.error_variance[shelf];
    variance += (error * error - variance) * policy.smoothing;
  }
  if (const auto* average = std::get_if<MovingAverage<Lanes>>(&policy.forecast)) {
    forecast = moving_average(world, shelf, average->window, now);
  } else if (const auto* trend = std::get_if<Trend<Lanes>>(&policy.forecast)) {
    const Outlook<Lanes> outlook = with_trend({forecast, planning.growth[shelf]}, demand,
                                              policy.smoothing, trend->trend_weight);
    forecast = outlook.level;
    planning.growth[shelf] = outlook.growth;
  } else {
    forecast = smoothed(forecast, demand, policy.smoothing);
  }
}

/// What a member goes by: what was asked of it, or what consumers want of those it supplies.
const Pieces<Lanes>& demand_seen(World& world, std::size_t shelf, const Traits<Lanes>& traits) {
  if (!world.layout->stock.shared_demand) return world.shelves.demand[shelf];
  Pieces<Lanes>& wanted = world.planning.sell_out[shelf];
  wanted = world.shelves.demand[shelf];
  if (traits.sells_to == Customers::members) {
    wanted = Pieces<Lanes>{0.0};
    for (const std::uint32_t customer : world.network().customers[shelf])
      wanted += world.planning.sell_out[customer];
  }
  return traits.demand_signal == DemandSignal::sell_out ? wanted : world.shelves.demand[shelf];
}

/// What a member knows beyond stock and forecast, and its safety stock, where there is any.
void refine(StockPosition<Lanes>& position, Pieces<Lanes>& ahead, const World& world,
            std::size_t shelf, const Traits<Lanes>& traits) {
  const StockKeeping& ways = world.layout->stock;
  if (ways.growth)
    position.forecast =
        mean_over<Lanes>({position.forecast, world.planning.growth[shelf]}, traits.lead_time + 1.0);
  if (ways.safety)
    if (const auto* policy = std::get_if<OrderUpTo<Lanes>>(&traits.replenishment)) {
      const Lanes variance = ways.deviations ? world.planning.error_variance[shelf] : Lanes(0.0);
      ahead += safety_of(*policy, {square_root(variance * position.protection_interval)});
    }
  if (ways.backorders) {
    position.on_order += world.planning.owed[shelf];
    if (traits.sells_to == Customers::members && traits.backorders)
      for (const std::uint32_t customer : world.network().customers[shelf])
        position.on_hand -= world.planning.owed[customer];
  }
}

/// The order for a quantity that is needed: raised in expectation of a shortage, in lots, and by
/// what the member is made to take.
Pieces<Lanes> by_order_rules(World& world, std::size_t shelf, const Traits<Lanes>& traits,
                             Pieces<Lanes> quantity, Step now) {
  const bool whole = whole_pieces(world, shelf);
  if (traits.order_inflation)
    quantity = quantity *
               (1.0 + traits.order_inflation->strength * world.planning.expected_shortage[shelf]);
  quantity = in_lots(quantity, traits.minimum_order, traits.order_multiple);
  if (whole) quantity = ceil(quantity);
  if (traits.loading && ends_period(traits.loading->every, now)) {
    quantity = quantity * (1.0 + traits.loading->share);
    if (whole) quantity = ceil(quantity);
  }
  return quantity;
}

/// The last order and what came of it tell how much of the next will be filled.
void learn_shortage(World& world, std::size_t shelf, const OrderInflation<Lanes>& inflation) {
  Lanes& expected = world.planning.expected_shortage[shelf];
  expected = shortage_learnt(expected, world.shelves.ordered[shelf], world.shelves.shipped[shelf],
                             inflation.learning);
}

/// The same for all shelves, before the next orders.
void learn_shortages(World& world) {
  if (!world.layout->stock.inflation) return;
  for (const std::uint32_t shelf : world.network().trading)
    if (const auto& inflation =
            world.terms().members[world.layout->member[shelf]].traits.order_inflation)
      learn_shortage(world, shelf, *inflation);
}

/// 1 where a member orders: it is in business, or is about to open and has to have goods by then.
Lanes orders_now(const World& world, std::size_t m, Step now) {
  if (!world.layout->lives) return 1.0;
  const MemberStates& members = world.members;
  const double first = double(now) + world.terms().members[m].traits.lead_time;
  return max(members.in_business[m], yes_or_no(members.opens_at[m] <= first));
}

/// Who is not open learns nothing, and who does not order is owed nothing.
void forecast_if_in_business(World& world, std::size_t shelf, const OrderUpTo<Lanes>* policy,
                             Pieces<Lanes> demand, Step now) {
  const std::uint32_t m = world.layout->member[shelf];
  const Mask is_open = world.members.in_business[m] > 0.0;
  Planning& planning = world.planning;
  const bool grows = !planning.growth.empty(), varies = !planning.error_variance.empty();
  const Lanes forecast = world.shelves.forecast[shelf].value,
              growth = grows ? planning.growth[shelf].value : Lanes(0.0),
              variance = varies ? planning.error_variance[shelf] : Lanes(0.0);
  if (policy) update_forecast(world, shelf, *policy, demand, now);
  const auto keep = [&](Lanes& learnt, const Lanes& before) {
    learnt = select(is_open, learnt, before);
  };
  keep(world.shelves.forecast[shelf].value, forecast);
  if (grows) keep(planning.growth[shelf].value, growth);
  if (varies) keep(planning.error_variance[shelf], variance);
  if (world.layout->stock.backorders)
    world.planning.owed[shelf] = world.planning.owed[shelf] * orders_now(world, m, now);
}

/// Cuts a member's orders to what it can pay for and its supplier is willing to deliver.
void keep_to_the_purse(World& world, std::size_t m) {
  Shelves& shelves = world.shelves;
  const RowNumbers& rows = world.network().shelves[m];
  Money<Lanes> value{0.0};
  for (const std::uint32_t shelf : rows)
    value += shelves.ordered[shelf] * world.shelves.purchase_price[shelf];
  const Lanes share = affordable_share(world, m, value);
  if (!any(share < 1.0)) return;
  for (const std::uint32_t shelf : rows) {
    const Pieces<Lanes> cut = shelves.ordered[shelf] * share;
    shelves.ordered[shelf] = whole_pieces(world, shelf) ? floor(cut) : cut;
  }
}

/// Forecast and order of one shelf, whose demand of this step is known by now.
void place_order(World& world, std::size_t shelf, Step now) {
  Shelves& shelves = world.shelves;
  const std::uint32_t m = world.layout->member[shelf];
  const auto& traits = world.terms().members[m].traits;
  const Uses& uses = world.terms().uses[m];
  const Pieces<Lanes>& demand = demand_seen(world, shelf, traits);
  if (const std::uint32_t length = world.layout->longest_window[shelf]) {
    // While it is not open, it goes on as if it sold what it expects to.
    const bool lives = world.layout->lives;
    const Mask is_open = lives ? world.members.in_business[m] > 0.0 : Mask(true);
    world.planning.history[world.planning.first_of_history[shelf] + now % length].value =
        select(is_open, demand.value, shelves.forecast[shelf].value);
  }
  const auto* forecasts = std::get_if<OrderUpTo<Lanes>>(&traits.replenishment);
  if (world.layout->lives)
    forecast_if_in_business(world, shelf, forecasts, demand, now);
  else if (forecasts)
    update_forecast(world, shelf, *forecasts, demand, now);
  Pieces<Lanes> ahead{0.0};
  if (uses.forward_buying && any(shelves.trade_discount[shelf] * traits.forward_buying > 0.0))
    ahead = shelves.forecast[shelf] *
            (traits.forward_buying *
             steps_bought_ahead(shelves.trade_discount[shelf], traits.holding_rate));
  StockPosition<Lanes> position{shelves.on_hand[shelf], shelves.on_order[shelf],
                                shelves.forecast[shelf], Lanes(traits.lead_time + 1.0)};
  const StockKeeping& ways = world.layout->stock;
  if (ways.growth || ways.safety || ways.backorders) refine(position, ahead, world, shelf, traits);
  Pieces<Lanes> order = order_quantity(traits.replenishment, position, ahead);
  if (world.layout->lives) order = order * orders_now(world, m, now);
  if (uses.order_rules)
    shelves.ordered[shelf] = by_order_rules(world, shelf, traits, order, now);
  else
    shelves.ordered[shelf] = whole_pieces(world, shelf) ? ceil(order) : order;
}

/// Orders of shelves before they open: what they will have on hand, and, as if they had been there
/// for long, a step's forecast in each step of the lead time. What a supplier did not fill is asked
/// for again, unless it is owed.
void order_ahead(World& world, Step now) {
  for (const std::uint32_t row : world.network().stocked_ahead) {
    const auto [shelf, stage, order_from] = world.layout->late_openings[row];
    if (now < order_from) continue;
    const FirstStock& first = world.plan->openings[row];
    const Pieces<Lanes> wanted = first.on_hand + first.per_step * (now - order_from + 1.0);
    Pieces<Lanes> coming = world.shelves.on_order[shelf];
    if (world.layout->stock.backorders) coming += world.planning.owed[shelf];
    world.shelves.ordered[shelf] = max(wanted - coming, Pieces<Lanes>{0.0});
    if (world.network().supplier[shelf] == nobody) make_and_send(world, shelf, now);
  }
}

/// Nobody has delivered in a supplier's place yet.
void forget_stand_ins(World& world) {
  for (const std::uint32_t shelf : world.network().trading)
    world.shelves.direct[shelf] = world.shelves.made[shelf] = Pieces<Lanes>{0.0};
}

}  // namespace

/// Customers come before their suppliers, so that a supplier knows all orders when it ships.
void replenish(World& world, const Draws&, Step now) {
  const Network& network = world.network();
  learn_shortages(world);
  if (world.layout->lives) forget_stand_ins(world);
  order_ahead(world, now);
  for (const std::uint32_t m : network.upstream_order) {
    const auto& traits = world.terms().members[m].traits;
    for (const std::uint32_t shelf : network.shelves[m]) {
      if (!traits.holds_stock) {
        make_for_consumers(world, shelf);
        continue;
      }
      if (traits.sells_to == Customers::members) serve_members(world, shelf, now);
      place_order(world, shelf, now);
    }
    if (world.layout->credit) keep_to_the_purse(world, m);
    for (const std::uint32_t shelf : network.shelves[m])
      if (traits.holds_stock && network.supplier[shelf] == nobody) make_and_send(world, shelf, now);
  }
  if (world.layout->lives)  // once all suppliers have sent what they can
    for (const std::uint32_t shelf : network.trading)
      if (world.layout->holds_stock[shelf] && network.supplier[shelf] != nobody)
        stand_in_for_supplier(world, shelf, now);
  for (std::size_t product = 0; product < world.layout->products; ++product)
    make_to_capacity(world, product, now);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
