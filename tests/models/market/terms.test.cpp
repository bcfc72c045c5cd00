// What members share of the numbers they run under, and what is each one's own.

#include <fmt/format.h>

#include <type_traits>

#include "models/market/world.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

World town(const std::string& shops) {
  return build_world(study_of(R"(
horizon: 4
products: [{name: good, unit_cost: 4, list_price: 10, recommended_price: 16}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0.1}]
members:
)" + shops)
                         .plans[0]);
}

}  // namespace

TEST_CASE("members of a channel share its traits unless they state their own") {
  const World world = town(R"(
  - {name: east, channel: independent_retailer, region: town, site: 1}
  - {name: west, channel: independent_retailer, region: town, site: 2}
  - {name: dear, channel: independent_retailer, region: town, fixed_cost: 777}
  - {name: last, channel: independent_retailer, region: town}
  - {name: site, channel: web_shop}
)");
  const auto& members = world.terms().members;  // by name
  const auto &dear = members[0], &east = members[1], &last = members[2], &site = members[3],
             &west = members[4];
  REQUIRE(dear.name == "dear");
  CHECK(&east.traits == &west.traits);
  CHECK(&east.traits == &last.traits);
  CHECK(&east.traits != &dear.traits);
  CHECK(&east.traits != &site.traits);
  CHECK(world.terms().traits.size() == 3);
  CHECK(dear.traits.fixed_cost.value[0] == 777);
  CHECK(east.traits.fixed_cost.value[0] != 777);
  CHECK(east.site[0] == 1);
  CHECK(west.site[0] == 2);
}

TEST_CASE("members keep their own traits, however many are unlike") {
  std::string shops;
  for (int shop = 0; shop < 60; ++shop)
    shops += fmt::format(
        "  - {{name: shop_{:02}, channel: independent_retailer, region: town, fixed_cost: {}}}\n",
        shop, 1000 + shop % 20);
  const World world = town(shops);
  for (int shop = 0; shop < 60; ++shop)
    CHECK(world.terms().members[std::size_t(shop)].traits.fixed_cost.value[0] == 1000 + shop % 20);
}

TEST_CASE("terms move and are not copied: members look at traits beside them") {
  static_assert(!std::is_copy_constructible_v<Terms>);
  World world = town("  - {name: site, channel: web_shop, fixed_cost: 5}\n");
  const World copy = world;  // shares the terms
  world = town("  - {name: site, channel: web_shop, fixed_cost: 6}\n");
  CHECK(copy.terms().members[0].traits.fixed_cost.value[0] == 5);
  CHECK(world.terms().members[0].traits.fixed_cost.value[0] == 6);
}
