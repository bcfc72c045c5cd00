#pragma once
// The figures of a run as one tidy table, a row for each plan and figure, that analysts filter and
// pivot. Single replications are in the files made for programs.

#include "engine/report/document.hpp"
#include "engine/report/words.hpp"
#include "engine/statistics/analysis.hpp"

namespace channelsim {

/// Plans and figures by the names that the run's other files have; in order of plan and figure.
DataTable tidy_figures(const Results& results, const Analysis& analysis, const Words& words);

}  // namespace channelsim
