#pragma once
// The runs that lie below a folder. Nothing is kept beside them that could go stale: whoever asks,
// looks.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/results_database.hpp"

namespace channelsim {

/// How far a run has come: to its end; it was stopped and its folder tells of what is finished; it
/// is running; it was cut off, and only its journal is there; its database can't be read.
enum class RunState : std::uint8_t { complete, interrupted, running, cut_off, unreadable };

constexpr std::string_view to_string(RunState state) {
  constexpr std::string_view names[] = {"complete", "interrupted", "running", "cut off",
                                        "unreadable"};
  return names[static_cast<std::size_t>(state)];
}

/// A run as the catalogue shows it.
struct CatalogueEntry {
  std::filesystem::path folder;
  RunState state = RunState::unreadable;
  std::optional<RunFacts> facts;  // where its database can be read
  std::string started;            // UTC, ISO 8601
  std::string command;            // that repeats it; may be empty
  std::vector<std::string> tags;  // in order of the alphabet
  std::string problem;            // why it is unreadable
};

/// Whether a folder holds a run or what is left of one.
bool is_run(const std::filesystem::path& folder);

/// A run's entry; `folder` must be one.
CatalogueEntry look_at_run(const std::filesystem::path& folder);

/// All runs in a folder and the folders in it, the newest first; links are not followed. Throws
/// std::filesystem::filesystem_error when the folder can't be read.
std::vector<CatalogueEntry> runs_below(const std::filesystem::path& folder);

/// Adds tags to a run, and takes others off. A tag is a name: 1 to 60 characters on a line. Throws
/// std::invalid_argument for what is none, std::system_error when writing fails.
void change_tags(const std::filesystem::path& folder, const std::vector<std::string>& add,
                 const std::vector<std::string>& remove);

/// Removes the files of a run, and its folder when nothing else is in it; returns the names of what
/// else is. Throws std::invalid_argument when it is no run, is a link to one or is still running.
std::vector<std::string> delete_run(const std::filesystem::path& folder);

}  // namespace channelsim
