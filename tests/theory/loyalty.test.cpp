// Who stays a customer, and what that is worth: shifted beta-geometric, BG/NBD, lifetime value.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/market_history.hpp"

using namespace channelsim::market;

TEST_CASE("V24 scenario: customers who differ in loyalty stay as the shifted beta-geometric says") {
  const double alpha = .668, beta = 3.806;
  const History history(
      one_shop(fmt::format("purchase_rate: 0, customers_at_start: 1, churn: {{type: per_step, "
                           "chance: {}, concentration: {}}}",
                           alpha / (alpha + beta), alpha + beta),
               "2000") +
      "horizon: 12\nreplications: 200\nconsumers: {resolution: persons}\n"
      "series: [customers, lost_customers, retention]\n");
  // 400,000 persons: S is known to 0.0008, r to 0.001.
  for (const auto& [steps, survival] :
       {std::pair(1u, .850693), std::pair(7u, .488945), std::pair(12u, .378040)}) {
    INFO("after " << steps << " steps");
    const Sample customers = history.after(steps, "customers");
    CHECK(customers.transformed([](double n) { return n / 2000; }).agrees_with(survival));
    for (std::size_t r = 0; r < 200; ++r)
      REQUIRE(history.after(steps, "lost_customers").values[r] == 2000 - customers.values[r]);
  }
  const double rates[] = {.850693, .877969, .896818, .910623};
  double before = 2000;
  for (std::uint32_t step = 0; step < 4; ++step) {
    const double now = history.after(step + 1, "customers").mean();
    CHECK(now / before ==
          Approx(rates[step])
              .margin(4.89 * std::sqrt(rates[step] * (1 - rates[step]) / 200 / before)));
    before = now;
  }
  CHECK(history.after(1, "retention").agrees_with(rates[0]));
}

TEST_CASE("customers who are alike leave at the same rate for ever, as persons and as cohorts") {
  for (const char* resolution : {"cohorts", "persons"}) {
    const History history(
        one_shop("purchase_rate: 0, customers_at_start: 0.5, churn: {type: per_step, chance: 0.15}",
                 "2000") +
        "horizon: 8\nreplications: 400\nseries: [customers, retention]\n"
        "consumers: {memory: true, resolution: " +
        resolution + "}\n");
    INFO(resolution);
    for (const std::uint32_t steps : {1u, 4u, 8u}) {
      const double stay = std::pow(.85, steps);
      const Sample customers = history.after(steps, "customers");
      CHECK(customers.agrees_with(1000 * stay));
      CHECK(customers.variance() ==
            Approx(1000 * stay * (1 - stay)).epsilon(4.89 * std::sqrt(2.0 / 400)));
    }
    CHECK(history.after(8, "retention").agrees_with(.85, 2e-5));
  }
}

TEST_CASE("V24B scenario: CDNOW's customers buy and leave as BG/NBD says") {
  const double r = .243, alpha = 4.414, a = .793, b = 2.426;
  std::string yaml = fmt::format(
      "horizon: 78\nreplications: 8000\nbreakdown: [region]\nconsumers: {{resolution: persons}}\n"
      "demand: {{may_not_buy: false, incidence: {{type: nbd, shape: {}}}}}\n"
      "products: [{{name: record, unit_cost: 1, list_price: 2}}]\n"
      "segments: [{{name: all, share: 1, price_sensitivity: 0, purchase_rate: {},\n"
      "  customers_at_start: 1, churn: {{type: per_purchase, chance: {}, concentration: {}}}}}]\n"
      "channels: [{{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}}]\n"
      "members: [{{name: web, channel: outlet, reach: everywhere}}]\nregions:\n",
      r, r / alpha, a / (a + b), a + b);
  // Each region is one person: 160,000 persons, of whom the standard errors are below 0.6 %.
  std::string series;
  for (int person = 0; person < 20; ++person) {
    yaml += fmt::format("  - {{name: home{}, consumers: 1}}\n", person);
    series += fmt::format("'consumer_purchases[region=home{}]', ", person);
  }
  const History history(yaml + "series: {every: 39, figures: [" + series + "lost_customers]}\n");
  Sample first, whole, none;
  for (int person = 0; person < 20; ++person) {
    const std::string name = fmt::format("consumer_purchases[region=home{}]", person);
    for (const double x : history.after(39, name).values) {
      first.values.push_back(x);
      none.values.push_back(x == 0 ? 1 : 0);
    }
    for (const double x : history.after(78, name).values) whole.values.push_back(x);
  }
  CHECK(first.agrees_with(1.196723));
  CHECK(whole.agrees_with(1.860519));
  CHECK(none.agrees_with(.573786));
}

TEST_CASE("V24C scenario: customers are worth m (1 + d) / (1 + d - r)") {
  // Each customer buys exactly once a step, with a margin of 150 - 50.
  const std::string yaml = R"(
horizon: 200
replications: 64
manufacturer: {discount_rate: 0.1}
consumers: {memory: true}
demand: {may_not_buy: false, incidence: bernoulli}
products: [{name: good, unit_cost: 50, list_price: 120}]
regions: [{name: town, consumers: 100000}]
segments: [{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0, customers_at_start: 1,
            churn: {type: per_step, chance: 0.2}}]
channels: [{name: outlet, owner: manufacturer, holds_stock: false, fixed_cost: 0, commission: 0,
            handling_cost: 0, pricing: {type: fixed, price: 150}}]
members: [{name: shop, channel: outlet, region: town}]
series: [customer_lifetime_value, consumer_purchases]
)";
  const History history(yaml);
  const Sample value = history.after(200, "customer_lifetime_value");
  // Retention is a ratio of 500,000 customer steps: known to 0.0006 a run, the value to 0.09.
  CHECK(value.agrees_with(366.6667, 0.01));
  CHECK(value.transformed([](double v) { return v - 100; }).agrees_with(266.6667, 0.01));
  // What they really bring, discounted: the first payment now, and the first after a step.
  Sample now{std::vector<double>(64, 0.0)}, later = now;
  for (std::uint32_t step = 0; step < 200; ++step) {
    const Sample bought = history.in_step(step, "consumer_purchases");
    for (std::size_t r = 0; r < 64; ++r) {
      const double worth = bought.values[r] * 100 / 1e5 * std::pow(1.1, -double(step));
      now.values[r] += worth;
      if (step > 0) later.values[r] += worth;
    }
  }
  CHECK(now.agrees_with(366.6667, 1e-4));
  CHECK(later.agrees_with(266.6667, 1e-4));
}

TEST_CASE(
    "retention and lifetime value count those who leave after a purchase as those after a step") {
  // Who buys exactly once a step leaves as often either way.
  const auto story = [](const std::string& churn) {
    return Story(R"(
horizon: 6
replications: 200
consumers: {resolution: persons}
demand: {may_not_buy: false, incidence: bernoulli}
products: [{name: good, unit_cost: 1, list_price: 2}]
regions: [{name: town, consumers: 500}]
channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]
members: [{name: shop, channel: outlet, region: town}]
segments: [{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0, customers_at_start: 1,
            churn: )" +
                 churn + "}]\n");
  };
  // 370,000 customer steps: a retention of .7 is known to .0008.
  for (const char* type : {"per_step", "per_purchase"}) {
    const Story some = story(fmt::format("{{type: {}, chance: 0.3}}", type)),
                all = story(fmt::format("{{type: {}, chance: 1}}", type));
    INFO(type);
    CHECK(Sample{some.figure("retention")}.agrees_with(.7, 1e-4));
    CHECK(Sample{some.figure("customer_lifetime_value")}.agrees_with(1.002 / .302, 1e-3));
    CHECK(all.mean("retention") == 0);
    CHECK(all.mean("customer_lifetime_value") == Approx(1));
  }
}
