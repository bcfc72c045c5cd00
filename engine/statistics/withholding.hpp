#pragma once
// When replications that failed forbid a recommendation.

#include "engine/statistics/decision.hpp"

namespace channelsim {

/// Above this share of failed replications those that are left no longer stand for all.
inline constexpr double most_failed = 0.01;

/// Takes a recommendation back, and says why, where replications failed and either more than
/// `most_failed` of them did, or the worst case for those could turn it: had the recommended plan
/// done as badly in what failed under it as in its worst replication that did not, and each rival
/// as well as in its best, the recommendation would not follow, or a plan would keep a bound that
/// it is said to break or break one that it is said to keep. A worst case needs no assumption on
/// why they failed [Manski 1990]; that figures have no bounds but those seen is the one made
/// instead.
void withhold(const Results& results, const DecisionRule& rule, Decision& decision);

}  // namespace channelsim
