// The path over time: a fan of quantiles for each figure of the series.

#include <algorithm>

#include "engine/report/series_points.hpp"
#include "models/market/report/sections.hpp"

namespace channelsim::market {

namespace {

/// More rows than that nobody reads, and a sheet of a workbook holds no more than a million.
constexpr std::size_t most_rows = 200'000;

DataTable fan(const Facts& f, const SeriesReader& reader, std::size_t figure) {
  const Kpi& kpi = f.kpi(f.results().series().kpis[figure]);
  const bool dated = f.study().units.start.has_value();
  DataTable table{fmt::format("path_{}", figure + 1),
                  f.words(kpi.over_time == OverTime::flow ? "time.flow" : "time.level",
                          fmt::arg("figure", f.say.figure(kpi.name))),
                  {f.text_column("column.plan"),
                   dated ? f.text_column("column.date") : DataColumn{f.words("column.step"), ""}},
                  {}};
  for (const SeriesQuantile& each : series_quantiles)
    table.columns.push_back({std::string(each.name), kpi.unit});
  for (std::size_t plan = 0; plan < f.plans(); ++plan)
    for (const SeriesPoint& point : reader.path(plan, figure)) {
      DataRow row{{f.plan(plan), dated ? Datum(f.when(point.step)) : Datum(double(point.step))},
                  plan};
      for (const auto& each : point.quantiles) row.cells.push_back(each ? Datum(*each) : Datum());
      table.rows.push_back(std::move(row));
    }
  return table;
}

/// Where the favourite's path ends.
void tell(const Facts& f, const SeriesReader& reader, Section& section, std::size_t figure) {
  const std::size_t plan = f.favourite();
  const SeriesPoint last = reader.path(plan, figure).back();
  const Kpi& kpi = f.kpi(last.kpi);
  const auto& [lowest, low, middle, high, highest] = last.quantiles;
  if (!low || !middle || !high) return;
  const bool flow = kpi.over_time == OverTime::flow;
  section.sentences.push_back(
      f.words(flow ? "time.last_flow" : "time.last_level", fmt::arg("plan", f.plan(plan)),
              fmt::arg("figure", f.say.figure(kpi.name)), fmt::arg("when", f.when(last.step)),
              fmt::arg("middle", f.say.quantity(kpi.unit, *middle, *high - *low)),
              fmt::arg("low", f.say.quantity(kpi.unit, *low, *high - *low)),
              fmt::arg("high", f.say.quantity(kpi.unit, *high, *high - *low))));
}

}  // namespace

std::optional<Section> time_section(const Facts& f) {
  const SeriesCells& series = f.results().series();
  if (!f.any() || series.count() == 0 || series.steps.size() < 2) return {};
  Section section;
  const SeriesReader reader(f.results());
  const std::size_t fitting = most_rows / (f.plans() * series.steps.size());
  for (std::size_t figure = 0; figure < std::min(series.kpis.size(), fitting); ++figure) {
    DataTable table = fan(f, reader, figure);
    section.pictures.push_back(
        {PictureKind::fan, table.title, f.words("time.description"), section.tables.size()});
    section.tables.push_back(std::move(table));
    tell(f, reader, section, figure);
  }
  if (fitting < series.kpis.size())
    section.sentences.push_back(
        f.words("time.left_out", fmt::arg("count", series.kpis.size() - fitting)));
  return section;
}

}  // namespace channelsim::market
