#pragma once
// Three plans, six figures, 200 replications: what an answer looks like.

#include "engine/report/run_label.hpp"
#include "tests/support/results.hpp"

namespace channelsim {

inline const RunLabel autumn_label{"Autumn range", "Which plan should carry the autumn range?",
                                   "5f0c", 42};

inline Results autumn_results() {
  Results results({{"status_quo", "Status quo", true},
                   {"hybrid", "Hybrid with web shop"},
                   {"direct", "Direct only"}},
                  {{"net_profit", "CNY", Goal::raise, "Profit after all costs."},
                   {"running_cost", "CNY", Goal::lower, ""},
                   {"units_sold", "pieces", Goal::raise, ""},
                   {"stockout_share", "share", Goal::lower, ""},
                   {"reach", "share", Goal::raise, ""},
                   {"lead_time", "days", Goal::watch, ""}},
                  200);
  constexpr double centre[3][6] = {{12.07e6, 3.21e6, 101e3, .041, .52, 5.2},
                                   {13.31e6, 3.60e6, 113e3, .049, .61, 5.3},
                                   {11.02e6, 2.95e6, 88e3, .0405, .43, 4.1}};
  constexpr double spread[6] = {21e5, 3e5, 9e3, .008, .05, .9};
  fill(results, 200, [&](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    const auto column = static_cast<std::uint32_t>(kpi);
    const double luck = 0.8 * balanced_normal(replication, column) +
                        0.6 * balanced_normal(replication, 10 + 3 * column + plan);
    return centre[plan][kpi] + spread[kpi] * luck;
  });
  return results;
}

}  // namespace channelsim
