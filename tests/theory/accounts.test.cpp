// Accounts by hand: profits follow from pieces, prices and costs, whatever the luck.

#include "models/market/week.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

TEST_CASE("an own shop that is drop-shipped earns price less cost, commission and handling on each piece") {
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
    CHECK(story.figure("manufacturer_profit")[r] == Approx(units * (15 - 4 - 1.5 - 2) - 12 * (20 + 30)));
    CHECK(story.figure("manufacturer_outlay")[r] == Approx(units * (1.5 + 2) + 12 * (20 + 30)));
    CHECK(story.figure("partner_profit")[r] == 0);
  }
}

TEST_CASE("a retailer earns its mark-up less handling, holding and fixed cost; stock is worth what it cost") {
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
    CHECK(story.figure("partner_profit")[r] == Approx(units * (13.5 - 9 - 0.7) - 40 * (stock * 0.01 * 9 + 30)));
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
  CHECK(story.mean("channel_profit[member=hub]") == Approx(2 * story.mean("units_sold[member=shop]")).epsilon(0.05));
}

TEST_CASE("a trade discount is paid by the manufacturer on what is ordered meanwhile, and moves no other money") {
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
    CHECK(story.figure("partner_profit", "deal")[r] - story.figure("partner_profit")[r] == Approx(support));
    CHECK(story.figure("manufacturer_profit", "deal")[r] - story.figure("manufacturer_profit")[r] == Approx(-support - 44));
    CHECK(story.figure("units_sold", "deal")[r] == story.figure("units_sold")[r]);
  }
}

TEST_CASE("a promotion comes again in its rhythm, earlier where a member is shifted, and cuts multiply") {
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
  World world = build_world(study.plans[0].market, {});
  const std::vector<double> late = {20, 20, 20, 10, 9, 20, 20, 20, 10, 10}, early = {20, 10, 10, 20, 20, 20, 10, 10, 20, 20};
  for (Step now = 0; now < 10; ++now) {
    set_prices(world, Draws(1, 0), now);
    CHECK(world.shelves.price[0].value[0] == Approx(early[now]));
    CHECK(world.shelves.price[1].value[0] == Approx(late[now]));
  }
}
