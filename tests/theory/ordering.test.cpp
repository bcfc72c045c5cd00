// When and how much to order, textbook route: formulas, searches over all levels, simulated stock.

#include "models/validation/best_response.hpp"
#include "models/validation/economic_order_quantity.hpp"
#include "models/validation/outstanding_orders.hpp"
#include "models/validation/reorder_point.hpp"
#include "models/validation/reorder_up_to.hpp"
#include "tests/support/averages.hpp"

using namespace channelsim;
using namespace channelsim::validation;

TEST_CASE("V41, V41x textbook: the order quantity, alone and with backorders") {
  const OrderCosts costs{.fixed_cost = 8, .demand_rate = 1300, .holding_cost = .225};
  const OrderCycle cycle = economic_order_quantity(costs);
  CHECK(cycle.quantity == printed(304.046780));
  CHECK(cycle.cost == printed(68.410526));
  CHECK(cycle.largest_backlog == 0);
  CHECK(best_response([&](double quantity) { return -cycle_cost(costs, quantity, 0); }, 100) ==
        Approx(cycle.quantity).epsilon(1e-5));
  CHECK(cycle_cost(costs, cycle.quantity, 0) == Approx(cycle.cost));
  CHECK(cycle_cost(costs, 1.5 * cycle.quantity, 0) / cycle.cost == printed(1.083333));

  const OrderCosts with_backorders{50, 2400, 1.5, 7.5};
  const OrderCycle longer = economic_order_quantity(with_backorders);
  CHECK(longer.quantity == printed(438.178046));
  CHECK(longer.largest_backlog == printed(73.029674));
  CHECK(longer.cost == printed(547.722558));
  const auto searched = equilibrium<2>(
      [&](std::size_t, const std::array<double, 2>& moves) {
        return -cycle_cost(with_backorders, moves[0], moves[1]);
      },
      {300, 50}, 1e-9);
  CHECK(searched[0] == Approx(longer.quantity).epsilon(1e-5));
  CHECK(searched[1] == Approx(longer.largest_backlog).epsilon(1e-5));
  CHECK(cycle_cost(with_backorders, searched[0], searched[1]) == printed(547.722558));
}

TEST_CASE("V42 textbook: ordering up to S from s, the best of all levels and simulated") {
  const PeriodicStockPoint point{
      .holding_cost = 1, .backorder_cost = 4, .fixed_cost = 5, .demand_mean = 6};
  const ReorderLevels best = best_levels(point, 25);
  CHECK(best.reorder == 4);
  CHECK(best.up_to == 10);
  CHECK(mean_cost(point, {4, 10}) == printed(8.034112));
  CHECK(mean_cost(point, {6, 18}) == printed(10.193799));
  const auto check = [&](ReorderLevels levels, double cost) {
    check_mean(
        runs_of(128, 42, [&](const Draws& draws) { return simulate(point, levels, 6000, draws); }),
        cost, 5e-7, .002);
  };
  check({4, 10}, 8.034112);
  check({6, 18}, 10.193799);
}

TEST_CASE("V44 textbook: reorder point and quantity under normal demand") {
  const WatchedStockPoint point{.demand_rate = 1300,
                                .lead_time = 1.0 / 12,
                                .holding_cost = .225,
                                .backorder_cost = 7.5,
                                .fixed_cost = 8,
                                .demand_deviation = 150};
  CHECK(normal_cost(point, 126.8, 328.5) == printed(78.071163));
  CHECK(normal_cost(point, 100, 250) == printed(87.346478));
  // The same by summing the cost rate over all positions, by the midpoint rule.
  double sum = 0;
  for (int cell = 0; cell < 10'000; ++cell)
    sum += normal_cost_rate(point, 100 + 250 * (cell + .5) / 10'000) * 250 / 10'000;
  CHECK((8 * 1300 + sum) / 250 == printed(87.346478));
  const auto best = equilibrium<2>(
      [&](std::size_t, const std::array<double, 2>& moves) {
        return -normal_cost(point, moves[0], moves[1]);
      },
      {100, 250}, 1e-8);
  CHECK(std::abs(best[0] - 126.867) < .05);
  CHECK(std::abs(best[1] - 328.449) < .05);
  CHECK(normal_cost(point, best[0], best[1]) == printed(78.071146));
}

TEST_CASE("V45P textbook: reorder point and quantity under Poisson demand, customer by customer") {
  const WatchedStockPoint point{
      .demand_rate = 2, .lead_time = 2, .holding_cost = 1, .backorder_cost = 9, .fixed_cost = 5};
  const auto expected = poisson_performance(point, 4, 6);
  CHECK(expected.on_hand == printed(3.623420));
  CHECK(expected.backorders == printed(.123420));
  CHECK(expected.fill_rate == printed(.870444));
  CHECK(expected.cost == printed(6.400869));
  Runs on_hand, backorders, fill_rate, cost;
  for (std::uint32_t run = 0; run < 64; ++run) {
    const auto result = simulate(point, 4, 6, 20'000, Draws(45, run));
    on_hand.add(result.on_hand);
    backorders.add(result.backorders);
    fill_rate.add(result.fill_rate);
    cost.add(result.cost);
  }
  check_mean(on_hand, 3.623420, 5e-7, .002);
  check_mean(backorders, .123420, 5e-7);
  check_mean(fill_rate, .870444, 5e-7, .002);
  check_mean(cost, 6.400869, 5e-7, .002);
}

TEST_CASE("V46 textbook: orders one for one depend on the mean lead time alone, not on its law") {
  CHECK(erlang_loss(3, 5) == printed(.110054));
  CHECK(lost_sales_performance(3, 5).fill_rate == printed(.889946));
  CHECK(backorder_performance(3, 5).fill_rate == printed(.815263));
  CHECK(backorder_performance(3, 5).backorders == printed(.134621));
  const std::vector<std::function<double(double)>> laws = {
      [](double u) { return -3 * std::log(u); },  // exponential
      [](double) { return 3.0; },                 // always the same
      [](double u) { return u < .5 ? 1 : 5.0; },  // either short or long
  };
  for (const auto& law : laws) {
    Runs lost, fill_rate, backorders;
    for (std::uint32_t run = 0; run < 64; ++run) {
      const Draws draws(46, run);
      lost.add(1 - simulate_one_for_one(5, true, law, 40'000, 100, draws).fill_rate);
      const auto result = simulate_one_for_one(5, false, law, 40'000, 100, draws);
      fill_rate.add(result.fill_rate);
      backorders.add(result.backorders);
    }
    check_mean(lost, .110054, 5e-7);
    check_mean(fill_rate, .815263, 5e-7, .005);
    check_mean(backorders, .134621, 5e-7);
  }
}
