#pragma once
// A folder that one program at a time writes into.

#include <filesystem>
#include <optional>
#include <utility>

#include "engine/base/descriptor.hpp"

namespace channelsim {

/// Holds a folder while it lives; the end of the process lets go of it, too. Where the file system
/// knows no locks, everyone gets one.
class FolderLock {
 public:
  /// Nothing when another program holds the folder.
  static std::optional<FolderLock> take(const std::filesystem::path& folder);

 private:
  explicit FolderLock(Descriptor folder) : folder_(std::move(folder)) {}
  Descriptor folder_;
};

}  // namespace channelsim
