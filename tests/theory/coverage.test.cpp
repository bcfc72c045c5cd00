// How often the 95 % interval covers, on a market whose true mean is known.

#include <cmath>

#include "engine/statistics/comparison.hpp"
#include "engine/statistics/summary.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/market_story.hpp"

using namespace channelsim;
using namespace channelsim::market;

TEST_CASE(
    "the 95 % interval covers the true mean profit, and the true difference, in 95 % of "
    "experiments") {
  // 2,000 experiments of 20 replications; profit is 10 a piece, pieces are Poisson(5): clearly
  // skewed. Accept 1849 … 1944 of 2,000: false alarm 1e-6; a true 92 % is caught in 76 of 100 such
  // tests.
  const Story story(R"(
horizon: 1
replications: 40000
products: [{name: good, unit_cost: 5, list_price: 10, recommended_price: 15}]
regions: [{name: town, consumers: 10}]
segments: [{name: all, share: 1, purchase_rate: 1, price_sensitivity: 0}]
members: [{name: site, channel: web_shop, holds_stock: false, attraction: 0, handling_cost: 0, fixed_cost: 0}]
strategies: [{name: as_is}, {name: better, set: {members.site.attraction: 0.4}}]
)");
  const auto& profit = story.figure("manufacturer_profit");
  const auto& better = story.figure("manufacturer_profit", "better");
  const double truth = 10 * 5, truth_better = 100 * std::exp(0.4) / (1 + std::exp(0.4));
  int covered = 0, covered_difference = 0;
  for (std::size_t experiment = 0; experiment < 2000; ++experiment) {
    const std::span<const double> sample = std::span(profit).subspan(experiment * 20, 20);
    const Summary summary = summarise(sample, Goal::raise);
    covered += std::abs(*summary.mean - truth) <= *summary.half_width;
    const Difference difference =
        compare(sample, std::span(better).subspan(experiment * 20, 20), Goal::raise);
    covered_difference +=
        std::abs(*difference.mean - (truth_better - truth)) <= *difference.half_width;
  }
  CHECK(covered >= 1849);
  CHECK(covered <= 1944);
  CHECK(covered_difference >= 1849);
  CHECK(covered_difference <= 1944);
}
