#pragma once
// The report of a study: what its sections are made from, and the list of them.

#include <string_view>
#include <vector>

#include "engine/report/document.hpp"
#include "engine/report/run_label.hpp"
#include "engine/report/words.hpp"
#include "engine/statistics/analysis.hpp"
#include "models/market/load.hpp"
#include "models/market/market.hpp"

namespace channelsim::market {

/// A finished run and the words to tell of it.
struct Telling {
  const Study& study;
  const Market& market;  // to play single replications again
  const Results& results;
  const Analysis& analysis;
  const RunLabel& label;
  const Words& words;
  int threads = 1;  // at most so many are used
};

/// By what reviewers and links name the sections that a report may have, in the order in which they
/// are read.
const std::vector<std::string_view>& section_ids();

/// The sections that have something to tell of this run, in the order they are read.
Document report_of(const Telling& telling, std::vector<Remark> remarks);

}  // namespace channelsim::market
