#pragma once
// Figures over time, summed up over the replications: what series.csv, the database and pictures of
// a path tell.

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/run/results.hpp"

namespace channelsim {

struct SeriesQuantile {
  std::string_view name;
  double share;
};
inline constexpr std::array<SeriesQuantile, 5> series_quantiles = {
    {{"p5", 0.05}, {"p25", 0.25}, {"p50", 0.5}, {"p75", 0.75}, {"p95", 0.95}}};

/// A figure under a plan at the end of a step, in the figure's unit: a flow since the point before,
/// or a level. What does not exist is none.
struct SeriesPoint {
  std::size_t plan, kpi;
  std::uint32_t step;  // counted from 0
  std::optional<double> mean, half_width;
  std::array<std::optional<double>, series_quantiles.size()> quantiles;
};

/// Sums up paths over the replications that are finished under every plan. Mean and half-width rest
/// on the means of futures, quantiles (type 7) on all replications.
class SeriesReader {
 public:
  explicit SeriesReader(const Results& results);

  /// The points of a figure of the series under a plan, by step; none when there are no such
  /// replications.
  std::vector<SeriesPoint> path(std::size_t plan, std::size_t figure) const;

 private:
  const Results& results_;
  std::optional<Results> means_;  // where several chances share a future: they are not independent
  std::vector<std::uint32_t> all_, futures_;  // finished under every plan
};

/// Visits the points of all paths, in order of plan, figure of the series and step.
void for_each_series_point(const Results& results,
                           const std::function<void(const SeriesPoint&)>& visit);

}  // namespace channelsim
