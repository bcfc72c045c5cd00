#include "engine/schema/input_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "engine/base/text.hpp"

namespace channelsim {

std::shared_ptr<const Source> InputFiles::open(const std::string& name, const Place& place,
                                               Issues& issues,
                                               const std::filesystem::path& folder_of_name) {
  namespace fs = std::filesystem;
  for (const fs::path& folder : folders_) {
    std::error_code error;
    const fs::path root = fs::weakly_canonical(folder.empty() ? fs::path(".") : folder, error);
    const fs::path file = fs::weakly_canonical(root / folder_of_name / name, error);
    const auto [end, rest] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    if (error || end != root.end() || fs::path(name).is_absolute()) {
      issues.push_back(
          {IssueCode::file_outside, place, "",
           fmt::format("'{}' is outside the scenario's folder", name),
           "put it there or into a folder below; tables may also lie in that of --data"});
      return nullptr;
    }
    if (!fs::is_regular_file(file, error)) continue;
    const std::string shown = (folder / folder_of_name / name).lexically_normal().string();
    for (const auto& source : read_)
      if (source->name == shown) return source;
    if (fs::file_size(file, error) > largest_table) {
      issues.push_back({IssueCode::too_large, place, "",
                        fmt::format("'{}' has {} bytes; at most {} are read", name,
                                    fs::file_size(file, error), largest_table),
                        "leave out rows and columns that the scenario does not use"});
      return nullptr;
    }
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) break;
    read_.push_back(std::make_shared<Source>(Source{shown, std::move(text)}));
    return read_.back();
  }
  std::vector<std::string> searched;
  for (const fs::path& folder : folders_)
    searched.push_back(((folder.empty() ? "." : folder) / folder_of_name / "").parent_path());
  const std::vector<std::string_view> shown(searched.begin(), searched.end());
  issues.push_back({IssueCode::file_not_found, place, "",
                    fmt::format("the file '{}' can't be read", name),
                    fmt::format("looked in {}", listed(shown))});
  return nullptr;
}

}  // namespace channelsim
