// Choice among offers, measured in the simulation against its closed forms. All through scenarios.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim::market;

namespace {
// Drop shipment: no stock-outs, so sales are choices.
const std::string three_outlets = R"(
horizon: 1
replications: 20000
breakdown: [member]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.5, price_sensitivity: 0.2}]
channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]
members:
  - {name: one, channel: outlet, region: town, attraction: 1.0, pricing: {type: fixed, price: 5}}
  - {name: two, channel: outlet, region: town, attraction: 0.6, pricing: {type: fixed, price: 4}}
  - {name: three, channel: outlet, region: town, attraction: 0.2, pricing: {type: fixed, price: 3}}
strategies:
  - {name: as_is}
  - {name: dearer, set: {members.one.pricing.price: 5.05}}
  - {name: without_one, set: {members.one.active: false}}
)";
constexpr double occasions = 500;  // purchase_rate x consumers

std::string units(const std::string& member) { return "units_sold[member=" + member + "]"; }
}  // namespace

TEST_CASE("V01 scenario: market shares are the logit's") {
  // n = 20,000 of means 96 … 143: standard errors 0.07 … 0.085, a shift of 0.3 % of a share is
  // seen.
  for (const char* incidence : {"poisson", "bernoulli"}) {
    const Story story(three_outlets + "demand: {incidence: " + incidence + "}\n");
    const std::pair<const char*, double> expected[] = {
        {"one", .286611}, {"two", .234657}, {"three", .192121}};
    for (const auto& [member, share] : expected) {
      INFO(incidence << " " << member);
      CHECK(std::abs(story.mean(units(member)) - occasions * share) <
            4.89 * story.standard_error(units(member)) + 1e-6 * occasions);
      const double chance = 0.5 * share;
      const double variance =
          std::string(incidence) == "poisson" ? occasions * share : 1000 * chance * (1 - chance);
      // The variance of a sample variance of near-normal counts is 2 sigma^4 / n.
      CHECK(std::abs(story.variance(units(member)) / variance - 1) < 4.89 * std::sqrt(2.0 / 20000));
    }
  }
}

TEST_CASE("V01 scenario: own and cross elasticities are the logit's") {
  // Arc elasticity over a rise of 1 % against the exact change of the logit shares at both prices.
  const Story story(three_outlets);
  const auto share = [](double price, int offer) {
    const double weight[] = {std::exp(1 - 0.2 * price), std::exp(0.6 - 0.8), std::exp(0.2 - 0.6)};
    return weight[offer] / (1 + weight[0] + weight[1] + weight[2]);
  };
  int offer = 0;
  for (const char* member : {"one", "two", "three"}) {
    const double before = story.mean(units(member)), after = story.mean(units(member), "dearer");
    const double expected = share(5.05, offer) / share(5, offer) - 1;
    CHECK(after / before - 1 ==
          Approx(expected).margin(4.89 * 1.5 * std::sqrt(2.0 / (before * 20000))));
    ++offer;
  }
  // Common random numbers: with a dearer offer, it never sells more in any replication.
  for (std::size_t r = 0; r < 20000; ++r)
    REQUIRE(story.figure(units("one"), "dearer")[r] <= story.figure(units("one"))[r]);
}

TEST_CASE("V03 scenario: without an offer its buyers go to the others in proportion") {
  const Story story(three_outlets);
  const std::pair<const char*, double> expected[] = {{"two", .328933}, {"three", .269308}};
  for (const auto& [member, share] : expected)
    CHECK(std::abs(story.mean(units(member), "without_one") - occasions * share) <
          4.89 * story.standard_error(units(member), "without_one") + 1e-6 * occasions);
  CHECK(story.mean(units("one"), "without_one") == 0);
}

TEST_CASE("V09 scenario: Huff's shares are the logit's with V = ln S - 2 ln T") {
  // Huff has no outside option, so shares are compared among the outlets. 1,000 trips.
  std::string yaml = R"(
horizon: 1
replications: 20000
breakdown: [member]
products: [{name: good, unit_cost: 1, list_price: 2}]
regions: [{name: town, consumers: 1000000}]
segments: [{name: all, share: 1, purchase_rate: 0.001, price_sensitivity: 0}]
channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]
members:
)";
  const double size[] = {5000, 10000, 20000}, time[] = {2, 4, 8};
  for (int j = 0; j < 3; ++j)
    yaml += "  - {name: outlet" + std::to_string(j) +
            ", channel: outlet, region: town, attraction: " +
            std::to_string(std::log(size[j]) - 2 * std::log(time[j]) + 20) + "}\n";
  const Story story(yaml);
  const double expected[] = {571.43, 285.71, 142.86};
  for (int j = 0; j < 3; ++j) {
    const std::string name = units("outlet" + std::to_string(j));
    CHECK(std::abs(story.mean(name) - expected[j]) < 4.89 * story.standard_error(name) + 0.005);
  }
}

TEST_CASE("rivals take their logit share, and market share counts them") {
  const Story story(three_outlets + "rivals: [{name: other, price: 4, attraction: 0.6}]\n");
  const double weight[] = {std::exp(0.0), std::exp(-0.2), std::exp(-0.4), std::exp(-0.2)};
  const double ours = weight[0] + weight[1] + weight[2];
  CHECK(std::abs(story.mean("units_sold") - occasions * ours / (1 + ours + weight[3])) <
        4.89 * story.standard_error("units_sold"));
  CHECK(story.mean("market_share") == Approx(ours / (ours + weight[3])).margin(0.002));
}

TEST_CASE("a web shop that reaches everywhere sells to all regions, a local one to its own") {
  const Story story(R"(
horizon: 4
replications: 5000
breakdown: [member]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: east, consumers: 1000}, {name: west, consumers: 3000}]
segments: [{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0}]
channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]
members:
  - {name: local, channel: outlet, region: east}
  - {name: web, channel: outlet, reach: everywhere}
)");
  // East: 400 occasions among local, web and nothing; west: 1,200 among web and nothing.
  CHECK(std::abs(story.mean(units("local")) - 400.0 / 3) <
        4.89 * story.standard_error(units("local")));
  CHECK(std::abs(story.mean(units("web")) - (400.0 / 3 + 600)) <
        4.89 * story.standard_error(units("web")));
}

TEST_CASE("segments with tastes of their own buy through the channels they like") {
  const Story story(R"(
horizon: 1
replications: 20000
breakdown: [channel]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}]
regions: [{name: town, consumers: 1000}]
segments:
  - {name: old, share: 0.25, purchase_rate: 1, price_sensitivity: 0, tastes: [{channel: shop, attraction: 1}]}
  - {name: young, share: 0.75, purchase_rate: 0.4, price_sensitivity: 0, tastes: [{channel: site, attraction: 2}]}
channels:
  - {name: shop, owner: independent, holds_stock: false, fixed_cost: 0}
  - {name: site, owner: independent, holds_stock: false, fixed_cost: 0}
members: [{name: a, channel: shop, region: town}, {name: b, channel: site, region: town}]
)");
  const double e = std::exp(1.0), ee = std::exp(2.0);
  const double shop = 250 * e / (2 + e) + 300 / (2 + ee),
               site = 250 / (2 + e) + 300 * ee / (2 + ee);
  CHECK(std::abs(story.mean("units_sold[channel=shop]") - shop) <
        4.89 * story.standard_error("units_sold[channel=shop]"));
  CHECK(std::abs(story.mean("units_sold[channel=site]") - site) <
        4.89 * story.standard_error("units_sold[channel=site]"));
}
