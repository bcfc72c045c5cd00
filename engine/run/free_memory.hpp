#pragma once
// How much memory this process may still take.

#include <filesystem>
#include <optional>

namespace channelsim {

/// Bytes: the least of what the kernel says is available and what the control groups of this
/// process leave (cgroup v1 and v2); nothing where neither can be read. The arguments are for
/// tests.
std::optional<double> free_memory(const std::filesystem::path& meminfo = "/proc/meminfo",
                                  const std::filesystem::path& groups = "/proc/self/cgroup",
                                  const std::filesystem::path& mounted_at = "/sys/fs/cgroup");

}  // namespace channelsim
