// Which figures a scenario wants told.

#include "models/market/trial.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {
std::string shop(const std::string& questions) {
  return "horizon: 8\nreplications: 16\n" + questions + R"(
breakdown: [channel, member]
products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]
regions: [{name: city, consumers: 2000}]
segments: [{name: everyone, share: 1, purchase_rate: 0.3, price_sensitivity: 0.04}]
members:
- {name: corner, channel: independent_retailer, region: city}
- {name: kiosk, channel: own_shop, region: city}
)";
}
std::vector<std::string> told(const std::string& questions) {
  std::vector<std::string> names;
  const Story story(shop(questions));
  for (const auto& [name, values] : story.figures()) names.push_back(name);
  return names;
}
using Names = std::vector<std::string>;
}  // namespace

TEST_CASE("a run tells the figures it is asked for, with their groups, and those it rests on") {
  CHECK(told("").size() > 60);
  const Names cost_and_objective = {"manufacturer_npv", "manufacturer_outlay"};
  CHECK(told("figures: [manufacturer_npv]\n") == cost_and_objective);
  CHECK(told("figures: manufacturer_outlay\n") == cost_and_objective);
  CHECK(told("figures: [fill_rate]\n") ==
        Names{"fill_rate", "fill_rate[channel=independent_retailer]", "fill_rate[channel=own_shop]",
              "fill_rate[member=corner]", "fill_rate[member=kiosk]", "manufacturer_npv",
              "manufacturer_outlay"});
  CHECK(told("figures: ['fill_rate[member=kiosk]']\n") ==
        Names{"fill_rate[member=kiosk]", "manufacturer_npv", "manufacturer_outlay"});
  CHECK(told("figures: [manufacturer_profit]\n"
             "decision: {objective: units_sold, constraints: [{figure: lost_sales, at_most: 9}]}\n"
             "series: 'units_sold[member=corner]'\n"
             "actuals: [{figure: market_share, value: 0.5}]\n"
             "expect: [{name: more, kpi: 'fill_rate[member=corner]', at_least: 0}]\n") ==
        Names{"fill_rate[member=corner]", "lost_sales", "manufacturer_outlay",
              "manufacturer_profit", "market_share", "units_sold", "units_sold[member=corner]"});
}

TEST_CASE("fewer figures have the same numbers") {
  const Story all(shop("")), few(shop("figures: [units_sold, lost_sales]\n"));
  for (const auto& [name, values] : few.figures()) {
    INFO(name);
    CHECK(all.figure(name) == values);
  }
}

TEST_CASE("who tries something may look at all figures") {
  CHECK(Trial(study_of(shop("figures: [units_sold]\n")), {}, 1).column(0, "channel_stock").size() ==
        16);
}

TEST_CASE("who asks for a figure that there is not, or twice, is told") {
  const auto refusal = [](const std::string& figures) -> std::string {
    try {
      study_of(shop("figures: [" + figures + "]\n"));
    } catch (const InputError& error) {
      REQUIRE(error.issues().size() == 1);
      return error.issues().front().path + ": " + error.issues().front().message;
    }
    return "";
  };
  CHECK(refusal("unit_sold") ==
        "figures[0]: 'unit_sold' is not a figure; did you mean 'units_sold'?");
  CHECK(refusal("lost_sales, 'units_sold[channel=web]'")
            .starts_with("figures[1]: this market has no 'units_sold[channel=web]'"));
  CHECK(refusal("units_sold, units_sold") == "figures[1]: 'units_sold' is told already");
}
