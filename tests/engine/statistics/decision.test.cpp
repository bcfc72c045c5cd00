#include "engine/statistics/decision.hpp"

#include <stdexcept>

#include "tests/support/catch.hpp"
#include "tests/support/results.hpp"

using namespace channelsim;

namespace {
const std::vector<PlanLabel> two_plans{{"now", "Status quo", true}, {"hybrid", "Hybrid"}};
const std::vector<PlanLabel> three_plans{
    {"now", "Status quo", true}, {"hybrid", "Hybrid"}, {"direct", "Direct"}};
const std::vector<Kpi> kpis{{"net_profit", "CNY", Goal::raise, ""},
                            {"running_cost", "CNY", Goal::lower, ""},
                            {"share_online", "share", Goal::watch, ""}};
const DecisionRule by_profit{.objective = "net_profit", .seed = 42};
const DecisionRule by_profit_and_cost{
    .objective = "net_profit", .cost = "running_cost", .seed = 42};

/// Results in which plan p has mean profit base[p] and costs cost[p]; its own luck has this sd.
Results results_with(const std::vector<PlanLabel>& plans, std::vector<double> profit,
                     std::vector<double> cost, double own_sd, std::uint32_t finished = 100,
                     std::uint32_t replications = 100) {
  Results results(plans, kpis, replications);
  fill(results, finished, [&](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    if (kpi == 1) return cost[plan];
    return profit[plan] + 1e5 * balanced_normal(replication, 0) +
           own_sd * balanced_normal(replication, 1 + plan);
  });
  return results;
}

bool says(const Decision& decision, const std::string& words) {
  INFO(decision.sentence);
  return decision.sentence.find(words) != std::string::npos;
}
}  // namespace

TEST_CASE("a clear winner is recommended, with its gain, interval and confidence") {
  const Results results = results_with(three_plans, {12e6, 13.24e6, 11e6}, {1e6, 2e6, 3e6}, 2e5);
  const Decision decision = decide(results, by_profit);
  CHECK(decision.recommended == 1u);
  CHECK(decision.rival == 0u);
  CHECK(decision.ranking == std::vector<std::size_t>{1, 0, 2});
  CHECK(decision.contenders == std::vector<std::size_t>{1});
  CHECK(decision.sentence ==
        "Choose Hybrid: its average net profit is 1.24 million CNY higher than under Status quo "
        "(95 % interval 1.18 to 1.30 million CNY). It is ahead of each of the other 2 plans, all "
        "compared together. Confidence that its average is the best: more than 99.9 %.");
}

TEST_CASE("a baseline that wins is kept and measured against the runner-up") {
  const Results results = results_with(two_plans, {13e6, 12e6}, {1e6, 2e6}, 2e5);
  const Decision decision = decide(results, by_profit);
  CHECK(decision.recommended == 0u);
  CHECK(says(decision, "Keep Status quo: its average net profit is "));
  CHECK(says(decision, "higher than under Hybrid"));
}

TEST_CASE("the goal 'lower' recommends the lower mean and says so") {
  const Results results = results_with(two_plans, {12e6, 13e6}, {3.6e6, 3.21e6}, 2e5);
  const Decision decision = decide(results, {.objective = "running_cost", .seed = 1});
  CHECK(decision.recommended == 1u);
  CHECK(says(decision,
             "average running cost is 390,000 CNY lower than under Status quo, the same in every "
             "replication"));
}

TEST_CASE("a tie recommends nothing and says what chance could explain") {
  const Results results = results_with(two_plans, {12e6, 12.01e6}, {1e6, 2e6}, 4e5);
  const Decision decision = decide(results, by_profit);
  CHECK(!decision.recommended);
  CHECK(decision.contenders.size() == 2);
  CHECK(says(decision, "Too close to call between "));
  CHECK(says(decision, "which chance alone could explain."));
  CHECK(!says(decision, "cheaper"));
}

TEST_CASE("a tie names the cheaper plan when a cost is given") {
  const Results results = results_with(two_plans, {12e6, 12.01e6}, {1e6, 2e6}, 4e5);
  const Decision decision = decide(results, by_profit_and_cost);
  CHECK(!decision.recommended);
  CHECK(decision.cheapest == 0u);
  CHECK(says(decision,
             "Choose the cheaper plan then, Status quo: its average running cost is 1.00 million "
             "CNY against 2.00 million CNY under Hybrid."));
  CHECK(says(decide(results_with(two_plans, {12e6, 12.01e6}, {5, 5}, 4e5), by_profit_and_cost),
             "They cost the same (running cost)."));
}

TEST_CASE("a gain inside the indifference zone is no recommendation") {
  const Results results = results_with(two_plans, {12e6, 12.5e6}, {1e6, 2e6}, 1e5);
  CHECK(decide(results, by_profit).recommended == 1u);
  DecisionRule rule = by_profit;
  rule.indifference = 6e5;
  const Decision decision = decide(results, rule);
  CHECK(!decision.recommended);
  CHECK(says(decision, "not clearly more than the 600,000 CNY below which plans count as equal"));
  rule.indifference = 1e5;
  CHECK(says(decide(results, rule), "The whole interval lies above the 100,000 CNY that matter."));
}

TEST_CASE("rivals are judged together: a lead clear alone may not be clear among many") {
  // Differences +-1 around a mean just above the single half-width, below the one for six rivals.
  std::vector<PlanLabel> plans{{"base", "Base", true}};
  for (int i = 0; i < 6; ++i) plans.push_back({"p" + std::to_string(i), ""});
  Results results(plans, {{"gain", "", Goal::raise, ""}}, 10);
  fill(results, 10, [](std::uint32_t plan, std::size_t, std::uint32_t replication) {
    // sd of the differences: 1.0541, half-width .754 alone and 1.121 for six.
    if (plan == 0) return 0.9 + (replication % 2 ? 1.0 : -1.0);
    return plan == 1 ? 0.0 : -50.0 - plan;
  });
  const Decision decision = decide(results, {.objective = "gain", .seed = 1});
  CHECK(!decision.recommended);
  CHECK(decision.contenders == std::vector<std::size_t>{0, 1});
  CHECK(decision.lead.verdict == Verdict::better);
  CHECK(says(decision, "which is not enough with 6 comparisons made at once"));
}

TEST_CASE("when the baseline is beaten but the best two tie, both facts are told") {
  const Results results = results_with(three_plans, {11e6, 13e6, 13.01e6}, {1e6, 2e6, 3e6}, 4e5);
  const Decision decision = decide(results, by_profit_and_cost);
  CHECK(!decision.recommended);
  CHECK(decision.contenders.size() == 2);
  CHECK(says(decision, "than under Status quo (95 % interval "));
  CHECK(says(decision, "Choose the cheaper plan then, Hybrid"));
}

TEST_CASE("one plan, one replication and none at all get sensible sentences") {
  const std::vector<PlanLabel> one_plan{{"now", "Status quo", true}};
  const Decision alone = decide(results_with(one_plan, {12e6}, {1e6}, 2e5), by_profit);
  CHECK(!alone.recommended);
  CHECK(!alone.confidence_best_mean[0]);
  CHECK(says(alone,
             "Status quo is the only plan, so there is nothing to choose: its net profit "
             "averages 12.00 million CNY (95 % interval "));

  const Decision single =
      decide(results_with(two_plans, {12e6, 13e6}, {1e6, 2e6}, 0, 1, 1), by_profit);
  CHECK(!single.recommended);
  CHECK(!single.confidence_best_mean[0]);
  CHECK(single.sentence ==
        "Too close to call: one replication cannot tell a better plan from good luck. In it, net "
        "profit of Hybrid was 1.00 million CNY higher than under Status quo.");

  const Decision both = decide(results_with(one_plan, {12e6}, {1e6}, 0, 1, 1), by_profit);
  CHECK(says(both, "in a single replication, which says nothing about chance"));

  const Decision none = decide(results_with(two_plans, {1, 2}, {1, 2}, 0, 0, 9), by_profit);
  CHECK(none.sentence ==
        "No replication of 9 is finished under every plan, so there is no answer.");
  CHECK(none.ranking.empty());
}

TEST_CASE("fewer than ten replications give no confidence: resamples of so few are too alike") {
  const auto of = [](std::uint32_t n) {
    Results results(two_plans, kpis, n);
    fill(results, n,
         [](std::uint32_t plan, std::size_t, std::uint32_t r) { return plan + 0.1 * r; });
    return decide(results, by_profit).confidence_best_mean[1].has_value();
  };
  CHECK(!of(9));
  CHECK(of(10));
}

TEST_CASE("the sentence names the period when there is one") {
  DecisionRule rule = by_profit;
  rule.period = "104 weeks";
  Results results(two_plans, kpis, 12);
  fill(results, 12, [](std::uint32_t plan, std::size_t, std::uint32_t r) {
    return 5.0 + plan + 0.01 * (r % 2);
  });
  CHECK(says(decide(results, rule), "its average net profit over 104 weeks is 1.00 CNY higher"));
}

TEST_CASE("figures without variance and identical plans get sensible sentences") {
  Results constant(two_plans, kpis, 5);
  fill(constant, 5, [](std::uint32_t plan, std::size_t, std::uint32_t) { return 5.0 + plan; });
  const Decision sure = decide(constant, by_profit);
  CHECK(sure.recommended == 1u);
  CHECK(says(sure, "is 1.00 CNY higher than under Status quo, the same in every replication."));

  const Results same = [] {
    Results results(two_plans, kpis, 12);
    fill(results, 12, [](std::uint32_t, std::size_t, std::uint32_t r) { return 0.1 * r; });
    return results;
  }();
  const Decision equal = decide(same, by_profit);
  CHECK(!equal.recommended);
  CHECK(*equal.lead.half_width == 0);
  CHECK(*equal.confidence_best_mean[0] == Approx(0.5));
  CHECK(equal.sentence ==
        "Too close to call between Status quo and Hybrid: net profit is the same under Status quo "
        "and Hybrid in every replication.");
}

TEST_CASE("an interrupted run says how much of it the answer rests on") {
  const Decision decision =
      decide(results_with(two_plans, {12e6, 13e6}, {1e6, 2e6}, 1e5, 400, 1000), by_profit);
  CHECK(decision.recommended == 1u);
  CHECK(says(decision,
             "Not all replications are complete: 400 of 1,000 are finished under every "
             "plan, and the answer may still change."));
}

TEST_CASE("a figure that is not finite ranks nothing") {
  Results results(two_plans, kpis, 3);
  fill(results, 3, [](std::uint32_t plan, std::size_t, std::uint32_t r) {
    return plan == 1 && r == 2 ? __builtin_nan("") : 1.0;
  });
  const Decision decision = decide(results, by_profit);
  CHECK(!decision.recommended);
  CHECK(says(decision, "The plans cannot be ranked: net profit is not a finite number"));
}

TEST_CASE("no sentence claims certainty") {
  for (const double gap : {0.0, 1e4, 1e5, 1e7})
    for (const std::uint32_t finished : {0u, 1u, 2u, 100u})
      for (const double sd : {0.0, 1e5}) {
        const Decision decision =
            decide(results_with(three_plans, {12e6, 12e6 + gap, 11e6}, {1, 2, 3}, sd, finished),
                   by_profit_and_cost);
        for (const char* word : {"optimal", "exact", "prove", "guarantee", "100 %", "nan", "inf"})
          CHECK(!says(decision, word));
      }
}

TEST_CASE("an unknown or watched objective is refused") {
  const Results results = results_with(two_plans, {1, 2}, {1, 2}, 1);
  CHECK_THROWS_AS(decide(results, {.objective = "profit"}), std::invalid_argument);
  CHECK_THROWS_AS(decide(results, {.objective = "share_online"}), std::invalid_argument);
  DecisionRule rule = by_profit;
  rule.cost = "price";
  CHECK_THROWS_AS(decide(results, rule), std::invalid_argument);
}
