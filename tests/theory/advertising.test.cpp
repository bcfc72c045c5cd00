// Advertising: what is left of it over time, how its response saturates, what it does to demand, to
// choice and to the brand, and what it costs.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/market_history.hpp"

using namespace channelsim::market;

namespace {

/// After each step, the stock of a campaign in which chance has no part.
std::vector<double> stocks(int steps, const std::string& campaign) {
  const History history(one_shop("purchase_rate: 0.1", "10") +
                        fmt::format("horizon: {}\nreplications: 1\nseries: advertising_stock\n"
                                    "campaigns: [{{name: spots, {}}}]\n",
                                    steps, campaign));
  std::vector<double> stock;
  for (std::uint32_t step = 1; step <= static_cast<std::uint32_t>(steps); ++step)
    stock.push_back(history.after(step, "advertising_stock").mean());
  return stock;
}
double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}
/// Steps in which the stock halves once nothing is spent any more.
double half_life(const std::vector<double>& stock, std::size_t end) {
  return std::log(0.5) / std::log(stock[end + 1] / stock[end]);
}

}  // namespace

TEST_CASE("V19 scenario: adstock builds up, halves and multiplies by the closed forms") {
  const auto stock = stocks(80, "spending: 100, length: 5, carryover: 0.7");
  CHECK(stock[4] == Approx(277.31).epsilon(1e-12));
  CHECK(half_life(stock, 4) == Approx(1.943358).epsilon(1e-6));
  CHECK(sum_of(stock) / 500 == Approx(3.333333).epsilon(1e-6));
  CHECK(stocks(80, "spending: 100, carryover: 0.7").back() / 100 == Approx(3.333333).epsilon(1e-6));
}

TEST_CASE("V19x scenario: adstock with a longer carryover") {
  const auto stock = stocks(200, "spending: 50, length: 10, carryover: 0.85");
  CHECK(stock[9] == Approx(267.708533).epsilon(1e-8));
  CHECK(half_life(stock, 9) == Approx(4.265024).epsilon(1e-6));
  CHECK(sum_of(stock) / 500 == Approx(6.666667).epsilon(1e-6));
}

TEST_CASE("V19x scenario: goodwill of Nerlove and Arrow is the limit of small steps") {
  // dG/dt = 30 - 0.25 G: steps of h cost 30 h and keep exp(-0.25 h). Errors fall with h, so twice
  // the finer less the coarser is right to h^2.
  const auto goodwill = [](double years, int steps_per_year) {
    return stocks(static_cast<int>(years * steps_per_year),
                  fmt::format("spending: {}, carryover: {}", 30.0 / steps_per_year,
                              std::exp(-0.25 / steps_per_year)))
        .back();
  };
  for (const auto& [years, expected] :
       {std::pair(6.0, 93.224381), std::pair(80.0, 120 * (1 - std::exp(-20)))}) {
    const double coarse = goodwill(years, 30), fine = goodwill(years, 60);
    CHECK((coarse - expected) / (fine - expected) == Approx(2).epsilon(0.01));
    CHECK(2 * fine - coarse == Approx(expected).epsilon(1e-5));
  }
}

namespace {

/// V20: campaigns in two regions whose lifts are so high that nearly all demand is theirs.
std::string split(const std::vector<double>& east_spending, int replications) {
  std::string yaml = fmt::format(R"(
horizon: 1
replications: {}
products: [{{name: good, unit_cost: 1, list_price: 2}}]
regions: [{{name: east, consumers: 1000}}, {{name: west, consumers: 600}}]
segments: [{{name: all, share: 1, purchase_rate: 0.001, price_sensitivity: 0}}]
demand: {{may_not_buy: false}}
channels: [{{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}}]
members: [{{name: web, channel: outlet, reach: everywhere}}]
campaigns:
  - {{name: one, regions: [east], purchase_lift: 1000, carryover: 0, half_saturation: 50}}
  - {{name: two, regions: [west], purchase_lift: 1000, carryover: 0, half_saturation: 20}}
strategies:
)",
                                 replications);
  for (std::size_t i = 0; i < east_spending.size(); ++i)
    yaml += fmt::format(
        "  - {{name: s{}, set: {{campaigns.one.spending: {}, campaigns.two.spending: {}}}}}\n", i,
        east_spending[i], 100 - east_spending[i]);
  return yaml;
}

}  // namespace

TEST_CASE("V20 scenario: the budget split with equal marginal returns sells most") {
  // V(x) = 1000 x / (50 + x) and 600 x / (20 + x), plus 1 and 0.6 pieces without advertising. The
  // neighbours' differences are 0.1 to 12 pieces; common random numbers see 0.04 (standard errors).
  const std::vector<double> east = {64.1018, 59.1018, 69.1018, 44.1018, 84.1018, 0, 100};
  const Story story(split(east, 40000));
  const auto expected = [](double x) {
    return 1000 * x / (50 + x) + 600 * (100 - x) / (120 - x) + 1.6;
  };
  REQUIRE(expected(64.1018) == Approx(947.1189 + 1.6).margin(1e-4));
  const Sample best{story.figure("units_sold", "s0")};
  CHECK(best.agrees_with(947.1189 + 1.6));
  for (std::size_t i = 1; i < east.size(); ++i) {
    INFO("spending " << east[i] << " in the east");
    const Sample loss = best - Sample{story.figure("units_sold", fmt::format("s{}", i))};
    CHECK(loss.mean() > 4.89 * loss.standard_error());
    CHECK(loss.agrees_with(expected(east[0]) - expected(east[i])));
    for (const double cost : story.figure("marketing_cost", fmt::format("s{}", i)))
      REQUIRE(cost == Approx(100).epsilon(1e-12));
  }
}

TEST_CASE("an S-shaped response is Hill's at, below and above half saturation") {
  // n = 2000 of means 20,000 … 100,000: standard errors below 0.02 %.
  for (const auto& [spending, response] : {std::pair(500.0, 1.0 / 17), std::pair(1000.0, 0.5),
                                           std::pair(2000.0, 16.0 / 17), std::pair(0.0, 0.0)}) {
    const Story story(one_shop("purchase_rate: 0.2", "100000") +
                      fmt::format("horizon: 1\nreplications: 2000\ndemand: {{may_not_buy: false}}\n"
                                  "campaigns: [{{name: spots, spending: {}, half_saturation: "
                                  "1000, steepness: 4, purchase_lift: 4}}]\n",
                                  spending));
    INFO("spending " << spending);
    CHECK(Sample{story.figure("units_sold")}.agrees_with(20000 * (1 + 4 * response)));
  }
}

TEST_CASE("a campaign adds its attraction to the offers of its channels and regions, in its time") {
  const std::string yaml = R"(
horizon: 6
replications: 400
breakdown: [member]
series: ['units_sold[member=a]', 'units_sold[member=b]', 'units_sold[member=c]', marketing_cost]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: east, consumers: 100000}, {name: west, consumers: 100000}]
segments: [{name: all, share: 1, purchase_rate: 0.5, price_sensitivity: 0}]
channels:
  - {name: shop, owner: independent, holds_stock: false, fixed_cost: 0}
  - {name: site, owner: independent, holds_stock: false, fixed_cost: 0}
members:
  - {name: a, channel: shop, region: east}
  - {name: b, channel: site, region: east}
  - {name: c, channel: shop, region: west}
campaigns:
  - {name: spots, regions: [east], channels: [shop], start: 1, length: 2, every: 4, spending: 300,
     carryover: 0, half_saturation: 100, attraction: 2}
)";
  const double full = std::exp(2 * 0.75), none = 1;
  for (const char* consumers : {"", "consumers: {memory: true}\n"}) {
    const History history(yaml + consumers);
    double cost = 0;
    for (std::uint32_t step = 0; step < 6; ++step) {
      INFO(consumers << "step " << step);
      const bool runs = step == 1 || step == 2 || step == 5;
      const double weight = runs ? full : none;
      CHECK(
          history.in_step(step, "units_sold[member=a]").agrees_with(50000 * weight / (2 + weight)));
      CHECK(history.in_step(step, "units_sold[member=b]").agrees_with(50000 / (2 + weight)));
      CHECK(history.in_step(step, "units_sold[member=c]").agrees_with(25000));
      cost += runs ? 300 : 0;
      CHECK(history.after(step + 1, "marketing_cost").mean() == Approx(cost).margin(1e-9));
    }
  }
}

TEST_CASE("the brand is built by exposure, fades, and is eroded by discounts") {
  // Strength after n steps: b' = b (1 - d) + e R - f cut; no chance in it. R = 0.75.
  const auto strengths = [](const std::string& more) {
    const History history(one_shop("purchase_rate: 0.5", "100000") +
                          "horizon: 12\nreplications: 64\nseries: [brand_strength, units_sold]\n"
                          "demand: {brand: {exposure: 0.1, discount_erosion: 0.4, decay: 0.05}}\n" +
                          more);
    double strength = 0;
    std::vector<double> found;
    for (std::uint32_t step = 0; step < 12; ++step) {
      // What the brand was worth before the step is what this step's buyers meet.
      const double chance = 1 / (1 + std::exp(-strength));
      CHECK(history.in_step(step, "units_sold").agrees_with(50000 * chance));
      found.push_back(strength = history.after(step + 1, "brand_strength").mean());
      CHECK(history.after(step + 1, "brand_strength").variance() < 1e-20);
    }
    return found;
  };
  const std::string spots =
      "campaigns: [{name: spots, length: 6, spending: 300, carryover: 0, half_saturation: 100}]\n";
  const std::string cut = "promotions: [{name: cut, start: 2, length: 3, price_cut: 0.2}]\n";
  const auto built = strengths(spots), eroded = strengths(cut), both = strengths(spots + cut);
  double exposure = 0, erosion = 0;
  for (std::size_t step = 0; step < 12; ++step) {
    INFO("step " << step);
    exposure = 0.95 * exposure + (step < 6 ? 0.1 * 0.75 : 0);
    erosion = 0.95 * erosion + (step >= 2 && step < 5 ? 0.4 * 0.2 : 0);
    CHECK(built[step] == Approx(exposure).epsilon(1e-12));
    CHECK(eroded[step] == Approx(-erosion).epsilon(1e-12).margin(1e-15));
    CHECK(both[step] == Approx(exposure - erosion).epsilon(1e-12).margin(1e-15));
  }
}

TEST_CASE("an idle campaign costs nothing and does nothing") {
  const std::string yaml = one_shop("purchase_rate: 0.1", "1000") +
                           "horizon: 5\nreplications: 16\nstrategies: [{name: as_is}]\n";
  const Story without(yaml), idle(yaml +
                                  "campaigns: [{name: spots, active: false, spending: 100, "
                                  "purchase_lift: 3, attraction: 2}]\n");
  CHECK(idle.figure("units_sold") == without.figure("units_sold"));
  CHECK(idle.figure("manufacturer_profit") == without.figure("manufacturer_profit"));
  CHECK(idle.mean("marketing_cost") == 0);
}
