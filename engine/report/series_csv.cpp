#include "engine/report/series_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/report/csv.hpp"
#include "engine/statistics/interval.hpp"
#include "engine/statistics/summary.hpp"

namespace channelsim {

namespace {

constexpr std::string_view header = "strategy,figure,unit,step{},mean,half_width";
struct Quantile {
  std::string_view name;
  double share;
};
constexpr Quantile quantiles[] = {
    {"p5", 0.05}, {"p25", 0.25}, {"p50", 0.5}, {"p75", 0.75}, {"p95", 0.95}};

/// Rows and those of them that are finished under every plan.
struct Finished {
  const Results& results;
  std::vector<std::uint32_t> replications = results.common_replications();

  /// A figure of the series, by replication: a flow since the moment before.
  std::vector<double> values(std::size_t plan, std::size_t figure, std::size_t moment) const {
    std::vector<double> values = results.on_the_way(plan, figure, moment, replications);
    const Kpi& kpi = results.kpis()[results.series().kpis[figure]];
    if (kpi.over_time == OverTime::level || moment == 0) return values;
    const auto before = results.on_the_way(plan, figure, moment - 1, replications);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] -= before[i];
    return values;
  }
};

std::string cell(std::optional<double> value) {
  return value && std::isfinite(*value) ? "," + shortest(*value) : ",";
}

/// ",mean,half_width": over what is independent of each other.
std::string middle(const std::vector<double>& values) {
  return cell(mean_of(values)) + cell(half_width(standard_deviation(values), values.size()));
}

std::string spread(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::string text;
  for (const Quantile& each : quantiles) text += cell(quantile(values, each.share));
  return text;
}

}  // namespace

void write_series(const Results& results, const Units& units, const Sink& sink) {
  std::string line = fmt::format(header, units.start ? ",date" : "");
  for (const Quantile& each : quantiles) line += fmt::format(",{}", each.name);
  sink(line += "\r\n");
  // Chances of one future are not independent of each other; futures are.
  const bool nested = results.chances() > 1;
  const Results means = nested ? results.future_means() : Results({}, {}, 0);
  const Finished all{results}, independent{nested ? means : results};
  if (all.replications.empty()) return;
  const SeriesCells& series = results.series();
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
    for (std::size_t figure = 0; figure < series.kpis.size(); ++figure) {
      const Kpi& kpi = results.kpis()[series.kpis[figure]];
      const std::string names = fmt::format("{},{},{},", csv_field(results.plans()[plan].name),
                                            csv_field(kpi.name), csv_field(kpi.unit));
      for (std::size_t moment = 0; moment < series.steps.size(); ++moment) {
        const std::uint32_t step = series.steps[moment];
        line = names + std::to_string(step);
        if (units.start) line += "," + to_text(first_day({step}, *units.start, units.step));
        line += middle(independent.values(plan, figure, moment));
        line += spread(all.values(plan, figure, moment));
        sink(line += "\r\n");
      }
    }
}

}  // namespace channelsim
