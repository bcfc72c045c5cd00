#pragma once
// What a scenario takes over: channel types from the presets, traits of members from their channel.

#include "engine/schema/calendar.hpp"
#include "engine/schema/located_tree.hpp"

namespace channelsim::market {

/// The channels in force: the presets, changed and added to by the scenario. What presets and
/// defaults count by the week follows the length of a step.
void add_presets(Node& tree, StepLength step, Issues& issues);

/// Traits that a member does not state are its channel's.
void inherit_traits(Node& tree, Issues& issues);

}  // namespace channelsim::market
