#include "engine/report/workbook/worksheet.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>

#include "engine/report/layout.hpp"
#include "engine/report/palette.hpp"

namespace channelsim {

namespace {
/// Of a page across, in characters; charts and paragraphs take all of it.
constexpr double page_width = 138;
constexpr double narrowest = 11, widest_number = 18, widest_text = 44;
constexpr int default_row_pixels = 20;

/// Excel's own rule for its default font.
int pixels_of(double characters) { return static_cast<int>(characters * 7 + 5); }

/// Lines that a text takes in so many characters across.
double lines_of(std::string_view text, double across) {
  double lines = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines += double(std::max<std::size_t>(
        1, wrapped(text.substr(begin, end - begin), std::max<std::size_t>(1, std::size_t(across)))
               .size()));
    begin = end + 1;
  }
  return lines;
}

bool holds_numbers(const DataTable& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const DataRow& row) {
    return column < row.cells.size() && std::holds_alternative<double>(row.cells[column]);
  });
}

double wanted_width(const DataTable& table, std::size_t column) {
  // A heading may take two lines.
  double width = double(display_width(table.columns[column].header)) * 0.65 + 4;
  for (const DataRow& row : table.rows)
    if (const auto* text = std::get_if<std::string>(&row.cells[column]))
      width = std::max(width, double(display_width(*text)) * 1.05 + 2);
  const double largest = numbers_of(table, column).largest;
  if (largest >= 1) width = std::max(width, std::log10(largest) * 1.35 + 4);
  return std::min(width, holds_numbers(table, column) ? widest_number : widest_text);
}
}  // namespace

NumberRange numbers_of(const DataTable& table, std::size_t column) {
  NumberRange range;
  for (const DataRow& row : table.rows)
    if (const auto* number = std::get_if<double>(&row.cells.at(column))) range.add(*number);
  return range;
}

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
    if (widths.size() < table->columns.size()) widths.resize(table->columns.size(), narrowest);
    for (std::size_t i = 0; i < table->columns.size(); ++i)
      widths[i] = std::max(widths[i], wanted_width(*table, i));
  }
  double total = 0;
  for (const double width : widths) total += width;
  for (; total < page_width; total += narrowest) widths.push_back(narrowest);
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
  set_height(lines_of(shown, page_width * 10.5 / look.size), look.size);
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

void Worksheet::write_header(const DataTable& table) {
  UniqueNames names;
  std::vector<std::string> headers;
  std::vector<lxw_table_column> columns(table.columns.size());
  std::vector<lxw_table_column*> pointers;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const DataColumn& column = table.columns[i];
    const bool points = column.unit == "share" && column.difference;
    const std::string unit = points                   ? words_("workbook.percentage_points")
                             : column.unit == "share" ? std::string()
                                                      : column.unit;
    const std::string header =
        unit.empty() ? column.header
                     : words_("workbook.header_with_unit", fmt::arg("header", column.header),
                              fmt::arg("unit", unit));
    headers.push_back(names.take(title_text(header), " ", longest_header));
  }
  double lines = 1;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    CellLook look{.bold = true,
                  .wrap = true,
                  .right = i > 0 && holds_numbers(table, i),
                  .colour = ink::paper,
                  .fill = ink::heading};
    if (table.columns[i].plan) look.bottom_edge = look_of(*table.columns[i].plan).colour;
    columns[i].header = headers[i].data();
    columns[i].header_format = file_.format(look);
    pointers.push_back(&columns[i]);
    lines = std::max(lines, lines_of(headers[i], widths_[i] - 2));  // the filter has a button
  }
  pointers.push_back(nullptr);
  set_height(std::min(lines, 6.0), CellLook().size);
  std::string name = file_.table_name(table.name);
  lxw_table_options options{};
  options.name = name.data();
  options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;  // number 0: the cells have their own looks
  options.columns = pointers.data();
  // A table without rows would be refused; one empty row keeps it.
  const std::size_t rows = std::max<std::size_t>(table.rows.size(), 1);
  require(worksheet_add_table(sheet_, row_, 0, row_ + lxw_row_t(rows),
                              lxw_col_t(table.columns.size() - 1), &options),
          "take a table");
}

void Worksheet::write_cell(std::uint16_t column, const Datum& datum, CellLook look,
                           const DataColumn& of) {
  if (const auto* words = std::get_if<std::string>(&datum)) {
    look.number_format.clear();
    return text(column, *words, look);
  }
  const auto* number = std::get_if<double>(&datum);
  // The one place where numbers enter a workbook: a cell that is no number says nothing.
  if (!number || !std::isfinite(*number)) {
    require(worksheet_write_blank(sheet_, row_, column, file_.format(look)), "keep a cell empty");
    return;
  }
  if (look.number_format.empty()) {
    NumberRange alone;
    alone.add(*number);
    look.number_format = cell_format(of, alone);
  }
  require(worksheet_write_number(sheet_, row_, column, *number, file_.format(look)),
          "take a number");
}

void Worksheet::write_row(const DataTable& table, const DataRow& row,
                          const std::vector<CellLook>& looks) {
  double lines = 1;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (const auto* words = std::get_if<std::string>(&row.cells.at(i)))
      lines = std::max(lines, lines_of(*words, widths_[i] - 1));
  if (lines > 1) set_height(lines, CellLook().size);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    CellLook look = looks[i];
    if (i == 0 && row.plan) look.left_edge = look_of(*row.plan).colour;
    write_cell(static_cast<std::uint16_t>(i), row.cells.at(i), look, table.columns[i]);
  }
  ++row_;
}

PlacedTable Worksheet::table(const DataTable& table, bool with_title) {
  while (widths_.size() < table.columns.size()) set_width(widths_.size(), narrowest);
  if (with_title) subtitle(table.title);
  const PlacedTable placed{&table, name_, row_};
  write_header(table);
  ++row_;
  std::vector<CellLook> looks;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const NumberRange range = numbers_of(table, i);
    const bool numbers = holds_numbers(table, i), mixed = table.columns[i].unit.empty();
    CellLook look{.wrap = !numbers, .right = i > 0 && numbers, .ruled = true};
    if (table.columns[i].input) look.colour = ink::input;
    if (numbers && (!mixed || range.whole))
      look.number_format = cell_format(table.columns[i], range);
    looks.push_back(look);
  }
  for (const DataRow& row : table.rows) write_row(table, row, looks);
  if (table.rows.empty()) ++row_;
  skip();
  return placed;
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
