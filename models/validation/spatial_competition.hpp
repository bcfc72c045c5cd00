#pragma once
// Textbook models: prices of outlets that differ by place alone, and how near the next one may
// come. Consumers lie evenly, each buys one piece where price and travel cost less.

#include <cmath>
#include <vector>

#include "models/validation/best_response.hpp"

namespace channelsim::validation {

/// Two outlets at the ends of a line of length and mass 1; travel costs rate * distance^2
/// [Hotelling 1929; d'Aspremont, Gabszewicz & Thisse 1979].
struct Line {
  std::array<double, 2> cost;  // per piece
  double travel_rate;
};

struct LinePrices {
  std::array<double, 2> price;
  double first_share;
};

/// p_i = t + (2 c_i + c_j) / 3, share 1/2 + (p_2 - p_1) / (2 t).
inline LinePrices line_prices(const Line& line) {
  const auto [cost, t] = line;
  const std::array<double, 2> price{t + (2 * cost[0] + cost[1]) / 3,
                                    t + (2 * cost[1] + cost[0]) / 3};
  return {price, 0.5 + (price[1] - price[0]) / (2 * t)};
}

namespace spatial_competition_parts {
/// How far from the near outlet consumers buy there: halved in on what both offers cost them.
template <class TravelCost>
double reach(double price, double rival_price, double gap, TravelCost travel_cost) {
  double low = -gap, high = 2 * gap;  // beyond both ends, so that demand stays smooth there
  for (int round = 0; round < 60; ++round) {
    const double at = (low + high) / 2;
    const bool buys = price + travel_cost(at) < rival_price + travel_cost(gap - at);
    (buys ? low : high) = at;
  }
  return low;
}
}  // namespace spatial_competition_parts

/// The same as a game of prices.
inline LinePrices play_line_prices(const Line& line) {
  const auto share = [&](std::size_t i, const std::array<double, 2>& price) {
    return spatial_competition_parts::reach(
        price[i], price[1 - i], 1, [&](double way) { return line.travel_rate * way * way; });
  };
  const auto price = equilibrium<2>(
      [&](std::size_t i, const std::array<double, 2>& tried) {
        return (tried[i] - line.cost[i]) * share(i, tried);
      },
      line.cost, 1e-9);
  return {price, share(0, price)};
}

/// Outlets at equal distances on a circle of length and mass 1; travel costs rate * distance
/// [Salop 1979].
struct Circle {
  double cost, travel_rate;
};

struct CirclePrices {
  double price, gross_profit;  // of each outlet, before its fixed cost
};

/// p = c + t / n; each earns t / n^2.
inline CirclePrices circle_prices(const Circle& circle, int outlets) {
  const auto [cost, t] = circle;
  return {cost + t / outlets, t / (outlets * outlets)};
}

/// With a fixed cost F, outlets open until sqrt(t / F) stand there.
inline double circle_outlets(const Circle& circle, double fixed_cost) {
  return std::sqrt(circle.travel_rate / fixed_cost);
}

/// The same as a game: each outlet in turn answers its two neighbours until prices settle.
inline CirclePrices play_circle_prices(const Circle& circle, int outlets) {
  const auto count = static_cast<std::size_t>(outlets);
  std::vector<double> price(count, circle.cost);
  const auto profit = [&](std::size_t i, double tried) {
    double demand = 0;
    for (const double rival : {price[(i + 1) % count], price[(i + count - 1) % count]})
      demand += spatial_competition_parts::reach(
          tried, rival, 1.0 / outlets, [&](double way) { return circle.travel_rate * way; });
    return (tried - circle.cost) * demand;
  };
  for (double largest = 1; largest > 1e-8;) {
    largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double better =
          best_response([&](double tried) { return profit(i, tried); }, price[i], 1e-9);
      largest = std::max(largest, std::abs(better - price[i]));
      price[i] = better;
    }
  }
  return {price[0], profit(0, price[0])};
}

}  // namespace channelsim::validation
