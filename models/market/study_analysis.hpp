#pragma once
// What is said of the rows of a study: the same by the run itself and by who opens it later.

#include <string>

#include "engine/report/run_label.hpp"
#include "engine/statistics/analysis.hpp"
#include "models/market/load.hpp"

namespace channelsim::market {

/// The statistics, comparisons and decision that the scenario asks for. `threads`: 0 = all CPUs
/// this process may use; the outcome does not depend on it.
Analysis analyse_study(const Study& study, const Results& results, int threads);

/// Of the scenario's values in force, written without comments; hexadecimal.
std::string sha256_of(const Study& study);

/// What a replication covers.
Span period_of(const Study& study);

RunLabel label_of(const Study& study, const Results& results);

}  // namespace channelsim::market
