#pragma once
// A sheet as it fills from top to bottom: title, paragraphs, tables, room for charts.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/document.hpp"
#include "engine/report/words.hpp"
#include "engine/report/workbook/number_format.hpp"
#include "engine/report/workbook/workbook_file.hpp"

namespace channelsim {

/// Cells of one column of one sheet, rows counted from 0.
struct CellRange {
  std::string sheet;
  std::uint32_t first_row = 0, last_row = 0;
  std::uint16_t column = 0;

  CellRange cell(std::size_t row) const {
    const auto at = first_row + static_cast<std::uint32_t>(row);
    return {sheet, at, at, column};
  }
};

/// A table where it stands.
struct PlacedTable {
  const DataTable* table = nullptr;
  std::string sheet;
  std::uint32_t header_row = 0;

  CellRange header(std::size_t column) const {
    return {sheet, header_row, header_row, static_cast<std::uint16_t>(column)};
  }
  CellRange column(std::size_t place) const {
    return {sheet, header_row + 1, header_row + static_cast<std::uint32_t>(table->rows.size()),
            static_cast<std::uint16_t>(place)};
  }
};

struct ChartSize {
  int width = 490, height = 300;  // in pixels
};

/// Where a chart goes: so many pixels right of the beginning of a row.
struct ChartPlace {
  std::uint32_t row;
  int left;
  ChartSize size;
};

/// The range of a table's numbers in one column.
NumberRange numbers_of(const DataTable& table, std::size_t column);
/// Characters that a column of a table takes across, its heading on two lines if need be.
double width_of(const DataTable& table, std::size_t column);

/// The width of a column that holds nothing long, in characters.
inline constexpr double narrow_column = 11;

class Worksheet {
 public:
  /// The sheet's name and title in A1, which stays in sight.
  Worksheet(WorkbookFile& file, const Words& words, std::string_view name, std::string_view title);

  const std::string& name() const { return name_; }
  lxw_worksheet* handle() const { return sheet_; }
  /// Columns wide enough for these tables and at least a page; before anything is written below the
  /// title.
  void fit(const std::vector<const DataTable*>& tables);

  /// Text over the sheet's whole width.
  void paragraph(std::string_view text, CellLook look = {});
  void subtitle(std::string_view text);
  void skip(std::uint32_t rows = 1) { row_ += rows; }
  /// The table, one that can be sorted and filtered unless it has more than a hundred columns;
  /// `title` stands above it.
  PlacedTable table(const DataTable& table, bool with_title = true);
  /// Keeps room for charts side by side, as many as fit, before what they are drawn from stands
  /// below them.
  std::vector<ChartPlace> reserve(const std::vector<ChartSize>& sizes);
  void insert(lxw_chart* chart, const ChartPlace& place, std::string_view description);
  /// The first table's headings stay in sight when one scrolls.
  void freeze_below(const PlacedTable& table);
  void finish();

 private:
  void set_width(std::size_t column, double width);
  void text(std::uint16_t column, std::string_view content, const CellLook& look);
  std::vector<std::string> headers_of(const DataTable& table) const;
  void write_header(const DataTable& table);
  void add_table(const DataTable& table, std::vector<std::string>& headers,
                 const std::vector<CellLook>& looks);
  void write_row(const DataTable& table, const DataRow& row, const std::vector<CellLook>& looks);
  void write_cell(std::uint16_t column, const Datum& datum, CellLook look, const DataColumn& of);
  /// The height of the row for lines of text of a size in points.
  void set_height(double lines, double size);

  WorkbookFile& file_;
  const Words& words_;
  std::string name_;
  lxw_worksheet* sheet_;
  std::vector<double> widths_;  // of columns, in characters
  std::uint32_t row_ = 0;
  std::uint16_t last_column_ = 0;
};

}  // namespace channelsim
