#pragma once
// What must hold between authorisations and what members say of their own range.

#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Adds an issue for each thing that does not fit.
void check_range(const Scenario<Parameter>& scenario, const Node& tree, Issues& issues);

}  // namespace channelsim::market
