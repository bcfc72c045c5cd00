// What ends once a member has failed, and what goes on without it.

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

/// A region whose consumers choose among what `rest` says; whoever may fail has by step 40.
Story story(const std::string& rest, int horizon, const std::string& product = "",
            const std::string& segment = "") {
  return Story("horizon: " + std::to_string(horizon) +
               "\nreplications: 32\nbreakdown: [member]\n"
               "products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60" +
               product +
               "}]\nregions: [{name: city, consumers: 4000}]\n"
               "segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0" +
               segment + "}]\n" + rest);
}

const std::string fails = "default_risk: {hazard: 0.5}";
const std::string shop = "channel: independent_retailer, region: city";

std::string of_hub(const std::string& more) {
  return "demand: {may_not_buy: false}\nmembers:\n- {name: hub, channel: distributor" + more +
         "}\n- {name: corner, " + shop + ", supplier: hub}\n";
}

/// The same replications, stopped at step 40 and 80.
struct Twice {
  explicit Twice(const std::string& rest) : soon(story(rest, 40)), late(story(rest, 80)) {}
  /// What a figure gains in the second half.
  double gain(const std::string& figure) const { return late.mean(figure) - soon.mean(figure); }
  Story soon, late;
};

}  // namespace

TEST_CASE("a distributor that has failed neither pays nor is paid for what others deliver") {
  for (const char* backorders : {"false", "true"}) {
    INFO("backorders: " << backorders);
    const std::string rules = std::string(", backorders: ") + backorders;
    const Twice failed(of_hub(rules + ", " + fails));
    CHECK(failed.soon.mean("failures") > 0.99);
    const std::string hub = "channel_profit[member=hub]";
    for (std::size_t r = 0; r < 32; ++r)
      REQUIRE(failed.late.figure(hub)[r] == Approx(failed.soon.figure(hub)[r]));
    // Its customer goes on as it would with it, at the same price.
    const Twice safe(of_hub(rules));
    CHECK(failed.gain("units_sold[member=corner]") ==
          Approx(safe.gain("units_sold[member=corner]")).epsilon(0.03));
    CHECK(failed.gain("channel_profit[member=corner]") ==
          Approx(safe.gain("channel_profit[member=corner]")).epsilon(0.05));
    // The maker sells at the price of the hub, and makes what is sold.
    const double pieces = failed.gain("units_sold[member=corner]");
    CHECK(failed.gain("manufacturer_profit") > 20 * 0.9 * pieces);
  }
}

TEST_CASE("promotions are paid for members in business only") {
  const Twice failed("members: [{name: corner, " + shop + ", " + fails +
                     "}]\npromotions: [{name: sale, channels: [independent_retailer], start: 0, "
                     "length: 80, price_cut: 0.1, cost: 100}]\n");
  CHECK(failed.soon.mean("failures") > 0.99);
  CHECK(failed.gain("manufacturer_profit") == 0);
}

TEST_CASE("who collects an order in a region without a store in business buys from who took it") {
  const auto market = [](const std::string& more) {
    return "demand: {may_not_buy: false}\nmembers:\n- {name: corner, " + shop + more +
           "}\n- {name: site, channel: web_shop, pick_up: {share: 1, attach: 1, value: 3}}\n";
  };
  const Twice safe(market("")), failed(market(", " + fails));
  CHECK(safe.gain("cross_sales[member=corner]") == safe.gain("cross_sales"));
  CHECK(failed.gain("cross_sales[member=corner]") == 0);
  CHECK(failed.gain("cross_sales[member=site]") ==
        Approx(3 * failed.gain("units_sold[member=site]")));
}

TEST_CASE("stores that have failed tell nobody of the offers any more") {
  const auto told = [](const std::string& more, int horizon) {
    return story(
               "consumers: {memory: true}\ndemand: {awareness: {per_outlet: 0.01}}\n"
               "members:\n- {name: corner, " +
                   shop + more + "}\n- {name: site, channel: web_shop}\n",
               horizon, "", ", aware_at_start: 0")
        .mean("awareness");
  };
  CHECK(told("", 80) == Approx(1 - std::exp(-0.8)).epsilon(0.03));
  CHECK(told(", " + fails, 80) == Approx(told(", " + fails, 40)));
}

TEST_CASE("a nest that is almost one offer goes to the next when its best has failed") {
  const std::string market = R"(
demand: {choice: {type: nested_logit, nests_by: channel, dissimilarity: 0.01}}
channels: [{name: outlet, owner: independent, holds_stock: false, pricing: {type: fixed, price: 60}}]
members:
- {name: best, channel: outlet, region: city, attraction: 8, )" +
                             fails + R"(}
- {name: next, channel: outlet, region: city, attraction: 1}
)";
  const Twice failed(market);
  CHECK(failed.soon.mean("failures") > 0.99);
  CHECK(failed.gain("units_sold[member=best]") == 0);
  CHECK(failed.gain("units_sold[member=next]") ==
        Approx(40 * 200 / (1 + std::exp(-1.0))).epsilon(0.02));
}

TEST_CASE("goods that go back from who has failed leave the price that was paid for goods alone") {
  for (const char* divisible : {"false", "true"}) {
    const Story failed = story("members: [{name: corner, " + shop + ", " + fails + "}]\n", 20,
                               std::string(", divisible: ") + divisible);
    CHECK(failed.mean("failures") > 0.99);
    for (const double price : failed.figure("net_net_price"))
      CHECK((price == 0 || price == Approx(40)));
  }
}

TEST_CASE("what a partner is worth holds what it gets when a plan puts it out of business") {
  const auto closing = [](const std::string& leaving) {
    return story(
        "manufacturer: {discount_rate: 0}\nmembers:\n- {name: site, channel: web_shop}\n"
        "- {name: corner, " +
            shop + ", leaving: {" + leaving +
            "}}\nstrategies: [{name: as_is, changes: [{from: 10, set: "
            "{members.corner.active: false}}]}]\n",
        20);
  };
  for (const char* leaving :
       {"stock_buy_back: 0", "stock_buy_back: 1", "indemnity: 1", "deposit: 5000", "notice: 8"}) {
    INFO(leaving);
    const Story closed = closing(leaving);
    for (std::size_t r = 0; r < 32; ++r)
      CHECK(closed.figure("partner_npv")[r] == Approx(closed.figure("partner_profit")[r]));
  }
  CHECK(closing("indemnity: 1").mean("partner_npv") >
        closing("stock_buy_back: 1").mean("partner_npv"));
}

}  // namespace channelsim::market
