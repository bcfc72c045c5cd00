#include "engine/run/free_memory.hpp"

#include <algorithm>
#include <fstream>
#include <string>

namespace channelsim {
namespace {
using std::filesystem::path;

std::optional<double> number_in(const path& file) {
  double value = 0;
  std::ifstream stream(file);
  if (stream >> value) return value;
  return {};  // "max": no limit
}

/// What a group holds of files, and gives back when it is needed.
double of_files(const path& group) {
  double bytes = 0;
  std::ifstream lines(group / "memory.stat");
  for (std::string name; lines >> name;)
    if (double value = 0; lines >> value && (name == "inactive_file" || name == "active_file"))
      bytes += value;
  return bytes;
}

/// What a group's own limit leaves.
std::optional<double> left_in(const path& group) {
  auto limit = number_in(group / "memory.max"), used = number_in(group / "memory.current");
  if (!limit) {
    limit = number_in(group / "memory.limit_in_bytes");
    used = number_in(group / "memory.usage_in_bytes");
  }
  if (!limit || !used) return {};
  return std::clamp(*limit - *used + of_files(group), 0.0, *limit);
}
}  // namespace

std::optional<double> free_memory(const path& meminfo, const path& groups, const path& mounted_at) {
  std::optional<double> least;
  const auto take = [&](std::optional<double> bytes) {
    if (bytes) least = std::min(least.value_or(*bytes), *bytes);
  };
  std::ifstream lines(meminfo);
  for (std::string name, line; lines >> name && std::getline(lines, line);)
    if (name == "MemAvailable:") take(std::stod(line) * 1024);
  std::ifstream own(groups);
  for (std::string number, controllers, name; std::getline(own, number, ':') &&
                                              std::getline(own, controllers, ':') &&
                                              std::getline(own, name);) {
    if (!controllers.empty() && controllers != "memory") continue;
    const path root = controllers.empty() ? mounted_at : mounted_at / "memory";
    for (path relative = path(name).relative_path();; relative = relative.parent_path()) {
      take(left_in(root / relative));
      if (relative.empty()) break;
    }
  }
  return least;
}

}  // namespace channelsim
