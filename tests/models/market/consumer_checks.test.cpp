// What a scenario says of consumers, demand and marketing that does not fit: each message has its
// place, its code and its remedy.

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/tea.hpp"

using namespace channelsim;
using namespace channelsim::market;
using garden::Lines;

namespace {

/// "10:3 E305 path: message | hint" per issue or warning, in order.
Lines told(const std::string& text) {
  Issues issues;
  try {
    issues = load(text).warnings;
  } catch (const InputError& error) {
    issues = error.issues();
  }
  Lines lines;
  for (const Issue& issue : issues)
    lines.push_back(std::to_string(issue.place.line) + ":" + std::to_string(issue.place.column) +
                    " " + to_string(issue.code) + " " + issue.path + ": " + issue.message + " | " +
                    issue.hint);
  return lines;
}

/// The tea market with another segment (line 6), and more lines from line 10 on.
std::string tea_for(const std::string& segment, const std::string& more = "") {
  std::string text = with(more);
  const std::string price = "price_sensitivity: 0.04";
  text.insert(text.find(price) + price.size(), ", " + segment);
  return text;
}

void check_one(const std::string& text, const std::string& start, const std::string& message,
               const std::string& hint) {
  const Lines lines = told(text);
  INFO(text);
  REQUIRE(lines.size() == 1);
  INFO(lines[0]);
  CHECK(lines[0].starts_with(start + ": "));
  CHECK(lines[0].find(message) != std::string::npos);
  CHECK(lines[0].find(hint, lines[0].find(" | ")) != std::string::npos);
}
const std::string memory = "consumers: {memory: true}\n";
const std::string persons = "consumers: {resolution: persons}\n";
const std::string add_memory = "add `consumers: {memory: true}`";
const std::string add_persons = "add `consumers: {resolution: persons}`";

}  // namespace

TEST_CASE(
    "with at most one purchase in a step, the chance at the height of the season is below 1") {
  std::string text = with(
      "demand: {incidence: bernoulli, season: {amplitude: 0.5}, cycles: [{indices: [0.5, 1.5]}]}\n"
      "events: [{name: e, dates: [3], lift: 1}]\n");
  text.replace(text.find("0.05"), 4, "0.25");
  check_one(text, "6:54 E305 segments[0].purchase_rate", "the chance is 1.125",
            "lower the rate, shorten the step, or use poisson incidence");
  text.replace(text.find("0.25"), 4, "0.22");
  CHECK(told(text).empty());
}

TEST_CASE("who waits and who chooses again are shares of the same consumers") {
  check_one(with("demand: {stock_out: {second_choice: 0.7, wait: 0.4}}\n"),
            "10:48 E305 demand.stock_out.wait", "add up to 1.1", "the rest goes without");
  CHECK(told(with("demand: {stock_out: {second_choice: 0.7, wait: 0.3}}\n")).empty());
}

TEST_CASE("linear demand goes with nothing that takes its purchases for chances") {
  const std::string logit = "use multinomial_logit";
  check_one(with(memory + "demand: {choice: linear_demand}\n"), "11:18 E305 demand.choice",
            "consumers who remember", logit);
  check_one(with("demand: {incidence: bernoulli, choice: linear_demand}\n"),
            "10:21 E305 demand.incidence", "bernoulli", logit);
  check_one(with("demand: {choice: linear_demand, price_response: logarithmic}\n"),
            "10:49 E305 demand.price_response", "logarithmic price response", logit);
  check_one(with("demand: {choice: linear_demand, may_not_buy: false}\n"),
            "10:46 E305 demand.may_not_buy", "who buy in any case", logit);
  CHECK(told(with("demand: {choice: linear_demand}\n")).empty());
}

TEST_CASE("demand without chance needs goods that divide, and nobody who is drawn by lot") {
  check_one(with("demand: {incidence: expected}\n"), "4:12 E305 products[0]", "no whole number",
            "add `divisible: true`");
  std::string text = with("demand: {incidence: expected}\n");
  text.insert(text.find("unit_cost"), "divisible: true, ");
  CHECK(told(text).empty());
  check_one(text + memory, "10:21 E305 demand.incidence", "consumers who remember", "use poisson");
  text.insert(text.find("expected}") + 8, ", stock_out: {wait: 0.1}");
  check_one(text, "10:21 E305 demand.incidence", "who wait", "use poisson");
}

TEST_CASE("whatever consumers have to remember needs memory, and is told where it stands") {
  check_one(tea_for("habit: 1"), "6:92 E305 segments[0].habit", "habit needs consumers",
            add_memory);
  check_one(tea_for("habit: 'uniform(0, 1)'"), "6:92 E305 segments[0].habit", "habit", add_memory);
  check_one(tea_for("churn: {type: per_step, chance: 0.1}"), "6:92 E305 segments[0].churn",
            "leaving for good", add_memory);
  check_one(tea_for("aware_at_start: 0.5"), "6:101 E305 segments[0].aware_at_start",
            "not knowing the offers", add_memory);
  check_one(tea_for("customers_at_start: 0.5"), "6:105 E305 segments[0].customers_at_start",
            "being a customer", add_memory);
  check_one(with("demand: {incidence: {type: bass, imitation: 1}}\n"),
            "10:21 E305 demand.incidence", "buying once", add_memory);
  check_one(with("demand: {awareness: {spontaneous: 1}}\n"), "10:21 E305 demand.awareness",
            "awareness needs", add_memory);
  check_one(with("referrals: [{name: f}]\n"), "10:13 E305 referrals[0]", "a referral programme",
            add_memory);
  check_one(with("campaigns: [{name: f, awareness: 1}]\n"), "10:34 E305 campaigns[0].awareness",
            "learning of the offers", add_memory);
  check_one(with("breakdown: [channel, segment]\n"), "10:22 E305 breakdown[1]", "this breakdown",
            add_memory);
  check_one(with("breakdown: [switching]\n"), "10:13 E305 breakdown[0]", "this breakdown",
            add_memory);
  CHECK(told(tea_for("habit: 1, churn: {type: per_step, chance: 0.1}, aware_at_start: 0.5, "
                     "customers_at_start: "
                     "0.5",
                     memory + "breakdown: [segment, switching]\nreferrals: [{name: f}]\n"
                              "campaigns: [{name: f, awareness: 1}]\ndemand: {awareness: {}}\n"))
            .empty());
  CHECK(told(tea_for("habit: 0", "campaigns: [{name: f}]\n")).empty());
}

TEST_CASE("whatever differs from person to person needs persons") {
  check_one(with(memory + "demand: {incidence: nbd}\n"), "11:21 E305 demand.incidence",
            "purchase rates differ", add_persons);
  check_one(tea_for("churn: {type: per_purchase, chance: 0.1}", memory),
            "6:92 E305 segments[0].churn", "leave after a purchase", add_persons);
  check_one(tea_for("churn: {type: per_step, chance: 0.1, concentration: 2}", memory),
            "6:137 E305 segments[0].churn.concentration", "loyalty differs", add_persons);
  check_one(with("consumers: {network: {type: random}}\n"), "10:22 E305 consumers.network",
            "acquaintances", add_persons);
  CHECK(told(with("demand: {incidence: nbd}\n")).empty());
  CHECK(told(tea_for("churn: {type: per_purchase, chance: 0.1, concentration: 2}",
                     persons + "demand: {incidence: nbd}\n"))
            .empty());
}

TEST_CASE("at most three tastes of a segment differ between its consumers") {
  const auto differ = [](int count) {
    const char* channels[] = {"own_shop", "web_shop", "independent_retailer"};
    std::string tastes;
    for (int i = 0; i < count; ++i)
      tastes += (i ? ", {channel: " : "{channel: ") + std::string(channels[i]) +
                ", attraction: 0, sd: 1}";
    return tea_for("price_spread: {type: normal, sd: 0.1}, tastes: [" + tastes + "]");
  };
  check_one(differ(3), "6:132 E305 segments[0].tastes", "4 tastes differ", "split the segment");
  CHECK(told(differ(2)).empty());
}

TEST_CASE("persons are a sure, whole and bounded number") {
  std::string text = with(persons);
  const std::string count = "20000";
  const auto place = text.find(count);
  const auto of = [&](const std::string& number) {
    return std::string(text).replace(place, count.size(), number);
  };
  check_one(of("'uniform(10, 20)'"), "5:35 E305 regions[0].consumers", "must be sure",
            "give one number, or use cohorts");
  check_one(of("20.5"), "5:35 E305 regions[0].consumers", "there can't be 20.5 consumers",
            "give a whole number, or use cohorts");
  check_one(of("3e6"), "5:10 E503 regions", "3e+06 persons; at most 2e+06", "use cohorts");
  CHECK(told(of("2e6")).empty());
}

TEST_CASE("persons remember 240 channels and referral programmes") {
  const auto listed = [](int referrals) {
    std::string text = with(persons + "referrals:\n");
    for (int i = 0; i < referrals; ++i) text += "- {name: f" + std::to_string(i) + "}\n";
    return text;
  };
  check_one(listed(239), "8:1 E503 members", "241 channels and referrals; persons remember at most",
            "use cohorts");
  CHECK(told(listed(238)).empty());
}

TEST_CASE("an event says when its promotions take place, and nothing else does") {
  const std::string event = "events: [{name: e, dates: [3]}]\n";
  for (const std::string key : {"start", "length", "every"})
    check_one(with(event + "promotions: [{name: p, event: e, " + key + ": 4}]\n"),
              "11:" + std::to_string(36 + key.size()) + " E305 promotions[0]." + key,
              "the event 'e' says when", "leave `" + key + "` out, or the event");
  CHECK(told(with(event + "promotions: [{name: p, event: e}]\n")).empty());
  CHECK(told(load(with(event + "promotions: [{name: p, event: e}]\n")).resolved).empty());
}

TEST_CASE("a network fits its persons") {
  const auto of = [](const std::string& network) {
    std::string text = with("consumers: {resolution: persons, network: {type: " + network + "}}\n");
    return text.replace(text.find("20000"), 5, "6");
  };
  check_one(of("small_world, degree: 3"), "10:71 E305 consumers.network.degree",
            "degree must be even", "take the even number next to it");
  check_one(of("small_world, degree: 6"), "10:71 E305 consumers.network.degree", "only 6 persons",
            "fewer acquaintances");
  check_one(of("random, degree: 6"), "10:66 E305 consumers.network.degree", "only 6 persons",
            "fewer acquaintances");
  check_one(of("scale_free, links: 6"), "10:69 E305 consumers.network.links", "only 6 persons",
            "fewer links");
  check_one(of("ties, ties: [{from: 0, to: 5}, {from: 6, to: 0}]"),
            "10:62 E305 consumers.network.ties", "ties[1] names person 6, but there are 6",
            "persons are counted over regions, then segments");
  check_one(of("ties, ties: [{from: 0, to: 5}, {from: 2, to: 2}]"),
            "10:62 E305 consumers.network.ties", "ties[1] ties person 2 to itself",
            "name two persons");
  for (const char* fits : {"small_world, degree: 4", "random, degree: 5", "scale_free, links: 5",
                           "ties, ties: [{from: 0, to: 5}]"})
    CHECK(told(of(fits)).empty());
}

TEST_CASE("a nest is a format, a channel or a product that there is") {
  const auto nested = [](const std::string& by, const std::string& nest) {
    return with("demand: {choice: {type: nested_logit, nests_by: " + by +
                ", nests: [{name: " + nest + ", dissimilarity: 0.5}]}}\n");
  };
  check_one(nested("format", "stores"), "10:72 E401 demand.choice.nests[0].name",
            "no offer belongs to a nest 'stores'; did you mean 'store'?",
            "nests by format: online and store");
  check_one(nested("channel", "own_shop"), "10:73 E401 demand.choice.nests[0].name",
            "nest 'own_shop'", "nests by channel: independent_retailer and web_shop");
  check_one(nested("product", "coffee"), "10:73 E401 demand.choice.nests[0].name", "nest 'coffee'",
            "nests by product: tea");
  check_one(nested("product", "rivals"), "10:73 E401 demand.choice.nests[0].name", "nest 'rivals'",
            "nests by product: tea");
  CHECK(told(nested("product", "tea")).empty());
  check_one(with("demand: {choice: {type: nested_logit, nests: [{name: store, dissimilarity: 1}, "
                 "{name: store, dissimilarity: 0.5}]}}\n"),
            "10:87 E201 demand.choice.nests", "the name 'store' is taken", "another name");
  CHECK(told(nested("format", "rivals") + "rivals: [{name: other, price: 3}]\n").empty());
}

TEST_CASE("marketing that cannot have an effect is doubtful") {
  check_one(with("events: [{name: e, dates: []}]\n"), "10:27 E105 events[0].dates",
            "at least one entry is needed", "for example");
  check_one(with("events: [{name: e, dates: [10, 12]}]\n"), "10:27 E305 events[0].dates",
            "begins after the last step", "the horizon is 10 steps");
  check_one(with("campaigns: [{name: c, start: 10}]\n"), "10:30 E305 campaigns[0].start",
            "begins after the last step", "the horizon is 10 steps");
  check_one(with("promotions: [{name: c, start: 10}]\n"), "10:31 E305 promotions[0].start",
            "begins after the last step", "the horizon is 10 steps");
  check_one(with("campaigns: [{name: c, channels: [own_shop]}]\n"),
            "10:33 E305 campaigns[0].channels", "no member of the channel 'own_shop' sells",
            "name a channel that has shops");
  check_one(with(memory + "referrals: [{name: c, channels: [distributor]}]\n"),
            "11:33 E305 referrals[0].channels", "no member of the channel 'distributor' sells",
            "leave `channels` out");
  check_one(with(memory + "referrals: [{name: c, seeds: 20001}]\n"),
            "11:30 E305 referrals[0].seeds", "each region gets 20001 seeds, but 'city' has 20000",
            "seeds are told per region");
  for (const Issue& issue : load(with("campaigns: [{name: c, start: 10}]\n")).warnings)
    CHECK(issue.warning);
  CHECK(told(with("events: [{name: e, dates: [12, 9]}]\n"
                  "campaigns: [{name: c, start: 9}, {name: d, start: 99, active: false}]\n"
                  "promotions: [{name: c, start: 9}, {name: d, event: e}]\n"))
            .empty());
}

TEST_CASE("consumers who remember are as many at all times") {
  const auto change = [](const std::string& set) {
    return "changes: [{from: 4, set: {" + set + "}}]\n";
  };
  for (const std::string& who : {memory, persons}) {
    check_one(with(who + change("regions.city.consumers: 300")), "11:51 E305 regions[0].consumers",
              "keep their number; it can't change from step 4",
              "make the change part of the plan's `set`");
    std::string two = tea;
    two.replace(two.find("share: 1,"), 9, "share: 0.5,");
    two.replace(two.find("0.04}]"), 6,
                "0.04}, {name: more, share: 0.5, purchase_rate: 1, price_sensitivity: 1}]");
    const Lines lines =
        told(two + who + change("segments.everyone.share: 0.4, segments.more.share: 0.6"));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].find("segments[0].share: consumers who remember keep their segment") !=
          std::string::npos);
  }
  check_one(tea_for("churn: {type: per_step, chance: 0.1, concentration: 3}",
                    persons + change("segments.everyone.churn.chance: 0.5")),
            "6:92 E305 segments[0].churn", "keep their own loyalty", "`set`");
  CHECK(told(tea_for("churn: {type: per_step, chance: 0.1}",
                     memory + change("segments.everyone.churn.chance: 0.5")))
            .empty());
  CHECK(told(with(change("regions.city.consumers: 300"))).empty());
}

TEST_CASE("campaigns and referral programmes are listed from the start") {
  for (const std::string list : {"campaigns", "referrals"})
    check_one(with(memory + list + ": [{name: a}]\nchanges: [{from: 4, set: {" + list +
                   ": [{name: a}, {name: b}]}}]\n"),
              "12:" + std::to_string(27) + " E305 " + list, "entries can't come or go from step 4",
              "list them from the start");
}
