#pragma once
// Textbook model: what a manufacturer gains by being told the customers' demand, when demand is
// autocorrelated and a retailer orders up to its forecast [Lee, So & Tang 2000] - and that it could
// have read it from the orders it had [Raghunathan 2001].

#include <cmath>
#include <vector>

#include "engine/random/draws.hpp"
#include "engine/random/normal.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// Demand is D_t = mean + autocorrelation (D_t-1 - mean) + e_t, e_t ~ N(0, deviation^2).
struct SharedDemand {
  double autocorrelation, deviation;
  int retailer_lead_time, manufacturer_lead_time;

  /// a + a^2 + … + a^periods.
  double discounted(int periods) const {
    const double a = autocorrelation;
    return a * (1 - std::pow(a, periods)) / (1 - a);
  }
};

/// Variance of the manufacturer's error in forecasting the orders of its lead time and one period,
/// and how much more orders vary than demand.
template <class Number>
struct ForecastVariances {
  Number shared;      // it knows the demand of the last period
  Number not_shared;  // it knows the last order alone
  Number inferred;    // it infers demand from all orders so far
  Number order_ratio;
};

/// With k = a + … + a^(l + 1): orders are Y_t = D_t + k (D_t - D_t-1); shared
/// s^2 / (1 - a)^2 sum over i = 1 … L + 1 of (1 - a^(L + l + 3 - i))^2; not shared
/// s^2 a^2 (1 - a^(L + 1))^2 (1 - a^(l + 1))^2 / (1 - a)^4 more.
inline ForecastVariances<double> forecast_variances(const SharedDemand& demand) {
  const double a = demand.autocorrelation, variance = demand.deviation * demand.deviation;
  const int l = demand.retailer_lead_time, L = demand.manufacturer_lead_time;
  double shared = 0;
  for (int i = 1; i <= L + 1; ++i) shared += std::pow(1 - std::pow(a, L + l + 3 - i), 2);
  shared *= variance / ((1 - a) * (1 - a));
  const double hidden = demand.discounted(L + 1) * demand.discounted(l + 1) / a;
  const double k = demand.discounted(l + 1);
  // Var(Y) from the variance and the first autocovariance of an autoregressive demand.
  const double order_ratio = (1 + k) * (1 + k) + k * k - 2 * a * k * (1 + k);
  return {shared, shared + variance * hidden * hidden, shared, order_ratio};
}

/// What the manufacturer expects of the orders of its lead time and one period, by what it knows.
struct OrderForecasts {
  Lanes shared, not_shared, inferred;
};

/// Forecasts period by period; the mean of demand is 0.
class OrderForecaster {
 public:
  explicit OrderForecaster(const SharedDemand& demand)
      : k_(demand.discounted(demand.retailer_lead_time + 1)),
        decay_(demand.discounted(demand.manufacturer_lead_time + 1)),
        last_(std::pow(demand.autocorrelation, demand.manufacturer_lead_time + 1)) {}

  OrderForecasts update(Lanes demanded, Lanes ordered) {
    // The order is (1 + k) times this demand less k times the one before.
    inferred_demand_ = (ordered + k_ * inferred_demand_) / (1 + k_);
    // Who isn't told takes the distance of orders from their mean to decay as that of demand does.
    return {orders_after(demanded), decay_ * ordered, orders_after(inferred_demand_)};
  }

 private:
  /// Who knows demand x foresees demands a x, a^2 x, …; the changes in their orders telescope.
  Lanes orders_after(Lanes known) const { return (decay_ + k_ * (last_ - 1)) * known; }

  double k_, decay_, last_;
  Lanes inferred_demand_ = 0.0;
};

/// The same from simulated demand, orders and forecasts, one run per lane.
inline ForecastVariances<Lanes> simulate_forecasts(const SharedDemand& demand, Step periods,
                                                   Step warm_up, const Draws& draws) {
  constexpr Purpose purpose{"demand that a retailer may share"};
  const double k = demand.discounted(demand.retailer_lead_time + 1);
  const auto horizon = static_cast<std::size_t>(demand.manufacturer_lead_time + 1);
  OrderForecaster manufacturer(demand);
  std::vector<OrderForecasts> made(horizon);  // in the last periods, a ring, as the orders are
  std::vector<Lanes> orders(horizon, Lanes(0.0));
  Lanes last_demand = 0.0, squares_of_orders = 0.0, squares_of_demand = 0.0;
  ForecastVariances<Lanes> squares{0.0, 0.0, 0.0, 0.0};
  for (Step now = 0; now < periods; ++now) {
    const Lanes demanded = demand.autocorrelation * last_demand +
                           demand.deviation * normal_quantile(draws.uniform(purpose, {0}, now));
    const Lanes ordered = demanded + k * (demanded - last_demand);
    last_demand = demanded;
    orders[now % horizon] = ordered;
    OrderForecasts& forecast = made[now % horizon];  // of the orders that are complete now
    if (now >= warm_up) {
      Lanes sum = 0.0;
      for (const Lanes& each : orders) sum += each;
      squares.shared += (sum - forecast.shared) * (sum - forecast.shared);
      squares.not_shared += (sum - forecast.not_shared) * (sum - forecast.not_shared);
      squares.inferred += (sum - forecast.inferred) * (sum - forecast.inferred);
      squares_of_orders += ordered * ordered;
      squares_of_demand += demanded * demanded;
    }
    forecast = manufacturer.update(demanded, ordered);
  }
  const double count = periods - warm_up;
  return {squares.shared / count, squares.not_shared / count, squares.inferred / count,
          squares_of_orders / squares_of_demand};
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
