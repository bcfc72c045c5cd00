// What others answer, what parting costs, and how relations and incidents move a channel.

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

/// A region whose consumers choose among what `rest` says, or buy nothing.
Story story(const std::string& rest, int horizon = 60, int replications = 64,
            double price_sensitivity = 0.0) {
  return Story("horizon: " + std::to_string(horizon) +
               "\nreplications: " + std::to_string(replications) +
               "\nproducts: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
               "regions: [{name: city, consumers: 4000}]\n"
               "segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: " +
               std::to_string(price_sensitivity) + "}]\nbreakdown: [member]\n" + rest);
}

/// The mean of a figure under one plan against another, in standard errors of their difference.
double in_errors(const Story& one, const std::string& plan, const std::string& figure,
                 double expected) {
  return std::fabs(one.mean(figure, plan) - expected) / one.standard_error(figure, plan);
}

const std::string shop = "channel: independent_retailer, region: city";

}  // namespace

TEST_CASE("of the customers of a member that a plan closes those who are kept go on buying") {
  const auto closing = [](const std::string& kept) {
    return story("demand: {may_not_buy: false}\nmembers:\n- {name: old, " + shop +
                 ", leaving: {customers_kept: " + kept +
                 "}}\n- {name: new, channel: web_shop, active: false}\n"
                 "strategies: [{name: as_is}, {name: change, changes: [{from: 30, set: "
                 "{members.old.active: false, members.new.active: true}}]}]\n");
  };
  // In each of 60 steps 200 pieces are wanted; from step 30 on, of those the kept ones.
  const Story most = closing("0.9"), half = closing("0.5");
  CHECK(in_errors(most, "change", "units_sold", 200 * (30 + 30 * 0.9)) < 4.89);
  CHECK(in_errors(half, "change", "units_sold", 200 * (30 + 30 * 0.5)) < 4.89);
}

TEST_CASE("who is put out of business gets its indemnity, its deposit, and a price for its stock") {
  const auto paid = [](const std::string& leaving) {
    const Story told =
        story("members:\n- {name: old, " + shop + ", fixed_cost: 0, leaving: {" + leaving +
              "}}\n- {name: web, channel: web_shop}\n"
              "strategies: [{name: as_is}, {name: change, changes: [{from: 40, set: "
              "{members.old.active: false}}]}]\n");
    return told.mean("partner_profit", "change");
  };
  const double nothing = paid("dispute: 0"), deposit = paid("deposit: 5000"),
               worth = paid("stock_buy_back: 0.5");
  CHECK(deposit - nothing == Approx(5000));
  CHECK(worth < nothing);
  CHECK(paid("indemnity: 0.5") > nothing + 1000);
}

TEST_CASE("a platform asks for more while it is needed, and not otherwise") {
  const auto outlay = [](const std::string& share) {
    return story(
        "members:\n- {name: market, channel: marketplace_shop, fixed_cost: 0, handling_cost: 0, "
        "holding_rate: 0, attraction: 1,\n"
        "   answers: {raise_fees: {above_share: " +
        share + ", by: 0.1}}}\n- {name: corner, " + shop + "}\n");
  };
  const Story needed = outlay("0.1"), spared = outlay("0.95");
  const double revenue = needed.mean("consumer_spending[member=market]");
  // It answers from the second step on.
  CHECK(needed.mean("manufacturer_outlay") / revenue == Approx(0.22).epsilon(0.02));
  CHECK(spared.mean("manufacturer_outlay") / spared.mean("consumer_spending[member=market]") ==
        Approx(0.12));
}

TEST_CASE("a member takes off the shelf what consumers can buy elsewhere for much less") {
  const auto sold = [](const std::string& web_price) {
    return story("members:\n- {name: chain, " + shop +
                 ", pricing: {type: fixed, price: 60},\n"
                 "   answers: {delist: {below: 0.9, length: 8}}}\n"
                 "- {name: web, channel: web_shop, pricing: {type: fixed, price: " +
                 web_price + "}}\n")
        .mean("units_sold[member=chain]");
  };
  CHECK(sold("50") < 0.05 * sold("56"));
}

TEST_CASE("incidents are as many as members times their hazard, fewer where they are supervised") {
  const auto told = [](const std::string& supervisors) {
    return story("members: [{name: shop, " + shop +
                     ", count: 20}]\nincidents: [{name: scandal, channel: "
                     "independent_retailer, hazard: 0.01, loss: 1, supervisors: " +
                     supervisors + ", span: 10, prevented: 0.8}]\n",
                 100, 128);
  };
  const double all = 100 * 20 * (1 - std::exp(-0.01)), few = 100 * 20 * (1 - std::exp(-0.002));
  const Story alone = told("0"), watched = told("2");
  CHECK(in_errors(alone, "as_is", "incidents", all) < 4.89);
  CHECK(in_errors(watched, "as_is", "incidents", few) < 4.89);
  CHECK(watched.mean("units_sold") > alone.mean("units_sold"));
}

TEST_CASE("a relation nobody cares for fades evenly, and care that restores half keeps half") {
  const auto relation = [](const std::string& care) {
    return story("members: [{name: shop, " + shop +
                     ", relationship: {opening: 0.8, fading: 0.1, care: " + care +
                     ", half_effect: 50, attraction: 1}}]\n",
                 20, 8)
        .mean("relation");
  };
  CHECK(relation("0") == Approx(0.8 * std::pow(0.9, 20)));
  CHECK(relation("50") == Approx(0.5 + 0.3 * std::pow(0.9, 20)));
}

TEST_CASE("care and supervisors of the last step are part of what the business is worth") {
  const auto worth = [](const std::string& more, int horizon) {
    return story("manufacturer: {discount_rate: 0, closing_multiple: 0}\nmembers: [{name: shop, " +
                     shop + more,
                 horizon, 8)
        .mean("manufacturer_npv");
  };
  const std::string incidents =
      ", beginning: {}}]\nincidents: [{name: scandal, channel: independent_retailer, hazard: 0, "
      "loss: 0, supervisors: ";
  for (const int horizon : {1, 5}) {
    CHECK(worth(", relationship: {care: 0}}]\n", horizon) -
              worth(", relationship: {care: 300}}]\n", horizon) ==
          Approx(300 * horizon));
    CHECK(worth(incidents + "0, supervisor_cost: 500}]\n", horizon) -
              worth(incidents + "2, supervisor_cost: 500}]\n", horizon) ==
          Approx(1000 * horizon));
  }
}

TEST_CASE("a coupon lowers the price that consumers see, and who is stated pays for it") {
  const auto told = [](const std::string& payer) {
    return story("members: [{name: corner, " + shop +
                     ", pricing: {type: fixed, price: 60}, fees: {coupon: {value: 10" + payer +
                     "}}}]\n",
                 60, 16, 0.05);
  };
  const Story own = told(""), maker = told(", manufacturer_share: 1"),
              platform = told(", platform_share: 1");
  const double units = own.mean("units_sold");
  CHECK(maker.mean("units_sold") == units);
  CHECK(own.mean("manufacturer_profit") - maker.mean("manufacturer_profit") == Approx(10 * units));
  CHECK(platform.mean("partner_profit") - own.mean("partner_profit") == Approx(10 * units));
}

TEST_CASE("where a distributor has failed the manufacturer delivers to its customers") {
  const auto told = [](const std::string& risk) {
    return story("demand: {may_not_buy: false}\nmembers:\n- {name: hub, channel: distributor" +
                     risk + "}\n- {name: corner, " + shop + ", supplier: hub}\n",
                 80, 32);
  };
  const Story safe = told(""), failed = told(", default_risk: {hazard: 0.5}");
  CHECK(failed.mean("failures") > 0.99);
  CHECK(failed.mean("units_sold") > 0.9 * safe.mean("units_sold"));
  CHECK(failed.mean("manufacturer_profit") > safe.mean("manufacturer_profit"));
}

TEST_CASE("sales of a member that opens rise over its ramp and come down from its honeymoon") {
  const auto sold = [](const std::string& beginning) {
    return story("members:\n- {name: old, " + shop + "}\n- {name: new, " + shop +
                 ", active: false, beginning: {" + beginning +
                 "}}\n"
                 "strategies: [{name: as_is}, {name: open, changes: [{from: 5, set: "
                 "{members.new.active: true}}]}]\n")
        .mean("units_sold[member=new]", "open");
  };
  const double level = sold("ramp: 0");
  CHECK(sold("ramp: 40, start: 0.1") < 0.75 * level);
  CHECK(sold("honeymoon: 0.5, half_life: 10") > 1.05 * level);
}

}  // namespace channelsim::market
