#pragma once
// What must hold between partner programmes, owners of several units, recruiting and the members.

#include "engine/schema/distribution.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Adds an issue for each thing that does not fit.
void check_partnerships(const Scenario<Parameter>& scenario, const Node& tree,
                        const Assumptions& assumptions, Issues& issues);

}  // namespace channelsim::market
