#pragma once
// The answer on a terminal, answer first: question, sentence, plans with a picture of their
// intervals, every figure against the baseline, and what it rests on.

#include <cstddef>
#include <string>
#include <vector>

#include "engine/report/run_label.hpp"
#include "engine/report/words.hpp"
#include "engine/statistics/analysis.hpp"

namespace channelsim {

struct TerminalOptions {
  std::size_t width = 100;  // cells; less than 80 counts as 80
  bool colour = false;      // one per plan, and bold and dim text
};

/// Where the files of the run lie; nothing is said of an empty folder.
struct RunFolder {
  std::string path;
  std::vector<std::string> files;
};

/// Lines of at most the wished width, whatever the names; UTF-8 with a line end after each. Control
/// characters in names are shown, not sent.
std::string terminal_answer(const RunLabel& label, const Results& results, const Analysis& analysis,
                            const RunFolder& folder, const TerminalOptions& options,
                            const Words& words);

}  // namespace channelsim
