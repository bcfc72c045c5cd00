// Consumers simulated one by one against consumers counted in cohorts: the same scenario has the
// same distribution of every figure. 4.89 standard errors at fixed seeds for each of some 100 means
// and as many variances (1e-4 for all of a test together). With n = 40,000 a shift of the mean by
// 0.035 standard deviations is seen, that is 1 % of counts above 12, and 4.9 % of a variance.

#include "tests/support/same_distribution.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {
/// Two regions, two kinds of outlets, goods shipped by the manufacturer: nothing runs short.
std::string town(const std::string& segments, const std::string& more, int horizon = 6) {
  return "horizon: " + std::to_string(horizon) + R"(
replications: 40000
breakdown: [channel, region, segment, switching]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: east, consumers: 60}, {name: west, consumers: 40}]
channels:
  - {name: outlet, owner: independent, holds_stock: false, fixed_cost: 0, delivery_time: 0}
  - {name: site, owner: manufacturer, holds_stock: false, fixed_cost: 0, format: online, reach: everywhere}
members:
  - {name: corner, channel: outlet, region: east, attraction: 1.0, pricing: {type: fixed, price: 5}}
  - {name: market, channel: outlet, region: west, attraction: 0.6, pricing: {type: fixed, price: 4}}
  - {name: web, channel: site, attraction: 0.9, pricing: {type: fixed, price: 4.5}}
segments:
)" + segments +
         more;
}

/// What all consumers of two segments have in common stands in `common`.
std::string two_segments(const std::string& common) {
  return "  - {name: old, share: 0.3, purchase_rate: 0.7, price_sensitivity: 0.1, " + common +
         "}\n  - {name: young, share: 0.7, purchase_rate: 0.4, price_sensitivity: 0.3, " + common +
         "}\n";
}
}  // namespace

TEST_CASE("persons buy as cohorts do: habit and rivals, purchases at random") {
  CHECK(check_persons_and_cohorts(town(
            two_segments("habit: 1.2, aware_at_start: 0.8, customers_at_start: 0.3"),
            "rivals: [{name: other, price: 4, attraction: 0.9}, {name: third, price: 3, region: "
            "west, follow: 0.5, price_noise: 0.2}]\n")) > 60);
}

TEST_CASE("persons buy as cohorts do: at most once in a step") {
  CHECK(check_persons_and_cohorts(
            town(two_segments("habit: 0.8, customers_at_start: 0.2"),
                 "demand: {incidence: bernoulli, season: {amplitude: 0.4, period: 6}}\n"
                 "rivals: [{name: other, price: 4, attraction: 0.5}]\n")) > 60);
}

TEST_CASE("persons buy as cohorts do: word of mouth and forgetting") {
  CHECK(check_persons_and_cohorts(
            town(two_segments("aware_at_start: 0.3, customers_at_start: 0.1"),
                 "demand: {awareness: {spontaneous: 0.02, word_of_mouth: 0.5, per_outlet: 0.03, "
                 "forgetting: 0.3}}\n"
                 "campaigns: [{name: radio, start: 2, length: 3, spending: 500, "
                 "half_saturation: 700, awareness: 0.4, attraction: 0.5, purchase_lift: 0.3}]\n"
                 "rivals: [{name: other, price: 4, attraction: 0.5}]\n")) > 60);
}

TEST_CASE("persons buy as cohorts do: customers leave, the sooner the less they are satisfied") {
  CHECK(
      check_persons_and_cohorts(town(
          two_segments("customers_at_start: 0.5, habit: 0.5, churn: {type: per_step, chance: 0.1}"),
          "demand: {satisfaction: {learning: 1, expectation_learning: 0.3, churn: 4, "
          "attraction: 1}, brand: {service: 0.3, discount_erosion: 0.5}}\n"
          "promotions: [{name: deal, start: 2, length: 2, every: 4, price_cut: 0.3}]\n"
          "rivals: [{name: other, price: 4, attraction: 0.5}]\n")) > 60);
}

TEST_CASE("persons buy as cohorts do: customers bring customers, for a reward") {
  CHECK(
      check_persons_and_cohorts(town(
          two_segments("aware_at_start: 0.5, customers_at_start: 0.1"),
          "referrals:\n"
          "  - {name: friends, contacts: 10, share_chance: 0.5, conversion: 0.3, reward: 7, "
          "seeds: 4, seed_cost: 2, channels: [site]}\n"
          "  - {name: club, contacts: 5, share_chance: 0.4, conversion: 0.4, reward: 3, cost: 1}\n"
          "  - {name: never, active: false, contacts: 50, reward: 100}\n"
          "demand: {satisfaction: {learning: 1, expectation_learning: 0.3, referral: 3}}\n"
          "promotions: [{name: deal, start: 2, length: 2, every: 4, price_cut: 0.3}]\n"
          "rivals: [{name: other, price: 4, attraction: 0.5}]\n")) > 60);
}

TEST_CASE("persons buy as cohorts do: a durable that others have, too") {
  CHECK(check_persons_and_cohorts(town(
            "  - {name: early, share: 0.3, purchase_rate: 0.1, price_sensitivity: 0.1}\n"
            "  - {name: late, share: 0.7, purchase_rate: 0.02, price_sensitivity: 0.2, "
            "aware_at_start: 0.8}\n",
            "demand: {incidence: {type: bass, imitation: 0.9, replacement_rate: 0.1, price_effect: "
            "-2, advertising_effect: 0.3}, awareness: {word_of_mouth: 0.5}}\n"
            "promotions: [{name: deal, start: 3, length: 2, price_cut: 0.2}]\n"
            "campaigns: [{name: radio, spending: 500, purchase_lift: 0.3}]\n"
            "referrals: [{name: friends, contacts: 3, share_chance: 0.5, conversion: 0.2, reward: "
            "7, seeds: 2}]\n"
            "rivals: [{name: other, price: 4, attraction: 0.5}]\n")) > 60);
}

TEST_CASE("persons buy as cohorts do: nests of offers, and sensitivities that differ") {
  CHECK(check_persons_and_cohorts(town(
            "  - {name: all, share: 1, purchase_rate: 0.5, price_sensitivity: 0.3, price_spread: "
            "{type: lognormal, sd: 0.8}, habit: 0.6, showrooming_hassle: 2, web_to_store: 0.2, "
            "tastes: [{channel: site, attraction: 0.3}]}\n",
            "demand: {choice: {type: nested_logit, nests_by: format, dissimilarity: 0.5, nests: "
            "[{name: store, dissimilarity: 0.7}]}}\n"
            "rivals: [{name: other, price: 4, attraction: 0.5}]\n")) > 60);
}

TEST_CASE("persons buy as cohorts do: households stock up on deals, the brand wears off") {
  CHECK(check_persons_and_cohorts(town(
            two_segments("habit: 0.5, stockpiling: {response: 3, use: 0.3, expansion: 0.2}"),
            "demand: {brand: {exposure: 0.2, discount_erosion: 0.8}}\n"
            "promotions: [{name: deal, start: 2, length: 2, every: 4, price_cut: 0.3}]\n"
            "campaigns: [{name: radio, start: 1, length: 3, spending: 500, half_saturation: 700, "
            "purchase_lift: 0.5}]\n"
            "rivals: [{name: other, price: 4, attraction: 0.5}]\n")) > 60);
}

TEST_CASE("consumers who remember buy as those do who have nothing to remember") {
  // No habit, no awareness, nobody leaves: purchases of who remembers superpose as well. Market
  // figures only; those of consumers need memory.
  for (const char* incidence : {"poisson", "bernoulli"})
    for (const char* consumers : {"{memory: true}", "{resolution: persons}"}) {
      INFO(incidence << " " << consumers);
      std::string yaml = town(
          two_segments("stockpiling: {response: 2}, web_to_store: 0.2"),
          std::string("demand: {season: {amplitude: 0.4}, incidence: ") + incidence +
              "}\npromotions: [{name: deal, start: 2, length: 2, every: 4, price_cut: 0.3}]\n"
              "campaigns: [{name: radio, spending: 500, purchase_lift: 0.3, attraction: 0.5}]\n"
              "rivals: [{name: other, price: 4, attraction: 0.5}]\n");
      yaml.replace(yaml.find(", segment, switching"), 20, "");
      const Story flow(yaml), memory(yaml + "consumers: " + consumers + "\n");
      CHECK(check_same_distribution(memory, flow) > 30);
    }
}

TEST_CASE(
    "persons whose rates differ buy as their cohort does at a rate that is the sum of theirs") {
  std::string yaml = town(
      "  - {name: old, share: 0.3, purchase_rate: 0.7, price_sensitivity: 0.1}\n"
      "  - {name: young, share: 0.7, purchase_rate: 0.4, price_sensitivity: 0.3}\n",
      "demand: {incidence: {type: nbd, shape: 0.8}}\n"
      "rivals: [{name: other, price: 4, attraction: 0.5}]\n");
  yaml.replace(yaml.find(", segment, switching"), 20, "");
  CHECK(check_same_distribution(Story(yaml + "consumers: {resolution: persons}\n"), Story(yaml)) >
        30);
}
