#pragma once
// The files a scenario names, and where they may lie.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/issue.hpp"

namespace channelsim {

/// Largest table that is read, in bytes.
inline constexpr std::uintmax_t largest_table = std::uintmax_t{64} << 20;

/// Finds and reads the files a scenario names: from the folder of the data first, then from the
/// scenario's own. Paths that leave those folders are refused.
class InputFiles {
 public:
  explicit InputFiles(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  /// The text of a file, or null after an issue at `place`. `folder` is where the name counts from,
  /// relative to each of the folders.
  std::shared_ptr<const Source> open(const std::string& name, const Place& place, Issues& issues,
                                     const std::filesystem::path& folder = {});

  /// Everything that was read, in order.
  const std::vector<std::shared_ptr<const Source>>& read() const { return read_; }

 private:
  std::vector<std::filesystem::path> folders_;
  std::vector<std::shared_ptr<const Source>> read_;
};

}  // namespace channelsim
