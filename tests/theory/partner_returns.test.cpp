// Partners who join and expand by their own return.

#include <cmath>

#include "models/market/joining.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

/// 40 places and a rival, all alike to consumers who want 410 pieces in a step: a shop sells 10,
/// for 60 each, which cost it 40. Nothing is left to chance but who applies and who joins.
std::string market(const std::string& shop, const std::string& recruiting, int horizon = 60,
                   int replications = 256, const std::string& more = "") {
  return "horizon: " + std::to_string(horizon) + "\nreplications: " + std::to_string(replications) +
         "\nproducts: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60, "
         "divisible: true}]\n"
         "regions: [{name: city, consumers: 8200}]\n"
         "segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0}]\n"
         "demand: {may_not_buy: false, incidence: {type: expected}}\n"
         "rivals: [{name: other, price: 60}]\n"
         "channels: [{name: shops, owner: independent, pricing: recommended, "
         "investment: {capital: 20000, life: 200, one_off: 1000}, fixed_cost: 60" +
         (shop.find("holds_stock") == std::string::npos ? ", holds_stock: false" : "") + shop +
         "}]\nmembers:\n- {name: shop, channel: shops, region: city, count: 40}\n" + more +
         "recruiting: [{name: drive, members: shop, onboarding: 1, " + recruiting + "}]\n";
}

/// What a place is worth over 100 steps at 0.2 % a step, as a share of 21,000 and the fee.
double return_by_hand(double margin, double fee = 0) {
  double present = 0, discount = 1;
  for (int step = 0; step < 100; ++step) {
    discount /= 1.002;
    present += (10 * margin - 60) * discount;
  }
  present += 20000 * (1 - 100.0 / 200) * discount;
  return (present - 21000 - fee) / (21000 + fee);
}

const std::string looking = "joining: {horizon: 100, discount_rate: 0.002";

}  // namespace

TEST_CASE("a return is discounted profit and what is left, beyond and as a share of the outlay") {
  Joining<double> joining;
  joining.horizon = 100;
  joining.discount_rate = 0.002;
  const InvestmentCase<double> place{{21000.0}, {200.0}, {60.0}, {10000.0}};
  CHECK(return_on<double>(place, joining, {}) == Approx(return_by_hand(20)));
  Beginning<double> ramp;
  ramp.ramp = 20;
  CHECK(return_on<double>(place, joining, ramp) < return_by_hand(20));
  CHECK(chance_at_return(0.3, 0.3, 0.0) == 1);
  CHECK(chance_at_return(0.29, 0.3, 0.0) == 0);
  CHECK(chance_at_return(0.3, 0.3, 0.1) == 0.5);
  CHECK(chance_at_return(0.4, 0.3, 0.1) == Approx(1 / (1 + std::exp(-1.0))));
}

TEST_CASE("as many join as the logit of the expected return says, and more on better terms") {
  // 18 apply on average, so that the 40 places are always enough.
  const auto told = [](const std::string& shop, double margin, double fee) {
    const Story story(market(shop, "applicants: 0.3, " + looking + ", hurdle: 0, spread: 0.2}"));
    const double value = return_by_hand(margin, fee);
    const double joins = 60 * 0.3 / (1 + std::exp(-value / 0.2));
    CHECK(story.mean("expected_return") == Approx(value).epsilon(1e-9));
    CHECK(std::fabs(story.mean("contracts") - joins) < 4.89 * std::sqrt(joins / 256));
    CHECK(std::fabs(story.mean("declined") - (60 * 0.3 - joins)) <
          4.89 * std::sqrt((60 * 0.3 - joins) / 256));
    return story.mean("contracts");
  };
  const double free = told("", 20, 0);
  const double royalty = told(", fees: {royalty: 0.05}", 20 - 60 * 0.05, 0);
  const double fee = told(", fees: {franchise_fee: 5000}", 20, 5000);
  CHECK(free > royalty + 1);
  CHECK(free > fee + 1);
}

TEST_CASE("a franchise whose royalty leaves less than the hurdle gets nobody") {
  const auto contracts = [](const std::string& royalty) {
    return Story(market(", fees: {royalty: " + royalty + "}",
                        "applicants: 0.3, " + looking + ", hurdle: -0.2}"))
        .mean("contracts");
  };
  REQUIRE(return_by_hand(20 - 60 * 0.02) > -0.2);
  REQUIRE(return_by_hand(20 - 60 * 0.2) < -0.2);
  CHECK(contracts("0.02") > 15);
  CHECK(contracts("0.2") == 0);
}

TEST_CASE("goods, deposit and shares count in what is laid out, expected and left") {
  const auto expected = [](const std::string& shop) {
    return Story(market(shop, "applicants: 0.3, " + looking + "}", 20, 16)).mean("expected_return");
  };
  const double plain = expected("");
  const double discount = std::pow(1.002, -100);
  CHECK(plain == Approx(return_by_hand(20)));
  CHECK(expected(", leaving: {deposit: 4000}") ==
        Approx((return_by_hand(20) * 21000 - 4000 + 4000 * discount) / 25000));
  CHECK(expected(", commission: 0.02") == Approx(return_by_hand(20 - 60 * 0.02)));
  CHECK(expected(", handling_cost: 1.5") == Approx(return_by_hand(20 - 1.5)));
  CHECK(expected(", holds_stock: true, lead_time: 1") < plain);
  CHECK(expected(", beginning: {ramp: 30}") < plain);
}

TEST_CASE("who joins foresees that some collect their orders") {
  const auto expected = [](const std::string& shop) {
    std::string text = market(shop, "applicants: 0.3, " + looking + "}", 20, 16);
    text.replace(text.find("type: expected"), 14, "type: poisson");
    return Story(text).mean("expected_return");
  };
  CHECK(expected(", handling_cost: 1.5, pick_up: {share: 0.4, handling_cost: 0.5}") ==
        Approx(expected(", handling_cost: 1.1")).epsilon(1e-9));
}

TEST_CASE("a programme whose places a plan does not keep finds nobody, and pays nothing") {
  const auto study = [](const std::string& cost) {
    std::string text =
        market("", "applicants: 3, joining: {hurdle: -10}, expansion: {every: 5}, cost: " + cost,
               20, 16, "- {name: old, channel: shops, region: city}\n");
    const std::string group = "region: city, count: 40";
    text.replace(text.find(group), group.size(), group + ", active: false");
    return study_of(text +
                    "strategies: [{name: as_is}, {name: open, changes: [{from: 10, set: "
                    "{members.shop.active: true}}]}]\n");
  };
  CHECK(study("10").warnings.size() == 1);
  const Story cheap(study("10")), dear(study("1000"));
  CHECK(cheap.mean("contracts") == 0);
  CHECK(cheap.figures() == dear.figures());
  CHECK(cheap.mean("contracts", "open") > 0);
  CHECK(cheap.mean("manufacturer_profit", "open") > dear.mean("manufacturer_profit", "open"));
}

TEST_CASE("a plan is what a member earns where all places are taken") {
  // With goods in stock: profit of a step, wear aside, as planned and as it comes.
  const std::string stock = ", holds_stock: true, holding_rate: 0.01";
  const Story planned(market(stock,
                             "applicants: 0.3, joining: {horizon: 1, discount_rate: 0, "
                             "hurdle: -10}",
                             20, 16));
  std::string text = market(stock, "applicants: 0", 50, 2);
  text.erase(text.find("recruiting:"));
  const Story real(text);
  const double profit = real.mean("partner_profit") / 50 / 40;
  const double pieces = real.mean("channel_stock") / 40;
  // Stock opens with 1.5 x 2 x 10 pieces on hand and under way.
  const double outlay = 21000 + 30 * 40;
  CHECK(pieces > 10);
  const double value = (profit + 30 * 40 + 20000 * (1 - 1.0 / 200) - outlay) / outlay;
  CHECK(planned.mean("expected_return") == Approx(value).epsilon(1e-6));
}

TEST_CASE("what others have earned is evidence once they have been there for long") {
  const auto expected = [](const std::string& evidence) {
    return Story(
               market("",
                      "applicants: 0.3, " + looking + ", hurdle: -10, evidence: " + evidence + "}",
                      120, 32))
        .mean("expected_return");
  };
  // Who is there first sells more than where all places are taken.
  CHECK(expected("1") > expected("0") + 0.05);
}

TEST_CASE("as many owners expand as the logit of the return they have earned says") {
  // 20 shops sell 10 pieces each, the free places none: 8,200 / 41 x 0.05 each.
  const std::string owners = "- {name: old, channel: shops, region: city, count: 20}\n";
  const auto told = [&](const std::string& rule, const std::string& shop = "") {
    return Story(market(shop, "applicants: 0, expansion: {owners: [old], every: 30, " + rule + "}",
                        31, 256, owners));
  };
  // 410 pieces go to 20 shops and a rival.
  const double earned = 410.0 / 21 * 20 - 60;
  const double value = earned * 52 / 21000;
  const Story story = told("hurdle: 0.7, spread: 0.1");
  const double p = 1 / (1 + std::exp(-(value - 0.7) / 0.1));
  CHECK(std::fabs(story.mean("expansions") - 20 * p) < 4.89 * std::sqrt(20 * p * (1 - p) / 256));
  CHECK(story.mean("units_per_owner") == Approx(1 + story.mean("expansions") / 20));
  CHECK(told("hurdle: " + std::to_string(value - 0.01)).mean("expansions") == 20);
  CHECK(told("hurdle: " + std::to_string(value + 0.01)).mean("expansions") == 0);
  CHECK(told("hurdle: 0.1, most_units: 1").mean("expansions") == 0);
  CHECK(told("hurdle: 0.1, seasoned: 40").mean("expansions") == 20);  // who was always there is
  // Who has a purse needs the outlay in it.
  CHECK(told("hurdle: 0.1", ", finance: {opening_cash: 1000}").mean("expansions") == 0);
  CHECK(told("hurdle: 0.1", ", finance: {opening_cash: 30000}").mean("expansions") == 20);
}

TEST_CASE("owners expand step by step, up to the units they can run and the places there are") {
  const std::string owners = "- {name: old, channel: shops, region: city, count: 4}\n";
  const Story story(market("",
                           "applicants: 0, expansion: {owners: [old, shop], every: 10, seasoned: "
                           "0, hurdle: -5, most_units: 3}",
                           60, 4, owners));
  CHECK(story.mean("expansions") == 8);
  CHECK(story.mean("units_per_owner") == 3);
}

}  // namespace channelsim::market
