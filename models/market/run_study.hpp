#pragma once
// A study from plans to a finished folder: run, journal, analyse, write, answer.

#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "engine/base/language.hpp"
#include "engine/base/timings.hpp"
#include "engine/report/manifest.hpp"
#include "engine/report/run_label.hpp"
#include "engine/run/experiment.hpp"
#include "engine/run/progress.hpp"
#include "engine/statistics/analysis.hpp"
#include "models/market/load.hpp"
#include "models/market/market.hpp"

namespace channelsim::market {

struct StudyRun {
  std::filesystem::path folder;
  int threads = 0;  // 0: all CPUs this process may use
  std::optional<std::chrono::seconds> time_limit;
  bool resume = false;                    // go on from the journal in the folder
  bool replace = false;                   // whatever lies in the folder may go
  Language language = Language::english;  // of the report
  ProgressStyle progress = ProgressStyle::quiet;
  bool timings = false;  // measure the phases of the week
  const std::atomic<bool>* stop = nullptr;
  Manifest manifest;  // program, build, compiler and command are the caller's
};

/// What came out; the files lie in the folder.
struct StudyOutcome {
  RunOutcome run;
  Results results;
  Analysis analysis;
  RunLabel label;
  std::string results_json;
  Timings phases, stages;
  std::vector<std::string> files;  // names in the folder
};

/// Whether a replication failed, or could not be simulated: exit code 3.
inline bool run_failed(const StudyOutcome& outcome) {
  return !outcome.run.failures.empty() || !outcome.results.failures().empty();
}

/// What the program says of it to scripts: 0; 1 where no plan keeps the constraints; 3; 130 where
/// it was interrupted.
int exit_code_of(const StudyOutcome& outcome);

/// The market of a study, to simulate its replications or to play one of them again.
Market market_of(const Study& study);

/// An empty table for all that a study will give.
Results results_of(const Study& study, const Market& market);

/// Throws InputError when the folder holds a run that may not be replaced, ResumeRefused when the
/// journal is another run's or holds more replications, std::system_error when writing fails.
StudyOutcome run_study(const Study& study, const StudyRun& run);

}  // namespace channelsim::market
