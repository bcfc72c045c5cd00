#include "engine/run/disk.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;

TEST_CASE("a folder that is not there yet will lie on the disk of the one above it") {
  const TemporaryFolder folder;
  const auto here = disk_of(folder.path()), later = disk_of(folder.path() / "a" / "b");
  REQUIRE(here);
  CHECK(here == later);
  CHECK(here->free > 0);
  CHECK(disk_of("") == disk_of("."));
  CHECK(disk_of("no/such/folder") == disk_of("."));
  CHECK(here != disk_of("/proc"));
}
