#pragma once
// How much processor time the control groups of this process allow, which TBB does not look at.

#include <filesystem>
#include <optional>

namespace channelsim {

/// CPUs' worth of time per period, the tightest of the group and its ancestors (cgroup v1 and v2);
/// nothing where there is no limit. The arguments are for tests.
std::optional<double> cpu_quota(const std::filesystem::path& groups = "/proc/self/cgroup",
                                const std::filesystem::path& mounted_at = "/sys/fs/cgroup");

}  // namespace channelsim
