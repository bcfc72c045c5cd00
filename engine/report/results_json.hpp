#pragma once
// results.json: the answer for programs, schema channelsim/results/v1, the same bytes everywhere.

#include <string>

#include "engine/report/run_label.hpp"
#include "engine/report/words.hpp"
#include "engine/statistics/analysis.hpp"

namespace channelsim {

/// The text of results.json. Figures rest on the replications that are finished under every plan
/// (`replications_compared`); a value that does not exist is null. No clock, host, path or thread
/// count is in it. The sentences of the decision are in the language of the words.
std::string results_json(const RunLabel& label, const Results& results, const Analysis& analysis,
                         const Words& words);

}  // namespace channelsim
