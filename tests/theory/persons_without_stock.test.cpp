// Persons against cohorts where goods run short: who goes short, waits or chooses again has the
// same distribution. Thresholds as in persons.test.cpp.

#include "tests/support/same_distribution.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {
/// Shops that order up to a small level each step; a site that always delivers.
std::string short_of_goods(const std::string& stock_out, const std::string& incidence,
                           const std::string& segment) {
  return R"(
horizon: 5
replications: 40000
breakdown: [channel, region, segment, switching]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: east, consumers: 50}, {name: west, consumers: 40}]
channels:
  - {name: outlet, owner: independent, lead_time: 1, replenishment: {type: base_stock, level: 12}, attraction: 1}
  - {name: chain, owner: independent, lead_time: 2, replenishment: {type: base_stock, level: 20}, reach: everywhere, attraction: 1}
  - {name: site, owner: manufacturer, holds_stock: false, fixed_cost: 0, format: online, reach: everywhere}
members:
  - {name: corner, channel: outlet, region: east, pricing: {type: fixed, price: 3}}
  - {name: market, channel: outlet, region: west, pricing: {type: fixed, price: 3.5}}
  - {name: super, channel: chain, region: west, pricing: {type: fixed, price: 3}}
  - {name: web, channel: site, attraction: -0.5, pricing: {type: fixed, price: 4.5}, pick_up: {share: 0.4, attach: 0.5, value: 6}}
rivals: [{name: other, price: 4, attraction: 0.4}]
segments:
  - {name: old, share: 0.3, purchase_rate: 0.8, price_sensitivity: 0.1)" +
         segment + R"(}
  - {name: young, share: 0.7, purchase_rate: 0.5, price_sensitivity: 0.3)" +
         segment + "}\ndemand: {stock_out: " + stock_out + ", incidence: " + incidence + "}\n";
}
}  // namespace

TEST_CASE("persons buy as cohorts do: who finds no stock goes without") {
  CHECK(check_persons_and_cohorts(
            short_of_goods("{second_choice: 0, wait: 0}", "poisson", ", habit: 1")) > 60);
}

TEST_CASE("persons buy as cohorts do: who finds no stock chooses again or waits") {
  for (const char* incidence : {"poisson", "bernoulli"}) {
    INFO(incidence);
    CHECK(check_persons_and_cohorts(short_of_goods(
              "{second_choice: 0.5, wait: 0.35}", incidence,
              ", habit: 1, customers_at_start: 0.3, churn: {type: per_step, chance: 0.1}, "
              "aware_at_start: 0.7")) > 60);
  }
}

TEST_CASE("persons buy as cohorts do: brought by referrals, they wait for goods") {
  std::string yaml = short_of_goods("{second_choice: 0.2, wait: 0.7}",
                                    "{type: bass, imitation: 0.9, replacement_rate: 0.2}",
                                    ", aware_at_start: 0.6");
  yaml +=
      "referrals: [{name: friends, contacts: 5, share_chance: 0.5, conversion: 0.3, reward: 7, "
      "seeds: 3}]\n";
  CHECK(check_persons_and_cohorts(yaml) > 60);
}

TEST_CASE("persons buy as cohorts do: shops open, close and change prices while they wait") {
  std::string yaml = short_of_goods("{second_choice: 0.3, wait: 0.6}", "poisson",
                                    ", habit: 1, customers_at_start: 0.3, aware_at_start: 0.8, "
                                    "churn: {type: per_step, chance: 0.05}");
  yaml +=
      "changes:\n"
      "  - {from: 1, set: {members.corner.active: false, members.super.pricing.price: 2}}\n"
      "  - {from: 2, set: {members.corner.active: true, members.market.site: 1}}\n"
      "  - {from: 4, set: {members.super.active: false}}\n";
  CHECK(check_persons_and_cohorts(yaml) > 60);
}

TEST_CASE("persons buy as cohorts do: everything at once") {
  std::string yaml = short_of_goods(
      "{second_choice: 0.4, wait: 0.4}, satisfaction: {learning: 1, expectation_learning: 0.2}, "
      "brand: {service: 0.2, exposure: 0.3, discount_erosion: 0.5}, awareness: {spontaneous: 0.02, "
      "word_of_mouth: 0.5, forgetting: 0.2}, season: {amplitude: 0.3, period: 5}",
      "poisson",
      ", habit: 1, customers_at_start: 0.3, aware_at_start: 0.6, churn: {type: per_step, chance: "
      "0.1}, stockpiling: {response: 2}");
  yaml +=
      "promotions: [{name: deal, start: 2, length: 2, every: 4, price_cut: 0.3}]\n"
      "campaigns: [{name: radio, start: 1, length: 3, spending: 500, half_saturation: 700, "
      "awareness: 0.3, attraction: 0.5, purchase_lift: 0.3}]\n"
      "referrals: [{name: friends, contacts: 5, share_chance: 0.5, conversion: 0.3, reward: 2, "
      "seeds: 3, seed_cost: 1}]\n";
  CHECK(check_persons_and_cohorts(yaml) > 60);
}

TEST_CASE("consumers who remember choose again as those do who have nothing to remember") {
  // Whoever waits is out of the market meanwhile where consumers remember, so nobody waits here.
  std::string yaml = short_of_goods("{second_choice: 0.7}", "poisson", "");
  yaml.replace(yaml.find(", segment, switching"), 20, "");
  const Story flow(yaml);
  for (const char* consumers : {"{memory: true}", "{resolution: persons}"}) {
    INFO(consumers);
    CHECK(check_same_distribution(Story(yaml + "consumers: " + consumers + "\n"), flow) > 30);
  }
}

TEST_CASE("customers are those who came without those who left, however short the goods are") {
  const Story story(R"(
horizon: 6
replications: 64
breakdown: [channel]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: east, consumers: 100}]
channels:
  - {name: outlet, owner: independent, lead_time: 1, replenishment: {type: base_stock, level: 10}, attraction: 1}
members: [{name: corner, channel: outlet, region: east, opening_forecast: 5, pricing: {type: fixed, price: 3}}]
consumers: {resolution: persons}
segments: [{name: old, share: 1, purchase_rate: 2, price_sensitivity: 0.1, churn: {type: per_purchase, chance: 0.5}}]
demand: {stock_out: {second_choice: 0, wait: 0}, incidence: poisson, may_not_buy: false}
)");
  const auto &came = story.figure("new_customers"), &left = story.figure("lost_customers"),
             &there = story.figure("customers");
  for (std::size_t i = 0; i < there.size(); ++i) CHECK(there[i] == came[i] - left[i]);
}
