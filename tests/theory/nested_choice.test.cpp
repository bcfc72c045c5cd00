// Offers that are alike take from each other first: nested logit, measured in the simulation.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include "tests/support/choices.hpp"

using namespace channelsim::market;

namespace {
/// Utilities A 1, B 0.5 in a nest of dissimilarity 0.5; C 0.8, D 0 in one of 0.7. Drop shipment: no
/// stock-outs, so sales are choices. 1,000 occasions.
std::string four_outlets(const std::string& rest = "", double attraction = 0) {
  return fmt::format(
             "products: [{{name: good, unit_cost: 1, list_price: 2, "
             "recommended_price: 5, attraction: {}}}]",
             attraction) +
         R"(
horizon: 1
replications: 20000
breakdown: [member]
regions: [{name: town, consumers: 2000}]
segments: [{name: all, share: 1, purchase_rate: 0.5, price_sensitivity: 0.2}]
channels:
  - {name: near, owner: independent, holds_stock: false, fixed_cost: 0}
  - {name: far, owner: independent, holds_stock: false, fixed_cost: 0}
members:
  - {name: a, channel: near, region: town, attraction: 2.0, pricing: {type: fixed, price: 5}}
  - {name: b, channel: near, region: town, attraction: 1.3, pricing: {type: fixed, price: 4}}
  - {name: c, channel: far, region: town, attraction: 1.4, pricing: {type: fixed, price: 3}}
  - {name: d, channel: far, region: town, attraction: 0.4, pricing: {type: fixed, price: 2}}
strategies:
  - {name: as_is}
  - {name: without_a, set: {members.a.active: false}}
  - {name: dearer, set: {members.a.pricing.price: 5.05}}
)" + rest;
}
std::string nests_of(double near, double far) {
  return fmt::format(R"(
demand:
  choice:
    type: nested_logit
    nests_by: channel
    nests: [{{name: near, dissimilarity: {}}}, {{name: far, dissimilarity: {}}}]
)",
                     near, far);
}
const std::string nests = nests_of(0.5, 0.7);
constexpr double occasions = 1000;

/// Shares of a, b, c, d and of buying nothing, by hand.
struct Shares {
  double offer[4], none, inside[4];  // inside: share of the own nest
};
Shares shares(double price_of_a) {
  const double utility[] = {2 - 0.2 * price_of_a, 0.5, 0.8, 0}, lambda[] = {0.5, 0.7};
  double sum[2], total = 1;
  for (int nest = 0; nest < 2; ++nest) {
    sum[nest] =
        std::exp(utility[2 * nest] / lambda[nest]) + std::exp(utility[2 * nest + 1] / lambda[nest]);
    total += std::pow(sum[nest], lambda[nest]);
  }
  Shares found{{}, 1 / total, {}};
  for (int j = 0; j < 4; ++j) {
    found.inside[j] = std::exp(utility[j] / lambda[j / 2]) / sum[j / 2];
    found.offer[j] = found.inside[j] * std::pow(sum[j / 2], lambda[j / 2]) / total;
  }
  return found;
}
const char* const names[] = {"a", "b", "c", "d"};
}  // namespace

TEST_CASE("V04 scenario: shares of a nested logit with two dissimilarities") {
  // n = 20,000 of means 95 … 383: a shift of 0.15 … 0.35 % of a share is seen.
  const double expected[] = {.337789, .124266, .297678, .094931};
  const auto means = expected_purchases(four_outlets(nests));
  const Story story(four_outlets(nests));
  double all = 0;
  for (int j = 0; j < 4; ++j) {
    CHECK(means[j] / occasions == Approx(expected[j]).margin(6e-7));
    check_mean(story, units_of(names[j]), occasions * shares(5).offer[j]);
    all += means[j] / occasions;
  }
  CHECK(1 - all == Approx(.145337).margin(6e-7));
  // The logarithm of the sum over nests is what the choice set is worth: -ln P(none).
  CHECK(-std::log(1 - all) == Approx(1.928703).margin(3e-6));
}

TEST_CASE("V04 scenario: without an offer, most of its buyers stay in its nest") {
  const double expected[] = {.308166, .382833, .122088}, diversion[] = {.544425, .252097, .080395};
  const auto with = expected_purchases(four_outlets(nests)),
             without = expected_purchases(four_outlets(nests), 1);
  const Story story(four_outlets(nests));
  double diverted = 0;
  for (int j = 0; j < 3; ++j) {
    CHECK(without[j] / occasions == Approx(expected[j]).margin(6e-7));
    CHECK((without[j] - with[j + 1]) / with[0] == Approx(diversion[j]).margin(2e-6));
    diverted += diversion[j];
    check_mean(story, units_of(names[j + 1]), without[j], "without_a");
    // Measured diversion: the gain over what A sold, a ratio of paired differences.
    const double gain =
        story.mean(units_of(names[j + 1]), "without_a") - story.mean(units_of(names[j + 1]));
    const double error = std::hypot(story.standard_error(units_of(names[j + 1]), "without_a"),
                                    story.standard_error(units_of(names[j + 1])));
    CHECK(gain / story.mean(units_of("a")) ==
          Approx(diversion[j]).margin(4.89 * error / (occasions * .337789) * 1.1));
  }
  CHECK(1 - diverted == Approx(.123082).margin(2e-6));
}

TEST_CASE("own and cross elasticities of a nested logit are higher within the nest") {
  // A hundred times the occasions, so that a price 1 % higher shows; paired replications.
  std::string yaml = four_outlets(nests);
  yaml.replace(yaml.find("consumers: 2000"), 15, "consumers: 200000");
  yaml.replace(yaml.find("replications: 20000"), 19, "replications: 2000");
  const Story story(yaml);
  const Shares before = shares(5), after = shares(5.05);
  for (int j = 0; j < 4; ++j)
    check_change(story, units_of(names[j]), after.offer[j] / before.offer[j], "dearer");
  // Point elasticities [Ben-Akiva & Lerman 1985, ch. 10], met by the arc to the second order.
  const double b = 0.2, p = 5, lambda = 0.5, alike = (1 - lambda) / lambda;
  const double elasticity[] = {-b * p * (1 / lambda - alike * before.inside[0] - before.offer[0]),
                               b * p * (alike * before.inside[0] + before.offer[0]),
                               b * p * before.offer[0], b * p * before.offer[0]};
  for (int j = 0; j < 4; ++j)
    CHECK(after.offer[j] / before.offer[j] - 1 == Approx(0.01 * elasticity[j]).epsilon(0.02));
}

TEST_CASE("a nested logit whose dissimilarities are 1 is the multinomial logit to the bit") {
  const std::string flat = R"(
demand: {choice: {type: nested_logit, nests_by: channel, dissimilarity: 1}}
)";
  const auto nested = expected_purchases(four_outlets(flat)),
             logit = expected_purchases(four_outlets());
  for (int j = 0; j < 4; ++j) CHECK(nested[j] == Approx(logit[j]).epsilon(1e-14));
}

TEST_CASE("rivals are a nest of their own where nests are channels") {
  // Two rivals that are much alike share what one would get: red bus, blue bus.
  const std::string bus = R"(
rivals: [{name: red, price: 0, attraction: 0}, {name: blue, price: 0, attraction: 0}]
demand:
  choice:
    type: nested_logit
    nests_by: channel
    dissimilarity: 1
    nests: [{name: rivals, dissimilarity: 0.01}]
)";
  const auto means = expected_purchases(four_outlets(bus));
  double total = 1 + std::pow(2.0, 0.01);
  for (const double utility : {1.0, 0.5, 0.8, 0.0}) total += std::exp(utility);
  CHECK(means[0] / occasions == Approx(std::exp(1.0) / total).epsilon(1e-12));
  for (const int rival : {4, 5})
    CHECK(means[rival] / occasions == Approx(std::pow(2.0, 0.01) / 2 / total).epsilon(1e-12));
}

TEST_CASE("offers that are almost one share their nest as utilities say, however high these are") {
  const std::string alike = nests_of(0.01, 0.02);
  // e^(V / 0.01) is beyond all numbers from V = 7.1 on, and nothing below -7.1.
  for (const double shift : {-9.0, 0.0, 9.0}) {
    const auto means = expected_purchases(four_outlets(alike, shift));
    const double near = std::exp(shift + 1), far = std::exp(shift + 0.8), total = 1 + near + far;
    CHECK(means[0] / occasions == Approx(near / total).epsilon(1e-12));
    CHECK(means[1] / means[0] == Approx(std::exp(-0.5 / 0.01)).epsilon(1e-11));
    CHECK(means[2] / occasions == Approx(far / total).epsilon(1e-12));
    CHECK(means[3] / means[2] == Approx(std::exp(-0.8 / 0.02)).epsilon(1e-11));
  }
  // The same where a price is cut.
  const auto cut = expected_purchases(four_outlets(alike + R"(
promotions: [{name: offer, channels: [far], start: 0, length: 1, price_cut: 1}]
)",
                                                   9.0));
  const double far = std::exp(9 + 1.4);
  CHECK(cut[2] / occasions == Approx(far / (1 + std::exp(10.0) + far)).epsilon(1e-12));
}

TEST_CASE("a nest that is almost one offer is found again when its price rises by far") {
  // Utility 14.4 while the price is cut, 0 before and after; 1,000 consider buying in each step.
  const Story story(R"(
horizon: 4
replications: 2000
products: [{name: good, unit_cost: 5, list_price: 10}]
regions: [{name: town, consumers: 10000}]
demand: {choice: {type: nested_logit, nests_by: channel, dissimilarity: 0.01}}
segments: [{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0.2}]
channels: [{name: shop, owner: independent, holds_stock: false, pricing: {type: fixed, price: 80}}]
members: [{name: x, channel: shop, region: town, site: 16}]
promotions: [{name: cut, channels: [shop], start: 1, length: 1, price_cut: 0.9}]
strategies: [{name: as_is}]
)");
  check_mean(story, "units_sold", 3 * 500 + 1000 / (1 + std::exp(-14.4)));
}
