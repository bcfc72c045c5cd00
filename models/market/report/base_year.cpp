// Figures as they were measured beside what the baseline simulates: does the model tie out?

#include <algorithm>
#include <cmath>

#include "models/market/report/sections.hpp"

namespace channelsim::market {

namespace {

/// The baseline's figure at the time of the measurement by replication, ascending: what was
/// measured is one course of events, too.
std::vector<double> simulated(const Facts& f, const Actual& actual, std::size_t kpi) {
  if (!actual.until || actual.until->step == f.scenario().horizon) {
    auto values = f.results().column(f.baseline, kpi, f.results().common_replications());
    sort_ascending(values);
    return values;
  }
  const SeriesCells& series = f.results().series();
  const auto figure = std::find(series.kpis.begin(), series.kpis.end(), kpi);
  const auto moment = std::find(series.steps.begin(), series.steps.end(), actual.until->step - 1);
  if (figure == series.kpis.end() || moment == series.steps.end()) return {};
  return f.reached(f.baseline, static_cast<std::size_t>(figure - series.kpis.begin()),
                   static_cast<std::size_t>(moment - series.steps.begin()));
}

}  // namespace

std::optional<Section> base_year_section(const Facts& f) {
  if (!f.any() || f.scenario().actuals.empty()) return {};
  Section section;
  DataTable table{"base_year",
                  f.words("base_year.table", fmt::arg("plan", f.plan(f.baseline))),
                  {f.text_column("column.figure"),
                   f.text_column("base_year.until"),
                   f.text_column("column.unit"),
                   {f.words("base_year.measured"), ""},
                   {f.words("base_year.simulated"), ""},
                   {f.words("column.low"), ""},
                   {f.words("column.high"), ""},
                   {f.words("column.difference"), ""},
                   {f.words("base_year.relative"), "share"},
                   f.text_column("base_year.source")},
                  {}};
  for (const Actual& actual : f.scenario().actuals) {
    const auto kpi = f.results().find_kpi(actual.figure);
    const std::vector<double> values = kpi ? simulated(f, actual, *kpi) : std::vector<double>{};
    const auto mean = mean_of(values);
    if (!mean) continue;
    const double low = *quantile(values, 0.025), high = *quantile(values, 0.975);
    const double apart = *mean - actual.value;
    const std::string& unit = f.kpi(*kpi).unit;
    table.rows.push_back({{f.say.figure(actual.figure),
                           actual.until ? f.when(actual.until->step) : f.words("base_year.end"),
                           f.say.unit(unit), actual.value, *mean, low, high, apart,
                           actual.value != 0 ? Datum(apart / std::abs(actual.value)) : Datum(),
                           actual.source.empty() ? f.words("base_year.no_source") : actual.source},
                          f.baseline});
    const std::string relative =
        actual.value != 0 ? f.say.quantity("share", std::abs(apart / actual.value)) : "";
    const bool within = low <= actual.value && actual.value <= high;
    section.sentences.push_back(
        f.words(within ? "base_year.within" : "base_year.outside",
                fmt::arg("figure", f.say.figure(actual.figure)),
                fmt::arg("actual", f.say.quantity(unit, actual.value, high - low)),
                fmt::arg("mean", f.say.quantity(unit, *mean, high - low)),
                fmt::arg("low", f.say.quantity(unit, low, high - low)),
                fmt::arg("high", f.say.quantity(unit, high, high - low)),
                fmt::arg("size", f.say.difference(unit, apart)),
                fmt::arg("direction", f.words(apart >= 0 ? "say.higher" : "say.lower"))));
    if (!relative.empty())
      section.sentences.push_back(f.words("base_year.by_share", fmt::arg("relative", relative)));
  }
  if (table.rows.empty()) return {};
  section.tables.push_back(std::move(table));
  return section;
}

}  // namespace channelsim::market
