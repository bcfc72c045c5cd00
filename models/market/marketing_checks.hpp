#pragma once
// What a scenario says of nests and of marketing that names nothing, disagrees or comes to nothing.

#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Adds an issue for each nest that names nothing and each promotion whose times its event tells
/// already, and a warning for each event, promotion,
/// campaign or referral programme that cannot have the effect it seems to.
void check_marketing(const Scenario<Parameter>& scenario, const Node& tree, Issues& issues);

}  // namespace channelsim::market
