#pragma once
// Textbook model: orders vary more than demand, because each stage forecasts from what it is asked
// for and orders up to its forecast of a lead time [Chen, Drezner, Ryan & Simchi-Levi 2000; Chen,
// Ryan & Simchi-Levi 2000]. Independent normal demand; stock may be sent back.

#include <vector>

#include "engine/random/draws.hpp"
#include "engine/random/normal.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// Var(orders) / Var(demand) of a stage with lead time L that forecasts with the mean of the last p
/// demands: 1 + 2 L / p + 2 L^2 / p^2. With L summed over the stages up to one it holds for that
/// stage, if all forecast from the customers' demand.
inline double moving_average_ratio(double lead_time, double window) {
  const double weight = lead_time / window;
  return 1 + 2 * weight + 2 * weight * weight;
}

/// The same for exponential smoothing with weight a: 1 + 2 L a + 2 L^2 a^2 / (2 - a).
inline double smoothing_ratio(double lead_time, double weight) {
  return 1 + 2 * lead_time * weight + 2 * lead_time * lead_time * weight * weight / (2 - weight);
}

/// Exactly, for stages that each forecast from the orders they receive: orders of a stage are
/// demand through the filter (1 + L / p) - (L / p) of p periods ago, filters in a row are
/// convolved, and the ratio is the sum of squares.
inline double filtered_ratio(const std::vector<double>& lead_times, std::size_t window) {
  std::vector<double> filter{1};
  for (const double lead_time : lead_times) {
    const double weight = lead_time / static_cast<double>(window);
    std::vector<double> next(filter.size() + window);
    for (std::size_t i = 0; i < filter.size(); ++i) {
      next[i] += (1 + weight) * filter[i];
      next[i + window] -= weight * filter[i];
    }
    filter = next;
  }
  double ratio = 0;
  for (const double coefficient : filter) ratio += coefficient * coefficient;
  return ratio;
}

/// The mean of the last `window` values.
class MovingAverage {
 public:
  MovingAverage(std::size_t window, double start) : values_(window, Lanes(start)) {}
  Lanes update(Lanes value, Step now) {
    values_[now % values_.size()] = value;
    Lanes sum = 0.0;
    for (const Lanes& each : values_) sum += each;
    return sum / static_cast<double>(values_.size());
  }

 private:
  std::vector<Lanes> values_;
};

/// The last value with this weight, all before with the rest.
class ExponentialSmoothing {
 public:
  ExponentialSmoothing(double weight, double start) : weight_(weight), forecast_(start) {}
  Lanes update(Lanes value, Step) {
    return forecast_ = weight_ * value + (1 - weight_) * forecast_;
  }

 private:
  double weight_;
  Lanes forecast_;
};

/// A stage that orders up to lead_time * forecast + safety.
template <class Forecast>
struct OrderingStage {
  double lead_time;
  Forecast forecast;
  Lanes position;  // stock and orders on the way
};

/// Var(orders) / Var(demand) of each stage over the periods after the warm-up, one run per lane;
/// the demand of a period is N(100, 10^2). With `shared` all forecast from it.
template <class Forecast>
std::vector<Lanes> simulate_order_variability(std::vector<OrderingStage<Forecast>> stages,
                                              bool shared, Step periods, Step warm_up,
                                              const Draws& draws) {
  constexpr Purpose purpose{"demand of a textbook chain of orders"};
  constexpr double mean = 100, deviation = 10, safety = 50;
  std::vector<Lanes> square(stages.size(), Lanes(0.0));
  Lanes square_of_demand = 0.0;
  for (Step now = 0; now < periods; ++now) {
    const Lanes demand = mean + deviation * normal_quantile(draws.uniform(purpose, {0}, now));
    if (now >= warm_up) square_of_demand += (demand - mean) * (demand - mean);
    Lanes asked = demand;
    for (std::size_t i = 0; i < stages.size(); ++i) {
      OrderingStage<Forecast>& stage = stages[i];
      const Lanes forecast = stage.forecast.update(shared ? demand : asked, now);
      stage.position -= asked;
      asked = stage.lead_time * forecast + safety - stage.position;
      stage.position += asked;
      if (now >= warm_up) square[i] += (asked - mean) * (asked - mean);
    }
  }
  for (Lanes& sum : square) sum = sum / square_of_demand;
  return square;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
