#pragma once
// Plans that must not be chosen: whose average of a figure lies outside a bound.

#include <string>

#include "engine/statistics/decision.hpp"

namespace channelsim {

/// Decides among the plans that keep all constraints of the rule; the others stand at the end of
/// the ranking, without confidence or share. Where none keeps them, nothing is recommended. Throws
/// as `decide` does.
Decision decide_within(const Results& results, const DecisionRule& rule);

}  // namespace channelsim
