#pragma once
// The figures over time that a scenario asks for.

#include "engine/run/series_cells.hpp"
#include "models/market/load.hpp"

namespace channelsim::market {

/// What is measured on the way for the plans of a study: every so many steps, and at the end. A
/// figure of a group that occurs under none of these plans is left out. Where nothing is asked for,
/// a few figures are told that cost little.
SeriesCells series_of(const Study& study);

/// Figures that were measured are figures of the results, at the end or when the series tells them.
void check_actuals(const Study& study, const Node& tree, Issues& issues);

}  // namespace channelsim::market
