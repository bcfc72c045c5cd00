#include "engine/statistics/analysis.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/results.hpp"

using namespace channelsim;

namespace {
const std::vector<PlanLabel> plans{{"a", "", true}, {"b", ""}};
const std::vector<Kpi> profit{{"profit", "CNY", Goal::raise, ""}};
const DecisionRule rule{.objective = "profit", .seed = 1, .has_futures = true};

/// Plan a makes 10, plan b 11 in three of four futures and 4 in the fourth; chance adds to both.
Results toy(std::uint32_t futures, std::uint32_t chances, double luck = 1) {
  Results results(plans, profit, futures * chances, chances);
  fill(results, futures * chances, [&](std::uint32_t plan, std::size_t, std::uint32_t replication) {
    const std::uint32_t future = replication / chances;
    const double base = plan == 0 ? 10 : future % 4 == 3 ? 4 : 11;
    // Within a future of an even number of chances luck cancels out, to the bit.
    return base + luck * balanced_normal(replication, plan);
  });
  return results;
}
}  // namespace

TEST_CASE("a plan that is ahead in most futures may have the lower mean, both are told") {
  const Analysis analysis = analyse(toy(400, 1, 0.01), rule);
  const Decision& decision = analysis.decision;
  CHECK(decision.share_of_futures_best == std::vector<double>{0.25, 0.75});
  CHECK(decision.ranking == std::vector<std::size_t>{0, 1});
  CHECK(decision.recommended == 0u);
}

TEST_CASE("plans that are equal in a future share it, without futures there are no shares") {
  Results equal(plans, profit, 20);
  fill(equal, 20,
       [](std::uint32_t, std::size_t, std::uint32_t replication) { return replication; });
  CHECK(analyse(equal, rule).decision.share_of_futures_best == std::vector<double>{0.5, 0.5});
  DecisionRule sure = rule;
  sure.has_futures = false;
  CHECK(analyse(equal, sure).decision.share_of_futures_best.empty());
}

TEST_CASE("a goal to lower counts the futures in which a plan is lowest") {
  Results results(plans, {{"cost", "CNY", Goal::lower, ""}}, 40);
  fill(results, 40, [](std::uint32_t plan, std::size_t, std::uint32_t replication) {
    return plan == 0 ? 10.0 : replication % 4 == 3 ? 4.0 : 11.0;
  });
  const DecisionRule by_cost{.objective = "cost", .seed = 1, .has_futures = true};
  CHECK(analyse(results, by_cost).decision.share_of_futures_best ==
        std::vector<double>{0.75, 0.25});
}

TEST_CASE("with several chances a future, a plan is best by its mean over them") {
  // Luck ten times the lead: single rows would tell nothing.
  CHECK(analyse(toy(40, 6, 10), rule).decision.share_of_futures_best ==
        std::vector<double>{0.25, 0.75});
}

TEST_CASE("means and intervals rest on the means of futures, quantiles on every row") {
  const Results nested = toy(40, 6, 10), means = nested.future_means();
  REQUIRE(means.replications() == 40);
  CHECK(means.chances() == 1);
  for (std::uint32_t future = 0; future < 40; ++future) {
    double sum = 0;
    for (std::uint32_t chance = 0; chance < 6; ++chance)
      sum += nested.row(1, 6 * future + chance)[0];
    CHECK(means.row(1, future)[0] == Approx(sum / 6).epsilon(1e-14));
  }
  const Analysis analysis = analyse(nested, rule), of_means = analyse(means, rule);
  CHECK(analysis.replications == 240);
  for (std::size_t plan : {0u, 1u}) {
    const Summary &all = analysis.summaries[plan][0], &future = of_means.summaries[plan][0];
    CHECK(all.mean == future.mean);
    CHECK(all.half_width == future.half_width);
    CHECK(*all.sd > 2 * *future.sd);  // of the rows, with their luck
    CHECK(*all.p90 > *future.p90 + 5);
  }
  CHECK(*analysis.difference(1, 0).mean == Approx(0.75 * 1 - 0.25 * 6));
  CHECK(analysis.difference(1, 0).half_width == of_means.difference(1, 0).half_width);
}

TEST_CASE("a plan without uncertainty about the future has no wide interval from its luck within") {
  // All futures alike: the means of futures are equal, so that the interval vanishes however many
  // rows there are; treating rows as independent would give a wide one.
  const Results nested = toy(40, 6, 10);
  CHECK(*analyse(nested, rule).summaries[0][0].half_width < 1e-9);
}

TEST_CASE("a future counts when all of its chances are finished") {
  Results results(plans, profit, 12, 3);
  for (std::uint32_t plan : {0u, 1u})
    for (std::uint32_t replication = 0; replication < 8; ++replication) {
      const double row[] = {1.0 + replication};
      results.store({plan, replication, 1}, row);
    }
  const Results means = results.future_means();
  CHECK(means.common_replications() == std::vector<std::uint32_t>{0, 1});
  CHECK(means.row(0, 1)[0] == 5);
  CHECK(analyse(results, rule).replications == 8);
}
