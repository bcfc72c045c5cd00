#include "engine/statistics/withholding.hpp"

#include <cmath>

#include "engine/report/answer.hpp"
#include "engine/statistics/constraints.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/decisions.hpp"

using namespace channelsim;

namespace {

const Words english(Language::english, engine_catalogues());
const Words chinese(Language::chinese, engine_catalogues());

/// 1,000 replications: hybrid gains 10 on the status quo, and the differences have sd 1; both lie
/// between -`swing` and `swing` around that by common luck.
Results with_lead(double swing, const std::vector<PlanLabel>& plans = two_plans) {
  Results results(plans, profit_and_cost, 1000);
  fill(results, 1000, [&](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    if (kpi > 0) return 1.0 + plan;
    const double luck = swing * (replication % 101 / 50.0 - 1);
    return luck + 10 * (plan == 1) + (plan == 1 ? balanced_normal(replication, 0) : 0.0);
  });
  return results;
}

void fail(Results& results, std::uint32_t plan, std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) results.fail({plan, 100 + 7 * i, 3, "price", NAN});  // the first has luck
}

std::string told(const Results& results, const DecisionRule& rule, const Words& words = english) {
  return answer_of(results, decide_within(results, rule), {}, words).decision;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "a few failures that could not turn a clear lead leave the recommendation, and are told") {
  Results results = with_lead(100);
  fail(results, 1, 10);  // 1 % of all
  const Decision decision = decide_within(results, by_profit);
  CHECK(decision.recommended == 1u);
  CHECK(!decision.withheld);
  CHECK(decision.foundation.failed == 10);
  CHECK(decision.foundation.finished == 990);
  CHECK(contains(told(results, by_profit),
                 " 10 of 1,000 replications failed and are left out under every plan. They could "
                 "not turn the recommendation"));
  CHECK(contains(told(results, by_profit, chinese), "1,000 次模拟中有 10 次失败"));
}

TEST_CASE("one failure in a hundred is borne, one more is not, however clear the lead") {
  Results results = with_lead(0.1);
  fail(results, 1, 10);
  CHECK(decide_within(results, by_profit).recommended == 1u);
  results.fail({0, 999, 3, "price", NAN});
  const Decision decision = decide_within(results, by_profit);
  CHECK(!decision.recommended);
  REQUIRE(decision.withheld);
  CHECK(decision.withheld->reason == WithheldBecause::too_many_failed);
  CHECK(decision.contenders == std::vector<std::size_t>{1});  // the figures are what they are
  CHECK(contains(told(results, by_profit), "Hybrid leads: its average net profit is 10.0"));
  CHECK(contains(told(results, by_profit),
                 "No plan is recommended, because more than 1 % of all are missing."));
}

TEST_CASE("what failed under two plans in one replication is missing once") {
  Results results = with_lead(0.1);
  fail(results, 0, 10);
  fail(results, 1, 10);
  CHECK(decide_within(results, by_profit).foundation.failed == 10);
  CHECK(decide_within(results, by_profit).recommended == 1u);
}

TEST_CASE("the recommendation is withheld when the worst case for a failed replication turns it") {
  // One pair at its worst costs the mean 2 x swing / 1,000 and adds to the spread; the lead of 10
  // is gone beyond a swing of about 1,700.
  for (const double swing : {1000.0, 20000.0}) {
    Results results = with_lead(swing);
    CHECK(decide_within(results, by_profit).recommended == 1u);
    fail(results, 1, 1);
    const Decision decision = decide_within(results, by_profit);
    INFO(swing);
    CHECK(decision.recommended.has_value() == (swing < 1700));
    if (swing < 1700) continue;
    REQUIRE(decision.withheld);
    CHECK(decision.withheld->reason == WithheldBecause::lead_could_turn);
    CHECK(decision.withheld->plan == 0u);
    CHECK(contains(told(results, by_profit),
                   "No plan is recommended: the lead would not be clear if Hybrid did as badly in "
                   "them as in its worst replication, and Status quo as well as in its best."));
    CHECK(contains(told(results, by_profit, chinese), "因此不作推荐"));
  }
}

TEST_CASE("for a figure to lower, the worst case is the highest") {
  Results results(two_plans, {{"cost", "", Goal::lower, ""}}, 1000);
  fill(results, 1000, [](std::uint32_t plan, std::size_t, std::uint32_t replication) {
    // Low values are seen of the status quo and high ones of the hybrid; never the other way round.
    if (plan == 0) return replication == 500 ? -1e5 : 0.0;
    return replication == 501 ? -10.0 + 2.0 : -10.0 + (replication % 2);
  });
  DecisionRule rule{.objective = "cost"};
  Results mirrored(two_plans, {{"gain", "", Goal::raise, ""}}, 1000);
  fill(mirrored, 1000, [&](std::uint32_t plan, std::size_t, std::uint32_t replication) {
    return -results.row(plan, replication)[0];
  });
  for (const std::uint32_t plan : {0u, 1u}) {
    results.fail({plan, 3, 0, "price", NAN});
    mirrored.fail({plan, 3, 0, "price", NAN});
    CHECK(decide_within(results, rule).recommended ==
          decide_within(mirrored, {.objective = "gain"}).recommended);
  }
}

TEST_CASE("a pair is held against each other wherever both ended, though a third plan failed") {
  Results results = with_lead(20000, three_plans);
  results.fail({2, 7, 3, "price", NAN});  // the lead over the status quo does not hang on it
  const Decision decision = decide_within(results, by_profit);
  REQUIRE(decision.withheld);
  CHECK(decision.withheld->plan == 2u);
}

TEST_CASE("a bound that hangs on what failed withholds the recommendation") {
  Results results(two_plans, profit_and_cost, 1000);
  fill(results, 1000, [](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    if (kpi == 1) return replication == 900 ? 500.0 : 1.0;  // mean 1.499
    return 10.0 * plan + 0.01 * (replication % 7);
  });
  DecisionRule rule = by_profit;
  rule.constraints = {{"running_cost", {}, 1.6}};
  CHECK(decide_within(results, rule).recommended == 1u);
  results.fail({1, 3, 0, "price", NAN});  // could have been another 500
  const Decision decision = decide_within(results, rule);
  REQUIRE(decision.withheld);
  CHECK(decision.withheld->reason == WithheldBecause::constraints_could_turn);
  CHECK(decision.withheld->plan == 1u);
  CHECK(contains(told(results, rule), "whether Hybrid keeps the constraints"));
  rule.constraints = {{"running_cost", {}, 2.6}};
  CHECK(decide_within(results, rule).recommended == 1u);
}

TEST_CASE("a plan ruled out that could keep its bounds after all withholds the recommendation") {
  Results results(two_plans, profit_and_cost, 1000);
  fill(results, 1000, [](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    if (kpi == 1) return replication == 900 ? -500.0 * plan : 1.0 + plan;
    return 10.0 * plan + 0.01 * (replication % 7);
  });
  DecisionRule rule = by_profit;
  rule.constraints = {{"running_cost", {}, 1.2}};  // hybrid: 1.498
  Results three(three_plans, profit_and_cost, 1000);
  fill(three, 1000, [&](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    if (plan == 2) return kpi == 1 ? 0.0 : -10.0 + 0.01 * (replication % 5);
    return results.row(plan, replication)[kpi];
  });
  CHECK(decide_within(three, rule).recommended == 0u);
  three.fail({1, 3, 0, "price", NAN});  // as low as -500: a mean of 0.996
  const Decision decision = decide_within(three, rule);
  REQUIRE(decision.withheld);
  CHECK(decision.withheld->plan == 1u);
}

TEST_CASE("where most is missing, a tie names no cheaper plan") {
  Results results = results_with(two_plans, {12e6, 12e6}, {1e6, 2e6}, 2e5);
  CHECK(decide_within(results, by_profit_and_cost).cost_of_tie);
  results.fail({0, 3, 0, "price", NAN});
  results.fail({0, 4, 0, "price", NAN});
  CHECK(!decide_within(results, by_profit_and_cost).cost_of_tie);
  CHECK(contains(told(results, by_profit_and_cost), "Too close to call"));
  CHECK(contains(told(results, by_profit_and_cost), "more than 1 % of all are missing"));
}

TEST_CASE("where all failed under a plan, that is what is said") {
  Results results = with_lead(1);
  for (std::uint32_t i = 0; i < 1000; ++i) results.fail({1, i, 0, "price", NAN});
  CHECK(told(results, by_profit) ==
        "No replication of 1,000 is finished under every plan, so there is no answer. 1,000 of "
        "1,000 replications failed and are left out under every plan.");
  const Decision decision = decide_within(results, by_profit);
  REQUIRE(decision.withheld);
  CHECK(decision.withheld->reason == WithheldBecause::too_many_failed);
}
