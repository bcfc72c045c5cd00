#include "models/market/incidence.hpp"
#include "models/market/memory.hpp"
#include "models/market/profit.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// The most alternatives under any stage.
std::size_t most_alternatives(const Layout& layout) {
  std::size_t most = 0;
  for (const Network& network : layout.networks) most = std::max(most, network.offer_of.size());
  return most;
}

void add_choice_tables(World& world) {
  const Layout& layout = *world.layout;
  const std::size_t alternatives = most_alternatives(layout), kinds = layout.kinds.size();
  Offers& offers = world.offers;
  offers.price.assign(layout.offers(), Price<Lanes>{0.0});
  offers.price_cut.assign(layout.offers(), 0.0);
  offers.expected.assign(layout.offers(), 0.0);
  for (auto* column : {&offers.demand, &offers.unserved, &offers.sold, &offers.waiting,
                       &offers.waiting_next, &offers.sold_to_waiting, &offers.total_sold})
    column->assign(layout.offers(), Pieces<Lanes>{0.0});
  offers.price_changed.assign(layout.offers(), 0);
  Choices& choices = world.choices;
  choices.appeal.assign(alternatives, 0.0);
  choices.weight.assign(alternatives * kinds, 0.0);
  choices.habitual_weight.assign(layout.habits ? alternatives * kinds : 0, 0.0);
  choices.share.assign(alternatives * kinds * layout.views(), 0.0);
  choices.readiness.assign(layout.cohorts(), 1.0);
  choices.pace.assign(layout.cohorts(), 1.0);
  choices.stale.assign(layout.regions, Stale::weights);
  choices.anchor.resize(layout.regions);
  Climate& climate = world.climate;
  climate.rival_noise.assign(world.terms().rivals.size(), 0.0);
  for (auto* column : {&climate.average_price, &climate.price_before, &climate.opening_price})
    column->assign(layout.regions, Price<Lanes>{0.0});
  Marketing& marketing = world.marketing;
  marketing.stock.assign(world.terms().campaigns.size(), Money<Lanes>{0.0});
  marketing.response.assign(world.terms().campaigns.size(), 0.0);
  marketing.learning.assign(layout.regions, 0.0);
  marketing.lift.assign(layout.regions, 1.0);
  marketing.rise.assign(layout.regions, 0.0);
  marketing.seeded.assign(world.terms().referrals.size(), 0);
  marketing.brand.assign(layout.regions, 0.0);
  marketing.satisfaction.assign(layout.regions * layout.channels.size(), 0.0);
  marketing.expectation.assign(layout.regions * layout.channels.size(), unknown_expectation);
}

/// The longest that an invoice may stay open under any stage.
std::uint32_t longest_payment(const PlanTerms& plan, std::size_t row) {
  const std::size_t m = row / Receivables::kinds;
  std::uint32_t longest = 1;
  for (const Terms& terms : plan.stages) {
    const auto& traits = terms.members[m].traits;
    const auto& credit =
        row % Receivables::kinds == Receivables::trade ? traits.credit : traits.customer_credit;
    if (credit)
      longest = std::max(longest, credit->terms + (credit->late ? credit->late->longest : 0));
    if (traits.payout) longest = std::max(longest, traits.payout->release);
    for (const auto& account : terms.key_accounts)
      if (account.back_margin) longest = std::max(longest, account.back_margin->every);
    if (traits.default_risk) longest = std::max(longest, traits.default_risk->settlement_delay);
  }
  return longest;
}

void add_consumer_tables(World& world) {
  const Layout& layout = *world.layout;
  Population& population = world.population;
  population.household_stock.assign(layout.cohorts(), 0.0);
  if (!layout.memory) return;
  population.size = world.terms().consumers;
  const std::size_t cells = layout.cohorts() * layout.standings();
  const std::size_t referrals = world.terms().referrals.size(), channels = layout.channels.size();
  population.count.assign(cells, 0.0);
  population.away.assign(cells, 0.0);
  population.recruited_share.assign(cells, 0.0);
  population.recruiting.assign(referrals * layout.regions, 0.0);
  population.newcomers.assign(layout.regions * channels, 0.0);
  population.recruits_of.assign(layout.regions * (channels + referrals) * referrals, 0.0);
  population.recruits.assign(referrals, 0.0);
  population.seeded.assign(referrals, 0.0);
  for (auto* column :
       {&population.bought, &population.repeated, &population.rivals_bought, &population.acquired,
        &population.lost, &population.customer_steps, &population.margin})
    column->assign(layout.cohorts(), 0.0);
  population.switched.assign((channels + 1) * (channels + 1), 0.0);
  const std::size_t wishes = most_alternatives(layout) * layout.kinds.size() * layout.standings();
  for (auto* column : {&population.first, &population.more}) column->assign(wishes, 0.0);
  if (!layout.persons) population.waiting.assign(wishes, 0.0);
}

void add_member_tables(World& world) {
  const Layout& layout = *world.layout;
  MemberStates& members = world.members;
  for (auto* column : {&members.ability, &members.place, &members.profit, &members.earned,
                       &members.strained, &members.openings, &members.exits, &members.failures,
                       &members.relation, &members.delisted, &members.dearer, &members.buyers,
                       &members.new_buyers, &members.bought, &members.paid_pieces})
    column->assign(layout.members, 0.0);
  for (auto* column : {&members.worth, &members.capital, &members.wears_off,
                       &members.before_opening, &members.traded, &members.goods_credited})
    column->assign(layout.members, Money<Lanes>{0.0});
  members.served_at.assign(layout.members, Money<Lanes>{0.0});
  members.gone_over.assign(layout.regions, 0.0);
  members.bought_from.assign(layout.shelves(), 0.0);
  members.scandal.assign(world.terms().incidents.size(), 0.0);
  members.scandals.assign(world.terms().incidents.size(), 0.0);
  members.in_business.assign(layout.members, 1.0);
  members.effort.assign(layout.members, 1.0);
  members.opens_at.assign(layout.members, never);
  members.open_since.assign(layout.members, -never);
  members.pools.resize(layout.recruits.size());
  for (std::size_t m = 0; m < layout.members; ++m) {
    if (layout.programme[m] != nobody) members.in_business[m] = 0.0;
    if (const auto& relation = world.terms().members[m].traits.relationship)
      members.relation[m] = relation->opening;
    if (const auto& conduct = world.terms().members[m].traits.conduct)
      members.profit[m] = conduct->required_profit.value;
  }
  Receivables& books = world.receivables;
  const std::size_t rows = layout.credit ? layout.members * Receivables::kinds : 0;
  for (auto* column : {
           &books.overdue,
           &books.open,
           &books.invoiced,
           &books.paid,
           &books.total_open,
       })
    column->assign(rows, Money<Lanes>{0.0});
  for (std::size_t row = 0; row < rows; ++row)
    books.due.add_row(longest_payment(*world.plan, row), 1, Money<Lanes>{0.0});
  Valuation& valuation = world.valuation;
  for (auto* column : {&valuation.partner_present, &valuation.partner_cash_before})
    column->assign(layout.members, Money<Lanes>{0.0});
}

void add_account_tables(World& world) {
  AccountStates& states = world.accounts;
  const std::size_t members = world.layout->members;
  const std::size_t accounts = world.terms().key_accounts.size();
  for (auto* column : {&states.asked, &states.missing}) column->assign(members, Pieces<Lanes>{0.0});
  for (auto* column : {&states.missing_value, &states.terms_before})
    column->assign(members, Money<Lanes>{0.0});
  states.steps_delisted.assign(members, 0.0);
  for (auto* column : {&states.sales, &states.goods}) column->assign(accounts, Money<Lanes>{0.0});
  for (auto* column : {&states.disappointed, &states.pushes, &states.threats})
    column->assign(accounts, 0.0);
}

void add_ages(World& world) {
  const Layout& layout = *world.layout;
  Ages& ages = world.ages;
  ages.row_of.assign(layout.shelves(), nobody);
  for (std::uint32_t shelf = 0; shelf < layout.shelves(); ++shelf) {
    const std::uint32_t life = layout.shelf_life[layout.product[shelf]];
    if (life == 0 || !layout.holds_stock[shelf]) continue;
    ages.row_of[shelf] = static_cast<std::uint32_t>(ages.shelf.size());
    ages.shelf.push_back(shelf);
    ages.life.push_back(life);
    ages.slots.push_back(layout.longest_lead[shelf]);
    ages.first_on_hand.push_back(static_cast<std::uint32_t>(ages.on_hand.size()));
    ages.first_under_way.push_back(static_cast<std::uint32_t>(ages.under_way.size()));
    ages.on_hand.resize(ages.on_hand.size() + life + 1, Pieces<Lanes>{0.0});
    ages.under_way.resize(ages.under_way.size() + layout.longest_lead[shelf] * (life + 2),
                          Pieces<Lanes>{0.0});
  }
  ages.total_expired.assign(ages.shelf.size(), Pieces<Lanes>{0.0});
  ages.total_age.assign(ages.shelf.size(), 0.0);
}

void add_goods_back(World& world) {
  const Layout& layout = *world.layout;
  GoodsBack& back = world.goods_back;
  for (std::uint32_t shelf = 0; shelf < layout.shelves(); ++shelf) {
    const std::uint32_t longest = layout.longest_return[shelf];
    if (longest == 0) continue;
    back.shelf.push_back(shelf);
    back.pieces.add_row(longest, 0, Pieces<Lanes>{0.0});
    back.prices.add_row(longest, 0, Money<Lanes>{0.0});
  }
  for (auto* column : {&back.returned, &back.resold, &back.total_returned})
    column->assign(back.shelf.size(), Pieces<Lanes>{0.0});
  for (auto* column : {&back.refund, &back.total_refund})
    column->assign(back.shelf.size(), Money<Lanes>{0.0});
}

/// Tables of what is known of goods beyond their number, where anybody knows it.
void add_stock_tables(World& world) {
  const Layout& layout = *world.layout;
  const StockKeeping& ways = layout.stock;
  const std::size_t count = layout.shelves();
  Planning& planning = world.planning;
  std::uint32_t steps = 0;
  for (const std::uint32_t window : layout.longest_window) {
    planning.first_of_history.push_back(steps);
    steps += window;
  }
  planning.history.assign(steps, Pieces<Lanes>{0.0});
  planning.growth.assign(ways.growth ? count : 0, Pieces<Lanes>{0.0});
  planning.error_variance.assign(ways.deviations ? count : 0, 0.0);
  planning.sell_out.assign(ways.shared_demand ? count : 0, Pieces<Lanes>{0.0});
  planning.expected_shortage.assign(ways.inflation ? count : 0, 0.0);
  planning.owed.assign(ways.backorders ? count : 0, Pieces<Lanes>{0.0});
  world.shelves.total_owed.assign(ways.backorders ? count : 0, Pieces<Lanes>{0.0});
  world.shelves.total_ordered.assign(ways.orders ? count : 0, Pieces<Lanes>{0.0});
  world.shelves.orders_placed.assign(ways.orders ? count : 0, 0.0);
  if (ways.ages) add_ages(world);
  if (ways.returns) add_goods_back(world);
}

void add_tables(World& world) {
  const Layout& layout = *world.layout;
  Shelves& shelves = world.shelves;
  const std::size_t count = layout.shelves();
  for (auto* column : {&shelves.on_hand, &shelves.on_order, &shelves.forecast, &shelves.demand,
                       &shelves.lost, &shelves.collected, &shelves.bought_along, &shelves.sold,
                       &shelves.ordered, &shelves.shipped, &shelves.direct, &shelves.made,
                       &shelves.total_lost, &shelves.total_sold, &shelves.total_stock,
                       &shelves.bought_in_period, &shelves.counted_in_period, &shelves.entered})
    column->assign(count, Pieces<Lanes>{0.0});
  for (auto* column : {&shelves.purchase_price, &shelves.regular_price, &shelves.price})
    column->assign(count, Price<Lanes>{0.0});
  shelves.price_moved.assign(count, 0);
  world.flows.goods.assign(layout.ways.size(), Pieces<Lanes>{0.0});
  world.flows.money.assign(layout.ways.size(), Money<Lanes>{0.0});
  shelves.trade_discount.assign(count, 0.0);
  shelves.total_revenue.assign(count, Money<Lanes>{0.0});
  shelves.opening_value.assign(count, Money<Lanes>{0.0});
  shelves.promotions_running.assign(count, 0);
  add_stock_tables(world);
  add_choice_tables(world);
  add_consumer_tables(world);
  add_member_tables(world);
  build_programmes(world);
  build_owners(world);
  add_account_tables(world);
  world.parties.members = layout.members;
  world.ledger = Ledger<Lanes, Item>(world.parties.count());
  for (auto* column : {&world.produced, &world.opening_goods, &world.factory_stock, &world.cleared,
                       &world.scrapped})
    column->assign(layout.products, Pieces<Lanes>{0.0});
}

/// What consumers are expected to buy in the first step of a stage, by offer: marketing and
/// memory as they stand at the start.
Column<Lanes> first_purchases(const World& world) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  if (!layout.memory) {
    Column<Lanes> expected = world.offers.expected;
    for (Lanes& each : expected) each *= world.climate.season;
    return expected;
  }
  Column<Lanes> expected(layout.offers(), 0.0);
  for (std::size_t region = 0; region < layout.regions; ++region) {
    const Incidences incidences = incidences_of(world, region);
    for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind)
      for (std::uint32_t state = 0; state < layout.standings(); ++state) {
        const std::size_t cohort = layout.cohort(region, kind);
        const Lanes rate = considering_rate(world, incidences, region, kind, state) +
                           imitation_rate(world, incidences, cohort, state) * incidences.owners;
        const std::size_t row = layout.first_share(network, region, kind, layout.view_of(state));
        for (std::size_t place = 0; place < network.alternatives_in(region); ++place)
          expected[network.offer_at(region, place)] +=
              world.population.count[layout.cell(cohort, state)] * rate *
              world.choices.share[row + place];
      }
  }
  return expected;
}

/// Expected demand of the first step of a stage: of consumers, then of the members supplied.
Column<Pieces<Lanes>> expected_demand(World& world, std::size_t stage) {
  bring_into_force(world, stage);
  const Network& network = world.network();
  const Draws unused(0, 0);
  turn_season(world, unused, network.from);
  plan_prices(world, network.from);
  weigh_offers(world, unused, network.from);
  expect_purchases(world, unused, network.from);
  if (world.layout->memory) populate(world);
  const Column<Lanes> purchases = first_purchases(world);
  Column<Pieces<Lanes>> expected(world.shelves.size(), Pieces<Lanes>{0.0});
  for (const std::uint32_t offer : network.offers)
    if (const std::uint32_t shelf = world.layout->shelf[offer]; shelf != nobody)
      expected[shelf] += Pieces<Lanes>{purchases[offer]};
  for (const std::uint32_t m : network.upstream_order)
    for (const std::uint32_t shelf : network.shelves[m]) {
      if (const auto& stated = world.terms().members[m].opening_forecast)
        expected[shelf] = Pieces<Lanes>{stated->value};
      if (const std::uint32_t supplier = network.supplier[shelf]; supplier != nobody)
        expected[supplier] += expected[shelf];
    }
  return expected;
}

void open_shelf(World& world, std::size_t shelf, const FirstStock& first) {
  Shelves& shelves = world.shelves;
  const std::uint32_t lead_time = world.network().lead_time[shelf];
  expect_demand(world, shelf, first.forecast);
  shelves.on_hand[shelf] = first.on_hand;
  shelves.on_order[shelf] = first.per_step * double(lead_time);
  shelves.shipments.add_row(world.layout->longest_lead[shelf], lead_time, first.per_step);
  if (world.layout->stock.ages) open_ages(world, shelf, first.per_step);
  shelves.entered[shelf] = shelves.on_hand[shelf] + shelves.on_order[shelf];
  shelves.bought_in_period[shelf] = shelves.entered[shelf];
  world.opening_goods[world.layout->product[shelf]] += shelves.entered[shelf];
  shelves.opening_value[shelf] =
      (shelves.on_hand[shelf] + shelves.on_order[shelf]) * shelves.purchase_price[shelf];
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

/// What recruits will expect to sell: as much as if all places were taken, in the first stage that
/// keeps a place for them.
Column<Pieces<Lanes>> expected_of_recruits(World& world) {
  const Layout& layout = *world.layout;
  Column<Pieces<Lanes>> planned(world.shelves.size(), Pieces<Lanes>{0.0});
  const Column<Lanes> as_it_is = world.members.in_business;
  std::fill(world.members.in_business.begin(), world.members.in_business.end(), Lanes(1.0));
  std::vector<char> has_place(layout.members, 0);
  for (std::size_t stage = 0; stage < layout.networks.size(); ++stage) {
    Column<Pieces<Lanes>> expected;
    for (const std::uint32_t m : layout.networks[stage].in_business) {
      if (layout.programme[m] == nobody || has_place[m]) continue;
      has_place[m] = 1;
      if (expected.empty()) expected = expected_demand(world, stage);
      for (const std::uint32_t shelf : layout.shelves_of[m]) planned[shelf] = expected[shelf];
    }
  }
  world.members.in_business = as_it_is;
  return planned;
}

}  // namespace

FirstStock first_stock(const World& world, std::size_t shelf, Pieces<Lanes> forecast) {
  const auto& traits = world.terms().members[world.layout->member[shelf]].traits;
  const auto& product = world.terms().products[world.layout->product[shelf]];
  if (!traits.holds_stock) return {};
  const double lead_time = traits.lead_time;
  const Pieces<Lanes> per_step =
      product.divisible ? forecast : floor(forecast + Pieces<Lanes>{0.5});
  const Lanes interval(lead_time + 1);
  Pieces<Lanes> safety{0.0};
  if (const auto* policy = std::get_if<OrderUpTo<Lanes>>(&traits.replenishment))
    safety = safety_of(*policy, {square_root(forecast.value * interval)});  // as of Poisson demand
  const Pieces<Lanes> on_hand = opening_stock(
      traits.replenishment, {Pieces<Lanes>{0.0}, per_step * lead_time, forecast, interval}, safety);
  return {forecast, product.divisible ? on_hand : ceil(on_hand), per_step};
}

World build_world(const Plan& plan, std::shared_ptr<const Layout> layout,
                  const Futures<Lanes>& futures) {
  const auto terms = std::make_shared<PlanTerms>(terms_of(plan, *layout, futures));
  World world;
  world.layout = std::move(layout);
  world.plan = terms;
  add_tables(world);
  for (std::size_t stage = 1; stage < terms->stages.size(); ++stage)
    plan_openings(world, *terms, stage);
  Column<Pieces<Lanes>>& planned = world.members.planned_sales;
  if (!world.layout->recruits.empty()) planned = expected_of_recruits(world);
  const Column<Pieces<Lanes>> expected = expected_demand(world, 0);
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf) {
    FirstStock first;
    if (world.layout->programme[world.layout->member[shelf]] != nobody)
      first.forecast = planned[shelf];  // its shelf stays empty until it is about to open
    else if (world.network().open[shelf])
      first = first_stock(world, shelf, expected[shelf]);
    open_shelf(world, shelf, first);
  }
  start_valuation(world);
  return world;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
