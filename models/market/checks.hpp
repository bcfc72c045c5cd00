#pragma once
// What must hold between the parts of a scenario, beyond what each field declares.

#include "engine/schema/distribution.hpp"
#include "engine/schema/located_tree.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Most strategies or segments that are read.
inline constexpr std::size_t most_entries = 1000;

/// Adds an issue, placed in `tree`, for everything that does not fit together.
void check_scenario(const Scenario<Parameter>& scenario, const Node& tree,
                    const Assumptions& assumptions, Issues& issues);

}  // namespace channelsim::market
