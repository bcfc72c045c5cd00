#pragma once
// Figures over time as comma-separated values for programs: series.csv (RFC 4180, UTF-8).

#include "engine/report/file.hpp"
#include "engine/run/results.hpp"
#include "engine/schema/amount.hpp"

namespace channelsim {

/// Writes a header and a line per strategy, figure of the series and step, over the replications
/// that are finished under every plan; lines end with CR LF. `step` counts from 0 and is the last
/// that the value covers; `date`, the day on which it begins, is told where the units have a start.
/// A flow is what was added since the figure's value before, a level how it stood at the end of the
/// step. As in results.json, mean and half-width rest on the means of futures and quantiles (type
/// 7) on all replications; what does not exist is empty.
void write_series(const Results& results, const Units& units, const Sink& sink);

}  // namespace channelsim
