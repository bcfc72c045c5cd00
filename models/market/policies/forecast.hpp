#pragma once
// What a member expects of the next steps' demand, from the demand it has seen.

#include <variant>

#include "engine/base/quantity.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// The forecast moves towards the newest demand by a share of the difference [Brown 1959].
template <class Number>
struct ExponentialSmoothing {
  static constexpr auto describe() {
    return record("exponential_smoothing",
                  "The forecast moves towards the newest demand by the share `smoothing` of the "
                  "difference [Brown 1959].",
                  fields());
  }
};

/// The mean of the newest demands, all alike [Chen, Drezner, Ryan & Simchi-Levi 2000].
template <class Number>
struct MovingAverage {
  std::uint32_t window = 8;

  static constexpr auto describe() {
    return record(
        "moving_average",
        "The mean of the newest demands, all alike [Chen, Drezner, Ryan & Simchi-Levi 2000].",
        fields(
            field<&MovingAverage::window>("Of how many steps.", between(1, 520), unit("steps"))));
  }
};

/// A level and its growth per step, both smoothed [Holt 1957].
template <class Number>
struct Trend {
  Number trend_weight{0.1};

  static constexpr auto describe() {
    return record(
        "trend",
        "A level, smoothed with the weight `smoothing`, and its growth per step, smoothed "
        "with a weight of its own [Holt 1957].",
        fields(field<&Trend::trend_weight>("Weight of the newest growth of the level.",
                                           between(0, 1))));
  }
};

/// The one line to extend.
template <class Number>
using Forecast = std::variant<ExponentialSmoothing<Number>, MovingAverage<Number>, Trend<Number>>;

inline namespace CHANNELSIM_LEVEL {

/// What is expected: a level per step, and by how much it grows with each.
template <class Number>
struct Outlook {
  Pieces<Number> level{}, growth{};
};

/// F + a (D - F) [Brown 1959].
template <class Number>
Pieces<Number> smoothed(Pieces<Number> forecast, Pieces<Number> demand, Number weight) {
  return forecast + (demand - forecast) * weight;
}

/// l' = a D + (1 - a) (l + g), g' = b (l' - l) + (1 - b) g [Holt 1957].
template <class Number>
Outlook<Number> with_trend(Outlook<Number> before, Pieces<Number> demand, Number level_weight,
                           Number trend_weight) {
  const Pieces<Number> level = smoothed(before.level + before.growth, demand, level_weight);
  return {level, smoothed(before.growth, level - before.level, trend_weight)};
}

/// Mean demand per step over the next `steps`: l + g (1 + … + n) / n; never negative.
template <class Number>
Pieces<Number> mean_over(Outlook<Number> outlook, Number steps) {
  return max(outlook.level + outlook.growth * ((steps + 1.0) * 0.5), Pieces<Number>{Number(0.0)});
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
