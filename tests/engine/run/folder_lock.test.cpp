#include "engine/run/folder_lock.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;

TEST_CASE("a folder is held by one at a time and let go of at the end") {
  const TemporaryFolder one, other;
  {
    const auto lock = FolderLock::take(one.path());
    REQUIRE(lock);
    CHECK(!FolderLock::take(one.path()));
    CHECK(FolderLock::take(other.path()));
  }
  CHECK(FolderLock::take(one.path()));
}
