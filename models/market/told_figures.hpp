#pragma once
// Which figures the runs of a study tell.

#include <string>
#include <vector>

#include "models/market/load.hpp"

namespace channelsim::market {

/// The names of the columns of the results, in their order.
std::vector<std::string> told_figures(const Study& study);

/// Writes out, in all markets of a study whose scenario names `figures`, the columns that stands
/// for: those of a figure with its groups, and each on which the study rests.
void settle_told_figures(Study& study);

/// Each figure that `figures` or `series` asks for is one that the results of some plan can have,
/// and is asked for once.
void check_asked_figures(const Study& study, const Node& tree, Issues& issues);

}  // namespace channelsim::market
