#pragma once
// Textbook models: how two parties divide a gain [Nash 1950; Rubinstein 1982].

#include <cmath>

#include "models/validation/best_response.hpp"

namespace channelsim::validation {

/// What is to be divided, what each has without an agreement, and the first one's power, 0 to 1.
struct Bargain {
  double gain;
  std::array<double, 2> without;
  double power;
};

/// The first one's part: x = d1 + power (gain - d1 - d2).
inline double bargaining_solution(const Bargain& bargain) {
  const auto [gain, without, power] = bargain;
  return without[0] + power * (gain - without[0] - without[1]);
}

/// The part that maximises the product of both advantages, each raised to its power.
inline double search_bargaining_solution(const Bargain& bargain) {
  const auto [gain, without, power] = bargain;
  const double spare = gain - without[0] - without[1];
  // In the logarithm of the odds of the division, so that both advantages stay positive.
  const double odds = best_response(
      [&, exponent = power](double x) {
        const double part = 1 / (1 + std::exp(-x));
        return exponent * std::log(part) + (1 - exponent) * std::log(1 - part);
      },
      0);
  return without[0] + spare / (1 + std::exp(-odds));
}

/// The first proposer's share of 1 under alternating offers, where waiting a round leaves each the
/// share `patience` of a gain: (1 - d2) / (1 - d1 d2).
inline double first_proposer_share(const std::array<double, 2>& patience) {
  return (1 - patience[1]) / (1 - patience[0] * patience[1]);
}

/// The same by backward induction over so many rounds, the last of which takes all.
inline double play_alternating_offers(const std::array<double, 2>& patience, int rounds) {
  double share = 1;  // of who proposes, in the last round
  for (int round = rounds - 1; round >= 1; --round) {
    const std::size_t responder = round % 2 == 1 ? 1 : 0;  // round 1 is the first one's
    share = 1 - patience[responder] * share;  // the other is offered what waiting would be worth
  }
  return share;
}

}  // namespace channelsim::validation
