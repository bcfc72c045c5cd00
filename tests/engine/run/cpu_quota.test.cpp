#include "engine/run/cpu_quota.hpp"

#include <fstream>

#include "engine/run/threads.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;

namespace {
void write(const std::filesystem::path& path, const char* text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << text;
}
}  // namespace

TEST_CASE("the tightest quota of a group and its ancestors counts") {
  const TemporaryFolder folder;
  const auto groups = folder.path() / "cgroup", mount = folder.path() / "fs";
  CHECK_FALSE(cpu_quota(groups, mount));

  write(groups, "0::/pod/jobs\n");
  write(mount / "pod/jobs/cpu.max", "max 100000\n");
  CHECK_FALSE(cpu_quota(groups, mount));
  write(mount / "pod/cpu.max", "150000 100000\n");
  CHECK(cpu_quota(groups, mount) == 1.5);
  write(mount / "pod/jobs/cpu.max", "300000 100000\n");
  CHECK(cpu_quota(groups, mount) == 1.5);
}

TEST_CASE("quotas of cgroup v1 are read, also where the group's own folder is not mounted") {
  const TemporaryFolder folder;
  const auto groups = folder.path() / "cgroup", mount = folder.path() / "fs";
  write(groups, "7:cpuset:/x\n3:cpu,cpuacct:/docker/of/the/host\n0::/\n");
  write(mount / "cpu/cpu.cfs_quota_us", "-1\n");
  write(mount / "cpu/cpu.cfs_period_us", "100000\n");
  CHECK_FALSE(cpu_quota(groups, mount));
  write(mount / "cpu/cpu.cfs_quota_us", "400000\n");
  CHECK(cpu_quota(groups, mount) == 4);
}

TEST_CASE("there is at least one usable CPU") { CHECK(usable_cpus() >= 1); }
