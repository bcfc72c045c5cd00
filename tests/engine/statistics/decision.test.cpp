#include "engine/statistics/decision.hpp"

#include <stdexcept>

#include "tests/support/catch.hpp"
#include "tests/support/decisions.hpp"

using namespace channelsim;

TEST_CASE("a clear winner is recommended and measured against the baseline") {
  const Results results = results_with(three_plans, {12e6, 13.24e6, 11e6}, {1e6, 2e6, 3e6}, 2e5);
  const Decision decision = decide(results, by_profit);
  CHECK(decision.recommended == 1u);
  CHECK(decision.rival == 0u);
  CHECK(decision.ranking == std::vector<std::size_t>{1, 0, 2});
  CHECK(decision.contenders == std::vector<std::size_t>{1});
  CHECK(*decision.best.mean == Approx(13.24e6));
  CHECK(!decision.over_baseline);
}

TEST_CASE("a baseline that wins is kept and measured against the runner-up") {
  const Results results = results_with(two_plans, {13e6, 12e6}, {1e6, 2e6}, 2e5);
  const Decision decision = decide(results, by_profit);
  CHECK(decision.recommended == 0u);
  CHECK(decision.rival == 1u);
}

TEST_CASE("the goal 'lower' recommends the lower mean") {
  const Results results = results_with(two_plans, {12e6, 13e6}, {3.6e6, 3.21e6}, 2e5);
  CHECK(decide(results, {.objective = "running_cost", .seed = 1}).recommended == 1u);
}

TEST_CASE("a tie recommends nothing and names the cheaper plan when a cost is given") {
  const Results results = results_with(two_plans, {12e6, 12.01e6}, {1e6, 2e6}, 4e5);
  const Decision decision = decide(results, by_profit_and_cost);
  CHECK(!decision.recommended);
  CHECK(decision.contenders.size() == 2);
  REQUIRE(decision.cost_of_tie);
  CHECK(decision.cost_of_tie->cheapest == 0u);
  CHECK(decision.cost_of_tie->other == 1u);
  CHECK(decision.cost_of_tie->cheapest_mean == 1e6);
  CHECK(decision.cost_of_tie->other_mean == 2e6);
  CHECK(!decide(results, by_profit).cost_of_tie);
}

TEST_CASE("plans that only rounding tells apart are equally good") {
  Results results(three_plans, profit_and_cost, 100);
  fill(results, 100, [](std::uint32_t plan, std::size_t, std::uint32_t replication) {
    const double profit = 1e6 + 1e5 * balanced_normal(replication, 0);
    return profit * (1 + plan * (replication % 3) * 1e-16 * 2);
  });
  DecisionRule rule = by_profit;
  rule.has_futures = true;
  const Decision decision = decide(results, rule);
  CHECK(decision.contenders.size() == 3);
  CHECK(*decision.lead.mean == 0);
  CHECK(*decision.lead.half_width == 0);
  for (std::size_t plan = 0; plan < 3; ++plan) {
    CHECK(*decision.confidence_best_mean[plan] == Approx(1.0 / 3));
    CHECK(decision.share_of_futures_best[plan] == Approx(1.0 / 3));
  }
}

TEST_CASE("a gain inside the indifference zone is no recommendation") {
  const Results results = results_with(two_plans, {12e6, 12.5e6}, {1e6, 2e6}, 1e5);
  CHECK(decide(results, by_profit).recommended == 1u);
  DecisionRule rule = by_profit;
  rule.indifference = 6e5;
  CHECK(!decide(results, rule).recommended);
}

TEST_CASE("rivals are judged together: a lead clear alone may not be clear among many") {
  const Decision decision = decide(six_rivals(), {.objective = "gain", .seed = 1});
  CHECK(!decision.recommended);
  CHECK(decision.contenders == std::vector<std::size_t>{0, 1});
  CHECK(decision.lead.verdict == Verdict::better);
}

TEST_CASE("when the baseline is beaten but the best two tie, the lead over it is told") {
  const Results results = results_with(three_plans, {11e6, 13e6, 13.01e6}, {1e6, 2e6, 3e6}, 4e5);
  const Decision decision = decide(results, by_profit_and_cost);
  CHECK(!decision.recommended);
  CHECK(decision.contenders.size() == 2);
  REQUIRE(decision.over_baseline);
  CHECK(*decision.over_baseline->mean == Approx(2.01e6));
}

TEST_CASE("one plan or one replication recommends nothing") {
  const std::vector<PlanLabel> one_plan{{"now", "Status quo", true}};
  const Decision alone = decide(results_with(one_plan, {12e6}, {1e6}, 2e5), by_profit);
  CHECK(!alone.recommended);
  CHECK(!alone.rival);
  CHECK(!alone.confidence_best_mean[0]);
  const Decision single =
      decide(results_with(two_plans, {12e6, 13e6}, {1e6, 2e6}, 0, 1, 1), by_profit);
  CHECK(!single.recommended);
  CHECK(!single.confidence_best_mean[0]);
  const Decision none = decide(results_with(two_plans, {1, 2}, {1, 2}, 0, 0, 9), by_profit);
  CHECK(none.ranking.empty());
  CHECK(none.foundation.finished == 0);
  CHECK(none.foundation.asked == 9);
}

TEST_CASE("fewer than ten replications give no confidence: resamples of so few are too alike") {
  const auto of = [](std::uint32_t n) {
    Results results(two_plans, profit_and_cost, n);
    fill(results, n,
         [](std::uint32_t plan, std::size_t, std::uint32_t r) { return plan + 0.1 * r; });
    return decide(results, by_profit).confidence_best_mean[1].has_value();
  };
  CHECK(!of(9));
  CHECK(of(10));
}

TEST_CASE("figures without variance and identical plans can be decided on") {
  Results constant(two_plans, profit_and_cost, 5);
  fill(constant, 5, [](std::uint32_t plan, std::size_t, std::uint32_t) { return 5.0 + plan; });
  CHECK(decide(constant, by_profit).recommended == 1u);
  Results same(two_plans, profit_and_cost, 12);
  fill(same, 12, [](std::uint32_t, std::size_t, std::uint32_t r) { return 0.1 * r; });
  const Decision equal = decide(same, by_profit);
  CHECK(!equal.recommended);
  CHECK(*equal.lead.half_width == 0);
  CHECK(*equal.confidence_best_mean[0] == Approx(0.5));
}

TEST_CASE("an interrupted run is decided on what is finished under every plan") {
  const Decision decision =
      decide(results_with(two_plans, {12e6, 13e6}, {1e6, 2e6}, 1e5, 400, 1000), by_profit);
  CHECK(decision.recommended == 1u);
  CHECK(decision.foundation.finished == 400);
  CHECK(decision.foundation.asked == 1000);
  CHECK(!decision.foundation.complete);
}

TEST_CASE("a figure that is not finite ranks nothing") {
  Results results(two_plans, profit_and_cost, 3);
  fill(results, 3, [](std::uint32_t plan, std::size_t, std::uint32_t r) {
    return plan == 1 && r == 2 ? __builtin_nan("") : 1.0;
  });
  const Decision decision = decide(results, by_profit);
  CHECK(!decision.recommended);
  CHECK(decision.ranking.empty());
}

TEST_CASE("an unknown or watched objective is refused") {
  const Results results = results_with(two_plans, {1, 2}, {1, 2}, 1);
  CHECK_THROWS_AS(decide(results, {.objective = "profit"}), std::invalid_argument);
  CHECK_THROWS_AS(decide(results, {.objective = "share_online"}), std::invalid_argument);
  DecisionRule rule = by_profit;
  rule.cost = "price";
  CHECK_THROWS_AS(decide(results, rule), std::invalid_argument);
}
