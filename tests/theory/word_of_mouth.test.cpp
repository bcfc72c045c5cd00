// How consumers learn of the offers and forget them, and how customers bring customers.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/market_history.hpp"

using namespace channelsim::market;

namespace {

/// 300,000 consumers in all; a share of .5 is known to 0.0009.
std::string town(const std::string& segment, const std::string& resolution) {
  return one_shop("purchase_rate: 0, " + segment, "500") +
         "horizon: 6\nreplications: 600\nseries: [awareness]\n"
         "consumers: {memory: true, resolution: " +
         resolution + "}\n";
}

/// Awareness after each step against a recursion of the shares (unaware, prospects, customers).
void check_awareness(const History& history, double unaware, double prospects, auto&& learning,
                     double forgetting) {
  for (std::uint32_t step = 0; step < 6; ++step) {
    const double customers = 1 - unaware - prospects;
    const double learn = unaware * (1 - std::exp(-learning(step, customers))),
                 forget = prospects * (1 - std::exp(-forgetting));
    unaware += forget - learn;
    prospects += learn - forget;
    INFO("step " << step);
    CHECK(history.after(step + 1, "awareness").agrees_with(1 - unaware, 1e-12));
  }
}

}  // namespace

TEST_CASE("consumers learn of the offers by themselves and forget them, customers never do") {
  for (const char* resolution : {"cohorts", "persons"}) {
    INFO(resolution);
    check_awareness(
        History(town("aware_at_start: 0.6, customers_at_start: 0.2", resolution) +
                "demand: {awareness: {spontaneous: 0.1, forgetting: 0.3}}\n"),
        .4, .4, [](auto, double) { return 0.1; }, 0.3);
  }
}

TEST_CASE("consumers learn of the offers from customers, in proportion to how many these are") {
  for (const char* resolution : {"cohorts", "persons"})
    for (const double customers : {0.0, 0.25}) {
      INFO(resolution << ", customers " << customers);
      check_awareness(
          History(town(fmt::format("aware_at_start: {0}, customers_at_start: {0}", customers),
                       resolution) +
                  "demand: {awareness: {word_of_mouth: 0.8}}\n"),
          1 - customers, 0, [](auto, double share) { return 0.8 * share; }, 0);
    }
}

TEST_CASE("consumers learn of the offers from the stores around, not from other formats") {
  // Two stores here, one of them with two products; a site; a store elsewhere; an idle store.
  const std::string yaml = R"(
horizon: 6
replications: 600
breakdown: [region]
series: ['awareness[region=here]', 'awareness[region=there]', 'awareness[region=nowhere]']
demand: {awareness: {per_outlet: 0.1}}
products: [{name: good, unit_cost: 1, list_price: 2}, {name: other, unit_cost: 1, list_price: 2}]
regions: [{name: here, consumers: 500}, {name: there, consumers: 500}, {name: nowhere, consumers: 500}]
segments: [{name: all, share: 1, purchase_rate: 0, price_sensitivity: 0, aware_at_start: 0.2}]
channels:
  - {name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}
  - {name: site, owner: independent, holds_stock: false, fixed_cost: 0, format: online, reach: everywhere}
members:
  - {name: a, channel: outlet, region: here}
  - {name: b, channel: outlet, region: here, products: [good]}
  - {name: c, channel: outlet, region: there}
  - {name: d, channel: outlet, region: there, active: false}
  - {name: web, channel: site}
)";
  for (const char* resolution : {"cohorts", "persons"}) {
    const History history(yaml + "consumers: {memory: true, resolution: " + resolution + "}\n");
    for (const auto& [region, stores] :
         {std::pair("here", 2), std::pair("there", 1), std::pair("nowhere", 0)})
      for (const std::uint32_t steps : {1u, 6u}) {
        INFO(resolution << " " << region << " after " << steps);
        CHECK(history.after(steps, fmt::format("awareness[region={}]", region))
                  .agrees_with(1 - .8 * std::exp(-0.1 * stores * steps), 1e-12));
      }
  }
}

TEST_CASE("consumers learn of the offers from campaigns as these respond") {
  for (const char* resolution : {"cohorts", "persons"}) {
    INFO(resolution);
    const History history(
        town("aware_at_start: 0", resolution) +
        "campaigns: [{name: spots, start: 1, length: 2, spending: 100, carryover: 0.5, "
        "half_saturation: 100, awareness: 0.4}]\n");
    double stock = 0;
    check_awareness(
        history, 1, 0,
        [&](std::uint32_t step, double) {
          stock = stock / 2 + (step == 1 || step == 2 ? 100 : 0);
          return 0.4 * stock / (stock + 100);
        },
        0);
  }
}

TEST_CASE("who does not know the offers does not buy, but learns when brought along") {
  const Story story(one_shop("purchase_rate: 0.5, aware_at_start: 0.3", "500") +
                    "horizon: 40\nreplications: 100\nconsumers: {memory: true}\n"
                    "demand: {may_not_buy: false}\n");
  for (std::size_t r = 0; r < 100; ++r) {
    REQUIRE(story.figure("awareness")[r] == Approx(0.3));
    REQUIRE(story.figure("penetration")[r] <= 0.3);
  }
  CHECK(story.mean("penetration") == Approx(0.3).epsilon(0.001));
}

namespace {

/// Who knows the offers and considers none by itself: only referrals bring customers.
std::string cascade(const std::string& consumers, int replications, const std::string& referral) {
  return one_shop("purchase_rate: 0", consumers) +
         fmt::format(
             "horizon: 80\nreplications: {}\ndemand: {{may_not_buy: false}}\n"
             "series: {{figures: [new_customers, marketing_cost], every: 1}}\n"
             "referrals: [{{name: programme, {}}}]\n",
             replications, referral);
}

}  // namespace

TEST_CASE("V22 scenario: a referral cascade has the total progeny of a branching process") {
  // Seed and all it brings: mean 5, variance 100, fourth cumulant 702,500 (Borel), so that the
  // variance is known to 100 sqrt(72.25 / n) = 3.5 from 60,000 runs, the mean to 0.041.
  const History history(
      cascade("1e6", 60000,
              "contacts: 8, share_chance: 0.5, conversion: 0.2, seeds: 1, seed_cost: 7, "
              "reward: 3, cost: 0.5") +
      "consumers: {memory: true}\n");
  const Sample total =
      history.after(80, "new_customers").transformed([](double n) { return n + 1; });
  CHECK(total.agrees_with(5));
  CHECK(total.variance() == Approx(100).margin(4.89 * 3.5));
  // It starts with the seed: generation t has 0.8^t members on average.
  for (const std::uint32_t step : {0u, 1u, 4u, 9u})
    CHECK(history.in_step(step, "new_customers").agrees_with(std::pow(.8, step + 1)));
  // Nobody is brought twice, everybody brought is paid for once.
  const Sample cost = history.after(80, "marketing_cost");
  for (std::size_t r = 0; r < cost.values.size(); ++r)
    REQUIRE(cost.values[r] == Approx(3 * (total.values[r] - 1) + 7 + 80 * 0.5));
}

TEST_CASE("V22 scenario: persons refer as cohorts do, until the town runs out of prospects") {
  const std::string referral = "contacts: 10, share_chance: 0.5, conversion: 0.3, seeds: 3";
  const History cohorts(cascade("400", 4000, referral) + "consumers: {memory: true}\n"),
      persons(cascade("400", 800, referral) + "consumers: {resolution: persons}\n");
  for (const std::uint32_t steps : {1u, 4u, 10u, 80u}) {
    const Sample one = cohorts.after(steps, "new_customers"),
                 other = persons.after(steps, "new_customers");
    INFO("after " << steps << " steps");
    CHECK(one.agrees_with(other));
    CHECK(std::sqrt(other.variance() / one.variance()) == Approx(1).margin(4.89 * 0.05));
  }
  // The final share z solves z = 1 - exp(-1.5 z - 0.75 % x 1.5) where the cascade does not die
  // early: 3 seeds of 1.5 each rarely do.
  double z = 0.5;
  for (int i = 0; i < 200; ++i) z = 1 - std::exp(-1.5 * (z + 3.0 / 400));
  Sample large;
  for (const double n : cohorts.after(80, "new_customers").values)
    if (n > 100) large.values.push_back(n / 400);
  CHECK(large.mean() == Approx(z).margin(0.01));
}

TEST_CASE("V22 scenario: who buys seldom is brought by referrals as easily as who buys often") {
  // Rates of persons differ, but none considers buying by itself.
  const std::string referral = "contacts: 10, share_chance: 0.5, conversion: 0.3, seeds: 20";
  std::string differing = cascade("400", 800, referral) + "consumers: {resolution: persons}\n";
  const History alike(differing);
  differing.replace(differing.find("may_not_buy: false"), 18,
                    "may_not_buy: false, incidence: {type: nbd, shape: 0.3}");
  const History unlike(differing);
  for (const std::uint32_t steps : {1u, 4u, 10u, 80u}) {
    INFO("after " << steps << " steps");
    CHECK(unlike.after(steps, "new_customers").agrees_with(alike.after(steps, "new_customers")));
  }
}

TEST_CASE("referrals bring those who do not know the offers to know them, too") {
  // A step's recruits among the unaware learn first and may buy in the same step at that rate.
  const std::string yaml =
      "horizon: 1\nreplications: 2000\ndemand: {may_not_buy: false}\n"
      "referrals: [{name: programme, contacts: 10, share_chance: 0.5, "
      "conversion: 0.4, seeds: 50}]\n";
  for (const char* consumers :
       {"consumers: {memory: true}\n", "consumers: {resolution: persons}\n"}) {
    const Story story(one_shop("purchase_rate: 0, aware_at_start: 0", "200") + yaml + consumers);
    const double rate = 50 * 2.0 / 200, share = 1 - std::exp(-rate);
    INFO(consumers);
    CHECK(Sample{story.figure("awareness")}.agrees_with(share));
    CHECK(Sample{story.figure("penetration")}.agrees_with(share * share));
  }
}

TEST_CASE("referrals of a channel count purchases through that channel only") {
  // Half of the first customers buy at the site; only these bring others.
  const std::string yaml = R"(
horizon: 2
replications: 400
consumers: {memory: true}
series: new_customers
demand: {may_not_buy: false, incidence: bernoulli, cycles: [{indices: [2, 0]}]}
products: [{name: good, unit_cost: 1, list_price: 2}]
regions: [{name: town, consumers: 100000}]
segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0}]
channels:
  - {name: shop, owner: independent, holds_stock: false, fixed_cost: 0}
  - {name: site, owner: independent, holds_stock: false, fixed_cost: 0}
members: [{name: a, channel: shop, region: town}, {name: b, channel: site, region: town}]
referrals: [{name: programme, channels: [site], contacts: 10, share_chance: 0.5, conversion: 0.2}]
)";
  const History history(yaml);
  CHECK(history.in_step(0, "new_customers").agrees_with(10000));
  // 5,000 customers call 5,000 of 100,000, of whom 90,000 have not bought. Bernoulli: at most one.
  CHECK(history.in_step(1, "new_customers").agrees_with(90000 * 0.05));
}
