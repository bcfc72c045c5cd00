#include "engine/report/workbook/pictures.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "engine/report/layout.hpp"

namespace channelsim {

double PictureSource::number(std::size_t row, std::size_t column) const {
  const auto* value = std::get_if<double>(&table().rows.at(row).cells.at(column));
  return value && std::isfinite(*value) ? *value : 0;
}

bool is_numeric(const DataTable& table, std::size_t column) {
  return std::all_of(table.rows.begin(), table.rows.end(), [&](const DataRow& row) {
    const auto* value = std::get_if<double>(&row.cells.at(column));
    return value && std::isfinite(*value);
  });
}

bool has_long_names(const DataTable& table) {
  return table.rows.size() > 6 ||
         std::any_of(table.rows.begin(), table.rows.end(), [](const DataRow& row) {
           const auto* name = std::get_if<std::string>(&row.cells.at(0));
           return name && display_width(*name) > 16;
         });
}

std::uint32_t PictureSource::colour(const std::optional<std::size_t>& plan, std::size_t n) const {
  if (plan) return look_of(*plan).colour;
  // Greys and blues that no plan has.
  constexpr std::uint32_t others[] = {0x44546a, 0x8497b0, 0xadb9ca, 0x7f7f7f, 0xbfbfbf, 0x595959};
  return others[n % std::size(others)];
}

namespace {

/// Least columns that a kind of picture is drawn from.
std::size_t least_columns(PictureKind kind) {
  switch (kind) {
    case PictureKind::intervals:
      return 4;
    case PictureKind::fan:
      return 7;
    case PictureKind::timeline:
    case PictureKind::sankey:
      return 3;
    default:
      return 2;
  }
}

}  // namespace

std::optional<ChartSize> chart_size(const Picture& picture, const DataTable& table) {
  if (table.rows.empty() || table.columns.size() < least_columns(picture.kind)) return {};
  const int rows = static_cast<int>(table.rows.size());
  const int bars = rows * static_cast<int>(table.columns.size());
  switch (picture.kind) {
    case PictureKind::intervals:
      return ChartSize{490, std::clamp(120 + 45 * rows, 240, 900)};
    case PictureKind::bars:
      return ChartSize{490, has_long_names(table) ? std::clamp(100 + 13 * bars, 300, 900) : 300};
    case PictureKind::lines:
      return ChartSize{};
    case PictureKind::fan:
      return ChartSize{780, 380};
    case PictureKind::waterfall:
      return ChartSize{rows > 5 ? 980 : 640, 340};
    case PictureKind::distribution:
      return is_numeric(table, 0) ? std::optional(ChartSize{640, 340}) : std::nullopt;
    case PictureKind::timeline:
      if (!is_numeric(table, 1) || !is_numeric(table, 2)) return {};
      return ChartSize{980, std::clamp(90 + 34 * rows, 200, 900)};
    case PictureKind::heat:
    case PictureKind::sankey:
      return {};
  }
  return {};
}

lxw_chart* draw(const PictureSource& source) {
  switch (source.picture.kind) {
    case PictureKind::intervals:
      return draw_intervals(source);
    case PictureKind::bars:
      return draw_bars(source);
    case PictureKind::lines:
      return draw_lines(source);
    case PictureKind::fan:
      return draw_fan(source);
    case PictureKind::waterfall:
      return draw_waterfall(source);
    case PictureKind::distribution:
      return draw_distribution(source);
    case PictureKind::timeline:
      return draw_timeline(source);
    case PictureKind::heat:
    case PictureKind::sankey:
      break;
  }
  throw std::logic_error("a picture without a chart");
}

void draw_numbers_along(Chart& chart, const PlacedTable& placed, std::string_view name,
                        Language language) {
  const DataTable& table = *placed.table;
  double first = 0, last = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const double at = std::get<double>(table.rows[row].cells.at(0));
    first = row == 0 ? at : std::min(first, at);
    last = row == 0 ? at : std::max(last, at);
  }
  if (first > 0 && first < last / 5) first = 0;  // the start, where it is near
  chart.horizontal_value_axis(name, table.columns[0].unit, numbers_of(table, 0), language);
  if (first < last) chart.horizontal_ends(first, last);
}

void colour_cells(const Worksheet& sheet, const Picture& picture, const PlacedTable& placed) {
  const DataTable& table = *placed.table;
  const bool heat = picture.kind == PictureKind::heat, flows = picture.kind == PictureKind::sankey;
  if ((!heat && !flows) || table.rows.empty() || table.columns.size() < least_columns(picture.kind))
    return;
  const std::size_t first = heat ? 1 : 2, last = heat ? table.columns.size() - 1 : 2;
  lxw_conditional_format rule{};
  if (flows) {
    rule.type = LXW_CONDITIONAL_DATA_BAR;
    rule.bar_color = 0xadb9ca;
    rule.bar_solid = LXW_TRUE;
    rule.data_bar_2010 = LXW_TRUE;
  } else {
    bool negative = false;
    for (const DataRow& row : table.rows)
      for (std::size_t column = first; column <= last; ++column)
        if (const auto* value = std::get_if<double>(&row.cells.at(column))) negative |= *value < 0;
    rule.type = negative ? LXW_CONDITIONAL_3_COLOR_SCALE : LXW_CONDITIONAL_2_COLOR_SCALE;
    rule.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_MINIMUM;
    rule.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_MAXIMUM;
    rule.min_color = negative ? 0xf8cbad : ink::paper;  // orange and blue: told apart by all
    rule.max_color = negative ? 0xbdd7ee : 0x9dc3e6;
    if (negative) {
      rule.mid_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
      rule.mid_value = 0;
      rule.mid_color = ink::paper;
    }
  }
  require(worksheet_conditional_format_range(
              sheet.handle(), placed.header_row + 1, lxw_col_t(first),
              placed.header_row + lxw_row_t(table.rows.size()), lxw_col_t(last), &rule),
          "colour cells by their numbers");
}

}  // namespace channelsim
