// Changes by date: nothing moves before them, goods and money are conserved through them, and who
// opens or closes earns and loses nothing by it.

#include <fmt/format.h>

#include "models/market/watch.hpp"
#include "models/market/week.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

/// Two shops behind a hub, a shop of the manufacturer's and a late one; what differs is said.
struct Town {
  int horizon = 40;
  double rate = 0.1, list_price = 10;
  bool hub = true, late = false, own = true, east = true;
  std::string supplier = "hub", range = "[good, spare]", season = "0.3";
  int lead_time = 3;

  operator std::string() const {
    return fmt::format(R"(
horizon: {}
replications: 32
breakdown: [member]
products:
  - {{name: good, unit_cost: 4, list_price: {}, recommended_price: 16}}
  - {{name: spare, unit_cost: 1, list_price: 2, recommended_price: 4, divisible: true}}
regions: [{{name: town, consumers: 2000}}]
segments: [{{name: all, share: 1, purchase_rate: {}, price_sensitivity: 0.1}}]
demand: {{season: {{amplitude: {}, period: 20}}}}
members:
  - {{name: hub, channel: distributor, active: {}, lead_time: {}}}
  - {{name: east, channel: independent_retailer, active: {}, region: town, supplier: {}, products: {}, lead_time: {}}}
  - {{name: west, channel: independent_retailer, region: town, supplier: {}}}
  - {{name: own, channel: own_shop, region: town, active: {}, lead_time: 2}}
  - {{name: late, channel: own_shop, region: town, active: {}, lead_time: {}}}
promotions: [{{name: deal, start: 2, length: 3, every: 10, price_cut: 0.2, trade_discount: 0.1, cost: 5}}]
)",
                       horizon, list_price, rate, season, hub, lead_time, east, supplier, range,
                       lead_time, supplier, own, late, lead_time);
  }
};

using Figures = std::map<std::string, std::vector<double>>;
Figures figures(const std::vector<DatedText>& dates) { return Story(dated_study(dates)).figures(); }
Figures figures(const Town& town) { return Story(std::string(town)).figures(); }

/// Runs all steps before `now` under watch.
World world_before(const Study& study, Step now) {
  static const std::vector<Invariant> invariants = all_invariants();
  World world = build_world(study.plans[0]);
  Watch watch(Scrutiny::each_step, invariants, {0, 0, lanes_per_block}, nullptr);
  for (Step step = 0; step < now; ++step) watch.step(world, Draws(1, 0), step);
  REQUIRE(watch.findings().empty());
  return world;
}

std::uint32_t row_of(const World& world, const std::string& member) {
  std::uint32_t row = 0;
  while (world.terms().members[row].name != member) ++row;
  return row;
}
/// The shelf with a member's goods (its spares come next).
std::uint32_t goods_of(const World& world, const std::string& member) {
  return world.layout->shelves_of[row_of(world, member)][0];
}

}  // namespace

TEST_CASE("a change at step 0 is the plan that starts so, to the bit") {
  const Town before,
      after{.list_price = 12, .hub = false, .late = true, .supplier = "manufacturer"};
  const Figures changed = figures({{0, before}, {0, after}}), started = figures(after);
  for (const auto& [name, values] : started) CHECK(changed.at(name) == values);
  // Ways that goods took only before the change have flows, too: none.
  for (const auto& [name, values] : changed)
    if (!started.contains(name)) CHECK(values == std::vector<double>(values.size()));
}

TEST_CASE("a date at which nothing changes changes nothing, to the bit") {
  const Town town;
  CHECK(figures({{0, town}, {3, town}, {4, town}, {25, town}}) == figures(town));
}

TEST_CASE("a dated change leaves the steps before it as they were, to the bit") {
  const Town before{.horizon = 12};
  const std::vector<DatedText> dated = {
      {0, before}, {12, Town{.list_price = 13, .own = false, .season = "0.9"}}};
  CHECK(figures(dated) == figures(before));
  const Study changed = dated_study(dated), same = study_of(before);
  World later = world_before(changed, 12), usual = world_before(same, 12);
  week().step(later, Draws(1, 0), 12);
  week().step(usual, Draws(1, 0), 12);
  CHECK(later.shelves.price[0].value[0] == Approx(1.3 * usual.shelves.price[0].value[0]));
  CHECK(later.climate.season[0] - 1 ==
        Approx(3 * (usual.climate.season[0] - 1)));  // in force in the same step
}

TEST_CASE("a change comes with its promotions: one that runs goes on, at the new price") {
  const Study study = dated_study({{0, Town{}}, {13, Town{.list_price = 20}}});
  World world = world_before(study, 14);
  CHECK(world.shelves.trade_discount[goods_of(world, "hub")][0] == 0.0);  // hub, not named
  const std::uint32_t east = goods_of(world, "east");
  CHECK(world.shelves.trade_discount[east][0] == Approx(0.1));
  CHECK(world.shelves.price[east].value[0] == Approx(0.8 * 1.4 * 20));
}

TEST_CASE("a hub that closes sends its goods home, its retailers buy from the manufacturer") {
  const Town before, after{.hub = false, .supplier = "manufacturer"};
  const Study study = dated_study({{0, before}, {10, after}});
  const World closing = world_before(study, 11);
  const std::uint32_t hub = row_of(closing, "hub");
  for (const std::uint32_t shelf : closing.layout->shelves_of[hub]) {
    CHECK(any(closing.shelves.on_order[shelf].value > 0.0));  // some of it is still under way
    CHECK(all(closing.shelves.on_hand[shelf].value == 0.0));
  }
  const World closed = world_before(study, 10 + 3);
  for (const std::uint32_t shelf : closed.layout->shelves_of[hub])
    CHECK(all(abs(closed.shelves.on_order[shelf].value) < 1e-9));  // rounding of spares
  // No costs after the last week; all goods were paid back, so stock is worth nothing any more.
  const World end = world_before(study, 40);
  CHECK(end.ledger.on(Parties::member(hub), Item::fixed_cost).value[0] == -10 * 1000);
  CHECK(all(end.ledger.balance(Parties::member(hub)).value ==
            closed.ledger.balance(Parties::member(hub)).value));
  SECTION("the horizon may end before the goods come home") {
    Town short_before = before;
    short_before.horizon = 11;
    CHECK_NOTHROW(figures({{0, short_before}, {10, after}}));
  }
}

TEST_CASE("goods sent back are sold again before anything is made") {
  const Study study = dated_study({{0, Town{}}, {5, Town{.own = false}}});
  const World closing = world_before(study, 5), closed = world_before(study, 6);
  const std::uint32_t shelf = goods_of(closing, "own");
  const Lanes home = (closing.shelves.on_hand[shelf] + closing.shelves.on_order[shelf] -
                      closed.shelves.on_order[shelf])
                         .value;
  Lanes shipped = 0.0;
  for (const std::uint32_t each : closed.network().trading)
    if (closed.layout->product[each] == 0 && closed.network().supplier[each] == nobody)
      shipped += closed.shelves.shipped[each].value;
  CHECK(any(home > 0.0));
  CHECK(any(shipped > 0.0));
  CHECK(all((closed.produced[0] - closing.produced[0]).value == max(shipped - home, 0.0)));
  CHECK(all(closed.factory_stock[0].value == max(home - shipped, 0.0)));
}

TEST_CASE(
    "closing an own shop that sold nothing costs its past rent, holding and leaflets, and nothing "
    "else") {
  const Town open{.rate = 0}, closed{.rate = 0, .own = false};
  // Stock of base stock policies is there though nobody buys.
  const auto stocked = [](std::string yaml) {
    return yaml + "channels: [{name: own_shop, replenishment: {type: base_stock, level: 30}}]\n";
  };
  const Figures dated = figures({{0, stocked(open)}, {5, stocked(closed)}});
  const Figures never = figures({{0, stocked(closed)}});
  for (std::size_t r = 0; r < 32; ++r)
    CHECK(dated.at("manufacturer_profit")[r] ==
          Approx(never.at("manufacturer_profit")[r] - 5 * (1500 + 0.004 * 30 * (4 + 1)) - 3 * 5));
}

TEST_CASE("a shop opens as it would at the start of its market, and cost nothing before") {
  for (const char* supplier : {"manufacturer", "hub"}) {
    INFO(supplier);
    const Town before{.rate = 0.2, .supplier = supplier, .season = "0"},
        after{.rate = 0.2, .late = true, .supplier = supplier, .season = "0"};
    const Study study = dated_study({{0, before}, {20, after}});
    World late = world_before(study, 20), fresh = build_world(study_of(after).plans[0]);
    const Draws draws(1, 0);
    for (const auto& [world, now] : {std::pair{&late, 20u}, std::pair{&fresh, 0u}}) {
      receive_shipments(*world, draws, now);
      change_plan(*world, draws, now);
    }
    const std::uint32_t shelf = goods_of(late, "late");
    CHECK(any(late.shelves.on_hand[shelf].value > 0.0));
    for (const auto column : {&Shelves::on_hand, &Shelves::on_order, &Shelves::forecast})
      CHECK(all((late.shelves.*column)[shelf].value == (fresh.shelves.*column)[shelf].value));

    for (const int horizon : {17, 20}) {  // before anything is ordered, and before it opens
      Town town = before;
      town.horizon = horizon;
      const Figures told = figures({{0, town}, {20, after}});
      for (const char* figure : {"channel_profit", "units_sold", "lost_sales", "channel_stock"})
        for (const double value : told.at(fmt::format("{}[member=late]", figure)))
          CHECK(value == Approx(0).margin(1e-9));
      if (horizon > 17) continue;
      Figures without = figures(town);
      for (const auto& [name, values] : without) CHECK(told.at(name) == values);
    }
  }
}

TEST_CASE("a shop opens with what there was time for when its date is before its lead time") {
  const Study study =
      dated_study({{0, Town{.lead_time = 6}}, {2, Town{.late = true, .lead_time = 6}}});
  const World empty = world_before(study, 6), stocked = world_before(study, 9);
  CHECK(all(empty.shelves.total_sold[goods_of(empty, "late")].value == 0.0));
  CHECK(any(stocked.shelves.total_sold[goods_of(stocked, "late")].value > 0.0));
}

TEST_CASE(
    "a shop that opens with its hub is stocked by the manufacturer, both pay for their goods") {
  const Town before{.hub = false, .east = false, .supplier = "manufacturer"}, after{};
  const World world = world_before(dated_study({{0, before}, {20, after}}), 20);
  const std::uint32_t east = goods_of(world, "east"), hub = goods_of(world, "hub");
  const std::size_t member = Parties::member(row_of(world, "hub"));
  CHECK(all(world.shelves.on_order[hub].value > world.shelves.on_order[east].value));
  CHECK(all(world.shelves.on_order[east].value > 0.0));
  CHECK(all(world.ledger.on(member, Item::goods).value < 0.0));  // it has supplied nobody yet
}

TEST_CASE("what a short hub did not send to a shop that opens is asked for again") {
  const auto poor = [](std::string yaml) {
    return yaml + "channels: [{name: distributor, replenishment: {type: base_stock, level: 60}}]\n";
  };
  const Town before{.east = false, .season = "0"}, after{.season = "0"};
  const Study study = dated_study({{0, poor(before)}, {20, poor(after)}});
  const World first = world_before(study, 18), second = world_before(study, 19);
  const std::uint32_t east = goods_of(first, "east");
  const Lanes missing = (first.shelves.ordered[east] - first.shelves.shipped[east]).value;
  CHECK(any(missing > 0.0));
  const Lanes forecast = first.plan->openings[0].per_step.value;
  CHECK(all(second.shelves.ordered[east].value == missing + forecast));
}

TEST_CASE("goods of a shop that closes with its hub come home to the manufacturer at once") {
  const Town before, after{.hub = false, .east = false, .supplier = "manufacturer"};
  const Study study = dated_study({{0, before}, {10, after}});
  World world = world_before(study, 10);
  const std::uint32_t east = goods_of(world, "east"), hub = goods_of(world, "hub");
  receive_shipments(world, Draws(1, 0), 10);
  const Lanes there = (world.shelves.on_hand[east] + world.shelves.on_hand[hub]).value;
  const Money<Lanes> paid = world.ledger.balance(Parties::manufacturer);
  change_plan(world, Draws(1, 0), 10);
  CHECK(any(there > 0.0));
  CHECK(all(world.factory_stock[0].value == there));
  CHECK(all((world.shelves.on_hand[east] + world.shelves.on_hand[hub]).value == 0.0));
  // All of it was sold for list price less the hub's discount once, the spares likewise.
  const Lanes spares = world.factory_stock[1].value;
  const Lanes credit = (paid - world.ledger.balance(Parties::manufacturer)).value;
  CHECK(all(abs(credit - 0.85 * (10.0 * there + 2.0 * spares)) < 1e-9 * credit));
}

TEST_CASE("one shop closes and another opens at the same step: one sells before, one after") {
  const Town before, after{.late = true, .own = false};
  const Study study = dated_study({{0, before}, {15, after}});
  const World half = world_before(study, 15), end = world_before(study, 40);
  const std::uint32_t late = goods_of(half, "late"), own = goods_of(half, "own");
  CHECK(all(half.shelves.total_sold[late].value == 0.0));
  CHECK(all(end.shelves.total_sold[late].value > 0.0));
  CHECK(all(half.shelves.total_sold[own].value > 0.0));
  CHECK(all(end.shelves.total_sold[own].value == half.shelves.total_sold[own].value));
  const Figures told = Story(study).figures();
  for (const double sold : told.at("units_sold[member=own]")) CHECK(sold > 0);  // still counts
}

TEST_CASE("a product leaves the range and comes back, a shop closes and opens again") {
  const Town all_year, narrow{.range = "[spare]"}, closed{.own = false};
  CHECK_NOTHROW(
      figures({{0, all_year}, {8, narrow}, {12, all_year}, {13, closed}, {14, all_year}}));
  const Study study = dated_study({{0, all_year}, {8, narrow}, {20, all_year}});
  const World gone = world_before(study, 20), back = world_before(study, 21);
  const std::uint32_t good = goods_of(gone, "east");
  CHECK(all(gone.shelves.on_hand[good].value == 0.0));
  CHECK(all((back.shelves.on_hand[good] + back.shelves.sold[good]).value > 0.0));
}

TEST_CASE("everything at one step: a hub and a shop close, another opens, ranges and ways change") {
  const Town before{.horizon = 30, .lead_time = 6};
  const Town after{.horizon = 30,
                   .list_price = 8,
                   .hub = false,
                   .late = true,
                   .own = false,
                   .supplier = "manufacturer",
                   .range = "[spare]",
                   .lead_time = 1};
  for (const Step date : {1u, 7u, 29u}) CHECK_NOTHROW(figures({{0, before}, {date, after}}));
  CHECK_NOTHROW(figures({{0, after}, {7, before}}));
}

TEST_CASE("what is under way keeps its date when the lead time changes") {
  const Study study = dated_study({{0, Town{.lead_time = 6}}, {10, Town{.lead_time = 1}}});
  const World before = world_before(study, 10);
  const World after = world_before(study, 11);
  const std::uint32_t hub_good = goods_of(before, "hub");
  REQUIRE(before.network().lead_time[hub_good] == 6);
  const Lanes ordered = after.shelves.ordered[hub_good].value;
  World next = world_before(study, 11);
  const Lanes under_way = next.shelves.on_order[hub_good].value;
  const Lanes sent_six_ago = world_before(study, 6).shelves.ordered[hub_good].value;
  receive_shipments(next, Draws(1, 0), 11);
  CHECK(all(under_way - next.shelves.on_order[hub_good].value == ordered + sent_six_ago));
}
