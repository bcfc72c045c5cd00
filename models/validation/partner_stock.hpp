#pragma once
// Textbook model: partners apply at random, some succeed, and each stays for an exponential time;
// their number is that of a queue with as many servers as are asked for [Gross et al. 2008].

#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/random/draws.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// Rates per month; none is active at first.
struct PartnerLifeCycle {
  double applications, success, exit_hazard;
};

/// a s / h (1 - exp(-h t)), in the long run a s / h; the number is Poisson.
inline double expected_partners(const PartnerLifeCycle& cycle, double months) {
  return cycle.applications * cycle.success / cycle.exit_hazard *
         (1 - std::exp(-cycle.exit_hazard * months));
}

/// The share of the partners that are still active so many months later.
inline double expected_retention(const PartnerLifeCycle& cycle, double months) {
  return std::exp(-cycle.exit_hazard * months);
}

struct PartnerCount {
  Lanes active;           // at the end
  Lanes started, stayed;  // partners, and those of them that stay for a year or longer
};

/// One run per lane, application by application.
inline PartnerCount simulate_partners(const PartnerLifeCycle& cycle, double months,
                                      const Draws& draws) {
  constexpr Purpose gap{"gap between two textbook applications"};
  constexpr Purpose success{"success of a textbook application"};
  constexpr Purpose tenure{"tenure of a textbook partner"};
  PartnerCount count{0.0, 0.0, 0.0};
  Lanes now = 0.0;
  for (Step number = 0;; ++number) {
    now -= logarithm(draws.uniform(gap, {0}, number)) / cycle.applications;
    if (all(now > months)) return count;
    const Mask starts = (now <= months) & (draws.uniform(success, {0}, number) < cycle.success);
    const Lanes stays = -logarithm(draws.uniform(tenure, {0}, number)) / cycle.exit_hazard;
    count.active += select(starts & ((now + stays) > months), Lanes(1.0), 0.0);
    count.started += select(starts, Lanes(1.0), 0.0);
    count.stayed += select(starts & (stays > 12.0), Lanes(1.0), 0.0);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
