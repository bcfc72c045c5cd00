#include "engine/report/workbook/archive_check.hpp"

#include <fstream>
#include <iterator>

#include "engine/report/file.hpp"
#include "engine/report/workbook/workbook.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_document.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;

namespace {
std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
}  // namespace

TEST_CASE("A workbook with a byte changed or missing is found not to be whole") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "report.xlsx";
  write_workbook(sample_document(Language::english), Words(Language::english, engine_catalogues()),
                 path);
  const std::string whole = bytes_of(path);
  REQUIRE_NOTHROW(require_whole_parts(path));

  std::string changed = whole;
  changed[whole.size() / 2] ^= 0x20;
  write_file(path, changed);
  CHECK_THROWS_AS(require_whole_parts(path), std::runtime_error);
  for (const std::size_t kept :
       {std::size_t{0}, std::size_t{10}, whole.size() / 2, whole.size() - 1}) {
    write_file(path, whole.substr(0, kept));
    CHECK_THROWS_AS(require_whole_parts(path), std::runtime_error);
  }
}
