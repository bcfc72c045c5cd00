#pragma once
// A folder that one program at a time writes into.

#include <filesystem>
#include <optional>

namespace channelsim {

/// Holds a folder while it lives; the end of the process lets go of it, too. Where the file system
/// knows no locks, everyone gets one.
class FolderLock {
 public:
  /// Nothing when another program holds the folder.
  static std::optional<FolderLock> take(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;  // -1: nothing is held
};

}  // namespace channelsim
