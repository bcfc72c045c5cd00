#pragma once
// A native chart in the look of the report.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/palette.hpp"
#include "engine/report/workbook/worksheet.hpp"

struct lxw_chart_axis;
struct lxw_chart_series;

namespace channelsim {

enum class ChartKind : std::uint8_t {
  columns,
  bars,
  stacked_columns,
  stacked_bars,
  lines,
  scatter
};

class Chart {
 public:
  Chart(WorkbookFile& file, ChartKind kind, std::string_view title);

  lxw_chart* handle() const { return chart_; }

  /// A series and what it is called: values along `categories`, or, of a scatter, over them.
  lxw_chart_series* series(const CellRange& categories, const CellRange& values,
                           std::string_view name = {});
  /// One that only lifts those above it.
  lxw_chart_series* invisible(const CellRange& categories, const CellRange& values);
  void fill(lxw_chart_series* series, std::uint32_t colour);
  /// A colour for each point in turn.
  void fill_points(lxw_chart_series* series, const std::vector<std::uint32_t>& colours);
  void line(lxw_chart_series* series, std::uint32_t colour, double width, Dash dash);
  /// A text at the foot of each point.
  void label_points(lxw_chart_series* series, const std::vector<std::string>& texts);

  /// The axis that values are read from.
  void value_axis(std::string_view unit, const NumberRange& range, Language language);
  /// The horizontal axis of a scatter.
  void horizontal_value_axis(std::string_view name, std::string_view unit, const NumberRange& range,
                             Language language);
  /// Where the horizontal axis of a scatter begins and ends.
  void horizontal_ends(double first, double last);
  void vertical_name(std::string_view name);
  /// What the categories are; bars have the first on top, as tables have.
  void category_axis(std::string_view name, std::size_t count);
  void legend(bool shown);
  /// Series that the legend leaves out, by their order.
  void leave_out_of_legend(const std::vector<std::int16_t>& series);

 private:
  bool horizontal() const { return kind_ == ChartKind::bars || kind_ == ChartKind::stacked_bars; }
  lxw_chart_axis* values() const;
  lxw_chart_axis* categories() const;

  WorkbookFile& file_;
  ChartKind kind_;
  lxw_chart* chart_;
};

}  // namespace channelsim
