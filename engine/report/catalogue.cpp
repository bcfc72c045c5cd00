#include "engine/report/catalogue.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "engine/base/text.hpp"
#include "engine/report/file.hpp"
#include "engine/report/manifest.hpp"
#include "engine/report/run_folder.hpp"
#include "engine/run/journal.hpp"

namespace channelsim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_tag = 60;

/// When a file was last written; what a run without a manifest has of a date.
std::string written_at(const fs::path& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) return "";
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(facts.st_mtime));
}

std::vector<std::string> tags_of(const fs::path& folder) {
  std::set<std::string> tags;
  std::ifstream file(folder / run_folder::tags);
  for (std::string line; std::getline(file, line);)
    if (!line.empty()) tags.insert(line);
  return {tags.begin(), tags.end()};
}

void require_tag(const std::string& tag) {
  if (tag.empty() || count_characters(tag) > longest_tag || first_invalid_utf8(tag) ||
      first_unfit_for_name(tag))
    throw std::invalid_argument(fmt::format("'{}' is no tag: 1 to {} characters on a line",
                                            shortened(printable(tag), 60), longest_tag));
}

void collect(const fs::path& folder, std::vector<CatalogueEntry>& runs) {
  if (is_run(folder)) {
    runs.push_back(look_at_run(folder));
    return;
  }
  std::error_code denied;  // what can't be looked into holds no run for us
  for (const auto& entry : fs::directory_iterator(folder, denied))
    if (entry.is_directory(denied) && !entry.is_symlink(denied)) collect(entry.path(), runs);
}

}  // namespace

bool is_run(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder, error) &&
         (fs::is_regular_file(folder / run_folder::results, error) ||
          fs::is_regular_file(folder / run_folder::journal, error));
}

CatalogueEntry look_at_run(const fs::path& folder) {
  CatalogueEntry entry{folder, RunState::unreadable, {}, "", "", tags_of(folder), ""};
  const bool ended = fs::exists(folder / run_folder::results);
  if (const auto manifest = read_manifest(folder / run_folder::manifest)) {
    entry.started = manifest->started;
    entry.command = manifest->command;
  } else {
    entry.started = written_at(folder / (ended ? run_folder::results : run_folder::journal));
  }
  if (!ended) {
    const bool writing = is_being_written(folder / run_folder::journal);
    entry.state = writing ? RunState::running : RunState::cut_off;
    return entry;
  }
  try {
    entry.facts = ResultsDatabase(folder / run_folder::database).facts();
    entry.state = entry.facts->complete ? RunState::complete : RunState::interrupted;
  } catch (const DatabaseError& error) {
    entry.problem = error.what();
  }
  return entry;
}

std::vector<CatalogueEntry> runs_below(const fs::path& folder) {
  fs::directory_iterator readable(folder);  // says so if it isn't
  std::vector<CatalogueEntry> runs;
  collect(folder, runs);
  std::sort(runs.begin(), runs.end(), [](const CatalogueEntry& a, const CatalogueEntry& b) {
    return a.started != b.started ? a.started > b.started : a.folder < b.folder;
  });
  return runs;
}

void change_tags(const fs::path& folder, const std::vector<std::string>& add,
                 const std::vector<std::string>& remove) {
  if (!is_run(folder)) throw std::invalid_argument("there is no run in " + folder.string());
  const std::vector<std::string> before = tags_of(folder);
  std::set<std::string> tags(before.begin(), before.end());
  for (const std::string& tag : add) {
    require_tag(tag);
    tags.insert(tag);
  }
  for (const std::string& tag : remove)
    if (tags.erase(tag) == 0)
      throw std::invalid_argument(
          fmt::format("the run is not tagged '{}'", shortened(printable(tag), 60)));
  std::string text;
  for (const std::string& tag : tags) text += tag + "\n";
  write_file(folder / run_folder::tags, text);
}

std::vector<std::string> delete_run(const fs::path& folder) {
  if (fs::is_symlink(folder))
    throw std::invalid_argument(folder.string() + " is a link; delete the run itself");
  if (!is_run(folder)) throw std::invalid_argument("there is no run in " + folder.string());
  if (is_being_written(folder / run_folder::journal))
    throw std::invalid_argument("the run in " + folder.string() + " has not ended yet");
  for (const char* name : run_folder::all) {
    fs::remove(folder / name);
    fs::remove(partial_name(folder / name));
  }
  fs::remove(folder / run_folder::tags);
  std::vector<std::string> left;
  for (const auto& entry : fs::directory_iterator(folder))
    left.push_back(entry.path().filename().string());
  std::sort(left.begin(), left.end());
  if (left.empty()) fs::remove(folder);
  return left;
}

}  // namespace channelsim
