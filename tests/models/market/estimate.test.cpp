#include "models/market/estimate.hpp"

#include <cstdlib>

#include "engine/run/row_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/tea.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {
/// What is said of a study that finds no room; empty where it finds it.
std::string refusal(const Study& study, Room room) {
  try {
    require_affordable(study, room);
    return "";
  } catch (const InputError& error) {
    return error.issues().front().message + "\n" + error.issues().front().hint;
  }
}
}  // namespace

TEST_CASE("a study has to find room in its folder and where its rows lie while it runs") {
  const Study study = load(with("replications: 1000000\n"));
  const WorkEstimate work = estimate(study);
  REQUIRE(work.temporary_bytes > 0);
  constexpr double plenty = 1e12;
  const double folder = work.disk_bytes, rows = work.temporary_bytes;
  CHECK(refusal(study, {plenty, folder, rows}).empty());
  CHECK(refusal(study, {plenty, folder + rows, 0, true}).empty());
  const std::string of_rows = refusal(study, {plenty, plenty, rows * 0.99});
  CHECK(of_rows.find(" in " + RowStore::folder() + " while it runs") != std::string::npos);
  CHECK(of_rows.find("TMPDIR") != std::string::npos);
  for (const Room room :
       {Room{plenty, folder * 0.99, plenty}, Room{work.bytes * 0.99, plenty, plenty},
        Room{plenty, (folder + rows) * 0.99, plenty, true}}) {
    const std::string told = refusal(study, room);
    CHECK(told.find("--allow-large") != std::string::npos);
    CHECK(told.find("TMPDIR") == std::string::npos);
  }
}

TEST_CASE("there is no room for rows in a folder that is none, whichever disk it would lie on") {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  ::setenv("TMPDIR", "/no/such/folder", 1);
  const Room room = room_for("/");
  before ? ::setenv("TMPDIR", kept.c_str(), 1) : ::unsetenv("TMPDIR");
  CHECK(room.temporary_disk == 0);
  CHECK(!room.one_disk);
  CHECK(room.disk > 0);
}
