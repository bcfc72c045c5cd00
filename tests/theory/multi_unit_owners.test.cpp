// Owners of several units: what they share, ask for, and lose together.

#include <cmath>

#include "models/market/ownership.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

/// Goods without chance: `count` shops alike sell `rate` x 1,000 pieces in a step, for 60 each.
std::string market(const std::string& shop, const std::string& owner, int count = 12,
                   int horizon = 40, int replications = 2, const std::string& rate = "0.06") {
  return "horizon: " + std::to_string(horizon) + "\nreplications: " + std::to_string(replications) +
         "\nproducts: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60, "
         "divisible: true}]\n"
         "regions: [{name: city, consumers: 1000}]\n"
         "segments: [{name: all, share: 1, purchase_rate: " +
         rate +
         ", price_sensitivity: 0}]\n"
         "demand: {may_not_buy: false, incidence: {type: expected}}\n"
         "channels: [{name: independent_retailer, pricing: recommended, fixed_cost: 50}]\n"
         "members:\n- {name: shop, channel: independent_retailer, region: city, count: " +
         std::to_string(count) + shop + "}\n" +
         (owner.empty() ? ""
                        : "multi_unit_owners: [{name: families, members: [shop]" + owner + "}]\n");
}

}  // namespace

TEST_CASE("what an owner saves and gets off rises with its units, up to a limit") {
  MultiUnitOwner<double> rule;
  rule.overhead_saving = {90.0};
  rule.discount = 0.02;
  rule.most_discount = 0.05;
  rule.experience = 1;
  rule.manager_effort = 0.8;
  CHECK(saving_of_unit(rule, 1.0).value == 0);
  CHECK(saving_of_unit(rule, 3.0).value == 60);
  CHECK(bargained_discount(rule, 1.0) == 0);
  CHECK(bargained_discount(rule, 3.0) == Approx(0.04));
  CHECK(bargained_discount(rule, 9.0) == 0.05);
  CHECK(risk_of_unit(rule, 4.0) == Approx(0.25));
  CHECK(effort_of_units(rule, 4.0) == Approx((1 + 3 * 0.8) / 4));
}

TEST_CASE("units of one owner fail as often as others, and all at once") {
  // 12 units; each fails in 100 steps with the chance p = 1 - e^-0.4.
  const auto told = [](const std::string& owner) {
    return Story(market(", default_risk: {hazard: 0.004}", owner, 12, 100, 512, "0"));
  };
  const Story alone = told(""), together = told(", units_each: 4");
  const double p = 1 - std::exp(-0.4), spread = 12 * p * (1 - p);
  CHECK(std::fabs(alone.mean("failures") - 12 * p) < 4.89 * std::sqrt(spread / 512));
  CHECK(std::fabs(together.mean("failures") - 12 * p) < 4.89 * std::sqrt(4 * spread / 512));
  for (const double failures : together.figure("failures")) CHECK(std::fmod(failures, 4) == 0);
  // The variance of a sample of 512 has a standard error of about 6 %.
  CHECK(together.variance("failures") / alone.variance("failures") == Approx(4).epsilon(0.4));
  CHECK(together.mean("units_per_owner") > 2);
}

TEST_CASE("an owner that does not share its purse loses one unit at a time") {
  const Story story(market(", default_risk: {hazard: 0.004}",
                           ", units_each: 4, shared_purse: false", 12, 100, 512, "0"));
  const double p = 1 - std::exp(-0.4);
  CHECK(story.variance("failures") == Approx(12 * p * (1 - p)).epsilon(0.35));
}

TEST_CASE("an owner's experience lowers the hazard of its units") {
  const Story story(market(", default_risk: {hazard: 0.004}",
                           ", units_each: 4, shared_purse: false, experience: 0.5", 12, 1, 2048,
                           "0"));
  // In the first step all four are there: 4^-0.5 is a half.
  const double p = 1 - std::exp(-0.002);
  CHECK(std::fabs(story.mean("failures") - 12 * p) < 4.89 * std::sqrt(12 * p * (1 - p) / 2048));
}

TEST_CASE("overhead is saved for each unit beyond an owner's first") {
  const Story alone(market("", "")), together(market("", ", units_each: 4, overhead_saving: 30"));
  CHECK(together.mean("partner_profit") - alone.mean("partner_profit") == Approx(40 * 3 * 3 * 30));
  CHECK(together.mean("manufacturer_profit") == Approx(alone.mean("manufacturer_profit")));
}

TEST_CASE("the manufacturer pays what owners of many units bargain for") {
  const Story alone(market("", "")), together(market("", ", units_each: 4, discount: 0.01"));
  const double invoiced = alone.mean("invoiced_sales");
  CHECK(alone.mean("manufacturer_profit") - together.mean("manufacturer_profit") ==
        Approx(0.03 * invoiced));
  CHECK(together.mean("partner_profit") - alone.mean("partner_profit") == Approx(0.03 * invoiced));
  CHECK(together.mean("trade_spend") == Approx(0.03 * invoiced));
}

TEST_CASE("managers make less effort than owners do") {
  const auto effort = [](const std::string& owner) {
    return Story(market(", conduct: {fair_margin: 0.5}", owner)).mean("effort");
  };
  const double full = effort("");
  CHECK(effort(", units_each: 4, manager_effort: 0.8") == Approx(full * (1 + 3 * 0.8) / 4));
}

TEST_CASE("a unit that loses money lives on the purse of one that earns some") {
  // A shop earns 20 x 30 - 50 = 550 in a step; the poor one pays 400 more than that.
  const auto failures = [](const std::string& owner) {
    std::string text =
        market(", credit: {terms: 2}, finance: {opening_cash: 1500, patience: 4}", "", 1, 60);
    text +=
        "- {name: poor, channel: independent_retailer, region: city, fixed_cost: 950, credit: "
        "{terms: 2}, finance: {opening_cash: 1500, patience: 4}}\n";
    return Story(text + owner).mean("failures");
  };
  const std::string together = "multi_unit_owners: [{name: family, members: [shop, poor]";
  CHECK(failures("") == 1);
  CHECK(failures(together + "}]\n") == 0);
  CHECK(failures(together + ", shared_purse: false}]\n") == 1);
}

}  // namespace channelsim::market
