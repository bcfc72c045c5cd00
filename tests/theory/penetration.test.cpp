// Who counts as a customer when people buy several times a step, from the manufacturer and from
// rivals. Threshold: 4.89 standard errors at a fixed seed.

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim::market;

TEST_CASE("who buys from the manufacturer at all is a customer, however often it buys from rivals") {
  // 2 purchases a step, a quarter of them ours: P(a customer after one step) = 1 - exp(-0.5), and
  // 0.5 pieces each. 4,000 replications of 100 consumers: a shift of 0.2 % is seen.
  for (const char* resolution : {"cohorts", "persons"}) {
    const Story story(std::string(R"(
horizon: 1
replications: 4000
products: [{name: good, unit_cost: 1, list_price: 2}]
regions: [{name: town, consumers: 100}]
segments: [{name: all, share: 1, purchase_rate: 2, price_sensitivity: 0}]
demand: {may_not_buy: false}
channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]
members: [{name: shop, channel: outlet, region: town}]
rivals: [{name: other, price: 1, attraction: 1.0986122886681098}]
consumers: {memory: true, resolution: )") + resolution + "}\n");
    INFO(resolution);
    CHECK(std::abs(story.mean("penetration") - (1 - std::exp(-0.5))) <
          4.89 * story.standard_error("penetration"));
    CHECK(std::abs(story.mean("consumer_purchases") - 50) <
          4.89 * story.standard_error("consumer_purchases"));
    CHECK(std::abs(story.mean("consumer_share") - 0.25) <
          4.89 * story.standard_error("consumer_share") + 0.0005);
    // Pieces beyond the first of each customer are repeat purchases.
    CHECK(std::abs(story.mean("new_customers") - 100 * (1 - std::exp(-0.5))) <
          4.89 * story.standard_error("new_customers"));
  }
}
