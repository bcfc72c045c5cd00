#include "engine/report/series_csv.hpp"

#include <fmt/format.h>

#include "engine/base/text.hpp"
#include "engine/report/csv.hpp"
#include "engine/report/series_points.hpp"

namespace channelsim {

namespace {

constexpr std::string_view header = "strategy,figure,unit,step{},mean,half_width";

std::string cell(std::optional<double> value) { return value ? "," + shortest(*value) : ","; }

}  // namespace

void write_series(const Results& results, const Units& units, const Sink& sink) {
  std::string line = fmt::format(header, units.start ? ",date" : "");
  for (const SeriesQuantile& each : series_quantiles) line += fmt::format(",{}", each.name);
  sink(line += "\r\n");
  for_each_series_point(results, [&](const SeriesPoint& point) {
    const Kpi& kpi = results.kpis()[point.kpi];
    line = fmt::format("{},{},{},{}", csv_field(results.plans()[point.plan].name),
                       csv_field(kpi.name), csv_field(kpi.unit), point.step);
    if (units.start) line += "," + to_text(first_day({point.step}, *units.start, units.step));
    line += cell(point.mean) + cell(point.half_width);
    for (const auto& each : point.quantiles) line += cell(each);
    sink(line += "\r\n");
  });
}

}  // namespace channelsim
