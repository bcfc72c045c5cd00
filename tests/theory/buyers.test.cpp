// Who buys for the first time and who again, where, and what it takes to win them.

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

Story story(const std::string& consumers, const std::string& rest = "",
            const std::string& horizon = "52") {
  return Story("horizon: " + horizon +
               "\nreplications: 16\nbreakdown: [channel]\n"
               "products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
               "regions: [{name: city, consumers: 3000}]\n"
               "segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0, "
               "aware_at_start: 1}]\n"
               "consumers: {" +
               consumers +
               "}\nmembers:\n"
               "- {name: market, channel: marketplace_shop, fees: {traffic: {share: 0.5, cost: 4, "
               "reference: 25, elasticity: 0.3}}}\n"
               "- {name: corner, channel: independent_retailer, region: city}\n" +
               rest);
}

}  // namespace

TEST_CASE(
    "new buyers are told where they bought, and all channels together are all new customers") {
  for (const char* consumers : {"memory: true", "resolution: persons"}) {
    const Story told = story(consumers);
    for (std::size_t r = 0; r < 16; ++r) {
      const auto at = [&](const std::string& figure) { return told.figure(figure)[r]; };
      CHECK(at("new_buyers[channel=marketplace_shop]") > 0);
      CHECK(at("new_buyers[channel=marketplace_shop]") +
                at("new_buyers[channel=independent_retailer]") ==
            at("new_customers"));
      CHECK(at("repeat_share") == Approx(at("repeat_rate")));
      CHECK(at("cost_per_new_buyer[channel=marketplace_shop]") ==
            Approx(at("traffic_cost") / at("new_buyers[channel=marketplace_shop]")));
      CHECK(at("cost_per_new_buyer[channel=independent_retailer]") == 0);
    }
  }
}

TEST_CASE("new buyers become a smaller part of all buyers over the years, and dearer") {
  const Story year = story("memory: true"), years = story("memory: true", "", "208");
  CHECK(years.mean("new_buyer_share") < 0.5 * year.mean("new_buyer_share"));
  CHECK(years.mean("cost_per_new_buyer") > 2 * year.mean("cost_per_new_buyer"));
  CHECK(years.mean("repeat_share") > year.mean("repeat_share"));
}

TEST_CASE("campaigns count for the market as a whole, not for a channel") {
  const Story told = story("memory: true",
                           "campaigns: [{name: posters, spending: 1000, start: 0, length: 52, "
                           "half_saturation: 5000, attraction: 0.1}]\n");
  for (std::size_t r = 0; r < 16; ++r)
    CHECK(told.figure("cost_per_new_buyer")[r] ==
          Approx((52 * 1000 + told.figure("traffic_cost")[r]) / told.figure("new_buyers")[r]));
}

}  // namespace channelsim::market
