#pragma once
// Where files lie, and how much more fits there.

#include <cstdint>
#include <filesystem>
#include <optional>

namespace channelsim {

/// A file system.
struct Disk {
  std::uint64_t device;  // its number: equal for two folders of one disk
  double free;           // bytes this user may still write

  bool operator==(const Disk& other) const { return device == other.device; }
};

/// The disk on which a folder lies, or will lie once it is made; nothing where that can't be told.
std::optional<Disk> disk_of(std::filesystem::path folder);

}  // namespace channelsim
