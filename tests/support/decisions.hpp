#pragma once
// Two or three plans by profit and cost: what decisions are tried on.

#include "engine/statistics/decision.hpp"
#include "tests/support/results.hpp"

namespace channelsim {

inline const std::vector<PlanLabel> two_plans{{"now", "Status quo", true}, {"hybrid", "Hybrid"}};
inline const std::vector<PlanLabel> three_plans{
    {"now", "Status quo", true}, {"hybrid", "Hybrid"}, {"direct", "Direct"}};
inline const std::vector<Kpi> profit_and_cost{{"net_profit", "CNY", Goal::raise, ""},
                                              {"running_cost", "CNY", Goal::lower, ""},
                                              {"share_online", "share", Goal::watch, ""}};
inline const DecisionRule by_profit{.objective = "net_profit", .seed = 42};
inline const DecisionRule by_profit_and_cost{
    .objective = "net_profit", .cost = "running_cost", .seed = 42};

/// Results in which plan p has mean profit base[p] and costs cost[p]; its own luck has this sd.
inline Results results_with(const std::vector<PlanLabel>& plans, std::vector<double> profit,
                            std::vector<double> cost, double own_sd, std::uint32_t finished = 100,
                            std::uint32_t replications = 100) {
  Results results(plans, profit_and_cost, replications);
  fill(results, finished, [&](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    if (kpi == 1) return cost[plan];
    return profit[plan] + 1e5 * balanced_normal(replication, 0) +
           own_sd * balanced_normal(replication, 1 + plan);
  });
  return results;
}

/// A lead of 0.9 with differences of +-1 around it: clear alone, not clear among six rivals. (The
/// differences have sd 1.0541, so half-widths of .754 alone and 1.121 for six.)
inline Results six_rivals() {
  std::vector<PlanLabel> plans{{"base", "Base", true}};
  for (int i = 0; i < 6; ++i) plans.push_back({"p" + std::to_string(i), ""});
  Results results(plans, {{"gain", "", Goal::raise, ""}}, 10);
  fill(results, 10, [](std::uint32_t plan, std::size_t, std::uint32_t replication) {
    if (plan == 0) return 0.9 + (replication % 2 ? 1.0 : -1.0);
    return plan == 1 ? 0.0 : -50.0 - plan;
  });
  return results;
}

}  // namespace channelsim
