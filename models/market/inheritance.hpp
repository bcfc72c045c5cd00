#pragma once
// What a scenario takes over: channel types from the presets, traits of members from their channel.

#include "engine/schema/located_tree.hpp"

namespace channelsim::market {

/// The channels in force: the presets, changed and added to by the scenario.
void add_presets(Node& tree, Issues& issues);

/// Traits that a member does not state are its channel's.
void inherit_traits(Node& tree, Issues& issues);

}  // namespace channelsim::market
