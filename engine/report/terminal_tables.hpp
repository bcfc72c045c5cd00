#pragma once
// The two tables of a terminal answer.

#include <string>

#include "engine/report/terminal_view.hpp"

namespace channelsim {

/// The plans by the objective, the best first: average, difference to the baseline with interval
/// and verdict, confidence, and the intervals drawn on one scale where there is room.
std::string plan_table(const TerminalView& view);

/// A line per KPI: the baseline's mean and the differences of as many plans as fit, with a legend.
/// KPIs by group ("sold[region=east]"), details and those that are 0 under every plan are left to
/// the files, unless one is the objective.
std::string figure_table(const TerminalView& view);

}  // namespace channelsim
