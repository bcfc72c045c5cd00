#include "engine/report/workbook/workbook.hpp"

#include <fstream>
#include <iterator>
#include <limits>
#include <system_error>

#include "engine/report/file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_document.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;

// What stands in the parts of a workbook is read by tests/program/workbook_test.py.

namespace {
std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
const Words english(Language::english, engine_catalogues());
}  // namespace

TEST_CASE("Equal documents give workbooks of equal bytes") {
  const TemporaryFolder folder;
  const auto one = folder.path() / "one.xlsx", two = folder.path() / "two.xlsx";
  write_workbook(sample_document(Language::english), english, one);
  write_workbook(sample_document(Language::english), english, two);
  CHECK(bytes_of(one).size() > 10'000);
  CHECK(bytes_of(one) == bytes_of(two));
}

TEST_CASE("A workbook that can't be written leaves what was there and nothing half done") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(write_workbook(sample_document(Language::english), english,
                                 folder.path() / "nowhere" / "report.xlsx"),
                  std::system_error);
  const auto path = folder.path() / "report.xlsx";
  write_file(path, "before");
  Document broken = sample_document(Language::english);
  broken.sections.back().pictures.front().table = 99;
  CHECK_THROWS_AS(write_workbook(broken, english, path), std::out_of_range);
  CHECK(bytes_of(path) == "before");
  CHECK_FALSE(std::filesystem::exists(partial_name(path)));
}

TEST_CASE("Documents without sections, rows or finite numbers are workbooks, too") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "report.xlsx";
  REQUIRE_NOTHROW(write_workbook(Document{}, english, path));
  Document sample = sample_document(Language::english);
  for (Section& section : sample.sections)
    for (DataTable& table : section.tables)
      for (DataRow& row : table.rows)
        for (Datum& datum : row.cells)
          if (std::holds_alternative<double>(datum))
            datum = std::numeric_limits<double>::quiet_NaN();
  REQUIRE_NOTHROW(write_workbook(sample, english, path));
  for (Section& section : sample.sections)
    for (DataTable& table : section.tables) table.rows.clear();
  REQUIRE_NOTHROW(write_workbook(sample, english, path));
}
