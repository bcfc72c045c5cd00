#pragma once
// A finished run as a value again, read from its folder: what reports are made from.

#include <filesystem>

#include "engine/report/results_database.hpp"
#include "engine/report/run_label.hpp"
#include "engine/statistics/analysis.hpp"
#include "models/market/load.hpp"

namespace channelsim::market {

struct SavedRun {
  std::filesystem::path folder;
  Study study;
  Results results;
  RunLabel label;
  Analysis analysis;  // computed anew from the rows
  RunFacts facts;     // what the run said of itself when it ended
};

/// Whether a run that was interrupted will do: its figures rest on the replications it has.
enum class Unfinished : std::uint8_t { refuse, accept };

/// Opens the folder of a run. Throws InputError with the folder and a remedy when it is no run,
/// when the run did not finish, when its files were changed afterwards, or when another version of
/// the program wrote it and this one reads the scenario otherwise. `threads`: 0 = all CPUs.
SavedRun open_run(const std::filesystem::path& folder, Unfinished unfinished = Unfinished::refuse,
                  int threads = 0);

/// The run that the database in a folder holds, finished or not; of the folder's other files none
/// is asked. Throws InputError where its scenario can't be read, DatabaseError where it is damaged.
SavedRun run_in_database(const std::filesystem::path& folder, int threads = 0);

}  // namespace channelsim::market
