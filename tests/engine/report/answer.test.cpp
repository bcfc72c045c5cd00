#include "engine/report/answer.hpp"

#include "engine/statistics/constraints.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/decisions.hpp"

using namespace channelsim;

namespace {
const Words english(Language::english, engine_catalogues());
const Words chinese(Language::chinese, engine_catalogues());

Answer told(const Results& results, const DecisionRule& rule, const Words& words = english,
            const Span& period = {}) {
  return answer_of(results, decide_within(results, rule), period, words);
}

bool says(const Results& results, const DecisionRule& rule, const std::string& part,
          const Words& words = english) {
  const std::string text = told(results, rule, words).decision;
  INFO(text);
  return text.find(part) != std::string::npos;
}

Results close_call() { return results_with(two_plans, {12e6, 12.01e6}, {1e6, 2e6}, 4e5); }
Results clear_lead() {
  return results_with(three_plans, {12e6, 13.24e6, 11e6}, {1e6, 2e6, 3e6}, 2e5);
}
Results the_same() {
  Results results(two_plans, profit_and_cost, 12);
  fill(results, 12, [](std::uint32_t, std::size_t, std::uint32_t r) { return 0.1 * r; });
  return results;
}
}  // namespace

TEST_CASE("a clear winner is told with its gain, interval and confidence") {
  CHECK(told(clear_lead(), by_profit).decision ==
        "Choose Hybrid: its average net profit is 1.24 million CNY higher than under Status quo "
        "(95 % interval 1.18 to 1.30 million CNY). It is ahead of each of the other 2 plans, all "
        "compared together. Confidence that its average is the best: more than 99.9 %.");
  CHECK(told(clear_lead(), by_profit, chinese).decision ==
        "选择“Hybrid”：net profit平均比“Status quo”高 124 万元（95% 置信区间 118 至 130 万元）。"
        "与其余 2 个方案一并比较，它均领先。其均值居首的置信度：99.9% 以上。");
}

TEST_CASE("a baseline that wins is kept") {
  const Results results = results_with(two_plans, {13e6, 12e6}, {1e6, 2e6}, 2e5);
  CHECK(says(results, by_profit, "Keep Status quo: its average net profit is "));
  CHECK(says(results, by_profit, "higher than under Hybrid"));
  CHECK(says(results, by_profit, "维持“Status quo”", chinese));
}

TEST_CASE("a lower cost is told as lower") {
  const Results results = results_with(two_plans, {12e6, 13e6}, {3.6e6, 3.21e6}, 2e5);
  const DecisionRule by_cost{.objective = "running_cost", .seed = 1};
  CHECK(says(results, by_cost,
             "average running cost is 390,000 CNY lower than under Status quo, the same in every "
             "replication"));
  CHECK(says(results, by_cost, "比“Status quo”低 39.0 万元，每次模拟都相同", chinese));
}

TEST_CASE("a tie says what chance could explain, and which plan is cheaper") {
  CHECK(says(close_call(), by_profit, "Too close to call between "));
  CHECK(says(close_call(), by_profit, "which chance alone could explain."));
  CHECK(!says(close_call(), by_profit, "cheaper"));
  CHECK(says(close_call(), by_profit_and_cost,
             "Choose the cheaper plan then, Status quo: its average running cost is 1.00 million "
             "CNY against 2.00 million CNY under Hybrid."));
  CHECK(says(close_call(), by_profit_and_cost, "“Hybrid”、“Status quo”难分高下", chinese));
  CHECK(says(close_call(), by_profit_and_cost,
             "此时宜选成本较低的“Status quo”：其running cost平均为 100 万元，“Hybrid”为 200 万元。",
             chinese));
  CHECK(says(results_with(two_plans, {12e6, 12.01e6}, {5, 5}, 4e5), by_profit_and_cost,
             "They cost the same (running cost)."));
}

TEST_CASE("the indifference zone is told as what matters, and as what does not") {
  const Results results = results_with(two_plans, {12e6, 12.5e6}, {1e6, 2e6}, 1e5);
  DecisionRule rule = by_profit;
  rule.indifference = 6e5;
  CHECK(says(results, rule,
             "not clearly more than the 600,000 CNY below which plans count as equal"));
  CHECK(says(results, rule, "并未明显超过视同相等的 60.0 万元", chinese));
  rule.indifference = 1e5;
  CHECK(says(results, rule, "The whole interval lies above the 100,000 CNY that matter."));
  CHECK(says(clear_lead(), rule,
             " by more than the 100,000 CNY that matter, all compared together."));
}

TEST_CASE("a lead that is clear alone and not among many says so") {
  CHECK(says(six_rivals(), {.objective = "gain", .seed = 1},
             "which is not enough with 6 comparisons made at once"));
}

TEST_CASE("when the baseline is beaten but the best two tie, both facts are told") {
  const Results results = results_with(three_plans, {11e6, 13e6, 13.01e6}, {1e6, 2e6, 3e6}, 4e5);
  CHECK(says(results, by_profit_and_cost, "than under Status quo (95 % interval "));
  CHECK(says(results, by_profit_and_cost, "Choose the cheaper plan then, Hybrid"));
}

TEST_CASE("one plan, one replication and none at all get sensible sentences") {
  const std::vector<PlanLabel> one_plan{{"now", "Status quo", true}};
  const Results alone = results_with(one_plan, {12e6}, {1e6}, 2e5);
  CHECK(says(alone, by_profit,
             "Status quo is the only plan, so there is nothing to choose: its net profit averages "
             "12.00 million CNY (95 % interval "));
  CHECK(says(alone, by_profit, "只有“Status quo”一个方案，无从选择", chinese));
  CHECK(told(results_with(two_plans, {12e6, 13e6}, {1e6, 2e6}, 0, 1, 1), by_profit).decision ==
        "Too close to call: one replication cannot tell a better plan from good luck. In it, net "
        "profit of Hybrid was 1.00 million CNY higher than under Status quo.");
  CHECK(says(results_with(one_plan, {12e6}, {1e6}, 0, 1, 1), by_profit,
             "in a single replication, which says nothing about chance"));
  const Results none = results_with(two_plans, {1, 2}, {1, 2}, 0, 0, 9);
  CHECK(told(none, by_profit).decision ==
        "No replication of 9 is finished under every plan, so there is no answer.");
  CHECK(says(none, by_profit, "9 次模拟中，还没有一次在所有方案下都已完成", chinese));
}

TEST_CASE("the sentence names the period when there is one") {
  Results results(two_plans, profit_and_cost, 12);
  fill(results, 12, [](std::uint32_t plan, std::size_t, std::uint32_t r) {
    return 5.0 + plan + 0.01 * (r % 2);
  });
  const Span weeks{104, "week"};
  CHECK(told(results, by_profit, english, weeks)
            .decision.starts_with(
                "Choose Hybrid: its average net profit over 104 weeks is 1.00 CNY higher"));
  CHECK(told(results, by_profit, chinese, weeks)
            .decision.starts_with("选择“Hybrid”：104 周的net profit平均比“Status quo”高 1.00 元"));
}

TEST_CASE("figures without variance and identical plans get sensible sentences") {
  Results constant(two_plans, profit_and_cost, 5);
  fill(constant, 5, [](std::uint32_t plan, std::size_t, std::uint32_t) { return 5.0 + plan; });
  CHECK(says(constant, by_profit,
             "is 1.00 CNY higher than under Status quo, the same in every replication."));
  CHECK(told(the_same(), by_profit).decision ==
        "Too close to call between Status quo and Hybrid: net profit is the same under Status quo "
        "and Hybrid in every replication.");
}

TEST_CASE("an interrupted run says how much of it the answer rests on") {
  const Results results = results_with(two_plans, {12e6, 13e6}, {1e6, 2e6}, 1e5, 400, 1000);
  CHECK(says(results, by_profit,
             " Not all replications are complete: 400 of 1,000 are finished under every plan, and "
             "the answer may still change."));
  CHECK(says(results, by_profit, "1,000 次中，有 400 次在所有方案下都已完成", chinese));
}

TEST_CASE("a figure that is not finite ranks nothing and is named") {
  Results results(two_plans, profit_and_cost, 3);
  fill(results, 3, [](std::uint32_t plan, std::size_t, std::uint32_t r) {
    return plan == 1 && r == 2 ? __builtin_nan("") : 1.0;
  });
  CHECK(says(results, by_profit, "The plans cannot be ranked: net profit is not a finite number"));
}

TEST_CASE("the share of futures is told, at its ends without a number") {
  DecisionRule rule = by_profit;
  rule.has_futures = true;
  CHECK(says(clear_lead(), rule, "It is best in all of the 100 futures drawn."));
  CHECK(says(clear_lead(), rule, "在抽取的 100 种未来中，每一种都由它胜出。", chinese));
  const Results often = results_with(two_plans, {12e6, 12.3e6}, {1e6, 2e6}, 4e5);
  CHECK(says(often, rule, " % of the 100 futures drawn."));
  CHECK(says(often, rule, "在抽取的 100 种未来中，约 ", chinese));
  CHECK(says(often, rule, "% 由它胜出。", chinese));
}

TEST_CASE("plans that break a bound are named with what they break") {
  DecisionRule rule = by_profit;
  CHECK(told(clear_lead(), rule).constraints.empty());
  rule.constraints = {{"running_cost", {}, 1.5e6}};
  CHECK(told(clear_lead(), rule).constraints ==
        "'Hybrid' is ruled out: its average running cost is 2.00 million CNY, more than 1.50 "
        "million CNY. 'Direct' is ruled out: its average running cost is 3.00 million CNY, more "
        "than 1.50 million CNY.");
  CHECK(told(clear_lead(), rule, chinese).constraints ==
        "“Hybrid”不予考虑：其running cost平均为 200 万元，高于 150 万元。"
        "“Direct”不予考虑：其running cost平均为 300 万元，高于 150 万元。");
  rule.constraints = {{"running_cost", 1, {}}};
  CHECK(told(clear_lead(), rule).constraints == "All plans keep the constraints.");
  CHECK(told(clear_lead(), rule).decision == told(clear_lead(), by_profit).decision);
  rule.constraints = {{"running_cost", 9e6, {}}, {"net_profit", {}, 1}};
  CHECK(told(clear_lead(), rule).decision == "No plan keeps the constraints.");
  CHECK(told(clear_lead(), rule)
            .constraints.find("less than 9.00 million CNY; its average net profit is 13.2 million "
                              "CNY, more than") != std::string::npos);
}

TEST_CASE("only a plan that is in place is kept, also where that one is ruled out") {
  DecisionRule rule = by_profit;
  rule.constraints = {{"running_cost", 1.5e6, {}}};
  CHECK(says(clear_lead(), rule, "Choose Hybrid: "));
}

TEST_CASE("an answer that turns for who looks less far says when") {
  const Results results = clear_lead();
  Decision decision = decide(results, by_profit);
  const auto outlooks = [&](const Words& words = english) {
    return answer_of(results, decision, {}, words).outlooks;
  };
  CHECK(outlooks().empty());
  decision.outlooks = {{1, 1, 1}, {2, 1, 1}};
  CHECK(outlooks() == "The order at the top is the same after 1 year, after 2 years.");
  CHECK(outlooks(chinese) == "若只看 1 年、2 年，居首的方案不变。");
  decision.outlooks = {{1, 0, 0}, {2, 0, {}}, {3, 1, 1}};
  CHECK(outlooks() ==
        "The order at the top is the same after 3 years. Had the study ended after 1 year, 'Status "
        "quo' would come first. Had it ended after 2 years, it would be too close to call.");
  CHECK(outlooks(chinese) ==
        "若只看 3 年，居首的方案不变。若只看 1 年，居首的会是“Status quo”。若只看 2 "
        "年，则难分高下。");
  decision.outlooks = {{1, 0, 0}};
  CHECK(outlooks() == "Had the study ended after 1 year, 'Status quo' would come first.");
}

TEST_CASE("no sentence claims certainty") {
  for (const double gap : {0.0, 1e4, 1e5, 1e7})
    for (const std::uint32_t finished : {0u, 1u, 2u, 100u})
      for (const double sd : {0.0, 1e5}) {
        const Results results =
            results_with(three_plans, {12e6, 12e6 + gap, 11e6}, {1, 2, 3}, sd, finished);
        for (const char* word : {"optimal", "exact", "prove", "guarantee", "100 %", "nan", "inf"})
          CHECK(!says(results, by_profit_and_cost, word));
        for (const char* word :
             {"最优", "精确", "证明", "保证", "100%", "nan", "inf", " 。", "，。"})
          CHECK(!says(results, by_profit_and_cost, word, chinese));
      }
}
