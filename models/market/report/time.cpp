// The path over time: a fan of quantiles for each figure of the series.

#include <algorithm>

#include "models/market/report/over_time.hpp"
#include "models/market/report/sections.hpp"

namespace channelsim::market {

std::vector<double> at_moment(const Facts& f, std::size_t plan, std::size_t figure,
                              std::size_t moment, bool since_start) {
  const Results& results = f.results();
  const auto rows = results.common_replications();
  std::vector<double> values = results.on_the_way(plan, figure, moment, rows);
  const bool flow = f.kpi(results.series().kpis[figure]).over_time == OverTime::flow;
  if (flow && moment > 0 && !since_start) {
    const std::vector<double> before = results.on_the_way(plan, figure, moment - 1, rows);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] -= before[i];
  }
  sort_ascending(values);
  return values;
}

namespace {

struct Share {
  const char* name;
  double share;
};
/// More rows than that nobody reads, and a sheet of a workbook holds no more than a million.
constexpr std::size_t most_rows = 200'000;
constexpr Share fan_shares[] = {
    {"p5", 0.05}, {"p25", 0.25}, {"p50", 0.5}, {"p75", 0.75}, {"p95", 0.95}};

DataTable fan(const Facts& f, std::size_t figure) {
  const SeriesCells& series = f.results().series();
  const Kpi& kpi = f.kpi(series.kpis[figure]);
  const bool dated = f.study().units.start.has_value();
  DataTable table{fmt::format("path_{}", figure + 1),
                  f.words(kpi.over_time == OverTime::flow ? "time.flow" : "time.level",
                          fmt::arg("figure", f.say.figure(kpi.name))),
                  {f.text_column("column.plan"),
                   dated ? f.text_column("column.date") : DataColumn{f.words("column.step"), ""}},
                  {}};
  for (const Share& each : fan_shares) table.columns.push_back({each.name, kpi.unit});
  for (std::size_t plan = 0; plan < f.plans(); ++plan)
    for (std::size_t moment = 0; moment < series.steps.size(); ++moment) {
      const std::vector<double> values = at_moment(f, plan, figure, moment);
      const std::uint32_t step = series.steps[moment];
      DataRow row{{f.plan(plan), dated ? Datum(f.when(step)) : Datum(double(step))}, plan};
      for (const Share& each : fan_shares) row.cells.emplace_back(*quantile(values, each.share));
      table.rows.push_back(std::move(row));
    }
  return table;
}

/// Where the favourite's path ends.
void tell(const Facts& f, Section& section, std::size_t figure) {
  const SeriesCells& series = f.results().series();
  const Kpi& kpi = f.kpi(series.kpis[figure]);
  const std::size_t plan = f.favourite(), last = series.steps.size() - 1;
  const std::vector<double> values = at_moment(f, plan, figure, last);
  const double low = *quantile(values, 0.25), middle = *quantile(values, 0.5),
               high = *quantile(values, 0.75);
  const bool flow = kpi.over_time == OverTime::flow;
  section.sentences.push_back(f.words(
      flow ? "time.last_flow" : "time.last_level", fmt::arg("plan", f.plan(plan)),
      fmt::arg("figure", f.say.figure(kpi.name)), fmt::arg("when", f.when(series.steps[last])),
      fmt::arg("middle", f.say.quantity(kpi.unit, middle, high - low)),
      fmt::arg("low", f.say.quantity(kpi.unit, low, high - low)),
      fmt::arg("high", f.say.quantity(kpi.unit, high, high - low))));
}

}  // namespace

std::optional<Section> time_section(const Facts& f) {
  const SeriesCells& series = f.results().series();
  if (!f.any() || series.count() == 0 || series.steps.size() < 2) return {};
  Section section;
  const std::size_t fitting = most_rows / (f.plans() * series.steps.size());
  for (std::size_t figure = 0; figure < std::min(series.kpis.size(), fitting); ++figure) {
    DataTable table = fan(f, figure);
    section.pictures.push_back(
        {PictureKind::fan, table.title, f.words("time.description"), section.tables.size()});
    section.tables.push_back(std::move(table));
    tell(f, section, figure);
  }
  if (fitting < series.kpis.size())
    section.sentences.push_back(
        f.words("time.left_out", fmt::arg("count", series.kpis.size() - fitting)));
  return section;
}

}  // namespace channelsim::market
