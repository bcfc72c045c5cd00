// What holds in every market whose consumers remember: people, goods and money are conserved, the
// order of the file and who is idle change nothing.

#include <array>
#include <cmath>

#include "models/market/watch.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/generated_consumers.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {
constexpr std::array ways{Looked::as_flow, Looked::in_cohorts, Looked::in_person};

/// Figures that both have are the same in every replication, to the bit.
void check_same_figures(const Story& one, const Story& other) {
  for (const auto& [name, values] : one.figures()) {
    const auto found = other.figures().find(name);
    INFO(name);
    if (found != other.figures().end()) REQUIRE(values == found->second);
  }
}

/// Runs three steps, lets `damage` break the world, and tells what is then found in lane 6.
template <class Damage>
std::string found_after(const char* consumers, Damage damage) {
  const Study study = study_of(std::string(R"(
horizon: 3
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: town, consumers: 400}]
segments: [{name: all, share: 1, purchase_rate: 0.8, price_sensitivity: 0.1}]
demand: {stock_out: {wait: 0.9}}
members: [{name: shop, channel: own_shop, region: town, site: 3, opening_forecast: 0, replenishment: {type: base_stock, level: 3}}]
consumers: )") + consumers + "\n");
  World world = build_world(study.plans[0]);
  const std::array invariants{Invariant::goods_and_money_conserved};
  Watch watch(Scrutiny::each_step, invariants, {0, 0, lanes_per_block}, nullptr);
  for (Step now = 0; now < 3; ++now) watch.step(world, Draws(1, 0), now);
  REQUIRE(watch.findings().empty());
  damage(world);
  watch.finish(world);
  const auto& failure = watch.findings().in(6);
  return failure ? "step " + std::to_string(failure->step) + " " + failure->variable : "";
}
}  // namespace

TEST_CASE("X1 scenario: people, goods and money are conserved after every step of 300 markets") {
  // Story proves conservation after each step and throws otherwise.
  for (const Looked way : ways)
    for (std::uint32_t number = 0; number < 100; ++number) {
      const std::string yaml = generated_consumers(number, way).text();
      INFO(yaml);
      const Story story(yaml);
      for (const auto& [name, values] : story.figures())
        for (const double value : values) REQUIRE(std::isfinite(value));
    }
}

TEST_CASE("X3 scenario: the order in which a file lists its entries changes no figure") {
  for (const Looked way : ways)
    for (std::uint32_t number = 0; number < 60; ++number) {
      const GeneratedMarket market = generated_consumers(number, way);
      INFO(market.text());
      check_same_figures(Story(market.text()), Story(market.text(true)));
    }
}

TEST_CASE("X3 scenario: idle members, campaigns and referral programmes change no figure") {
  for (const Looked way : ways)
    for (std::uint32_t number = 0; number < 60; ++number) {
      const GeneratedMarket market = generated_consumers(number, way);
      GeneratedMarket more = market;
      more["members"].emplace_back(
          "name: a_member, channel: social_shop, region: r0, active: false");
      more["channels"].emplace_back("name: social_shop, holds_stock: false");
      more["campaigns"].emplace_back(
          "name: a_campaign, active: false, spending: 500, attraction: 3, purchase_lift: 3");
      more["campaigns"].emplace_back("name: b_campaign, attraction: 3, purchase_lift: 3");
      if (way != Looked::as_flow)
        more["referrals"].emplace_back("name: a_programme, active: false, seeds: 5, reward: 9");
      INFO(market.text());
      check_same_figures(Story(market.text()), Story(more.text()));
    }
}

TEST_CASE("X1 scenario: so they are where shops open, close and change prices at dates") {
  for (const Looked way : ways)
    for (std::uint32_t number = 0; number < 60; ++number) {
      GeneratedMarket market = generated_consumers(number, way);
      market["members"].emplace_back("name: keeper, channel: web_shop");
      market["members"].emplace_back(
          "name: late, channel: own_shop, region: r0, active: false, lead_time: 2, site: 2, "
          "replenishment: {type: base_stock, level: 4}, pick_up: {share: 1, attach: 1, value: 3}");
      market["changes"] = {
          "from: 2, set: {members.m0.active: false, products.p0.recommended_price: 9}",
          "from: 3, set: {members.late.active: true, products.p1.list_price: 3}",
          "from: 5, set: {members.late.active: false, members.m0.active: true, "
          "members.keeper.site: "
          "1}",
          "from: 9, set: {members.late.active: true}"};
      INFO(market.text());
      const Story story(market.text());
      for (const auto& [name, values] : story.figures())
        for (const double value : values) REQUIRE(std::isfinite(value));
    }
}

TEST_CASE("X3 scenario: a shop that nobody can reach leaves the luck of all others as it was") {
  for (const Looked way : ways)
    for (std::uint32_t number = 0; number < 60; ++number) {
      GeneratedMarket market = generated_consumers(number, way);
      market["rivals"].clear();  // they follow prices, wherever asked
      market["regions"].emplace_back("name: nowhere, consumers: 0");
      market["members"].emplace_back(
          "name: a_member, channel: a_kiosk, region: nowhere, active: false");
      market["channels"].emplace_back("name: a_kiosk, holds_stock: false");
      market["strategies"] = {"name: as_is", "name: kiosk, set: {members.a_member.active: true}"};
      INFO(market.text());
      const Story story(market.text());
      for (const auto& [name, values] : story.figures())
        if (name.starts_with("units_sold[member=") || name.starts_with("new_customers") ||
            name.starts_with("lost_customers") || name.starts_with("consumer_purchases")) {
          INFO(name);
          REQUIRE(values == story.figure(name, "kiosk"));
        }
    }
}

TEST_CASE("a consumer who appears from nowhere, or stands in two places, is noticed and named") {
  const auto waits = [](const World& world) { return world.population.away[1][6] > 0; };
  for (const char* consumers : {"{memory: true}", "{resolution: persons}"}) {
    CHECK(found_after(consumers, [&](World& world) { REQUIRE(waits(world)); }).empty());
    const std::string cell = "[region=town,segment=all,standing=1]";
    CHECK(found_after(consumers,
                      [](World& world) {
                        Lanes& prospects = world.population.count[1];
                        prospects.set(6, prospects[6] + 1);
                      }) == (std::string(consumers).find("persons") != std::string::npos
                                 ? "step 2 consumers_waiting" + cell
                                 : "step 2 consumers[region=town,segment=all]"));
    CHECK(found_after(consumers,
                      [](World& world) {
                        Lanes& prospects = world.population.count[1];
                        Lanes& left = world.population.count[3];
                        left.set(6, left[6] - 1);
                        prospects.set(6, prospects[6] + 1);
                      }) == (std::string(consumers).find("persons") != std::string::npos
                                 ? "step 2 consumers_waiting" + cell
                                 : "step 2 consumers[region=town,segment=all,standing=3]"));
    CHECK(found_after(consumers, [](World& world) {
            world.population.away[1] -= 1.0;
            world.population.count[1] += 1.0;
          }) == "step 2 consumers_waiting" + cell);
  }
  CHECK(found_after("{resolution: persons}", [](World& world) {
          for (std::size_t lane = 0; lane < lanes_per_block; ++lane)
            world.persons.waits(0, lane) ^= 1;
        }).starts_with("step 2 consumers_waiting"));
}
