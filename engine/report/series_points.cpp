#include "engine/report/series_points.hpp"

#include <cmath>
#include <vector>

#include "engine/statistics/interval.hpp"
#include "engine/statistics/summary.hpp"

namespace channelsim {

namespace {

/// A figure of the series under a plan, moment by moment, in the replications that are finished
/// under every plan.
class Walk {
 public:
  Walk(const Results& results, std::span<const std::uint32_t> replications, std::size_t plan,
       std::size_t figure)
      : results_(results), replications_(replications), plan_(plan), figure_(figure) {}

  /// At the next moment, by replication: a flow since the moment before.
  std::vector<double> next() {
    std::vector<double> values = results_.on_the_way(plan_, figure_, moment_++, replications_);
    const Kpi& kpi = results_.kpis()[results_.series().kpis[figure_]];
    if (kpi.over_time == OverTime::level) return values;
    std::swap(values, reached_);
    if (values.empty()) return reached_;
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = reached_[i] - values[i];
    return values;
  }

 private:
  const Results& results_;
  const std::span<const std::uint32_t> replications_;
  const std::size_t plan_, figure_;
  std::size_t moment_ = 0;
  std::vector<double> reached_;  // of a flow: since the start
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
  const std::vector<std::uint32_t> all = results.common_replications(),
                                   futures = means.common_replications();
  if (all.empty()) return;
  const SeriesCells& series = results.series();
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
    for (std::size_t figure = 0; figure < series.kpis.size(); ++figure) {
      Walk walk(results, all, plan, figure), of_means(means, futures, plan, figure);
      for (std::size_t moment = 0; moment < series.steps.size(); ++moment) {
        std::vector<double> values = walk.next();
        const std::vector<double> of_futures = nested ? of_means.next() : std::vector<double>();
        const std::vector<double>& middle = nested ? of_futures : values;
        SeriesPoint point{plan,
                          series.kpis[figure],
                          series.steps[moment],
                          finite(mean_of(middle)),
                          finite(half_width(standard_deviation(middle), middle.size())),
                          {}};
        sort_ascending(values);
        for (std::size_t i = 0; i < series_quantiles.size(); ++i)
          point.quantiles[i] = finite(quantile(values, series_quantiles[i].share));
        visit(point);
      }
    }
}

}  // namespace channelsim
