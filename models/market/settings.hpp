#pragma once
// Changes from outside a scenario: the options of a command, and what an expectation tries.

#include <string>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/located_tree.hpp"

namespace channelsim::market {

/// What the numbers of a scenario are written in; what is wrong with it is told when the whole is
/// read.
Units units_of(const Node& tree);

/// Sets `settings` in the base and wherever a strategy, lever or dated change sets the same, so
/// that they hold under every plan and at all times.
void impose(const std::vector<Entry>& settings, Node& tree, Issues& issues);

/// Applies arguments "PATH=VALUE" in their order: `strategies.NAME.PATH` to one plan, at all times,
/// everything else to all of them.
void apply_settings(const std::vector<std::string>& arguments, Node& tree, Issues& issues);

}  // namespace channelsim::market
