// What rivals do: they follow our prices, and run promotions of their own.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include "tests/support/choices.hpp"

using namespace channelsim::market;

namespace {
/// One offer of ours at 10 and a rival's; a million occasions a step, one of which ends in either.
std::string duel(int horizon, const std::string& rival, const std::string& rest,
                 const std::string& replications = "64", const std::string& consumers = "1e6") {
  return fmt::format(R"(
horizon: {}
replications: {}
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 10}}]
regions: [{{name: town, consumers: {}}}]
segments: [{{name: all, share: 1, purchase_rate: 1, price_sensitivity: 2}}]
channels: [{{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}}]
members: [{{name: ours, channel: outlet, region: town, pricing: {{type: fixed, price: 10}}}}]
rivals: [{{name: other{}}}]
)",
                     horizon, replications, consumers, rival) +
         rest;
}
/// Sales of step `step`, measured by what a longer horizon adds: numbers have addresses, so that
/// the steps before are the same.
void check_sales_of_step(int step, const std::string& rival, const std::string& rest,
                         double expected) {
  const Story longer(duel(step + 1, rival, rest));
  double sum = 0;
  for (const double units : longer.figure("units_sold")) sum += units;
  if (step > 0) {
    const Story before(duel(step, rival, rest));
    for (const double units : before.figure("units_sold")) sum -= units;
  }
  // Poisson numbers: the standard error of the mean of 64 is the root of its mean by 64.
  INFO("step " << step << ": " << sum / 64 << ", expected " << expected);
  CHECK(std::abs(sum / 64 - expected) < 4.89 * std::sqrt(expected / 64));
}
const std::string logarithmic =
    "demand: {may_not_buy: false, price_response: logarithmic}\n"
    "changes: [{from: 2, set: {members.ours.pricing.price: 8}}]\n";
/// Our share with sensitivity 2 where the rival's price is `ratio` times ours.
double share(double ratio) { return 1 / (1 + std::pow(ratio, -2)); }
}  // namespace

TEST_CASE("a rival that follows in full keeps the gap, a step later") {
  // n = 64 of means about 5e5: a shift of 0.09 % is seen; the price cut moves shares by 22 %.
  const std::string rival = ", price: 12, follow: 1";
  const double steps[] = {share(1.2), share(1.2), share(12.0 / 8), share(1.2), share(1.2)};
  for (int step = 0; step < 5; ++step)
    check_sales_of_step(step, rival, logarithmic, 1e6 * steps[step]);
}

TEST_CASE("a rival follows the share of a price change that it is said to") {
  const std::pair<const char*, double> rivals[] = {
      {", price: 12", 12}, {", price: 12, follow: 0.5", 10.8}, {", price: 12, follow: 2", 7.2}};
  for (const auto& [rival, price] : rivals)
    check_sales_of_step(3, rival, logarithmic, 1e6 * share(price / 8));
}

TEST_CASE("a rival follows a promotion down and up again") {
  const std::string promotion = R"(
demand: {may_not_buy: false, price_response: logarithmic}
promotions: [{name: sale, start: 1, length: 1, price_cut: 0.2}]
)";
  const double ratio[] = {1.2, 12.0 / 8, 9.6 / 10, 1.2};
  for (int step = 0; step < 4; ++step)
    check_sales_of_step(step, ", price: 12, follow: 1", promotion, 1e6 * share(ratio[step]));
}

TEST_CASE("promotions of rivals leave their mean price and move demand") {
  // ln X normal with standard deviation 0.2, E X = 1. Demand of ours by the integral over X, at a
  // low and at a high sensitivity; variance: Poisson and that of the share.
  for (const double sensitivity : {0.01, 2.0}) {
    std::string yaml = duel(1, ", price: 10, price_noise: 0.2", "", "20000", "10000");
    yaml.replace(yaml.find("price_sensitivity: 2"), 20,
                 fmt::format("price_sensitivity: {}", sensitivity));
    yaml.replace(yaml.find("channel: outlet,"), 16,
                 fmt::format("channel: outlet, attraction: {},", 10 * sensitivity));
    yaml.replace(yaml.find("name: other"), 11,
                 fmt::format("name: other, attraction: {}", 10 * sensitivity));
    const auto sales = [&](double z) {
      const double x = std::exp(0.2 * z - 0.02);
      return 10000 / (2 + std::exp(-sensitivity * 10 * (x - 1)));
    };
    const double mean = normal_mean(sales),
                 square = normal_mean([&](double z) { return sales(z) * sales(z); });
    const Story story(yaml);
    check_mean(story, "units_sold", mean);
    // The kurtosis of the mixture is below 3: 4.89 sqrt(2 / n) bounds the error of a variance.
    CHECK(story.variance("units_sold") ==
          Approx(mean + square - mean * mean).epsilon(4.89 * std::sqrt(2.0 / 20000)));
    // A price whose mean is kept changes demand little where the response is nearly linear; had
    // its median been kept, the mean price would be 2 % higher.
    if (sensitivity < 1) CHECK(mean == Approx(10000.0 / 3).epsilon(1e-4));
  }
}

TEST_CASE("promotions of rivals persist as they are said to") {
  // The correlation of two steps follows from the variance of their sum. Persistence 0.999 makes
  // both steps nearly one, 0 makes them independent.
  const auto variance = [](double persistence, int horizon) {
    std::string yaml = duel(
        horizon, fmt::format(", price: 10, price_noise: 0.2, price_persistence: {}", persistence),
        "", "10000", "1e6");
    yaml.replace(yaml.find("price_sensitivity: 2"), 20, "price_sensitivity: 0.1");
    return Story(yaml).variance("units_sold");
  };
  const double one = variance(0, 1);
  CHECK(variance(0, 2) / one == Approx(2).epsilon(4.89 * std::sqrt(4.0 / 10000)));
  CHECK(variance(0.999, 2) / one == Approx(4).epsilon(4.89 * std::sqrt(4.0 / 10000)));
  CHECK(variance(0.5, 2) / one == Approx(3).epsilon(4.89 * std::sqrt(4.0 / 10000)));
}

TEST_CASE(
    "a rival follows where we sell: a region in which nobody lives or sells changes nothing") {
  const auto told = [](const std::string& desert) {
    return Story(R"(
horizon: 5
replications: 32
products: [{name: good, unit_cost: 8, list_price: 25, recommended_price: 42}]
regions: [{name: north, consumers: 500})" +
                 desert + R"(]
segments: [{name: all, share: 1, purchase_rate: 0.2, price_sensitivity: 0.05}]
rivals: [{name: other, price: 34, follow: 1}]
members: [{name: shop, channel: independent_retailer, region: north, pricing: {type: react_to_stock, sensitivity: 1}}]
)");
  };
  const Story alone = told(""), beside = told(", {name: desert, consumers: 0}");
  CHECK(alone.figures() == beside.figures());
}
