#pragma once
// What a scenario says of nests and of marketing that names nothing, or comes to nothing.

#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Adds an issue for each nest that names nothing, and a warning for each event, promotion,
/// campaign or referral programme that cannot have the effect it seems to.
void check_marketing(const Scenario<Parameter>& scenario, const Node& tree, Issues& issues);

/// Where consumers remember, adds an issue for each of their numbers that a dated change moves:
/// they are drawn or counted once, at the start. `when` tells the date.
void require_same_consumers(const Scenario<Parameter>& was, const Scenario<Parameter>& is,
                            const Node& tree, const std::string& when, Issues& issues);

}  // namespace channelsim::market
