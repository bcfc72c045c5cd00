#include "engine/report/file.hpp"

#include <fstream>
#include <iterator>
#include <system_error>

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;
namespace fs = std::filesystem;

namespace {
std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
}  // namespace

TEST_CASE("a file appears under its name when it is whole, and replaces the old one") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "rows.csv";
  write_file(path, "old");
  OutputFile file(path);
  const std::string much(200'000, 'x');
  file.write("new ");
  file.write(much);
  CHECK(content(path) == "old");
  file.commit();
  CHECK(content(path) == "new " + much);
  CHECK(!fs::exists(folder.path() / "rows.csv.partial"));
}

TEST_CASE("a file that is never committed leaves nothing behind") {
  const TemporaryFolder folder;
  { OutputFile(folder.path() / "a").write("half"); }
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("a full disk and a missing folder are errors that name the path") {
  const TemporaryFolder folder;
  fs::create_symlink("/dev/full", folder.path() / "b.partial");
  try {
    write_file(folder.path() / "b", "bytes");
    FAIL("a full disk went unnoticed");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::no_space_on_device);
    CHECK(std::string(error.what()).find((folder.path() / "b").string()) != std::string::npos);
  }
  CHECK(!fs::exists(folder.path() / "b"));
  CHECK_THROWS_AS(OutputFile(folder.path() / "none" / "c"), std::system_error);
}
