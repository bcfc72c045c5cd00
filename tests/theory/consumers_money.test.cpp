// Consumers pay for goods and get back what goods bring with them; all other money passes between
// the manufacturer, the members and who works for them.

#include <set>

#include "models/market/trace.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/generated_scenarios.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

TEST_CASE("X9 consumers of 60 generated scenarios pay and get nothing but what goods bring along") {
  const std::set<std::string> theirs{"sales",   "bought along", "refunds",
                                     "coupons", "marketing",    "bad debt"};
  std::set<std::string> seen;
  for (std::uint32_t number = 0; number < 60; ++number) {
    const std::string text = GeneratedScenario(number).text();
    const Study study = study_of(text);
    const Trace trace = Market(study.plans, futures_of(study)).trace(1, 3);
    const std::size_t consumers = trace.parties.size() - 2;
    REQUIRE(trace.parties[consumers] == "consumers");
    for (std::size_t item = 0; item < trace.items.size(); ++item) {
      if (trace.total(consumers, item) == 0) continue;
      INFO(number << " " << trace.items[item] << "\n" << text);
      CHECK(theirs.contains(trace.items[item]));
      seen.insert(trace.items[item]);
    }
  }
  CHECK(seen.size() >= 4);
}

TEST_CASE("consumers pay the price on average, whatever they send back") {
  const Story story(study_of(R"(
horizon: 10
replications: 4
products: [{name: good, unit_cost: 10, list_price: 30, recommended_price: 40, divisible: true}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0}]
demand: {incidence: expected}
members: [{name: site, channel: web_shop, pricing: {type: match, base: {type: recommended}, at_least: 1}, returns: {rate: 0.5, delay: 1}}]
)"));
  CHECK(story.mean("average_price") == Approx(40));
}
