// Limits of the market in which every figure is known: mean, variance and the program's own
// standard error. Each test states n and what it can see; docs/validation.md lists them beside the
// others.

#include "engine/statistics/summary.hpp"
#include "tests/support/same_distribution.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

/// A market without stock, so that sales are choices.
std::string drop_shipment(int replications, int horizon, double consumers,
                          const std::string& segments, const std::string& members,
                          const std::string& rest = "") {
  return fmt::format(R"(
horizon: {}
replications: {}
breakdown: [member]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5}}]
regions: [{{name: town, consumers: {}}}]
channels: [{{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}}]
segments:
{}members:
{}{})",
                     horizon, replications, consumers, segments, members, rest);
}
const std::string one_outlet =
    "  - {name: web, channel: outlet, region: town, attraction: 0, pricing: {type: fixed, price: "
    "5}}\n";
const std::string bernoulli = "demand: {incidence: bernoulli}\n";

std::string segment(double rate, double share = 1, double sensitivity = 0,
                    const std::string& name = "all") {
  return fmt::format("  - {{name: {}, share: {}, purchase_rate: {}, price_sensitivity: {}}}\n",
                     name, share, rate, sensitivity);
}

/// Mean, variance and the standard error that the program tells are those of theory, to 4.89
/// standard errors each.
void check_moments(const std::vector<double>& values, double mean, double variance) {
  const auto n = static_cast<double>(values.size());
  const Moments found(values);
  INFO(fmt::format("mean {} against {}, variance {} against {}", found.mean, mean, found.variance,
                   variance));
  CHECK(std::abs(found.mean - mean) <= z_bound() * std::sqrt(variance / n));
  const double spread = z_bound() * std::sqrt((found.kurtosis - 1) / n);
  CHECK(std::abs(found.variance / variance - 1) <= spread);
  const double told = *summarise(values, Goal::watch).sd / std::sqrt(n);
  CHECK(std::abs(told / std::sqrt(variance / n) - 1) <= spread);
}

}  // namespace

TEST_CASE("one consumer, one step: buys with the chance of coming times the offer's share") {
  // n = 1e5: a chance of 0.15 that is off by 0.007 is seen.
  const Story story(drop_shipment(100'000, 1, 1, segment(0.3), one_outlet, bernoulli));
  const auto& bought = story.figure("units_sold");
  for (const double units : bought) REQUIRE((units == 0 || units == 1));
  check_moments(bought, 0.15, 0.15 * 0.85);
}

TEST_CASE("consumers who do not look at prices buy the same at any price, to the bit") {
  // n = 20,000 of Poisson(100): a mean that is off by 0.4 % is seen.
  const Story story(drop_shipment(
      20'000, 2, 100, segment(1), one_outlet,
      "strategies:\n  - {name: as_is}\n  - {name: dear, set: {members.web.pricing.price: 500}}\n"));
  CHECK(story.figure("units_sold") == story.figure("units_sold", "dear"));
  check_moments(story.figure("units_sold"), 100, 100);
}

TEST_CASE("without imitation, adopters are binomial, and without innovators nobody adopts") {
  // n = 20,000 towns of 500: a share of 0.33 that is off by 0.0009 is seen.
  const std::string bass =
      "demand: {may_not_buy: false, incidence: {type: bass, imitation: 0}}\n"
      "consumers: {memory: true}\n";
  const Story story(drop_shipment(20'000, 8, 500, segment(0.05), one_outlet, bass));
  const double share = 1 - std::exp(-0.05 * 8);
  check_moments(story.figure("units_sold"), 500 * share, 500 * share * (1 - share));
  std::string nobody = bass;
  nobody.replace(nobody.find("imitation: 0"), 12, "imitation: 1");
  const Story idle(drop_shipment(16, 8, 500, segment(0), one_outlet, nobody));
  CHECK(idle.figure("units_sold") == std::vector<double>(16, 0.0));
}

TEST_CASE("two segments: the sum of two binomial numbers") {
  // n = 20,000: a mean of 188 that is off by 0.4 (0.2 %) is seen.
  const Story story(drop_shipment(20'000, 1, 1000,
                                  segment(0.8, 0.25, 0.2, "old") + segment(0.3, 0.75, 0, "young"),
                                  one_outlet, bernoulli));
  const double old_share = 0.8 / (1 + std::exp(0.2 * 5)), young_share = 0.15;
  check_moments(story.figure("units_sold"), 250 * old_share + 750 * young_share,
                250 * old_share * (1 - old_share) + 750 * young_share * (1 - young_share));
}

TEST_CASE("what consumers spend is compound Poisson: a price times the number at that price") {
  // n = 20,000: a mean of 420 that is off by 1.6 (0.4 %) is seen.
  const std::string members = one_outlet +
                              "  - {name: dear, channel: outlet, region: town, attraction: 0, "
                              "pricing: {type: fixed, price: "
                              "9}}\n";
  const Story story(drop_shipment(20'000, 3, 30, segment(1), members));
  const double each = 3 * 30 / 3.0;  // buyers of either offer; as many buy nothing
  check_moments(story.figure("consumer_spending"), each * (5 + 9), each * (25 + 81));
}
