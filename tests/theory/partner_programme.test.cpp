// Partner programmes: who rises and falls, what certificates and marketing funds bring and cost.

#include "models/market/partner_programme.hpp"

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

namespace {

/// Goods without chance: in each step the consumers of `large` buy 50 pieces, those of `small` 20,
/// of the one shop of their region, for 60 each.
std::string market(const std::string& programme, int horizon = 40, const std::string& rest = "") {
  return "horizon: " + std::to_string(horizon) +
         "\nreplications: 2\n"
         "products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60, divisible: "
         "true}]\n"
         "regions: [{name: large, consumers: 1000}, {name: small, consumers: 400}]\n"
         "segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0}]\n"
         "demand: {may_not_buy: false, incidence: {type: expected}}\nbreakdown: [member]\n"
         "channels: [{name: independent_retailer, pricing: recommended, fixed_cost: 100}]\n"
         "members:\n- {name: first, channel: independent_retailer, region: large}\n"
         "- {name: second, channel: independent_retailer, region: small}\n" +
         (programme.empty() ? "" : "partner_programmes: [{name: club, " + programme + "}]\n") +
         rest;
}

const std::string by_sales = "counts: sales, window: 10, review: 10";
const std::string tiers =
    ", tiers: [{name: silver, from: 11000, discount: 0.01}, {name: gold, from: 25000, discount: "
    "0.05}]";

/// `count` shops that share the demand of 1,000 consumers.
Story shops(int count, int horizon, int replications, const std::string& programme,
            const std::string& rest = "") {
  return Story(
      "horizon: " + std::to_string(horizon) + "\nreplications: " + std::to_string(replications) +
      "\nproducts: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
      "regions: [{name: city, consumers: 1000}]\n"
      "segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0}]\n"
      "demand: {may_not_buy: false}\n"
      "members: [{name: shop, channel: independent_retailer, region: city, count: " +
      std::to_string(count) + "}]\npartner_programmes: [{name: club, " + programme + "}]\n" + rest);
}

}  // namespace

TEST_CASE("the highest tier counts whose sum is reached, certified tiers for the certified only") {
  const std::vector<Tier<double>> list = {{"silver", "", {100.0}, false, 0.01, 0.0, 0.0},
                                          {"gold", "", {200.0}, true, 0.03, 0.0, 0.0},
                                          {"platinum", "", {300.0}, false, 0.05, 0.0, 0.0}};
  CHECK(tier_reached(list, Money<double>{99.0}, 1.0) == 0);
  CHECK(tier_reached(list, Money<double>{100.0}, 0.0) == 1);
  CHECK(tier_reached(list, Money<double>{250.0}, 0.0) == 1);
  CHECK(tier_reached(list, Money<double>{250.0}, 1.0) == 2);
  CHECK(tier_reached(list, Money<double>{300.0}, 0.0) == 3);
  CHECK(benefit_of(list, 2.0, &Tier<double>::discount) == 0.03);
  CHECK(benefit_of(list, 0.0, &Tier<double>::discount) == 0);
}

TEST_CASE("members get the discount of the tier that their sales of the window have reached") {
  const Story story(market(by_sales + ", cost: 7" + tiers));
  CHECK(story.mean("tiered_share") == 1);
  CHECK(story.mean("top_tier_share") == 0.5);
  // From the first review on: 30 steps.
  const double gold = 30 * 50 * 60 * 0.05, silver = 30 * 20 * 60 * 0.01;
  CHECK(story.mean("programme_cost") == Approx(gold + silver + 40 * 7));
  CHECK(story.mean("programme_cost[member=first]") == Approx(gold));
  const Story without(market(""));
  CHECK(story.mean("channel_profit[member=first]") ==
        Approx(without.mean("channel_profit[member=first]") + gold));
  CHECK(story.mean("manufacturer_profit") ==
        Approx(without.mean("manufacturer_profit") - gold - silver - 40 * 7));
}

TEST_CASE("a rebate is paid at the review to who held the tier in the period") {
  const Story story(market(by_sales + ", tiers: [{name: gold, from: 25000, rebate: 0.02}]"));
  CHECK(story.mean("programme_cost") == Approx(3 * 10 * 50 * 60 * 0.02));
}

TEST_CASE("who sells less than its tier asks for falls at the review after") {
  const std::string fall = "changes: [{from: 20, set: {segments.all.purchase_rate: 0.02}}]\n";
  const auto top = [&](int horizon) {
    return Story(market(by_sales + tiers, horizon, fall)).mean("top_tier_share");
  };
  CHECK(top(20) == 0.5);
  CHECK(top(29) == 0.5);
  CHECK(top(30) == 0);
  // 12,000 in the window are enough for silver, 4,800 for none.
  CHECK(Story(market(by_sales + tiers, 30, fall)).mean("tiered_share") == 0.5);
}

TEST_CASE("a certificate takes its training, holds its term, and lapses unless it is renewed") {
  const std::string plan =
      "review: 5, certification: {cost: 1000, manufacturer_share: 0.4, "
      "training: 4, term: 20, renewal: 0, uptake: 1, renewal_cost: 300}";
  const auto certified = [&](int horizon) {
    return Story(market(plan, horizon)).mean("certified_share");
  };
  CHECK(certified(8) == 0);
  CHECK(certified(9) == 1);
  CHECK(certified(28) == 1);
  CHECK(certified(29) == 0);
  // Two members train once, in the first 28 steps.
  CHECK(Story(market(plan, 28)).mean("programme_cost") == Approx(2 * 1000 * 0.4));
  const double paid =
      Story(market("", 28)).mean("partner_profit") - Story(market(plan, 28)).mean("partner_profit");
  CHECK(paid == Approx(2 * 1000 * 0.6));
}

TEST_CASE("as many begin to train as the uptake says, and as many renew") {
  // 100 members in 64 replications: a share is told to 4.89 sqrt(0.25 / 6,400) = 0.031 at worst.
  const auto share = [](int horizon, const std::string& uptake, const std::string& renewal) {
    return shops(100, horizon, 64,
                 "review: 5, certification: {training: 4, term: 20, uptake: " + uptake +
                     ", renewal: " + renewal + "}")
        .mean("certified_share");
  };
  const auto errors = [](double found, double expected) {
    return std::fabs(found - expected) / std::sqrt(expected * (1 - expected) / 6400);
  };
  CHECK(errors(share(9, "0.3", "1"), 0.3) < 4.89);
  CHECK(errors(share(29, "1", "0.8"), 0.8) < 4.89);
}

TEST_CASE("certified members attract more, by the odds that were stated") {
  const std::string rival = "rivals: [{name: other, price: 60}]\n";
  const auto sold = [&](const std::string& attraction) {
    return Story(market("review: 5, certification: {training: 5, attraction: " + attraction + "}",
                        40, rival))
        .mean("units_sold");
  };
  // Certified from step 10 on: the odds against the rival are twice as high from then.
  const Story plain(market("", 40, rival));
  const double half = plain.mean("units_sold") / 40;
  const double odds = half / (70 - half);
  CHECK(sold("0") == Approx(40 * half));
  CHECK(sold("0.6931471805599453") == Approx(10 * half + 30 * 70 * 2 * odds / (2 * odds + 1)));
}

TEST_CASE("of marketing that members do the documented share is refunded, up to the funds") {
  const auto told = [](const std::string& marketing, const std::string& rest = "") {
    return Story(market(by_sales +
                            ", tiers: [{name: all, from: 0, marketing_funds: 0.04}], "
                            "marketing: {refunded: 0.5, documented: " +
                            marketing + "}",
                        40, rest));
  };
  // From step 10 on 4 % of 3,000 and of 1,200 are there in each step; twice as much is spent.
  const double funds = 30 * 0.04 * (3000 + 1200);
  const Story without(market("")), proved = told("1"), partly = told("0.75"),
                                   half = told("1, uptake: 0.5");
  CHECK(proved.mean("programme_cost") == Approx(funds));
  CHECK(partly.mean("programme_cost") == Approx(0.75 * funds));
  CHECK(half.mean("programme_cost") == Approx(0.5 * funds));
  CHECK(without.mean("partner_profit") - partly.mean("partner_profit") ==
        Approx(2 * funds - 0.75 * funds));
  const std::string rival = "rivals: [{name: other, price: 60, attraction: 1}]\n";
  CHECK(told("1, attraction: 1, half_effect: 50", rival).mean("units_sold") >
        1.05 * told("1, attraction: 0", rival).mean("units_sold"));
}

TEST_CASE("a tier's discount is margin, and margin is effort") {
  const auto effort = [](const std::string& programme) {
    std::string text = market(programme);
    const std::string channel = "pricing: recommended,";
    text.replace(text.find(channel), channel.size(),
                 channel + " conduct: {fair_margin: 0.4, effort_response: 0.33},");
    return Story(text).mean("effort[member=first]");
  };
  CHECK(effort("counts: sales") == Approx((20.0 / 60) / 0.4));
  CHECK(effort(by_sales + tiers) == Approx((20.0 / 60 + 0.05) / 0.4));
  CHECK(effort("counts: purchases, review: 10, window: 10, tiers: [{name: all, from: 0, discount: "
               "0.1}]") == Approx((60 - 40 * 0.9) / 60 / 0.4));
}

TEST_CASE("the first deal takes as long as nobody comes, and who sells nothing is dormant") {
  const std::string opens =
      "strategies: [{name: as_is}, {name: open, changes: [{from: 1, set: {members.late.active: "
      "true}}]}]\n";
  std::string text = market("dormant_after: 20", 200, opens);
  text.replace(text.find("replications: 2"), 15, "replications: 512");
  text.replace(text.find("incidence: {type: expected}"), 27, "incidence: {type: poisson}");
  text.replace(text.find("divisible: true"), 15, "divisible: false");
  text.replace(text.find("{name: small, consumers: 400}"), 29,
               "{name: small, consumers: 400}, {name: tiny, consumers: 4}");
  text.replace(text.find("partner_programmes"), 0,
               "- {name: late, channel: independent_retailer, region: tiny, active: false, "
               "opening_forecast: 1}\n");
  const Story story(text);
  // 0.2 pieces are wanted in a step, so that the first is sold after 1 / (1 - e^-0.2) steps, of
  // which the one of the opening does not count.
  const double expected = 1 / (1 - std::exp(-0.2)) - 1;
  CHECK(std::fabs(story.mean("time_to_first_deal", "open") - expected) <
        4.89 * story.standard_error("time_to_first_deal", "open"));
  CHECK(story.mean("time_to_first_deal", "as_is") == 0);
  const double silent = std::exp(-0.2 * 20);
  CHECK(std::fabs(story.mean("dormant_share[member=late]", "open") - silent) <
        4.89 * std::sqrt(silent * (1 - silent) / 512));
  CHECK(story.mean("dormant_share[member=first]", "open") == 0);
}

TEST_CASE("who opens in the place of a member that left has to earn and learn all anew") {
  // Hardly anybody stays for the 20 steps that the training takes: e^-10. Places are taken again.
  const auto told = [](const std::string& hazard) {
    std::string text = market(
        "review: 1, window: 10, counts: sales, tiers: [{name: old, "
        "from: 20000}], certification: {training: 20, term: 500}",
        120);
    text.replace(text.find("replications: 2"), 15, "replications: 64");
    text.replace(text.find("fixed_cost: 100"), 15,
                 "fixed_cost: 100, conduct: {exit_hazard: " + hazard + "}");
    text.replace(text.find("- {name: second"), 0,
                 "- {name: new, channel: independent_retailer, region: large, count: 10}\n");
    return Story(text +
                 "recruiting: [{name: drive, members: new, applicants: 10, onboarding: 1}]\n");
  };
  const Story staying = told("0"), leaving = told("0.5");
  CHECK(staying.mean("certified_share") > 0.9);
  CHECK(leaving.mean("exits") > 200);
  CHECK(leaving.mean("certified_share") < 0.01);
  CHECK(leaving.mean("members_in_business") > 1);
}

TEST_CASE("concentration is the share of the largest tenth, and the sum of squared shares") {
  std::string text = market(by_sales);
  text.replace(text.find("- {name: second"), 0,
               "- {name: tail, channel: independent_retailer, region: large, count: 9}\n");
  text.replace(text.find("{name: small, consumers: 400}"), 29, "{name: small, consumers: 0}");
  text.replace(text.find("name: first,"), 12, "name: first, site: 2.3978952727983707,");
  text.replace(text.find("- {name: second, channel: independent_retailer, region: small}\n"), 63,
               "");
  const Story story(text);
  // One shop is as attractive as eleven, and there are nine others.
  CHECK(story.mean("concentration") == Approx(0.55));
  CHECK(story.mean("herfindahl_index") == Approx(0.55 * 0.55 + 9 * 0.05 * 0.05));
}

TEST_CASE("a programme that does not run changes nothing but its own figures") {
  const Story without = shops(10, 30, 16, "active: false" + tiers);
  const Story none(
      "horizon: 30\nreplications: 16\n"
      "products: [{name: tea, unit_cost: 20, list_price: 40, recommended_price: 60}]\n"
      "regions: [{name: city, consumers: 1000}]\n"
      "segments: [{name: all, share: 1, purchase_rate: 0.05, price_sensitivity: 0}]\n"
      "demand: {may_not_buy: false}\n"
      "members: [{name: shop, channel: independent_retailer, region: city, count: 10}]\n");
  for (const auto& [name, values] : none.figures()) {
    INFO(name);
    CHECK(without.figure(name) == values);
  }
}

}  // namespace channelsim::market
