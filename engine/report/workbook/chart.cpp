#include "engine/report/workbook/chart.hpp"

#include <xlsxwriter.h>

#include <algorithm>

namespace channelsim {

namespace {

std::uint8_t type_of(ChartKind kind) {
  switch (kind) {
    case ChartKind::columns:
      return LXW_CHART_COLUMN;
    case ChartKind::bars:
      return LXW_CHART_BAR;
    case ChartKind::stacked_columns:
      return LXW_CHART_COLUMN_STACKED;
    case ChartKind::stacked_bars:
      return LXW_CHART_BAR_STACKED;
    case ChartKind::lines:
      return LXW_CHART_LINE;
    case ChartKind::scatter:
      return LXW_CHART_SCATTER_STRAIGHT;
  }
  return LXW_CHART_COLUMN;
}

std::uint8_t dash_of(Dash dash) {
  switch (dash) {
    case Dash::solid:
      return LXW_CHART_LINE_DASH_SOLID;
    case Dash::dashed:
      return LXW_CHART_LINE_DASH_DASH;
    case Dash::dotted:
      return LXW_CHART_LINE_DASH_ROUND_DOT;
    case Dash::dash_dot:
      return LXW_CHART_LINE_DASH_DASH_DOT;
    case Dash::long_dashed:
      return LXW_CHART_LINE_DASH_LONG_DASH;
  }
  return LXW_CHART_LINE_DASH_SOLID;
}

/// A font as the library takes it, which copies what it points to.
class Font {
 public:
  Font(std::string name, double size, std::uint32_t colour, bool bold = false)
      : name_(std::move(name)) {
    font_.name = name_.data();
    font_.size = size;
    font_.color = colour;
    font_.bold = bold ? LXW_TRUE : LXW_EXPLICIT_FALSE;
  }
  lxw_chart_font* get() { return &font_; }

 private:
  std::string name_;
  lxw_chart_font font_{};
};

}  // namespace

Chart::Chart(WorkbookFile& file, ChartKind kind, std::string_view title)
    : file_(file), kind_(kind), chart_(file.add_chart(type_of(kind))) {
  chart_title_set_name(chart_, title_text(title).c_str());
  Font bold(file.font(), 11, ink::heading, true);
  chart_title_set_name_font(chart_, bold.get());
  Font plain(file.font(), 9, ink::text);
  for (lxw_chart_axis* axis : {chart_->x_axis, chart_->y_axis})
    chart_axis_set_num_font(axis, plain.get());
  chart_legend_set_font(chart_, plain.get());
  lxw_chart_line none{};
  none.none = LXW_TRUE;
  chart_chartarea_set_line(chart_, &none);
  chart_show_blanks_as(chart_, LXW_CHART_BLANKS_AS_GAP);
}

lxw_chart_series* Chart::series(const CellRange& categories, const CellRange& values,
                                std::string_view name) {
  lxw_chart_series* series = chart_add_series(chart_, nullptr, nullptr);
  if (!series) throw std::runtime_error("the workbook refuses a series of a chart");
  chart_series_set_categories(series, categories.sheet.c_str(), categories.first_row,
                              categories.column, categories.last_row, categories.column);
  chart_series_set_values(series, values.sheet.c_str(), values.first_row, values.column,
                          values.last_row, values.column);
  if (!name.empty()) chart_series_set_name(series, title_text(name).c_str());
  return series;
}

lxw_chart_series* Chart::invisible(const CellRange& categories, const CellRange& values) {
  lxw_chart_fill fill{};
  fill.none = LXW_TRUE;
  lxw_chart_line line{};
  line.none = LXW_TRUE;
  lxw_chart_series* added = series(categories, values);
  chart_series_set_fill(added, &fill);
  chart_series_set_line(added, &line);
  return added;
}

void Chart::fill(lxw_chart_series* series, std::uint32_t colour) {
  lxw_chart_fill fill{};
  fill.color = colour;
  chart_series_set_fill(series, &fill);
}

void Chart::fill_points(lxw_chart_series* series, const std::vector<std::uint32_t>& colours) {
  std::vector<lxw_chart_fill> fills(colours.size());
  std::vector<lxw_chart_point> points(colours.size());
  std::vector<lxw_chart_point*> list;
  for (std::size_t i = 0; i < colours.size(); ++i) {
    fills[i].color = colours[i];
    points[i].fill = &fills[i];
    list.push_back(&points[i]);
  }
  list.push_back(nullptr);
  require(chart_series_set_points(series, list.data()), "colour the points of a chart");
}

void Chart::line(lxw_chart_series* series, std::uint32_t colour, double width, Dash dash) {
  lxw_chart_line line{};
  line.color = colour;
  line.width = static_cast<float>(width);
  line.dash_type = dash_of(dash);
  chart_series_set_line(series, &line);
  chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
}

void Chart::label_points(lxw_chart_series* series, const std::vector<std::string>& texts) {
  Font plain(file_.font(), 9, ink::text);
  std::vector<std::string> kept = texts;
  std::vector<lxw_chart_data_label> labels(texts.size());
  std::vector<lxw_chart_data_label*> list;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    labels[i].value = kept[i].data();
    labels[i].font = plain.get();
    list.push_back(&labels[i]);
  }
  list.push_back(nullptr);
  chart_series_set_labels(series);
  chart_series_set_labels_position(series, LXW_CHART_LABEL_POSITION_INSIDE_BASE);
  require(chart_series_set_labels_custom(series, list.data()), "label the points of a chart");
}

// Of bars that lie, the library calls the vertical axis y, though it holds the categories.
lxw_chart_axis* Chart::values() const { return horizontal() ? chart_->x_axis : chart_->y_axis; }
lxw_chart_axis* Chart::categories() const { return horizontal() ? chart_->y_axis : chart_->x_axis; }

void Chart::value_axis(std::string_view unit, const NumberRange& range, Language language) {
  lxw_chart_axis* axis = values();
  chart_axis_set_num_format(axis, axis_format(unit, range, language).c_str());
  lxw_chart_line rule{};
  rule.color = ink::rule;
  rule.width = 0.75;
  chart_axis_major_gridlines_set_visible(axis, LXW_TRUE);
  chart_axis_major_gridlines_set_line(axis, &rule);
  lxw_chart_line none{};
  none.none = LXW_TRUE;
  chart_axis_set_line(axis, &none);
  // Below the bars that lie, whose first category is on top.
  chart_axis_set_label_position(
      axis, horizontal() ? LXW_CHART_AXIS_LABEL_POSITION_HIGH : LXW_CHART_AXIS_LABEL_POSITION_LOW);
  chart_axis_major_gridlines_set_visible(categories(), LXW_FALSE);
  if (kind_ == ChartKind::scatter && unit == "share") {
    chart_axis_set_min(axis, 0);
    chart_axis_set_max(axis, 1);
  }
}

void Chart::vertical_name(std::string_view name) {
  if (name.empty()) return;
  Font quiet(file_.font(), 9, ink::quiet);
  chart_axis_set_name(chart_->y_axis, title_text(name).c_str());
  chart_axis_set_name_font(chart_->y_axis, quiet.get());
}

void Chart::horizontal_value_axis(std::string_view name, std::string_view unit,
                                  const NumberRange& range, Language language) {
  lxw_chart_axis* axis = chart_->x_axis;
  chart_axis_set_num_format(axis, axis_format(unit, range, language).c_str());
  chart_axis_set_label_position(axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  if (name.empty()) return;
  Font quiet(file_.font(), 9, ink::quiet);
  chart_axis_set_name(axis, title_text(name).c_str());
  chart_axis_set_name_font(axis, quiet.get());
}

void Chart::horizontal_ends(double first, double last) {
  chart_axis_set_min(chart_->x_axis, first);
  chart_axis_set_max(chart_->x_axis, last);
}

void Chart::category_axis(std::string_view name, std::size_t count) {
  lxw_chart_axis* axis = categories();
  // Beside the values and not across them where some are negative.
  chart_axis_set_label_position(axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  if (horizontal()) {
    chart_axis_set_reverse(axis);
  } else if (count > 12) {
    const auto every = static_cast<std::uint16_t>((count + 11) / 12);
    chart_axis_set_interval_unit(axis, every);
    chart_axis_set_interval_tick(axis, every);
  }
  if (kind_ != ChartKind::lines) chart_set_series_gap(chart_, 50);
  if (name.empty() || horizontal()) return;
  Font quiet(file_.font(), 9, ink::quiet);
  chart_axis_set_name(axis, title_text(name).c_str());
  chart_axis_set_name_font(axis, quiet.get());
}

void Chart::legend(bool shown) {
  chart_legend_set_position(chart_, shown ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
}

void Chart::leave_out_of_legend(const std::vector<std::int16_t>& series) {
  std::vector<std::int16_t> list = series;
  list.push_back(-1);
  require(chart_legend_delete_series(chart_, list.data()), "shorten a legend");
}

}  // namespace channelsim
