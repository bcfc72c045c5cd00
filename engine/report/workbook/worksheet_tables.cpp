// The tables of a sheet.

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>

#include "engine/report/layout.hpp"
#include "engine/report/palette.hpp"
#include "engine/report/workbook/worksheet.hpp"

namespace channelsim {

namespace {
constexpr double widest_number = 22, widest_text = 44;
constexpr std::size_t most_columns_of_a_table = 100;

bool holds_numbers(const DataTable& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const DataRow& row) {
    return column < row.cells.size() && std::holds_alternative<double>(row.cells[column]);
  });
}
}  // namespace

NumberRange numbers_of(const DataTable& table, std::size_t column) {
  NumberRange range;
  for (const DataRow& row : table.rows)
    if (const auto* number = std::get_if<double>(&row.cells.at(column))) range.add(*number);
  return range;
}

double width_of(const DataTable& table, std::size_t column) {
  // A heading may take two lines.
  double width = double(display_width(table.columns[column].header)) * 0.65 + 6;
  for (const DataRow& row : table.rows)
    if (const auto* text = std::get_if<std::string>(&row.cells[column]))
      width = std::max(width, double(display_width(*text)) * 1.05 + 3);
  const double largest = numbers_of(table, column).largest;
  if (largest >= 1) width = std::max(width, std::log10(largest) * 1.35 + 5);
  return std::min(width, holds_numbers(table, column) ? widest_number : widest_text);
}

std::vector<std::string> Worksheet::headers_of(const DataTable& table) const {
  UniqueNames names;
  std::vector<std::string> headers;
  for (const DataColumn& column : table.columns) {
    const bool points = column.unit == "share" && column.difference;
    const std::string unit = points                   ? words_("workbook.percentage_points")
                             : column.unit == "share" ? std::string()
                                                      : column.unit;
    const std::string header =
        unit.empty() ? column.header
                     : words_("workbook.header_with_unit", fmt::arg("header", column.header),
                              fmt::arg("unit", unit));
    // A heading can't be empty.
    headers.push_back(names.take(header.empty() ? " " : title_text(header), " ", longest_header));
  }
  return headers;
}

void Worksheet::write_header(const DataTable& table) {
  std::vector<std::string> headers = headers_of(table);
  std::vector<CellLook> looks;
  double lines = 1;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    looks.push_back({.bold = true,
                     .wrap = true,
                     .right = i > 0 && holds_numbers(table, i),
                     .colour = ink::paper,
                     .fill = ink::heading});
    if (table.columns[i].plan) looks[i].bottom_edge = look_of(*table.columns[i].plan).colour;
    lines = std::max(lines, line_count(headers[i], widths_[i] - 3));  // the filter has a button
  }
  set_height(std::min(lines, 6.0), CellLook().size);
  // libxlsxwriter keeps as many columns for each column of a table as it has; nobody filters that
  // many plans or moments by hand.
  if (table.columns.size() <= most_columns_of_a_table) return add_table(table, headers, looks);
  for (std::size_t i = 0; i < headers.size(); ++i)
    text(static_cast<std::uint16_t>(i), headers[i], looks[i]);
}

/// Makes it a table of the workbook, which people sort and filter.
void Worksheet::add_table(const DataTable& table, std::vector<std::string>& headers,
                          const std::vector<CellLook>& looks) {
  std::vector<lxw_table_column> columns(table.columns.size());
  std::vector<lxw_table_column*> pointers;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i].header = headers[i].data();
    columns[i].header_format = file_.format(looks[i]);
    pointers.push_back(&columns[i]);
  }
  pointers.push_back(nullptr);
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
      lines = std::max(lines, line_count(*words, widths_[i] - 2));
  if (lines > 1) set_height(lines, CellLook().size);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    CellLook look = looks[i];
    if (i == 0 && row.plan) look.left_edge = look_of(*row.plan).colour;
    write_cell(static_cast<std::uint16_t>(i), row.cells.at(i), look, table.columns[i]);
  }
  ++row_;
}

PlacedTable Worksheet::table(const DataTable& table, bool with_title) {
  while (widths_.size() < table.columns.size()) set_width(widths_.size(), narrow_column);
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

}  // namespace channelsim
