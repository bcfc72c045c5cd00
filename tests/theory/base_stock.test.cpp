// Base-stock cases by the textbook route: the market's policy, pipeline and draws in a single stock
// point. 256 independent runs; thresholds 4.89 standard errors over runs, each below 1 % of its
// value.

#include "models/validation/base_stock.hpp"

#include <cmath>
#include <vector>

#include "engine/statistics/summary.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;
using namespace channelsim::validation;

namespace {

struct Runs {
  std::vector<double> on_hand, backorders, cycle_service, fill_rate;
};

Runs run(const BaseStockPoint& point, Step periods) {
  Runs runs;
  for (std::uint32_t first = 0; first < 256; first += lanes_per_block) {
    const StockPerformance result = simulate(point, periods, 50, Draws(55, first));
    for (int lane = 0; lane < lanes_per_block; ++lane) {
      runs.on_hand.push_back(result.on_hand[lane]);
      runs.backorders.push_back(result.backorders[lane]);
      runs.cycle_service.push_back(result.cycle_service[lane]);
      runs.fill_rate.push_back(result.fill_rate[lane]);
    }
  }
  return runs;
}

/// |mean - expected| within 4.89 standard errors, and the standard error small enough to see 5 %.
void check(const std::vector<double>& runs, double expected, double rounding) {
  const double error = *standard_deviation(runs) / std::sqrt(static_cast<double>(runs.size()));
  CHECK(error < 0.01 * expected);
  CHECK(std::abs(*mean_of(runs) - expected) < 4.89 * error + rounding);
}

}  // namespace

TEST_CASE("V55 textbook: order-up-to 450 against N(100, 20) over lead time 3 and review 1") {
  const Runs runs = run(
      {.demand_mean = 100, .demand_deviation = 20, .protection_interval = 4, .level = 450}, 5000);
  check(runs.cycle_service, .894350, 5e-7);
  check(runs.backorders, 2.023475, 5e-7);
  check(runs.on_hand, 52.023475, 5e-7);
  // The table's fill rate is 1 - E[B] / mu; backorders at the end of a period also hold those of
  // periods before, so the share met at once is higher by what was owed already.
  std::vector<double> table_fill;
  for (const double backorders : runs.backorders) table_fill.push_back(1 - backorders / 100);
  check(table_fill, .979766, 1e-6);
}

TEST_CASE(
    "V39 textbook: the newsvendor's order and cost, as a base stock that is renewed every period") {
  // The protection interval is two periods of N(25, 32), that is N(50, 8^2).
  // Overage .18 and underage .70 per piece; the optimal level costs 1.997605 a period, level
  // 40 7.356132.
  const auto cost = [](double level) {
    const Runs runs = run({.demand_mean = 25,
                           .demand_deviation = std::sqrt(32.0),
                           .protection_interval = 2,
                           .level = level},
                          5000);
    std::vector<double> costs;
    for (std::size_t r = 0; r < runs.on_hand.size(); ++r)
      costs.push_back(.18 * runs.on_hand[r] + .70 * runs.backorders[r]);
    return costs;
  };
  check(cost(56.603956), 1.997605, 1e-6);
  check(cost(40), 7.356132, 1e-6);
  CHECK(*mean_of(cost(55)) > *mean_of(cost(56.603956)));
  CHECK(*mean_of(cost(58)) > *mean_of(cost(56.603956)));
}
