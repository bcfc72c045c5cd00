// Accounts by hand: profits follow from pieces, prices and costs, whatever the luck.

#include <cmath>

#include "models/market/week.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

TEST_CASE(
    "an own shop that is drop-shipped earns price less cost, commission and handling on each "
    "piece") {
  const Story story(R"(
horizon: 12
replications: 32
products: [{name: good, unit_cost: 4, list_price: 10, recommended_price: 15}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.2, price_sensitivity: 0.1}]
manufacturer: {fixed_cost: 20}
members:
  - {name: site, channel: marketplace_shop, holds_stock: false, commission: 0.1, handling_cost: 2, fixed_cost: 30}
)");
  for (std::size_t r = 0; r < 32; ++r) {
    const double units = story.figure("units_sold")[r];
    CHECK(story.figure("consumer_spending")[r] == Approx(15 * units));
    CHECK(story.figure("manufacturer_profit")[r] ==
          Approx(units * (15 - 4 - 1.5 - 2) - 12 * (20 + 30)));
    CHECK(story.figure("manufacturer_outlay")[r] == Approx(units * (1.5 + 2) + 12 * (20 + 30)));
    CHECK(story.figure("partner_profit")[r] == 0);
  }
}

TEST_CASE(
    "a retailer earns its mark-up less handling, holding and fixed cost, stock is worth what it "
    "cost") {
  const Story story(R"(
horizon: 40
replications: 32
products: [{name: good, unit_cost: 4, list_price: 10}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.2, price_sensitivity: 0.1}]
members:
  - {name: shop, channel: independent_retailer, region: town, site: 1, pricing: {type: markup, rate: 0.5}, purchase_discount: 0.1,
     handling_cost: 0.7, holding_rate: 0.01, fixed_cost: 30}
)");
  for (std::size_t r = 0; r < 32; ++r) {
    const double units = story.figure("units_sold")[r], stock = story.figure("channel_stock")[r];
    CHECK(story.figure("consumer_spending")[r] == Approx(13.5 * units));
    CHECK(story.figure("partner_profit")[r] ==
          Approx(units * (13.5 - 9 - 0.7) - 40 * (stock * 0.01 * 9 + 30)));
  }
}

TEST_CASE("a distributor lives on its discount, and its customers pay the list price") {
  const Story story(R"(
horizon: 40
replications: 32
breakdown: [member]
products: [{name: good, unit_cost: 4, list_price: 10, divisible: true}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.2, price_sensitivity: 0.1}]
members:
  - {name: hub, channel: distributor, purchase_discount: 0.2, handling_cost: 0, holding_rate: 0, fixed_cost: 0}
  - {name: shop, channel: independent_retailer, region: town, supplier: hub, site: 1, pricing: {type: markup, rate: 0.5},
     handling_cost: 0, holding_rate: 0, fixed_cost: 0}
)");
  for (std::size_t r = 0; r < 32; ++r) {
    const double units = story.figure("units_sold[member=shop]")[r];
    CHECK(story.figure("channel_profit[member=shop]")[r] == Approx(5 * units));
    CHECK(story.figure("channel_profit[member=hub]")[r] > 0);
  }
  // Over a long time what the hub hands on is what the shop sells: 2 of margin a piece.
  CHECK(story.mean("channel_profit[member=hub]") ==
        Approx(2 * story.mean("units_sold[member=shop]")).epsilon(0.05));
}

TEST_CASE(
    "a trade discount is paid by the manufacturer on what is ordered meanwhile, and moves no other "
    "money") {
  const std::string yaml = R"(
horizon: 20
replications: 32
products: [{name: good, unit_cost: 4, list_price: 10}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.2, price_sensitivity: 0.1}]
members: [{name: shop, channel: independent_retailer, region: town, site: 1}]
promotions: [{name: deal, start: 5, length: 4, trade_discount: 0.25, cost: 11, active: false}]
strategies: [{name: as_is}, {name: deal, set: {promotions.deal.active: true}}]
)";
  const Story story(yaml);
  for (std::size_t r = 0; r < 32; ++r) {
    const double support = story.figure("trade_support", "deal")[r];
    CHECK(support > 0);
    CHECK(story.figure("partner_profit", "deal")[r] - story.figure("partner_profit")[r] ==
          Approx(support));
    CHECK(story.figure("manufacturer_profit", "deal")[r] - story.figure("manufacturer_profit")[r] ==
          Approx(-support - 44));
    CHECK(story.figure("units_sold", "deal")[r] == story.figure("units_sold")[r]);
  }
}

TEST_CASE(
    "a promotion comes again in its rhythm, earlier where a member is shifted, and cuts multiply") {
  const Study study = study_of(R"(
horizon: 20
products: [{name: good, unit_cost: 4, list_price: 10, recommended_price: 20}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.2, price_sensitivity: 0.1}]
members:
  - {name: early, channel: own_shop, region: town, promotion_shift: 2}
  - {name: late, channel: own_shop, region: town}
promotions:
  - {name: rhythm, start: 3, length: 2, every: 5, price_cut: 0.5}
  - {name: once, start: 4, length: 1, price_cut: 0.1, members: [late]}
)");
  World world = build_world(study.plans[0]);
  const std::vector<double> late = {20, 20, 20, 10, 9, 20, 20, 20, 10, 10},
                            early = {20, 10, 10, 20, 20, 20, 10, 10, 20, 20};
  for (Step now = 0; now < 10; ++now) {
    set_prices(world, Draws(1, 0), now);
    CHECK(world.shelves.price[0].value[0] == Approx(early[now]));
    CHECK(world.shelves.price[1].value[0] == Approx(late[now]));
  }
}

TEST_CASE("moving goods between the manufacturer's own rooms earns nothing") {
  const Story story(R"(
horizon: 10
replications: 32
products: [{name: good, unit_cost: 4, list_price: 10, recommended_price: 15}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.2, price_sensitivity: 0}]
members:
  - {name: hub, channel: distributor, owner: manufacturer, handling_cost: 0, fixed_cost: 0, holding_rate: 0, opening_forecast: 1}
  - {name: shop, channel: own_shop, region: town, supplier: hub, handling_cost: 0, fixed_cost: 0, holding_rate: 0, opening_forecast: 1}
)");
  for (std::size_t r = 0; r < 32; ++r)
    CHECK(story.figure("manufacturer_profit")[r] == Approx(11 * story.figure("units_sold")[r]));
}

TEST_CASE(
    "a promotion costs for members that carry its products, and a distributor takes part when it "
    "is named") {
  const Story story(R"(
horizon: 10
replications: 16
products: [{name: tea, unit_cost: 4, list_price: 10}, {name: oil, unit_cost: 4, list_price: 10}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.2, price_sensitivity: 0.1}]
members:
  - {name: hub, channel: distributor}
  - {name: tea_shop, channel: independent_retailer, region: town, supplier: hub, products: [tea]}
  - {name: oil_shop, channel: independent_retailer, region: town, supplier: hub, products: [oil]}
  - {name: flagship, channel: own_shop, region: town, products: [oil], pricing: {type: fixed, price: 15}}
promotions:
  - {name: tea_days, start: 0, length: 10, products: [tea], cost: 100, active: false}
  - {name: to_the_hub, members: [hub], start: 0, length: 10, trade_discount: 0.5, cost: 7, active: false}
  - {name: for_all, start: 0, length: 10, trade_discount: 0.2, active: false}
strategies:
  - {name: as_is}
  - {name: tea_days, set: {promotions.tea_days.active: true}}
  - {name: hub, set: {promotions.to_the_hub.active: true}}
  - {name: all, set: {promotions.for_all.active: true}}
)");
  for (std::size_t r = 0; r < 16; ++r) {
    const double before = story.figure("manufacturer_profit")[r];
    CHECK(before - story.figure("manufacturer_profit", "tea_days")[r] == Approx(1000));
    const double support = story.figure("trade_support", "hub")[r];
    CHECK(support > 0);
    CHECK(before - story.figure("manufacturer_profit", "hub")[r] == Approx(support + 70));
    // Its own shop's discount is no support: it goes from one pocket into the other.
    CHECK(before - story.figure("manufacturer_profit", "all")[r] ==
          Approx(story.figure("trade_support", "all")[r]));
  }
}

TEST_CASE("under each plan a member is counted with the channel it then has") {
  const Story story(R"(
horizon: 4
replications: 16
products: [{name: good, unit_cost: 4, list_price: 10, recommended_price: 15}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.2, price_sensitivity: 0}]
members: [{name: shop, channel: independent_retailer, region: town}]
strategies: [{name: as_is}, {name: buyout, set: {members.shop.channel: own_shop}}]
)");
  CHECK(story.mean("units_sold[channel=independent_retailer]", "buyout") == 0);
  CHECK(story.mean("units_sold[channel=own_shop]") == 0);
  CHECK(story.mean("units_sold[channel=own_shop]", "buyout") == story.mean("units_sold", "buyout"));
}

TEST_CASE("extreme prices, utilities and seasons give finite figures") {
  const std::string market = R"(
horizon: 60
replications: 64
products: [{name: good, unit_cost: 4, list_price: 10, recommended_price: 15, divisible: true}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.5, price_sensitivity: 2.4}]
members: [{name: shop, channel: independent_retailer, region: town, lead_time: 3, opening_forecast: 123456789.123}]
promotions: [{name: free, start: 3, length: 5, price_cut: 1}]
)";
  for (const char* demand :
       {"{price_response: logarithmic, season: {amplitude: 1, period: 1.6, phase: 0.2}}",
        "{incidence: bernoulli, price_response: logarithmic, reference_price: 1000000000}"}) {
    const Story story(market + "demand: " + demand + "\n");
    for (const auto& [name, values] : story.figures())
      for (const double value : values) REQUIRE(std::isfinite(value));
  }
}
