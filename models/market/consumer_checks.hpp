#pragma once
// What must hold between what a scenario says of its consumers and of demand.

#include "engine/schema/distribution.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Consumers who can be simulated one by one.
inline constexpr double most_persons = 2e6;
/// Channels that sell to persons, and referrals that reach them: a person keeps both in a byte.
inline constexpr std::size_t most_sources = 240;

/// Adds an issue for each thing that does not fit.
void check_consumers(const Scenario<Parameter>& scenario, const Node& tree,
                     const Assumptions& assumptions, Issues& issues);

/// Where consumers remember, adds an issue for each of their numbers that a dated change moves:
/// they are drawn or counted once, at the start. `when` tells the date.
void require_same_consumers(const Scenario<Parameter>& was, const Scenario<Parameter>& is,
                            const Node& tree, const std::string& when, Issues& issues);

}  // namespace channelsim::market
