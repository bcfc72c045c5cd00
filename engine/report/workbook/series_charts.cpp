// Charts whose series are columns of a table as it stands: bars, lines, distributions.

#include <algorithm>

#include "engine/report/workbook/pictures.hpp"

namespace channelsim {

namespace {

NumberRange numbers_from(const DataTable& table, std::size_t first) {
  NumberRange all;
  for (std::size_t column = first; column < table.columns.size(); ++column) {
    const NumberRange one = numbers_of(table, column);
    all = {std::max(all.largest, one.largest), all.whole && one.whole};
  }
  return all;
}

/// The first column with numbers tells the unit of all.
const DataColumn& values_of(const PictureSource& source) { return source.table().columns.at(1); }

}  // namespace

lxw_chart* draw_bars(const PictureSource& source) {
  const DataTable& table = source.table();
  const bool lying = has_long_names(table);
  const std::size_t series = table.columns.size() - 1;
  Chart chart(source.file, lying ? ChartKind::bars : ChartKind::columns, source.picture.title);
  const bool by_row = series == 1 && std::any_of(table.rows.begin(), table.rows.end(),
                                                 [](const DataRow& row) { return row.plan; });
  for (std::size_t i = 1; i <= series; ++i) {
    lxw_chart_series* added =
        chart.series(source.placed.column(0), source.placed.column(i), table.columns[i].header);
    if (by_row) {
      std::vector<std::uint32_t> colours;
      for (const DataRow& row : table.rows) colours.push_back(source.colour(row.plan));
      chart.fill_points(added, colours);
    } else {
      chart.fill(added, source.colour(table.columns[i].plan, i - 1));
    }
  }
  chart.value_axis(values_of(source).unit, numbers_from(table, 1), source.document.language);
  chart.category_axis("", table.rows.size());
  chart.legend(series > 1);
  return chart.handle();
}

lxw_chart* draw_lines(const PictureSource& source) {
  const DataTable& table = source.table();
  const bool over_numbers = is_numeric(table, 0);
  Chart chart(source.file, over_numbers ? ChartKind::scatter : ChartKind::lines,
              source.picture.title);
  for (std::size_t i = 1; i < table.columns.size(); ++i) {
    const auto& plan = table.columns[i].plan;
    chart.line(
        chart.series(source.placed.column(0), source.placed.column(i), table.columns[i].header),
        source.colour(plan, i - 1), 2.25, plan ? look_of(*plan).dash : Dash::solid);
  }
  const Language language = source.document.language;
  const DataColumn& along = table.columns[0];
  chart.value_axis(values_of(source).unit, numbers_from(table, 1), language);
  chart.vertical_name(values_of(source).unit == "share" ? "" : values_of(source).unit);
  if (over_numbers)
    draw_numbers_along(chart, source.placed, along.header, language);
  else
    chart.category_axis(along.header, table.rows.size());
  chart.legend(table.columns.size() > 2);
  return chart.handle();
}

lxw_chart* draw_distribution(const PictureSource& source) {
  const DataTable& table = source.table();
  Chart chart(source.file, ChartKind::scatter, source.picture.title);
  for (std::size_t i = 1; i < table.columns.size(); ++i) {
    const auto& plan = table.columns[i].plan;
    chart.line(
        chart.series(source.placed.column(i), source.placed.column(0), table.columns[i].header),
        source.colour(plan, i - 1), 2.25, plan ? look_of(*plan).dash : Dash::solid);
  }
  const Language language = source.document.language;
  chart.value_axis("share", {1, false}, language);
  chart.vertical_name(table.columns[0].header);
  chart.horizontal_value_axis(values_of(source).unit, values_of(source).unit,
                              numbers_from(table, 1), language);
  chart.legend(table.columns.size() > 2);
  return chart.handle();
}

}  // namespace channelsim
