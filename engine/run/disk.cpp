#include "engine/run/disk.hpp"

#include <sys/stat.h>

namespace channelsim {

std::optional<Disk> disk_of(std::filesystem::path folder) {
  std::error_code error;
  folder = std::filesystem::absolute(folder.empty() ? "." : folder, error);
  while (!std::filesystem::exists(folder, error) && folder.has_relative_path())
    folder = folder.parent_path();
  struct stat status;
  const auto space = std::filesystem::space(folder, error);
  if (error || ::stat(folder.c_str(), &status) != 0) return {};
  return Disk{status.st_dev, static_cast<double>(space.available)};
}

}  // namespace channelsim
