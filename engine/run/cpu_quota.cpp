#include "engine/run/cpu_quota.hpp"

#include <algorithm>
#include <fstream>
#include <string>

namespace channelsim {
namespace {
using std::filesystem::path;

/// The limit a group itself sets: "QUOTA PERIOD" in one file (v2) or in two (v1), microseconds.
std::optional<double> own_quota(const path& group) {
  double quota = 0, period = 0;
  std::ifstream both(group / "cpu.max");
  std::ifstream first(group / "cpu.cfs_quota_us"), second(group / "cpu.cfs_period_us");
  const bool read = (both >> quota >> period) || ((first >> quota) && (second >> period));
  if (!read || quota <= 0 || period <= 0) return {};  // "max" and -1 mean no limit
  return quota / period;
}

bool names_cpu(const std::string& controllers) {
  return ("," + controllers + ",").find(",cpu,") != std::string::npos;
}
}  // namespace

std::optional<double> cpu_quota(const path& groups, const path& mounted_at) {
  std::optional<double> least;
  std::ifstream lines(groups);
  // A line reads "4:cpu,cpuacct:/a/b" (v1) or "0::/a/b" (v2).
  for (std::string number, controllers, name; std::getline(lines, number, ':') &&
                                              std::getline(lines, controllers, ':') &&
                                              std::getline(lines, name);) {
    if (!controllers.empty() && !names_cpu(controllers)) continue;
    const path root = controllers.empty() ? mounted_at : mounted_at / "cpu";
    // In a container the name may be the host's: levels that are not mounted have no files.
    for (path relative = path(name).relative_path();; relative = relative.parent_path()) {
      if (const auto quota = own_quota(root / relative))
        least = std::min(least.value_or(*quota), *quota);
      if (relative.empty()) break;
    }
  }
  return least;
}

}  // namespace channelsim
