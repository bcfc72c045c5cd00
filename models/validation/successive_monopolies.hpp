#pragma once
// Textbook model: a manufacturer sells through a retailer, each a monopolist that adds its own
// margin (double marginalisation) [Spengler 1950].

#include "models/validation/best_response.hpp"

namespace channelsim::validation {

/// Pieces demanded at a price: intercept - slope * price.
struct LinearDemand {
  double intercept, slope;
  double at(double price) const { return intercept - slope * price; }
};

/// What a channel of one manufacturer and one retailer comes to.
struct ChannelOutcome {
  double wholesale_price, price, quantity, manufacturer_profit, retailer_profit;
};

inline ChannelOutcome channel_outcome(const LinearDemand& demand, double cost,
                                      double wholesale_price, double price) {
  const double quantity = demand.at(price);
  return {wholesale_price, price, quantity, (wholesale_price - cost) * quantity,
          (price - wholesale_price) * quantity};
}

/// With A = intercept / slope: w = (A + c) / 2, p = (3 A + c) / 4.
inline ChannelOutcome successive_monopolies(const LinearDemand& demand, double cost) {
  const double choke = demand.intercept / demand.slope;
  return channel_outcome(demand, cost, (choke + cost) / 2, (3 * choke + cost) / 4);
}

/// One firm: the wholesale price is the cost, p = (A + c) / 2.
inline ChannelOutcome integrated_channel(const LinearDemand& demand, double cost) {
  return channel_outcome(demand, cost, cost, (demand.intercept / demand.slope + cost) / 2);
}

/// The same as a game: the retailer answers a wholesale price, the manufacturer foresees it.
inline ChannelOutcome play_successive_monopolies(const LinearDemand& demand, double cost) {
  const auto retail_price = [&](double wholesale_price) {
    return best_response([&](double price) { return (price - wholesale_price) * demand.at(price); },
                         wholesale_price);
  };
  const double wholesale_price = best_response(
      [&](double price) { return (price - cost) * demand.at(retail_price(price)); }, cost, 1e-8);
  return channel_outcome(demand, cost, wholesale_price, retail_price(wholesale_price));
}

}  // namespace channelsim::validation
