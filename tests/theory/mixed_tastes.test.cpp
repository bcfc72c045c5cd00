// Consumers of a segment whose tastes differ: mixed logit, measured against numerical integration.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include "engine/random/normal_quadrature.hpp"
#include "tests/support/choices.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {
/// Utilities 2 - 2 b and 1 - b; 1,000 occasions.
std::string two_outlets(const std::string& segment, const std::string& rest = "") {
  return R"(
horizon: 1
replications: 20000
breakdown: [member]
products: [{name: good, unit_cost: 0.5, list_price: 0.5, recommended_price: 5}]
regions: [{name: town, consumers: 2000}]
segments: [{name: all, share: 1, purchase_rate: 0.5, )" +
         segment + R"(}]
channels:
  - {name: shop, owner: independent, holds_stock: false, fixed_cost: 0}
  - {name: site, owner: independent, holds_stock: false, fixed_cost: 0}
members:
  - {name: one, channel: shop, region: town, attraction: 2, pricing: {type: fixed, price: 2}}
  - {name: two, channel: site, region: town, attraction: 1, pricing: {type: fixed, price: 1}}
strategies:
  - {name: as_is}
  - {name: without_one, set: {members.one.active: false}}
  - {name: dearer, set: {members.one.pricing.price: 2.02}}
)" + rest;
}
const std::string normal = "price_sensitivity: 1, price_spread: {type: normal, sd: 0.5}";
const std::string lognormal = "price_sensitivity: 1, price_spread: {type: lognormal, sd: 0.5}";
constexpr double occasions = 1000;

struct Shares {
  double one, two, none;
};
Shares logit(double first, double second) {
  const double total = 1 + std::exp(first) + std::exp(second);
  return {std::exp(first) / total, std::exp(second) / total, 1 / total};
}
double normal_sensitivity(double z) { return 1 + 0.5 * z; }
double lognormal_sensitivity(double z) { return std::exp(0.5 * z); }
}  // namespace

TEST_CASE("V06 scenario: shares of a normal price sensitivity are the integral's") {
  const auto means = expected_purchases(two_outlets(normal));
  CHECK(means[0] / occasions == Approx(.345171).margin(1e-6));
  CHECK(means[1] / occasions == Approx(.309657).margin(1e-6));
  CHECK(1 - (means[0] + means[1]) / occasions == Approx(.345171).margin(1e-6));
  // Were all alike, each had a third.
  const auto alike = expected_purchases(two_outlets("price_sensitivity: 1"));
  CHECK(alike[0] / occasions == Approx(1.0 / 3).epsilon(1e-14));
  CHECK(alike[1] / occasions == Approx(1.0 / 3).epsilon(1e-14));
  // n = 20,000 of means 345 and 310: a shift of 0.2 % of a share is seen; a third is 3.4 % and
  // 7.6 % away.
  for (const char* incidence : {"poisson", "bernoulli"}) {
    const Story story(two_outlets(normal, fmt::format("demand: {{incidence: {}}}\n", incidence)));
    check_mean(story, units_of("one"), means[0]);
    check_mean(story, units_of("two"), means[1]);
  }
}

TEST_CASE("V06 scenario: without an offer, the others' ratio changes") {
  const auto with = expected_purchases(two_outlets(normal)),
             without = expected_purchases(two_outlets(normal), 1);
  CHECK(without[0] / occasions == Approx(.5).margin(1e-12));
  CHECK(with[1] / (occasions - with[0] - with[1]) == Approx(.897111).margin(3e-6));
  CHECK(without[0] / (occasions - without[0]) == Approx(1).margin(1e-12));
  check_mean(Story(two_outlets(normal)), units_of("two"), 500, "without_one");
}

TEST_CASE("shares of a lognormal price sensitivity are the integral's") {
  const auto share = [](double z) {
    const double b = lognormal_sensitivity(z);
    return logit(2 - 2 * b, 1 - b);
  };
  const double one = normal_mean([&](double z) { return share(z).one; }),
               two = normal_mean([&](double z) { return share(z).two; });
  const auto means = expected_purchases(two_outlets(lognormal));
  CHECK(means[0] / occasions == Approx(one).margin(1e-5));
  CHECK(means[1] / occasions == Approx(two).margin(1e-5));
  const Story story(two_outlets(lognormal));
  check_mean(story, units_of("one"), occasions * one);
  check_mean(story, units_of("two"), occasions * two);
}

TEST_CASE("shares of tastes that differ, in one to three dimensions, are the integral's") {
  const std::string shop = "{channel: shop, attraction: 0.3, sd: 1}";
  const auto one_taste =
      expected_purchases(two_outlets("price_sensitivity: 1, tastes: [" + shop + "]"));
  for (int offer = 0; offer < 2; ++offer)
    CHECK(one_taste[offer] / occasions == Approx(normal_mean([&](double z) {
                                            const Shares found = logit(0.3 + z, 0);
                                            return offer == 0 ? found.one : found.two;
                                          })).margin(1e-5));
  const std::string site = "{channel: site, attraction: -0.2, sd: 0.7}";
  const auto two_tastes =
      expected_purchases(two_outlets("price_sensitivity: 1, tastes: [" + shop + ", " + site + "]"));
  CHECK(two_tastes[0] / occasions ==
        Approx(normal_mean([&](double z) {
          return normal_mean([&](double y) { return logit(0.3 + z, -0.2 + 0.7 * y).one; });
        })).margin(1e-4));
  // And the price sensitivity on top. The inner two integrals are smooth: few points do.
  const auto all =
      expected_purchases(two_outlets(normal + ", tastes: [" + shop + ", " + site + "]"));
  const Quadrature fine = normal_quadrature(40);
  double integral = 0;
  for (std::size_t i = 0; i < 40; ++i)
    for (std::size_t j = 0; j < 40; ++j)
      for (std::size_t k = 0; k < 40; ++k) {
        const double b = normal_sensitivity(fine.nodes[k]);
        integral += fine.weights[i] * fine.weights[j] * fine.weights[k] *
                    logit(2.3 + fine.nodes[i] - 2 * b, 0.8 + 0.7 * fine.nodes[j] - b).one;
      }
  CHECK(all[0] / occasions == Approx(integral).margin(1e-3));
  const Story story(two_outlets("price_sensitivity: 1, tastes: [" + shop + ", " + site + "]"));
  check_mean(story, units_of("one"), two_tastes[0]);
  check_mean(story, units_of("two"), two_tastes[1]);
}

TEST_CASE("elasticities and diversion of a mixed logit are the integral's") {
  // A hundred times the occasions, so that a price 1 % higher shows; paired replications.
  for (const auto& [segment, sensitivity] :
       {std::pair(normal, &normal_sensitivity), std::pair(lognormal, &lognormal_sensitivity)}) {
    std::string yaml = two_outlets(segment);
    yaml.replace(yaml.find("consumers: 2000"), 15, "consumers: 200000");
    yaml.replace(yaml.find("replications: 20000"), 19, "replications: 2000");
    const Story story(yaml);
    const auto mean = [&](auto&& f) {
      return normal_mean([&](double z) {
        const double b = sensitivity(z);
        return f(b, logit(2 - 2 * b, 1 - b), logit(2 - 2.02 * b, 1 - b));
      });
    };
    const double one = mean([](double, Shares now, Shares) { return now.one; }),
                 two = mean([](double, Shares now, Shares) { return now.two; });
    const double dearer_one = mean([](double, Shares, Shares dearer) { return dearer.one; }),
                 dearer_two = mean([](double, Shares, Shares dearer) { return dearer.two; });
    check_change(story, units_of("one"), dearer_one / one, "dearer");
    check_change(story, units_of("two"), dearer_two / two, "dearer");
    // Point elasticities -p/P E[b s (1 - s)] and p/P E[b s s'], met to the second order.
    const double own =
        -2 / one * mean([](double b, Shares s, Shares) { return b * s.one * (1 - s.one); });
    const double cross =
        2 / two * mean([](double b, Shares s, Shares) { return b * s.one * s.two; });
    CHECK(dearer_one / one - 1 == Approx(0.01 * own).epsilon(0.02));
    CHECK(dearer_two / two - 1 == Approx(0.01 * cross).epsilon(0.02));
    // Diversion: E[s s' / (1 - s)] / E[s].
    const double diversion =
        mean([](double, Shares s, Shares) { return s.one * s.two / (1 - s.one); }) / one;
    check_change(story, units_of("two"), 1 + diversion * one / two, "without_one");
  }
}

TEST_CASE("who dislikes waiting for delivery, or needs advice, chooses accordingly") {
  // Utilities: shop 0 + advice 1.5 x 0.8 x 0.5, delivered at once; site 0.4 x 2 steps of delay.
  const std::string yaml = R"(
horizon: 1
replications: 20000
breakdown: [member]
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5, advice_need: 0.8}]
regions: [{name: town, consumers: 2000}]
segments:
  - {name: all, share: 1, purchase_rate: 0.5, price_sensitivity: 0, advice_need: 1.5,
     delivery_sensitivity: 0.4}
channels:
  - {name: shop, owner: independent, holds_stock: false, fixed_cost: 0, advice: 0.5}
  - {name: site, owner: independent, holds_stock: false, fixed_cost: 0, advice: 0, delivery_time: 2}
members: [{name: a, channel: shop, region: town}, {name: b, channel: site, region: town}]
strategies:
  - {name: as_is}
  - {name: faster, set: {members.b.delivery_time: 0.5}}
  - {name: helpful, set: {members.b.advice: 1}}
)";
  const Story story(yaml);
  const std::pair<const char*, Shares> plans[] = {
      {"as_is", logit(0.6, -0.8)}, {"faster", logit(0.6, -0.2)}, {"helpful", logit(0.6, 0.4)}};
  for (const auto& [plan, expected] : plans) {
    check_mean(story, units_of("a"), occasions * expected.one, plan);
    check_mean(story, units_of("b"), occasions * expected.two, plan);
  }
}
