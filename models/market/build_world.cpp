#include "models/market/week.hpp"
#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

void add_tables(World& world) {
  const Layout& layout = *world.layout;
  Shelves& shelves = world.shelves;
  const std::size_t count = layout.shelves();
  for (auto* column : {&shelves.on_hand, &shelves.on_order, &shelves.forecast, &shelves.demand,
                       &shelves.sold, &shelves.ordered, &shelves.shipped, &shelves.made,
                       &shelves.total_demand, &shelves.total_sold, &shelves.total_stock})
    column->assign(count, Pieces<Lanes>{0.0});
  shelves.price.assign(count, Price<Lanes>{0.0});
  shelves.trade_discount.assign(count, 0.0);
  shelves.total_revenue.assign(count, Money<Lanes>{0.0});
  shelves.opening_value.assign(count, Money<Lanes>{0.0});
  shelves.promotions_running.assign(count, 0);
  Offers& offers = world.offers;
  offers.price.assign(layout.offers(), Price<Lanes>{0.0});
  offers.weight.assign(layout.offers() * layout.segments, 0.0);
  offers.expected.assign(layout.offers(), 0.0);
  offers.demand.assign(layout.offers(), Pieces<Lanes>{0.0});
  offers.total_demand.assign(layout.offers(), Pieces<Lanes>{0.0});
  offers.price_changed.assign(layout.offers(), 0);
  world.nobody_chosen.assign(layout.cohorts(), 1.0);
  world.parties.members = layout.members;
  world.ledger = Ledger<Lanes>(world.parties.count());
  world.accounts.resize(1 + layout.members);
  for (auto* column : {&world.produced, &world.opening_goods, &world.factory_stock})
    column->assign(layout.products, Pieces<Lanes>{0.0});
}

/// Expected demand of the first step of a stage: of consumers, then of the members supplied.
Column<Pieces<Lanes>> expected_demand(World& world, std::size_t stage) {
  bring_into_force(world, stage);
  const Network& network = world.network();
  const Draws unused(0, 0);
  turn_season(world, unused, network.from);
  set_prices(world, unused, network.from);
  weigh_offers(world, unused, network.from);
  Column<Pieces<Lanes>> expected(world.shelves.size(), Pieces<Lanes>{0.0});
  for (const std::uint32_t offer : network.offers)
    if (const std::uint32_t shelf = world.layout->shelf[offer]; shelf != nobody)
      expected[shelf] += Pieces<Lanes>{world.offers.expected[offer] * world.season};
  for (const std::uint32_t m : network.upstream_order)
    for (const std::uint32_t shelf : network.shelves[m]) {
      if (const auto& stated = world.terms().members[m].opening_forecast)
        expected[shelf] = Pieces<Lanes>{stated->value};
      if (const std::uint32_t supplier = network.supplier[shelf]; supplier != nobody)
        expected[supplier] += expected[shelf];
    }
  return expected;
}

/// Stock and orders under way as after a long time at the forecast.
FirstStock first_stock(const World& world, std::size_t shelf, Pieces<Lanes> forecast) {
  const auto& traits = world.terms().members[world.layout->member[shelf]].traits;
  const auto& product = world.terms().products[world.layout->product[shelf]];
  if (!traits.holds_stock) return {};
  const double lead_time = traits.lead_time;
  const Pieces<Lanes> per_step =
      product.divisible ? forecast : floor(forecast + Pieces<Lanes>{0.5});
  const Pieces<Lanes> on_hand =
      order_quantity(traits.replenishment,
                     {Pieces<Lanes>{0.0}, per_step * lead_time, forecast, Lanes(lead_time + 1)});
  return {forecast, product.divisible ? on_hand : ceil(on_hand), per_step};
}

void open_shelf(World& world, std::size_t shelf, const FirstStock& first) {
  Shelves& shelves = world.shelves;
  const std::uint32_t lead_time = world.network().lead_time[shelf];
  shelves.forecast[shelf] = first.forecast;
  shelves.on_hand[shelf] = first.on_hand;
  shelves.on_order[shelf] = first.per_step * double(lead_time);
  shelves.shipments.add_row(world.layout->longest_lead[shelf], lead_time, first.per_step);
  world.opening_goods[world.layout->product[shelf]] +=
      shelves.on_hand[shelf] + shelves.on_order[shelf];
  shelves.opening_value[shelf] =
      (shelves.on_hand[shelf] + shelves.on_order[shelf]) * world.terms().purchase_price[shelf];
}

/// What shelves that open with a later stage will have ordered by then.
void plan_openings(World& world, PlanTerms& plan, std::size_t stage) {
  const auto& openings = world.layout->late_openings;
  Column<Pieces<Lanes>> expected;
  for (std::size_t row = 0; row < openings.size(); ++row) {
    if (openings[row].stage != stage) continue;
    if (expected.empty()) expected = expected_demand(world, stage);
    plan.openings[row] = first_stock(world, openings[row].shelf, expected[openings[row].shelf]);
  }
}

}  // namespace

World build_world(const Plan& plan, std::shared_ptr<const Layout> layout,
                  const Futures<Lanes>& futures) {
  const auto terms = std::make_shared<PlanTerms>(terms_of(plan, *layout, futures));
  World world;
  world.layout = std::move(layout);
  world.plan = terms;
  add_tables(world);
  for (std::size_t stage = 1; stage < terms->stages.size(); ++stage)
    plan_openings(world, *terms, stage);
  const Column<Pieces<Lanes>> expected = expected_demand(world, 0);
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf)
    open_shelf(
        world, shelf,
        world.network().open[shelf] ? first_stock(world, shelf, expected[shelf]) : FirstStock{});
  return world;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
