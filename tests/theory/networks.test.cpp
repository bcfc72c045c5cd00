// Who knows whom: what spreads among persons spreads along their ties only.
// n = 20,000: a mean is seen to 0.035 of its standard deviation (4.89 standard errors).

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {
/// Everybody who is at the point of buying buys at the one shop.
std::string network_of(const std::string& ties, int persons, int horizon,
                       const std::string& segments, const std::string& incidence,
                       const std::string& more = "", int replications = 20000) {
  return "horizon: " + std::to_string(horizon) + "\nreplications: " + std::to_string(replications) +
         R"(
breakdown: [segment]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
channels: [{name: outlet, owner: manufacturer, holds_stock: false, fixed_cost: 0}]
members: [{name: shop, channel: outlet, region: town}]
regions: [{name: town, consumers: )" +
         std::to_string(persons) + "}]\nconsumers: {resolution: persons, network: {type: " + ties +
         "}}\ndemand: {may_not_buy: false, incidence: " + incidence + "}\nsegments:\n" + segments +
         more;
}
std::string segment(const std::string& name, double share, double rate,
                    const std::string& more = "") {
  return "  - {name: " + name + ", share: " + std::to_string(share) +
         ", purchase_rate: " + std::to_string(rate) + ", price_sensitivity: 0" + more + "}\n";
}
const std::string owner = ", customers_at_start: 1";

void check_mean(const Story& story, const std::string& figure, double expected) {
  INFO(figure << " " << story.mean(figure) << " expected " << expected);
  CHECK(std::abs(story.mean(figure) - expected) <=
        4.89 * story.standard_error(figure) + 1e-9 * (1 + expected));
}
}  // namespace

TEST_CASE("imitation reaches the acquaintance of an owner, and nobody else") {
  // Persons 0 (owns it), 1 and 2 in the order of their segments; 0 and 1 know each other.
  const std::string people = segment("a_owner", 0.25, 0, owner) + segment("b_friend", 0.25, 0) +
                             segment("c_stranger", 0.5, 0);
  const Story story(network_of("ties, ties: [{from: 0, to: 1}, {from: 2, to: 3}]", 4, 5, people,
                               "{type: bass, imitation: 0.3}"));
  check_mean(story, "new_customers[segment=b_friend]", 1 - std::exp(-0.3 * 5));
  CHECK(story.mean("new_customers[segment=c_stranger]") == 0);
  CHECK(story.mean("penetration[segment=a_owner]") == 1);
}

TEST_CASE("along a chain a durable goes from friend to friend, half a friend at a time") {
  // b knows an owner and c; c knows b only. Before b buys c can't; half of b's friends own it.
  const int horizon = 6;
  const Story story(network_of("ties, ties: [{from: 0, to: 1}, {from: 1, to: 2}]", 4, horizon,
                               segment("a", 0.25, 0, owner) + segment("b", 0.25, 0) +
                                   segment("c", 0.25, 0) + segment("stranger", 0.25, 0),
                               "{type: bass, imitation: 0.8}"));
  const double b = 1 - std::exp(-0.4), c = 1 - std::exp(-0.8);
  double waits = 1, late = 0;  // chances: that b has none yet; that c has one at the end
  for (int step = 0; step < horizon; ++step) {
    late += waits * b * (1 - std::pow(1 - c, horizon - 1 - step));
    waits *= 1 - b;
  }
  check_mean(story, "new_customers[segment=b]", 1 - waits);
  check_mean(story, "new_customers[segment=c]", late);
}

TEST_CASE("who knows very many meets the share of the region that has it") {
  // Persons: everybody meets anybody without a network. Degree 120 of 160: the shares that persons
  // meet scatter little, and the curve is the mean field's to 1 %; at degree 3 it lags by far.
  const auto owners_after = [](int horizon, const std::string& network) {
    std::string yaml = network_of(network, 160, horizon, segment("all", 1, 0.02),
                                  "{type: bass, imitation: 0.5}", "", 1600);
    if (network.empty()) yaml.replace(yaml.find(", network: {type: }"), 19, "");
    return Story(yaml).mean("penetration");
  };
  for (const int horizon : {6, 12}) {
    INFO(horizon);
    const double field = owners_after(horizon, "");
    // Standard error about 0.1 / sqrt(1600) = 0.0025, of the difference 0.0035.
    CHECK(std::abs(owners_after(horizon, "random, degree: 120") - field) < 0.012);
    if (horizon == 12) CHECK(owners_after(horizon, "random, degree: 3") < field - 0.03);
  }
}

TEST_CASE("a referral goes round a ring from neighbour to neighbour") {
  // One seed; each who is new reaches each of two acquaintances with the chance a = 1 - exp(-R/2).
  // To either side the cascade goes on with chance a: 2 a / (1 - a) in all. The seed itself is
  // brought by its neighbours with the chance 1 - (1 - a^2)^2, and where only one of them was, it
  // reaches for the other once more: 2 a^3.
  for (const double recruits : {0.02, 1.0}) {
    INFO(recruits);
    const Story story(network_of(
        "small_world, degree: 2, rewiring: 0", 40, 18, segment("all", 1, 0), "poisson",
        "referrals: [{name: f, contacts: 1, share_chance: 1, conversion: 0.5, seeds: 1}, {name: "
        "idle, active: false, contacts: 50, seeds: 9}]\n" +
            std::string("levers: [{name: l, set: {referrals.f.contacts: ") +
            std::to_string(2 * recruits) + "}}]\nstrategies: [{name: as_is, levers: [l]}]\n"));
    const double a = 1 - std::exp(-recruits / 2);
    check_mean(story, "new_customers",
               2 * a / (1 - a) + 1 - std::pow(1 - a * a, 2) + 2 * a * a * a);
  }
}

TEST_CASE("who knows everybody tells as many as who knows one, each with less") {
  // A star: R = 2 falls on the hub's four acquaintances alike, that of a leaf on the hub alone,
  // whose own then falls on all leaves.
  const std::string star =
      "ties, ties: [{from: 0, to: 1}, {from: 0, to: 2}, {from: 0, to: 3}, {from: 0, to: 4}]";
  const std::string programme =
      "referrals: [{name: f, contacts: 4, share_chance: 1, conversion: 0.5}]\n";
  const double leaf = 1 - std::exp(-2.0 / 4), hub = 1 - std::exp(-2.0);
  const Story from_hub(network_of(star, 5, 4, segment("hub", 0.2, 40) + segment("leaves", 0.8, 0),
                                  "poisson", programme));
  check_mean(from_hub, "new_customers[segment=leaves]", 4 * leaf);
  CHECK(from_hub.variance("new_customers[segment=leaves]") / (4 * leaf * (1 - leaf)) ==
        Approx(1).margin(4.89 * std::sqrt(2.0 / 20000)));
  const Story from_leaf(network_of(
      star, 5, 4,
      segment("hub", 0.2, 0) + segment("leaf", 0.2, 40) + segment("other_leaves", 0.6, 0),
      "poisson", programme));
  check_mean(from_leaf, "new_customers[segment=hub]", hub);
  check_mean(from_leaf, "new_customers[segment=other_leaves]", hub * 3 * leaf);
}

TEST_CASE("news takes longer to friends of friends than to anybody") {
  const auto penetration = [](const std::string& network) {
    return Story(network_of(network, 200, 14, segment("all", 1, 0.004),
                            "{type: bass, imitation: 1}", "", 1600))
        .mean("penetration");
  };
  // Standard errors below 0.005 each.
  const double ring = penetration("small_world, degree: 4, rewiring: 0");
  const double world = penetration("small_world, degree: 4, rewiring: 0.2");
  const double random = penetration("random, degree: 4");
  CHECK(ring < world - 0.035);
  CHECK(world < random - 0.035);
}

TEST_CASE("where a few know very many, these hear first") {
  // The first 10 of 200 persons joined first and know the most; 5 seeds tell of it.
  const Story story(network_of("scale_free, links: 2", 200, 3,
                               segment("early", 0.05, 0) + segment("late", 0.95, 0), "poisson",
                               "referrals: [{name: f, contacts: 6, share_chance: 1, conversion: "
                               "0.5, seeds: 5}]\n",
                               1600));
  CHECK(story.mean("penetration[segment=early]") > 2 * story.mean("penetration[segment=late]"));
}

TEST_CASE("who knows nobody who knows never hears of it") {
  const Story story(network_of("ties, ties: [{from: 0, to: 1}, {from: 2, to: 3}]", 4, 6,
                               segment("a_customer", 0.25, 0, owner) +
                                   segment("b_friend", 0.25, 0, ", aware_at_start: 0") +
                                   segment("strangers", 0.5, 0, ", aware_at_start: 0"),
                               "poisson, awareness: {word_of_mouth: 0.2}"));
  check_mean(story, "awareness[segment=b_friend]", 1 - std::exp(-0.2 * 6));
  CHECK(story.mean("awareness[segment=strangers]") == 0);
}

TEST_CASE("in a network, too, a programme is for the channels it names") {
  for (const char* channels : {"outlet", "own_shop"}) {
    const Story story(
        network_of(
            "ties, ties: [{from: 0, to: 1}]", 2, 4,
            segment("a_buyer", 0.5, 40) + segment("b_friend", 0.5, 0), "poisson",
            "referrals: [{name: f, contacts: 1, share_chance: 1, conversion: 1, channels: [" +
                std::string(channels) + "]}]\n") +
        "");
    check_mean(story, "new_customers[segment=b_friend]",
               channels == std::string("outlet") ? 1 - std::exp(-1.0) : 0);
  }
}
