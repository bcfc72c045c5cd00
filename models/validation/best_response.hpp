#pragma once
// What players of a game choose who know their payoffs: best responses by search, and equilibria by
// repeating them. It knows no closed form, so that a game that is played checks the formula of its
// equilibrium.

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace channelsim::validation {

/// The move with the highest payoff, from a start; the payoff is smooth and has one peak. Newton's
/// method on differences of fourth order, and doubling strides uphill where the payoff is convex.
/// Ends at a step below `tolerance` (relative above 1), which must exceed the payoff's own error.
template <class Payoff>
double best_response(Payoff payoff, double start, double tolerance = 1e-11) {
  double move = start, stride = 0.01;
  for (int round = 0; round < 200; ++round) {
    const double h = 0.01 * std::max(1.0, std::abs(move));
    const double here = payoff(move), left = payoff(move - h), right = payoff(move + h);
    const double far_left = payoff(move - 2 * h), far_right = payoff(move + 2 * h);
    const double slope = (8 * (right - left) - (far_right - far_left)) / (12 * h);
    const double curvature =
        (16 * (left + right) - far_left - far_right - 30 * here) / (12 * h * h);
    const double step = curvature < 0 ? -slope / curvature : std::copysign(stride *= 2, slope);
    move += step;
    if (curvature < 0 && std::abs(step) < tolerance * std::max(1.0, std::abs(move))) return move;
  }
  throw std::runtime_error("the payoff has no peak");
}

/// Moves from which no player would turn away on its own [Nash 1950]: each in turn plays its best
/// response to the others' until nobody moves any more. `payoff(player, moves)`. With one payoff
/// for all it is the best joint move.
template <std::size_t Players, class Payoff>
std::array<double, Players> equilibrium(Payoff payoff, std::array<double, Players> moves,
                                        double tolerance = 1e-11) {
  for (int round = 0; round < 1000; ++round) {
    double largest = 0;
    for (std::size_t player = 0; player < Players; ++player) {
      const auto of_move = [&](double move) {
        std::array<double, Players> tried = moves;
        tried[player] = move;
        return payoff(player, tried);
      };
      const double better = best_response(of_move, moves[player], tolerance);
      largest =
          std::max(largest, std::abs(better - moves[player]) / std::max(1.0, std::abs(better)));
      moves[player] = better;
    }
    if (largest < tolerance) return moves;
  }
  throw std::runtime_error("best responses do not settle");
}

}  // namespace channelsim::validation
