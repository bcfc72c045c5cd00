#pragma once
// Textbook model: a manufacturer sells to a retailer that orders once before a season of uncertain
// demand [Cachon 2003]. Which contract makes the retailer order what is best for both?

#include <cmath>

#include "engine/random/draws.hpp"
#include "engine/random/normal.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// One season; demand is N(mean, deviation^2).
struct Season {
  double price, cost, salvage;  // per piece
  double demand_mean, demand_deviation;

  double cumulative(double quantity) const {  // P(demand <= quantity)
    return normal_cumulative((quantity - demand_mean) / demand_deviation);
  }
  double quantile(double probability) const {
    return demand_mean + demand_deviation * normal_quantile(probability);
  }
  /// E min(quantity, demand) = mean - deviation L(z), L(z) = phi(z) - z (1 - Phi(z)).
  double expected_sales(double quantity) const {
    const double z = (quantity - demand_mean) / demand_deviation;
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0));
    return demand_mean - demand_deviation * (density - z * normal_cumulative(-z));
  }
};

/// What the manufacturer and the retailer agree on, per piece.
struct SupplyContract {
  double wholesale_price;
  double buy_back = 0;          // paid above salvage for a piece that is left over
  double returnable_share = 0;  // of the order, which is refunded in full (quantity flexibility)
};

/// Profits of a season.
template <class Number>
struct SeasonProfits {
  Number manufacturer, retailer;
};

/// What an order earns when this much was sold; the left-over piece that is returned under quantity
/// flexibility brings its salvage to the manufacturer.
template <class Number>
SeasonProfits<Number> season_profits(const Season& season, const SupplyContract& contract,
                                     double order, Number sold) {
  const Number left = order - sold;
  const Number returned = min(left, Number(contract.returnable_share * order));
  const Number refund = (contract.wholesale_price - season.salvage) * returned +
                        contract.buy_back * (left - returned);
  return {(contract.wholesale_price - season.cost) * order - refund,
          season.price * sold + season.salvage * left + refund - contract.wholesale_price * order};
}

/// F(q) = (p - c) / (p - v): best for both together.
inline double integrated_order(const Season& season) {
  return season.quantile((season.price - season.cost) / (season.price - season.salvage));
}

/// F(q) = (p - w) / (p - v): the retailer's order when it bears all that is left over.
inline double wholesale_order(const Season& season, double wholesale_price) {
  return season.quantile((season.price - wholesale_price) / (season.price - season.salvage));
}

/// The credit above salvage that leads to the integrated order: with the retailer's share
/// s = (p - w) / (p - c) of the profit, (1 - s) (p - v) [Pasternack 1985].
inline double coordinating_buy_back(const Season& season, double wholesale_price) {
  const double share = (season.price - wholesale_price) / (season.price - season.cost);
  return (1 - share) * (season.price - season.salvage);
}

/// The wholesale price that leads to the integrated order q when the share d of an order may be
/// returned: v + (p - v)(1 - F(q)) / (1 - F(q) + (1 - d) F((1 - d) q)) [Tsay 1999; Cachon 2003].
inline double coordinating_wholesale_price(const Season& season, double returnable_share) {
  const double order = integrated_order(season), kept = 1 - returnable_share;
  const double short_of = 1 - season.cumulative(order);
  return season.salvage + (season.price - season.salvage) * short_of /
                              (short_of + kept * season.cumulative(kept * order));
}

/// Expected profits by integrating over demand (the trapezoidal rule to 8 deviations, its kinks
/// smoothed by cells of 1/1000 deviation), without a formula of the theory.
inline SeasonProfits<double> integrated_profits(const Season& season,
                                                const SupplyContract& contract, double order) {
  constexpr int cells = 16'000;
  SeasonProfits<double> sum{0, 0};
  for (int cell = 0; cell < cells; ++cell) {
    const double z = 16 * (cell + 0.5) / cells - 8;
    const double weight = std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0)) * 16 / cells;
    const double demand = season.demand_mean + season.demand_deviation * z;
    const auto [manufacturer, retailer] =
        season_profits(season, contract, order, min(order, demand));
    sum.manufacturer += weight * manufacturer;
    sum.retailer += weight * retailer;
  }
  return sum;
}

/// The retailer's best order between two bounds by golden sections of its integrated profit.
inline double search_order(const Season& season, const SupplyContract& contract, double low,
                           double high, double tolerance) {
  const double golden = (std::sqrt(5.0) - 1) / 2;
  while (high - low > tolerance) {
    const double left = high - golden * (high - low), right = low + golden * (high - low);
    const bool falls = integrated_profits(season, contract, left).retailer >
                       integrated_profits(season, contract, right).retailer;
    (falls ? high : low) = falls ? right : left;
  }
  return (low + high) / 2;
}

/// One simulated season per lane.
inline SeasonProfits<Lanes> simulate_season(const Season& season, const SupplyContract& contract,
                                            double order, const Draws& draws, Step number) {
  constexpr Purpose purpose{"demand of a textbook season"};
  const Lanes demand = season.demand_mean + season.demand_deviation * normal_quantile(draws.uniform(
                                                                          purpose, {0}, number));
  return season_profits<Lanes>(season, contract, order, min(Lanes(order), demand));
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
