#pragma once
// What must hold between key accounts, their members and the range.

#include "engine/schema/distribution.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Adds an issue for each thing that does not fit.
void check_accounts(const Scenario<Parameter>& scenario, const Node& tree,
                    const Assumptions& assumptions, Issues& issues);

}  // namespace channelsim::market
