#pragma once
// The files in the folder of a run, by name.

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace channelsim::run_folder {

inline constexpr const char* journal = "rows.journal";  // only until the run is complete
inline constexpr const char* results = "results.json";  // written last: who finds it, finds all
inline constexpr const char* replications = "replications.csv";
inline constexpr const char* series = "series.csv";
inline constexpr const char* database = "results.sqlite";
inline constexpr const char* scenario = "scenario.resolved.yaml";
inline constexpr const char* manifest = "manifest.json";
inline constexpr const char* page = "report.html";
inline constexpr const char* workbook = "report.xlsx";
inline constexpr const char* tags = "tags.txt";  // what people call the run, a line each

/// What a run writes, and what is made from it; in the order in which they may go, so that nothing
/// that is left claims to be whole.
inline constexpr std::array all = {results,  database, journal, replications, series,
                                   scenario, manifest, page,    workbook};

/// What people are told of, what they read first.
inline constexpr std::array told = {page,   workbook, results,  replications,
                                    series, database, scenario, manifest};

/// The names of those that are there.
inline std::vector<std::string> files_in(const std::filesystem::path& folder) {
  std::vector<std::string> files;
  for (const char* name : told)
    if (std::filesystem::exists(folder / name)) files.emplace_back(name);
  return files;
}

}  // namespace channelsim::run_folder
