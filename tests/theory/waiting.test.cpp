// Consumers who come back in the next step for goods that they found missing.

#include "tests/support/choices.hpp"

using namespace channelsim::market;

namespace {
/// Ten consumers each want a piece of the only shop in every step; four arrive for each.
std::string one_shop(int horizon, const std::string& consumers, const std::string& rest = "") {
  return fmt::format(R"(
horizon: {}
replications: 16
breakdown: [member]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}}]
regions: [{{name: town, consumers: 10}}]
segments: [{{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0}}]
consumers: {}
demand: {{incidence: bernoulli, may_not_buy: false, stock_out: {{wait: 1}}}}
channels: [{{name: shop, owner: independent, fixed_cost: 0, lead_time: 1}}]
members:
  - {{name: a, channel: shop, region: town, opening_forecast: 0,
     replenishment: {{type: base_stock, level: 4}}}}
)",
                     horizon, consumers) +
         rest;
}
void check_all(const Story& story, const std::string& figure, double expected) {
  for (const double value : story.figure(figure)) REQUIRE(value == expected);
}
}  // namespace

TEST_CASE("who waits is served first, waits once and is counted once") {
  // Step 0: 10 want, 4 sold, 6 wait. Step 1: 4 of them are served, 2 give up; the 4 others want and
  // wait. Step 2: these 4 are served; the 6 others want and wait.
  const double sold[] = {4, 8, 12}, lost[] = {0, 2, 2}, wanted[] = {10, 14, 20};
  for (const char* consumers : {"{memory: true}", "{resolution: persons}"})
    for (int horizon = 1; horizon <= 3; ++horizon) {
      INFO(consumers << " " << horizon);
      const Story story(one_shop(horizon, consumers));
      check_all(story, "units_sold", sold[horizon - 1]);
      check_all(story, "lost_sales", lost[horizon - 1]);
      check_all(story, "consumer_purchases", sold[horizon - 1]);
      const double waiting[] = {6, 4, 6};
      CHECK(sold[horizon - 1] + lost[horizon - 1] + waiting[horizon - 1] == wanted[horizon - 1]);
    }
  // Consumers without memory consider again while they wait: step 1 has 10 more, step 2, too.
  const double lost_in_flow[] = {0, 2, 8};
  for (int horizon = 1; horizon <= 3; ++horizon) {
    const Story story(one_shop(horizon, "{}"));
    check_all(story, "units_sold", sold[horizon - 1]);
    check_all(story, "lost_sales", lost_in_flow[horizon - 1]);
  }
}

TEST_CASE("who waits stays a customer, and a prospect one") {
  // All are customers at the start; the shelf is empty and six or ten of them wait.
  for (const char* consumers : {"{memory: true}", "{resolution: persons}"}) {
    INFO(consumers);
    std::string yaml = one_shop(1, consumers);
    yaml.replace(yaml.find("purchase_rate: 1"), 16, "customers_at_start: 1, purchase_rate: 1");
    const Story story(yaml);
    check_all(story, "customers", 10);
    check_all(story, "penetration", 1);
    check_all(story, "awareness", 1);
  }
}

TEST_CASE("a shop forecasts the demand of who waits once") {
  // 8 a step are wanted by consumers without memory, and half of what is short comes back. The shop
  // orders by an exponentially smoothed forecast of which the long-run mean is 8, whatever waits.
  std::string yaml = one_shop(40, "{}", "");
  yaml.replace(yaml.find("{type: base_stock, level: 4}"), 28,
               "{type: order_up_to, safety_factor: 0.5, smoothing: 0.2}");
  const Story story(yaml);
  // Orders up to 0.5 x 2 x forecast = the demand of a step; stock at the start of each is then the
  // forecast, which climbs to 10 and not beyond.
  std::string longer = yaml;
  longer.replace(longer.find("horizon: 40"), 11, "horizon: 41");
  const Story next(longer);
  for (std::size_t r = 0; r < 16; ++r)
    CHECK(next.figure("units_sold")[r] - story.figure("units_sold")[r] == 10);
  CHECK(next.mean("channel_stock") < 0.5);
}

TEST_CASE("a plan that changes ends waiting, and nobody is lost from sight") {
  for (const char* consumers : {"{}", "{memory: true}", "{resolution: persons}"}) {
    INFO(consumers);
    const Story story(one_shop(2, consumers, "changes: [{from: 1, set: {members.a.site: 0.5}}]\n"));
    check_all(story, "units_sold", 8);
    check_all(story, "lost_sales", 6);  // all ten want again in step 1: four are served, six wait
  }
}

TEST_CASE("who waits for one piece and gets others at once has bought these") {
  // The only consumer of its standing waits in every replication: nobody is left who may buy.
  std::string yaml = one_shop(1, "{resolution: persons}");
  const auto replace = [&](const std::string& from, const std::string& to) {
    yaml.replace(yaml.find(from), from.size(), to);
  };
  replace("consumers: 10}", "consumers: 1}");
  replace("bernoulli", "poisson");
  replace("purchase_rate: 1,", "purchase_rate: 800,");
  const Story story(yaml);
  check_all(story, "units_sold", 4);
  check_all(story, "consumer_purchases", 4);
}
