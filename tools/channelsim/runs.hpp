#pragma once
// Saved runs as arguments: a folder, or the name of one below the folder of all runs.

#include <filesystem>
#include <string>
#include <vector>

#include "engine/report/catalogue.hpp"
#include "engine/report/json.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

struct RunArguments {
  std::filesystem::path in = "results";
  std::vector<std::string> runs;
  bool json = false;
  std::string language;  // of the answer that is shown
};
void add_run_arguments(CLI::App& command, RunArguments& arguments, bool several);

/// The folder of a run. Throws InputError with a suggestion when there is none.
std::filesystem::path folder_of_run(const std::string& run, const std::filesystem::path& in);

/// "2026-11-26 11:30", of a time in ISO 8601.
std::string date_text(const std::string& iso);
/// "board, second draft".
std::string tags_text(const CatalogueEntry& run);
/// All that the catalogue knows of a run, as an object.
void add_entry(JsonWriter& json, const CatalogueEntry& run);
/// A line for each run.
std::string list_table(const std::vector<CatalogueEntry>& runs);

struct CompareArguments {
  RunArguments runs;
  std::vector<std::string> figures;
};
void add_compare_arguments(CLI::App& command, CompareArguments& arguments);
/// Tells what changed from each run to the next, the oldest first.
ExitCode compare_saved_runs(const CompareArguments& arguments);

}  // namespace channelsim
