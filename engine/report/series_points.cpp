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

SeriesReader::SeriesReader(const Results& results)
    : results_(results), all_(results.common_replications()) {
  if (results.chances() == 1) return;
  means_ = results.future_means();
  futures_ = means_->common_replications();
}

std::vector<SeriesPoint> SeriesReader::path(std::size_t plan, std::size_t figure) const {
  if (all_.empty()) return {};
  const SeriesCells& series = results_.series();
  std::vector<SeriesPoint> points;
  Walk walk(results_, all_, plan, figure);
  std::optional<Walk> of_means;
  if (means_) of_means.emplace(*means_, futures_, plan, figure);
  for (const std::uint32_t step : series.steps) {
    std::vector<double> values = walk.next();
    const std::vector<double> of_futures = of_means ? of_means->next() : std::vector<double>();
    const std::vector<double>& middle = of_means ? of_futures : values;
    SeriesPoint& point = points.emplace_back(
        SeriesPoint{plan,
                    series.kpis[figure],
                    step,
                    finite(mean_of(middle)),
                    finite(half_width(standard_deviation(middle), middle.size())),
                    {}});
    sort_ascending(values);
    for (std::size_t i = 0; i < series_quantiles.size(); ++i)
      point.quantiles[i] = finite(quantile(values, series_quantiles[i].share));
  }
  return points;
}

void for_each_series_point(const Results& results,
                           const std::function<void(const SeriesPoint&)>& visit) {
  const SeriesReader reader(results);
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
    for (std::size_t figure = 0; figure < results.series().kpis.size(); ++figure)
      for (const SeriesPoint& point : reader.path(plan, figure)) visit(point);
}

}  // namespace channelsim
