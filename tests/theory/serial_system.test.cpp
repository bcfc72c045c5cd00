// A chain of stages with echelon base stocks, textbook route.

#include "models/validation/serial_system.hpp"

#include "tests/support/averages.hpp"

using namespace channelsim;
using namespace channelsim::validation;

namespace {
const SerialSystem chain{.stages = {{7, 1}, {4, 1}, {2, 2}},
                         .backorder_cost = 37.12,
                         .demand_mean = 5,
                         .demand_deviation = 1};
}

TEST_CASE(
    "V47 textbook: three stages in a row, levels by dynamic programming, cost by simulation") {
  const SerialOptimum best = serial_optimum(chain);
  const std::vector<double> levels = {6.4909, 12.0176, 22.7055};
  for (std::size_t j = 0; j < 3; ++j) CHECK(std::abs(best.echelon_levels[j] - levels[j]) < .01);
  CHECK(std::abs(best.cost - 47.660) < .001);
  // The simulation charges nothing for the pipeline to the first stage: a period's mean of 5 pieces
  // at 4.
  const auto cost = [](const std::vector<double>& tried) {
    return runs_of(64, 47,
                   [&](const Draws& draws) { return simulate(chain, tried, 4000, 100, draws); });
  };
  check_mean(cost(levels), 47.660 - 20, 5e-4, .002);
  // Under the same luck, other levels cost more.
  const double least = cost(levels).mean();
  for (const auto& tried : {std::vector{6.0, 12.0176, 22.7055}, std::vector{6.4909, 13.0, 22.7055},
                            std::vector{6.4909, 11.2, 22.7055}, std::vector{6.4909, 12.0176, 21.5},
                            std::vector{6.4909, 12.0176, 24.0}})
    CHECK(cost(tried).mean() > least);
}
