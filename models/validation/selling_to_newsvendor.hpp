#pragma once
// Textbook model: which wholesale price a manufacturer sets when a retailer will bear the risk of
// demand U(0, 1) at price 1, and what it costs both [Lariviere & Porteus 2001].

#include "engine/random/draws.hpp"
#include "models/validation/best_response.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

struct WholesaleOffer {
  double wholesale_price, order, manufacturer_profit, retailer_profit;
};

/// The retailer's expected profit: E min(q, D) is the integral of P(D > x) up to q.
inline double uniform_season_profit(double wholesale_price, double order) {
  const double certain = std::clamp(order, 0.0, 1.0);
  return certain - certain * certain / 2 - wholesale_price * order;
}

/// w = (1 + c) / 2, q = (1 - c) / 2.
inline WholesaleOffer best_wholesale_offer(double cost) {
  const double wholesale_price = (1 + cost) / 2, order = (1 - cost) / 2;
  return {wholesale_price, order, (wholesale_price - cost) * order,
          uniform_season_profit(wholesale_price, order)};
}

/// The same as a game: the retailer orders best, the manufacturer foresees it.
inline WholesaleOffer play_wholesale_offer(double cost) {
  const auto order = [](double wholesale_price) {
    return best_response([&](double q) { return uniform_season_profit(wholesale_price, q); }, 0.5);
  };
  const double wholesale_price =
      best_response([&](double w) { return (w - cost) * order(w); }, 0.5, 1e-8);
  const double ordered = order(wholesale_price);
  return {wholesale_price, ordered, (wholesale_price - cost) * ordered,
          uniform_season_profit(wholesale_price, ordered)};
}

/// The retailer's profit in one simulated season per lane.
inline Lanes simulate_uniform_season(double wholesale_price, double order, const Draws& draws,
                                     Step number) {
  constexpr Purpose purpose{"demand of a textbook season"};
  return min(Lanes(order), draws.uniform(purpose, {0}, number)) - wholesale_price * order;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
