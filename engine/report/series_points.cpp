#include "engine/report/series_points.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/statistics/interval.hpp"
#include "engine/statistics/summary.hpp"

namespace channelsim {

namespace {

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

std::optional<double> finite(std::optional<double> value) {
  return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace

void for_each_series_point(const Results& results,
                           const std::function<void(const SeriesPoint&)>& visit) {
  // Chances of one future are not independent of each other; futures are.
  const bool nested = results.chances() > 1;
  const Results means = nested ? results.future_means() : Results({}, {}, 0);
  const Finished all{results}, independent{nested ? means : results};
  if (all.replications.empty()) return;
  const SeriesCells& series = results.series();
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
    for (std::size_t figure = 0; figure < series.kpis.size(); ++figure)
      for (std::size_t moment = 0; moment < series.steps.size(); ++moment) {
        const auto middle = independent.values(plan, figure, moment);
        SeriesPoint point{plan,
                          series.kpis[figure],
                          series.steps[moment],
                          finite(mean_of(middle)),
                          finite(half_width(standard_deviation(middle), middle.size())),
                          {}};
        std::vector<double> values = all.values(plan, figure, moment);
        std::sort(values.begin(), values.end());
        for (std::size_t i = 0; i < series_quantiles.size(); ++i)
          point.quantiles[i] = finite(quantile(values, series_quantiles[i].share));
        visit(point);
      }
}

}  // namespace channelsim
