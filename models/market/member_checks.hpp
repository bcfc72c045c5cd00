#pragma once
// What must hold between what a scenario says of its members' work, fees, credit and recruiting.

#include "engine/schema/distribution.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Adds an issue for each thing that does not fit.
void check_members(const Scenario<Parameter>& scenario, const Node& tree,
                   const Assumptions& assumptions, Issues& issues);

}  // namespace channelsim::market
