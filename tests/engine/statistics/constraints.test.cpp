#include "engine/statistics/constraints.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {

/// Three plans whose profits are 10, 20 and 30 on average, and whose paybacks 1, 2 and 3.
Results three_plans(std::uint32_t baseline = 0) {
  Results results(
      {{"slow", "", baseline == 0}, {"steady", "", baseline == 1}, {"fast", "", baseline == 2}},
      {{"profit", "CNY", Goal::raise, ""}, {"payback", "steps", Goal::lower, ""}}, 40);
  for (std::uint32_t plan = 0; plan < 3; ++plan)
    for (std::uint32_t replication = 0; replication < 40; ++replication) {
      const double luck = replication % 2 == 0 ? 1 : -1;
      const std::vector<double> row{10.0 * (plan + 1) + luck, plan + 1.0};
      results.store({plan, replication, 1}, row);
    }
  return results;
}

DecisionRule rule(std::vector<Constraint> constraints) {
  DecisionRule rule;
  rule.objective = "profit";
  rule.constraints = std::move(constraints);
  return rule;
}

}  // namespace

TEST_CASE("the best of the plans that keep the constraints is recommended") {
  const Results results = three_plans();
  CHECK(decide_within(results, rule({})).recommended == 2u);
  const Decision decision = decide_within(results, rule({{"payback", {}, 2.5}}));
  CHECK(decision.recommended == 1u);
  CHECK(decision.ranking == std::vector<std::size_t>{1, 0, 2});
  REQUIRE(decision.breaches.size() == 1);
  CHECK(decision.breaches[0].plan == 2);
  CHECK(decision.breaches[0].kpi == 1);
  CHECK(decision.breaches[0].mean == 3);
  CHECK(decision.breaches[0].bound == 2.5);
  CHECK(!decision.breaches[0].too_low);
  CHECK(!decision.confidence_best_mean[2]);
}

TEST_CASE("where the baseline is ruled out the best plan is measured against the next") {
  const Decision decision = decide_within(three_plans(2), rule({{"payback", {}, 2.5}}));
  CHECK(decision.recommended == 1u);
  CHECK(decision.rival == 0u);
  CHECK(*decision.lead.mean == 10);
  // Its own table of differences, not the order of plans, says what is gained on the baseline.
  DecisionRule wide = rule({{"payback", {}, 2.5}});
  wide.indifference = 100;
  const Decision tied = decide_within(three_plans(2), wide);
  CHECK(!tied.recommended);
  REQUIRE(tied.over_baseline);
  CHECK(*tied.over_baseline->mean == -10);
}

TEST_CASE("the only plan that keeps the constraints needs no rival") {
  const Decision decision = decide_within(three_plans(), rule({{"payback", 2.5, {}}}));
  CHECK(decision.recommended == 2u);
  CHECK(!decision.rival);
  CHECK(!decision.over_baseline);
  CHECK(decision.ranking == std::vector<std::size_t>{2, 0, 1});
}

TEST_CASE("where no plan keeps the constraints nothing is recommended") {
  const Decision decision = decide_within(three_plans(), rule({{"payback", {}, 0.5}}));
  CHECK(!decision.recommended);
  CHECK(!decision.constraints_kept);
  CHECK(decision.breaches.size() == 3);
}

TEST_CASE("constraints that all keep change nothing but that they are there") {
  const Decision free = decide_within(three_plans(), rule({}));
  const Decision bound = decide_within(three_plans(), rule({{"payback", 0.5, 9}}));
  CHECK(bound.recommended == free.recommended);
  CHECK(bound.ranking == free.ranking);
  CHECK(bound.lead.mean == free.lead.mean);
  CHECK(bound.constrained);
  CHECK(!free.constrained);
  CHECK(bound.breaches.empty());
}
