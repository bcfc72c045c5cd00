#pragma once
// Textbook model: two manufacturers, each with a retailer of its own or selling by itself; demand
// of chain i is 1 - p_i + s p_j with substitutability 0 <= s < 1, and nothing costs anything
// [McGuire & Staelin 1983].

#include "models/validation/best_response.hpp"

namespace channelsim::validation {

/// The first of two equal chains in equilibrium.
struct ChainOutcome {
  double wholesale_price, price, quantity, manufacturer_profit, retailer_profit;
};

inline ChainOutcome chain_outcome(double substitutability, const std::array<double, 2>& wholesale,
                                  const std::array<double, 2>& price) {
  const double quantity = 1 - price[0] + substitutability * price[1];
  return {wholesale[0], price[0], quantity, wholesale[0] * quantity,
          (price[0] - wholesale[0]) * quantity};
}

/// Both manufacturers sell by themselves: p = 1 / (2 - s).
inline ChainOutcome integrated_chains(double s) {
  const double price = 1 / (2 - s);
  return chain_outcome(s, {price, price}, {price, price});
}

/// Both sell through retailers: w = (2 + s) / (4 - s - 2 s^2),
/// p = 2 (3 - s^2) / ((2 - s) (4 - s - 2 s^2)).
inline ChainOutcome decentralised_chains(double s) {
  const double below = 4 - s - 2 * s * s;
  const double wholesale = (2 + s) / below, price = 2 * (3 - s * s) / ((2 - s) * below);
  return chain_outcome(s, {wholesale, wholesale}, {price, price});
}

/// Retail prices that answer each other at given wholesale prices; who sells by itself has 0.
inline std::array<double, 2> play_retail_prices(double s, const std::array<double, 2>& wholesale) {
  return equilibrium<2>(
      [&](std::size_t i, const std::array<double, 2>& price) {
        return (price[i] - wholesale[i]) * (1 - price[i] + s * price[1 - i]);
      },
      {1, 1});
}

/// The first chain, after all that sell through retailers have set wholesale prices that answer
/// each other and foresee the retail prices. An integrated manufacturer's profit stands under
/// `retailer_profit`.
inline ChainOutcome play_chains(double s, const std::array<bool, 2>& has_retailer) {
  const auto profit = [&](std::size_t i, const std::array<double, 2>& wholesale) {
    if (!has_retailer[i]) return -wholesale[i] * wholesale[i];  // hands over at cost
    const std::array<double, 2> price = play_retail_prices(s, wholesale);
    return wholesale[i] * (1 - price[i] + s * price[1 - i]);
  };
  const std::array<double, 2> wholesale = equilibrium<2>(profit, {0, 0}, 1e-8);
  return chain_outcome(s, wholesale, play_retail_prices(s, wholesale));
}

}  // namespace channelsim::validation
