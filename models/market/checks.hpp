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

/// A figure that is none of those `known`; `kind` says which are meant: " that can decide".
Issue no_such_figure(const std::string& wanted, const std::vector<std::string>& known,
                     const Place& place, std::string path, std::string_view kind);

}  // namespace channelsim::market
