#pragma once
// Which native chart each kind of picture becomes.

#include <optional>

#include "engine/report/document.hpp"
#include "engine/report/workbook/chart.hpp"
#include "engine/report/workbook/workings.hpp"
#include "engine/report/workbook/worksheet.hpp"

namespace channelsim {

/// What the drawing of a picture needs to know.
struct PictureSource {
  WorkbookFile& file;
  Workings& workings;
  const Document& document;
  const Words& words;
  const Picture& picture;
  const PlacedTable& placed;

  const DataTable& table() const { return *placed.table; }
  /// The number in a cell, or 0 where there is none.
  double number(std::size_t row, std::size_t column) const;
  /// The colour of a plan, or that of the n-th of things that are no plans.
  std::uint32_t colour(const std::optional<std::size_t>& plan, std::size_t n = 0) const;
};

/// How large the chart of a picture is. None where there is no chart: for what a spreadsheet tells
/// better by its table (heat, sankey), for tables without rows, too few columns or without numbers
/// where they must be.
std::optional<ChartSize> chart_size(const Picture& picture, const DataTable& table);

/// The chart of a picture that has a size.
lxw_chart* draw(const PictureSource& source);

/// Colours the cells of a table that is its own picture: a scale for a heat map, bars for flows.
void colour_cells(const Worksheet& sheet, const Picture& picture, const PlacedTable& placed);

/// The horizontal axis of a scatter over the numbers in a table's first column.
void draw_numbers_along(Chart& chart, const PlacedTable& placed, std::string_view name,
                        Language language);
/// Whether all cells of a column hold numbers.
bool is_numeric(const DataTable& table, std::size_t column);
/// Whether bars with the table's names lie, because upright they would have no room for them.
bool has_long_names(const DataTable& table);

// --- one for each kind
lxw_chart* draw_bars(const PictureSource& source);
lxw_chart* draw_lines(const PictureSource& source);
lxw_chart* draw_distribution(const PictureSource& source);
lxw_chart* draw_fan(const PictureSource& source);
lxw_chart* draw_intervals(const PictureSource& source);
lxw_chart* draw_waterfall(const PictureSource& source);
lxw_chart* draw_timeline(const PictureSource& source);

}  // namespace channelsim
