#pragma once
// Textbook model: one stock point under periodic review with a base-stock policy, normal demand and
// backorders [Silver, Pyke & Thomas 2017, ch. 6; Snyder & Shen 2019, ch. 4]. Built from the
// market's own policy, pipeline and draws, to show that those agree with the theory and to teach
// with.

#include "engine/random/normal.hpp"
#include "engine/world/pipeline.hpp"
#include "models/market/policies/replenishment.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// A stock point; demand per period is N(mean, deviation^2), so quantities are divisible.
struct BaseStockPoint {
  double demand_mean, demand_deviation;
  std::uint32_t
      protection_interval;  // periods of demand between a review and the arrival of the next order
  double level;             // base stock S
};

/// Averages over the periods after the warm-up, one per lane.
struct StockPerformance {
  Lanes on_hand, backorders;  // mean at the end of a period
  Lanes cycle_service;        // share of periods without backorders at their end
  Lanes fill_rate;            // share of demand met at once
};

/// Order of events in a period, the engine's own: arrivals, demand, order. The order of period t
/// has seen the demand of t and arrives at the start of t + L; until the next one arrives only L
/// demands fall, so a textbook that orders before demand (protection L + 1) is met with a pipeline
/// of L + 1.
inline StockPerformance simulate(const BaseStockPoint& point, Step periods, Step warm_up,
                                 const Draws& draws) {
  constexpr Purpose demand_purpose{"demand of a textbook stock point"};
  const market::Replenishment<Lanes> policy = market::BaseStock<Lanes>{{point.level}};
  Pipeline<Pieces<Lanes>> shipments;
  shipments.add_row(point.protection_interval, point.protection_interval, {point.demand_mean});
  Pieces<Lanes> net{point.level -
                    point.demand_mean * point.protection_interval};  // on hand less backorders
  Pieces<Lanes> on_order{point.demand_mean * point.protection_interval};
  StockPerformance sum{0.0, 0.0, 0.0, 0.0};
  Lanes demanded = 0.0, met = 0.0;
  for (Step now = 0; now < periods; ++now) {
    const Pieces<Lanes> arrived = shipments.take_due(0, now);
    net += arrived;
    on_order -= arrived;
    const Pieces<Lanes> available = max(net, Pieces<Lanes>{0.0});
    const Pieces<Lanes> demand{point.demand_mean +
                               point.demand_deviation *
                                   normal_quantile(draws.uniform(demand_purpose, {0}, now))};
    net -= demand;
    const Pieces<Lanes> order = market::order_quantity(policy, {net, on_order, {0.0}, 0.0});
    shipments.send(0, now, point.protection_interval, order);
    on_order += order;
    if (now < warm_up) continue;
    const double weight = 1.0 / (periods - warm_up);
    sum.on_hand += weight * max(net.value, 0.0);
    sum.backorders += weight * max(-net.value, 0.0);
    sum.cycle_service += weight * select(net.value >= 0.0, Lanes(1.0), Lanes(0.0));
    demanded += demand.value;
    met += min(demand.value, available.value);
  }
  sum.fill_rate = met / demanded;
  return sum;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
