// How often consumers buy who differ in their rates: Ehrenberg's negative binomial.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/market_history.hpp"

using namespace channelsim::market;

namespace {

constexpr double m = 2, k = 0.5;  // purchases per period, and the shape of their rates
constexpr std::uint32_t period = 4;

/// Many towns of one person each, all served by one shop: as many independent histories.
std::string hermits(int towns, int replications) {
  std::string yaml =
      "horizon: 8\nbreakdown: [region]\nconsumers: {resolution: persons}\n"
      "demand: {may_not_buy: false, incidence: {type: nbd, shape: 0.5}}\n"
      "products: [{name: good, unit_cost: 1, list_price: 2}]\n"
      "segments: [{name: all, share: 1, purchase_rate: 0.5, price_sensitivity: 0}]\n"
      "channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]\n"
      "members: [{name: web, channel: outlet, reach: everywhere}]\nregions:\n";
  std::string series;
  for (int town = 0; town < towns; ++town) {
    yaml += fmt::format("  - {{name: town{}, consumers: 1}}\n", town);
    series += fmt::format("{}'consumer_purchases[region=town{}]'", town ? ", " : "", town);
  }
  return yaml + fmt::format("replications: {}\nseries: {{figures: [{}], every: {}}}\n",
                            replications, series, period);
}

/// Purchases of each person in the first period and in the second.
struct TwoPeriods {
  Sample first, second;

  TwoPeriods(int towns, int replications) {
    const History history(hermits(towns, replications));
    for (int town = 0; town < towns; ++town) {
      const std::string name = fmt::format("consumer_purchases[region=town{}]", town);
      append(first, history.between(0, period, name));
      append(second, history.between(period, 2 * period, name));
    }
  }
  static void append(Sample& all, const Sample& more) {
    all.values.insert(all.values.end(), more.values.begin(), more.values.end());
  }
  /// By person, a number found from its two counts.
  Sample by_person(auto&& number) const {
    Sample result;
    for (std::size_t i = 0; i < first.values.size(); ++i)
      result.values.push_back(number(first.values[i], second.values[i]));
    return result;
  }
};

}  // namespace

TEST_CASE("V15 scenario: purchases of persons are negative binomial, and so is what follows") {
  // 200,000 persons. Standard errors: penetration .0011, mean .0071 (0.35 %).
  const TwoPeriods persons(20, 10000);
  const Sample buyers = persons.by_person([](double x, double) { return x > 0 ? 1.0 : 0.0; });
  CHECK(persons.first.agrees_with(m));
  CHECK(persons.second.agrees_with(m));
  CHECK(buyers.agrees_with(.552786));
  CHECK(persons.first.mean() / buyers.mean() == Approx(3.618034).epsilon(4.89 * .0025));
  // Var 10 with a kurtosis of 15.1 (k = .5): known to 0.8 %.
  CHECK(persons.first.variance() == Approx(10).epsilon(4.89 * .0085));
  CHECK(persons.by_person([](double x, double y) { return x + y > 0 ? 1.0 : 0.0; })
            .agrees_with(.666667));
  const Sample both =
      persons.by_person([](double x, double y) { return x > 0 && y > 0 ? 1.0 : 0.0; });
  CHECK(both.agrees_with(.438906));
  CHECK(both.mean() / buyers.mean() == Approx(.793989).margin(4.89 * .0013));
}

TEST_CASE("V15 scenario: who bought x is expected to buy m (k + x) / (k + m) next") {
  const TwoPeriods persons(20, 10000);
  for (const auto& [bought, expected] :
       {std::pair(0, .4), std::pair(1, 1.2), std::pair(2, 2.0), std::pair(5, 4.4)}) {
    Sample next;
    for (std::size_t i = 0; i < persons.first.values.size(); ++i)
      if (persons.first.values[i] == bought) next.values.push_back(persons.second.values[i]);
    INFO(next.values.size() << " bought " << bought << ": " << next.mean());
    REQUIRE(next.standard_error() < 0.011 * expected);
    CHECK(next.agrees_with(expected));
  }
}

TEST_CASE("V15 scenario: figures of a town say the same as its persons") {
  const std::string yaml = one_shop("purchase_rate: 0.5", "500") +
                           "replications: 400\nconsumers: {resolution: persons}\n"
                           "demand: {may_not_buy: false, incidence: {type: nbd, shape: 0.5}}\n";
  const Story one(yaml + "horizon: 4\n"), two(yaml + "horizon: 8\n");
  // 200,000 persons.
  CHECK(std::abs(one.mean("penetration") - .552786) < 4.89 * one.standard_error("penetration"));
  CHECK(std::abs(two.mean("penetration") - .666667) < 4.89 * two.standard_error("penetration"));
  // A ratio of means is biased by about 1 / 500 of its variance: 1e-3.
  CHECK(std::abs(one.mean("purchase_frequency") - 3.618034) <
        4.89 * one.standard_error("purchase_frequency") + 0.004);
  // The same luck: a longer run begins as the shorter one, so nobody is unbought.
  for (std::size_t r = 0; r < 400; ++r)
    REQUIRE(two.figure("penetration")[r] >= one.figure("penetration")[r]);
}

TEST_CASE("V15 scenario: cohorts without memory have the same totals as persons") {
  // 100 consumers over 4 steps: mean 200, variance 100 x 2 x (1 + 2 / 0.5) = 1000, and whoever
  // buys much in one half does in the other: their covariance is 100 x 1 / 0.5 = 200.
  const std::string yaml = one_shop("purchase_rate: 0.5", "100") +
                           "horizon: 4\nseries: {figures: [units_sold], every: 2}\n"
                           "demand: {may_not_buy: false, incidence: {type: nbd, shape: 0.5}}\n";
  const std::pair<const char*, double> resolutions[] = {
      {"replications: 20000\n", 20000},
      {"replications: 6000\nconsumers: {resolution: persons}\n", 6000}};
  for (const auto& [resolution, n] : resolutions) {
    INFO(resolution);
    const History history(yaml + resolution);
    const Sample all = history.after(4, "units_sold"), first = history.after(2, "units_sold"),
                 second = history.between(2, 4, "units_sold");
    CHECK(all.agrees_with(200));
    // Excess kurtosis 0.12: a sample variance is known to sqrt(2.12 / n), 1.0 % and 1.9 %.
    CHECK(all.variance() == Approx(1000).epsilon(4.89 * std::sqrt(2.12 / n)));
    // Of a covariance: sqrt((300^2 + 200^2) / n), each half having the variance 300.
    CHECK(first.covariance(second) == Approx(200).margin(4.89 * std::sqrt(1.3e5 / n)));
  }
}

TEST_CASE("consumers who are alike buy Poisson numbers, and what one bought tells nothing") {
  const History history(one_shop("purchase_rate: 0.5", "1") +
                        "horizon: 8\nreplications: 20000\nconsumers: {resolution: persons}\n"
                        "demand: {may_not_buy: false}\n"
                        "series: {figures: [consumer_purchases], every: 4}\n");
  const Sample first = history.between(0, 4, "consumer_purchases"),
               second = history.between(4, 8, "consumer_purchases");
  CHECK(first.agrees_with(m));
  CHECK(first.variance() / m == Approx(1).margin(4.89 * std::sqrt(2.5 / 20000)));
  CHECK(std::abs(first.correlation(second)) < 4.89 / std::sqrt(20000.0));
}
