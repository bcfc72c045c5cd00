// A fan as lines: of each plan the middle, and thinner the bounds of nine tenths of the futures.

#include <algorithm>
#include <map>

#include "engine/base/text.hpp"
#include "engine/report/workbook/pictures.hpp"

namespace channelsim {

namespace {

std::string text_of(const Datum& datum) {
  if (const auto* text = std::get_if<std::string>(&datum)) return *text;
  const auto* number = std::get_if<double>(&datum);
  return number ? shortest(*number) : std::string();
}

/// The low bound, the middle and the high bound, columns of the picture's table.
constexpr std::size_t shown[] = {2, 4, 6};

/// One plan of the fan.
struct FanPlan {
  std::string name;
  std::optional<std::size_t> plan;
};

/// The table turned: a row for each step, three columns for each plan.
DataTable turned(const PictureSource& source, std::vector<FanPlan>& plans) {
  const DataTable& table = source.table();
  DataTable result{table.name + "_chart", source.picture.title, {table.columns.at(1)}, {}};
  std::map<std::string, std::size_t> rows, columns;
  for (const DataRow& row : table.rows) {
    const std::string plan = text_of(row.cells.at(0)), step = text_of(row.cells.at(1));
    if (columns.try_emplace(plan, plans.size()).second) plans.push_back({plan, row.plan});
    if (rows.try_emplace(step, result.rows.size()).second)
      result.rows.push_back({{row.cells.at(1)}, {}});
  }
  for (const FanPlan& plan : plans)
    for (const std::size_t column : shown)
      result.columns.push_back({column == 4
                                    ? plan.name
                                    : source.words("workbook.bound", fmt::arg("plan", plan.name),
                                                   fmt::arg("bound", table.columns[column].header)),
                                table.columns[column].unit, plan.plan});
  for (DataRow& row : result.rows) row.cells.resize(result.columns.size());
  for (const DataRow& row : table.rows) {
    const std::size_t first = 1 + 3 * columns[text_of(row.cells.at(0))];
    DataRow& to = result.rows[rows[text_of(row.cells.at(1))]];
    for (std::size_t i = 0; i < 3; ++i) to.cells[first + i] = row.cells.at(shown[i]);
  }
  return result;
}

}  // namespace

lxw_chart* draw_fan(const PictureSource& source) {
  std::vector<FanPlan> plans;
  const PlacedTable& placed = source.workings.add(turned(source, plans));
  const DataTable& table = *placed.table;
  const bool over_numbers = is_numeric(source.table(), 1);
  Chart chart(source.file, over_numbers ? ChartKind::scatter : ChartKind::lines,
              source.picture.title);
  NumberRange range;
  std::vector<std::int16_t> bounds;
  for (std::size_t column = 1; column < table.columns.size(); ++column) {
    const bool middle = column % 3 == 2;
    const auto& plan = table.columns[column].plan;
    chart.line(chart.series(placed.column(0), placed.column(column), table.columns[column].header),
               source.colour(plan, (column - 1) / 3), middle ? 2.5 : 1,
               middle ? Dash::solid : Dash::dotted);
    if (!middle) bounds.push_back(static_cast<std::int16_t>(column - 1));
    const NumberRange one = numbers_of(table, column);
    range = {std::max(range.largest, one.largest), range.whole && one.whole};
  }
  const Language language = source.document.language;
  const std::string& unit = source.table().columns[4].unit;
  chart.value_axis(unit, range, language);
  chart.vertical_name(unit == "share" ? "" : unit);
  const DataColumn& along = table.columns[0];
  if (over_numbers)
    draw_numbers_along(chart, placed, along.header, language);
  else
    chart.category_axis(along.header, table.rows.size());
  chart.legend(true);
  chart.leave_out_of_legend(bounds);
  return chart.handle();
}

}  // namespace channelsim
