#pragma once
// The figures over time that a scenario asks for.

#include "engine/run/series_cells.hpp"
#include "models/market/load.hpp"

namespace channelsim::market {

/// What is measured on the way for the plans of a study: every so many steps, and at the end. A
/// figure of a group that occurs under none of these plans is left out.
SeriesCells series_of(const Study& study);

/// Each figure is one that the results of some plan have, and is asked for once.
void check_series(const Study& study, const Node& tree, Issues& issues);

}  // namespace channelsim::market
