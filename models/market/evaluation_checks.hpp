#pragma once
// What must hold between what a scenario says of its evaluation of channels.

#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Adds an issue for each thing that does not fit.
void check_evaluation(const Scenario<Parameter>& scenario, const Node& tree, Issues& issues);

}  // namespace channelsim::market
