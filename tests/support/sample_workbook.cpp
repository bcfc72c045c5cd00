// Writes workbooks of the sample report into a folder, for the tests that look into them.

#include <filesystem>
#include <iostream>
#include <limits>

#include "engine/report/workbook/workbook.hpp"
#include "tests/support/sample_document.hpp"

using namespace channelsim;

namespace {

/// The sample, one of whose columns is an input, and some of whose numbers are none.
Document sample(Language language) {
  Document document = sample_document(language);
  document.sections.back().tables.front().columns.back().input = true;
  document.sections[1].tables[1].rows[3].cells[1] = std::numeric_limits<double>::quiet_NaN();
  document.sections[1].tables[1].rows[4].cells[2] = -std::numeric_limits<double>::infinity();
  return document;
}

}  // namespace

int main(int, char** arguments) try {
  const std::filesystem::path folder = arguments[1];
  const Words english(Language::english, engine_catalogues());
  const Words chinese(Language::chinese, engine_catalogues());
  const DataTable data{"figures", "Data", {{"plan", ""}, {"mean", ""}}, {{{"as_is", 1.5}, 0}}};
  write_workbook(sample(Language::english), english, folder / "en.xlsx", {data});
  write_workbook(sample(Language::chinese), chinese, folder / "zh.xlsx", {data});
  write_workbook(hostile_document(Language::english), english, folder / "hostile.xlsx");
  write_workbook(Document{}, english, folder / "empty.xlsx");
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
