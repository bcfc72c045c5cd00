#pragma once
// What is said of one column of numbers: middle, spread, quantiles, bad tail.

#include <optional>
#include <span>

#include "engine/run/kpi.hpp"

namespace channelsim {

/// The figures of one KPI under one plan, all in the unit of the KPI. A figure is none where it
/// does not exist: without values, with one value (sd, half_width), without a bad side (cvar5 of a
/// watched KPI), or where any value is not finite.
struct Summary {
  std::optional<double> mean, half_width, sd, p5, p10, p50, p90, p95, cvar5;
};

Summary summarise(std::span<const double> values, Goal goal);

bool all_finite(std::span<const double> values);

/// The mean; exact for equal values. Summed in the order given.
std::optional<double> mean_of(std::span<const double> values);

/// The standard deviation with n - 1 (two passes); none for fewer than two values.
std::optional<double> standard_deviation(std::span<const double> values);

/// In ascending order, as quantiles want them; none may be NaN.
void sort_ascending(std::span<double> values);

/// The quantile of ascending values, 0 <= p <= 1, type 7 [Hyndman & Fan 1996].
std::optional<double> quantile(std::span<const double> ascending, double p);

/// The mean of the worst `share` of ascending values; the observation on the border counts with the
/// fraction that is needed [Rockafellar & Uryasev 2002]. None for a watched KPI.
std::optional<double> tail_mean(std::span<const double> ascending, double share, Goal goal);

}  // namespace channelsim
