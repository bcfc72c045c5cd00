#include "engine/run/row_store.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {

constexpr std::size_t width = 3;

double number_at(std::size_t row, std::size_t cell) { return double(row) + double(cell) / 8; }

std::vector<double> rows_from(std::size_t first, std::size_t count) {
  std::vector<double> rows;
  for (std::size_t row = first; row < first + count; ++row)
    for (std::size_t cell = 0; cell < width; ++cell) rows.push_back(number_at(row, cell));
  return rows;
}

}  // namespace

TEST_CASE("rows written in pieces of any size are read again, as rows and as columns") {
  for (const std::size_t most_in_memory : {std::size_t{0}, RowStore::most_in_memory}) {
    CAPTURE(most_in_memory);
    RowStore store(103, width, 1, most_in_memory);
    for (std::size_t first = 0, count = 1; first < 100; first += count, ++count)
      store.write(first, rows_from(first, std::min(count, 100 - first)));
    RowStore moved = std::move(store);
    std::vector<double> rows(71 * width), column(71), untouched(width, 1);
    moved.read(13, rows);
    CHECK(rows == rows_from(13, 71));
    moved.read_cell(2, 13, column);
    for (std::size_t i = 0; i < column.size(); ++i) REQUIRE(column[i] == number_at(13 + i, 2));
    moved.read(102, untouched);
    CHECK(untouched == std::vector<double>(width, 0));
  }
}

TEST_CASE("rows of more chunks than are kept open at a time are all there, and nothing else") {
  constexpr std::size_t chunks = 70;
  RowStore store(chunks * 1024, width, chunks, 0);
  REQUIRE(store.chunk() == 1024);
  for (const std::size_t row : {5, 9})
    for (std::size_t chunk = 0; chunk < chunks; ++chunk)
      store.write(chunk * 1024 + row, rows_from(chunk * 1024 + row, 1));
  std::vector<double> column(chunks * 1024);
  store.read_cell(1, 0, column);
  for (std::size_t row = 0; row < column.size(); ++row) {
    const bool written = row % 1024 == 5 || row % 1024 == 9;
    REQUIRE(column[row] == (written ? number_at(row, 1) : 0));
  }
}

TEST_CASE("rows that find no room on the disk say where they were to lie") {
  ::setenv("TMPDIR", "/proc/nowhere", 1);
  std::string message;
  try {
    RowStore(1, width, 1, 0);
  } catch (const std::system_error& error) {
    message = error.what();
  }
  ::unsetenv("TMPDIR");
  CHECK(message.find("/proc/nowhere") != std::string::npos);
}
