// Between the store and the web: showrooming, webrooming, orders collected in stores.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include "tests/support/choices.hpp"

using namespace channelsim::market;

namespace {
/// Of 1,000 consumers who decide at once a part chooses the store; the site's own share is as
/// stated. `site` and `store` are utilities; prices do not matter to the first choice.
std::string store_and_site(const std::string& segment, double store, double site,
                           const std::string& store_price = "72", const std::string& rest = "") {
  return fmt::format(R"(
horizon: 1
replications: 10000
breakdown: [member]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 60}}]
regions: [{{name: town, consumers: 1000}}]
segments: [{{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0{}}}]
demand: {{incidence: bernoulli}}
channels:
  - {{name: shop, owner: independent, holds_stock: false, fixed_cost: 0, format: store}}
  - {{name: web, owner: independent, holds_stock: false, fixed_cost: 0, format: online,
     reach: everywhere}}
members:
  - {{name: store, channel: shop, region: town, site: {:.17g},
     pricing: {{type: fixed, price: {}}}}}
  - {{name: site, channel: web, site: {:.17g}, pricing: {{type: fixed, price: 60}}}}
)",
                     segment, store, store_price, site) +
         rest;
}
/// The utility of an offer with a share, beside nothing and another whose share is stated.
double utility(double share, double other) { return std::log(share / (1 - share - other)); }
const std::string hassle = ", showrooming_hassle: 30";
}  // namespace

TEST_CASE("V75 scenario: of 40 % store buyers, those with a hassle below the gap buy online") {
  // Gap 12, hassle uniform to 30: 0.4 x 12/30 = 0.16 of all. n = 10,000: standard error 0.12 pieces
  // of 160, a shift of 0.35 % is seen.
  const Story alone(store_and_site(hassle, utility(0.4, 0), -50));
  check_mean(alone, units_of("store"), 240);
  check_mean(alone, units_of("site"), 160);
  // Beside the site's own buyers, and in each way that consumers are looked at.
  for (const char* consumers : {"{}", "{memory: true}", "{resolution: persons}"}) {
    INFO(consumers);
    const std::string few = std::string(consumers) == "{resolution: persons}"
                                ? "replications: 500\n"
                                : "replications: 10000\n";
    std::string yaml = store_and_site(hassle, utility(0.4, 0.3), utility(0.3, 0.4));
    yaml.replace(yaml.find("replications: 10000\n"), 20, few);
    const Story story(yaml + fmt::format("consumers: {}\n", consumers));
    check_mean(story, units_of("store"), 240);
    check_mean(story, units_of("site"), 460);
  }
  // No gap, no diversion; a gap beyond every hassle, no store buyers left.
  const Story same(store_and_site(hassle, utility(0.4, 0.3), utility(0.3, 0.4), "55"));
  check_mean(same, units_of("store"), 400);
  const Story dear(store_and_site(hassle, utility(0.4, 0.3), utility(0.3, 0.4), "91"));
  CHECK(dear.mean(units_of("store")) == 0);
  check_mean(dear, units_of("site"), 700);
}

TEST_CASE("V75 scenario: who collects an order buys something else with it") {
  // 500 orders, a quarter collected, 35 % of these buy for 18: 18 x binomial(500, 0.0875).
  std::string yaml = store_and_site("", -50, 50, "60");
  yaml.replace(yaml.find("consumers: 1000"), 15, "consumers: 500");
  yaml.replace(yaml.rfind("{type: fixed, price: 60}}\n"), 26,
               "{type: fixed, price: 60}, "
               "pick_up: {share: 0.25, attach: 0.35, value: 18, cost_share: 0.5}}\n");
  // n = 10,000: standard error 1.14 of 787.5, a shift of 0.7 % is seen.
  const Story story(yaml +
                    "strategies: [{name: as_is}, {name: free, set: "
                    "{members.site.pick_up.cost_share: 0}}]\n");
  for (const double orders : story.figure(units_of("site"))) REQUIRE(orders == 500);
  check_mean(story, "cross_sales", 787.5);
  CHECK(std::sqrt(story.variance("cross_sales")) ==
        Approx(113.73).epsilon(4.89 / std::sqrt(2.0 * 10000)));
  // It is bought in the store, whose costs it has.
  CHECK(story.figure("cross_sales[member=store]") == story.figure("cross_sales"));
  for (std::size_t r = 0; r < 10000; ++r)
    REQUIRE(story.figure("channel_profit[member=store]", "free")[r] -
                story.figure("channel_profit[member=store]")[r] ==
            Approx(0.5 * story.figure("cross_sales")[r]).margin(1e-6));
}

TEST_CASE("of goods that are divisible no more is collected than was sold") {
  // The site has half a piece to sell in each step; half of it is collected, which costs nothing.
  const Story story(R"(
horizon: 20
replications: 64
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5, divisible: true}]
regions: [{name: town, consumers: 100}]
segments: [{name: all, share: 1, purchase_rate: 0.5, price_sensitivity: 0}]
breakdown: [member]
demand: {may_not_buy: false}
members: [{name: site, channel: web_shop, holds_stock: true, lead_time: 1, replenishment: {type: base_stock, level: 0.5}, handling_cost: 100, pick_up: {share: 0.5}}]
strategies: [{name: as_is}, {name: dear, set: {members.site.pick_up.handling_cost: 100}}]
)");
  for (std::size_t r = 0; r < 64; ++r)
    REQUIRE(story.figure("manufacturer_profit")[r] -
                story.figure("manufacturer_profit", "dear")[r] ==
            Approx(0.5 * 100 * story.figure("units_sold")[r]));
}

TEST_CASE("V75 scenario: web buyers who go to a store are a thinned Poisson number") {
  // 240 online choices a step, 15 % of which end in the store: Poisson(36) and Poisson(204).
  std::string yaml = store_and_site(", web_to_store: 0.15", -20, utility(0.24, 0), "60");
  yaml.replace(yaml.find("incidence: bernoulli"), 20, "incidence: poisson");
  const Story story(yaml);
  const double little = 1000 * std::exp(-20.0);  // who wants the store at once
  check_mean(story, units_of("store"), 36 + little);
  check_mean(story, units_of("site"), 204);
  const double tolerance = 4.89 * std::sqrt(2.1 / 10000);
  CHECK(story.variance(units_of("store")) == Approx(36).epsilon(tolerance));
  CHECK(story.variance(units_of("site")) == Approx(204).epsilon(tolerance));
  // Independent of each other: the variance of the sum is the sum of the variances.
  CHECK(story.variance("units_sold") == Approx(240).epsilon(tolerance));
}

TEST_CASE("where no store sells it, web buyers stay on the web") {
  std::string yaml = store_and_site(", web_to_store: 0.15", 0, utility(0.24, 0), "60");
  yaml.replace(yaml.find("{name: store, channel: shop,"), 28,
               "{name: store, active: false, channel: shop,");
  check_mean(Story(yaml), units_of("site"), 240);
}

TEST_CASE("showrooming with an uncertain gap moves the mean share over its futures") {
  // The gap is uniform from 0 to 60 and the hassle from 0 to 30: E min(1, gap / 30) = 0.75.
  const Story story(store_and_site(hassle, utility(0.4, 0), -50, "\"uniform(60, 120)\""));
  check_mean(story, units_of("store"), 400 * 0.25);
  check_mean(story, units_of("site"), 400 * 0.75);
  // Futures differ: the variance is that of the share moved, far above the binomial.
  CHECK(story.variance(units_of("store")) > 10 * 400 * 0.25);
}

TEST_CASE("who showrooms takes the cheapest site of those that sell the product") {
  const std::string yaml = store_and_site(
      hassle, utility(0.4, 0), -50, "72",
      "  - {name: low, channel: web, site: -50, pricing: {type: fixed, price: 57}}\n"
      "  - {name: dear, channel: web, site: -50, pricing: {type: fixed, price: 66}}\n");
  const Story story(yaml);
  check_mean(story, units_of("low"), 400 * 0.5);
  check_mean(story, units_of("store"), 400 * 0.5);
  CHECK(story.mean(units_of("site")) == 0);
  CHECK(story.mean(units_of("dear")) == 0);
}
