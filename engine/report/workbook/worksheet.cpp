#include "engine/report/workbook/worksheet.hpp"

#include <xlsxwriter.h>

#include <algorithm>

namespace channelsim {

namespace {
/// Of a page across, in characters; charts and paragraphs take all of it.
constexpr double page_width = 138;
constexpr int default_row_pixels = 20;

/// Excel's own rule for its default font.
int pixels_of(double characters) { return static_cast<int>(characters * 7 + 5); }
}  // namespace

Worksheet::Worksheet(WorkbookFile& file, const Words& words, std::string_view name,
                     std::string_view title)
    : file_(file), words_(words), sheet_(file.add_sheet(name, name_)) {
  worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
  worksheet_freeze_panes(sheet_, 1, 0);
  require(worksheet_set_row(sheet_, 0, 30, nullptr), "set a row's height");
  text(0, title, {.size = 16, .bold = true, .colour = ink::heading});
  row_ = 2;
}

void Worksheet::fit(const std::vector<const DataTable*>& tables) {
  std::vector<double> widths = {24};
  for (const DataTable* table : tables) {
    if (widths.size() < table->columns.size()) widths.resize(table->columns.size(), narrow_column);
    for (std::size_t i = 0; i < table->columns.size(); ++i)
      widths[i] = std::max(widths[i], width_of(*table, i));
  }
  double total = 0;
  for (const double width : widths) total += width;
  for (; total < page_width; total += narrow_column) widths.push_back(narrow_column);
  for (std::size_t i = 0; i < widths.size(); ++i) set_width(i, widths[i]);
}

void Worksheet::set_width(std::size_t column, double width) {
  require(worksheet_set_column(sheet_, lxw_col_t(column), lxw_col_t(column), width, nullptr),
          "set a column's width");
  if (widths_.size() <= column) widths_.resize(column + 1, width);
  widths_[column] = width;
  last_column_ = static_cast<std::uint16_t>(widths_.size() - 1);
}

void Worksheet::text(std::uint16_t column, std::string_view content, const CellLook& look) {
  require(
      worksheet_write_string(sheet_, row_, column, cell_text(content).c_str(), file_.format(look)),
      "take a text");
}

void Worksheet::set_height(double lines, double size) {
  require(worksheet_set_row(sheet_, row_, lines * size * 1.3 + 4, nullptr), "set a row's height");
}

void Worksheet::paragraph(std::string_view content, CellLook look) {
  if (content.empty()) return;
  look.wrap = true;
  const std::string shown = cell_text(content);
  std::uint16_t last = 0;
  for (double across = widths_[0]; last < last_column_ && across < page_width; ++last)
    across += widths_[last + 1u];
  // Merged cells don't grow with their text by themselves.
  set_height(line_count(shown, page_width * 10.5 / look.size), look.size);
  if (last == 0)
    text(0, content, look);
  else
    require(worksheet_merge_range(sheet_, row_, 0, row_, last, shown.c_str(), file_.format(look)),
            "take a paragraph");
  ++row_;
}

void Worksheet::subtitle(std::string_view content) {
  require(worksheet_set_row(sheet_, row_, 21, nullptr), "set a row's height");
  text(0, content, {.size = 12, .bold = true, .colour = ink::heading});
  ++row_;
}

std::vector<ChartPlace> Worksheet::reserve(const std::vector<ChartSize>& sizes) {
  const int across = pixels_of(page_width) + 40;
  std::vector<ChartPlace> places;
  int left = 0, highest = 0;
  const auto next_line = [&] {
    skip(static_cast<std::uint32_t>(highest / default_row_pixels + 2));
    left = highest = 0;
  };
  for (const ChartSize& size : sizes) {
    if (left > 0 && left + size.width > across) next_line();
    places.push_back({row_, left, size});
    left += size.width + 12;
    highest = std::max(highest, size.height);
  }
  if (left > 0) next_line();
  return places;
}

void Worksheet::insert(lxw_chart* chart, const ChartPlace& place, std::string_view description) {
  std::string told = title_text(description);
  lxw_chart_options options{};
  options.x_offset = place.left;
  options.x_scale = place.size.width / 480.0;  // of the size that charts have by themselves
  options.y_scale = place.size.height / 288.0;
  options.description = told.data();
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  require(worksheet_insert_chart_opt(sheet_, place.row, 0, chart, &options), "take a chart");
}

void Worksheet::freeze_below(const PlacedTable& table) {
  worksheet_freeze_panes(sheet_, table.header_row + 1, 0);
  require(worksheet_repeat_rows(sheet_, 0, table.header_row), "repeat its headings");
}

void Worksheet::finish() {
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, 9);  // A4
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_set_margins(sheet_, 0.5, 0.5, 0.6, 0.6);
  require(worksheet_set_footer(sheet_, "&R&8&P / &N"), "take a footer");
  require(worksheet_print_area(sheet_, 0, 0, row_, last_column_), "set its print area");
}

}  // namespace channelsim
