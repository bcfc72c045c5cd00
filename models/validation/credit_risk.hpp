#pragma once
// Textbook models: partners that fail at a constant hazard [Jarrow & Turnbull 1995], whom to grant
// credit, and how much of one's capital [Kelly 1956].

#include <algorithm>
#include <cmath>

#include "engine/base/elementary.hpp"
#include "engine/random/draws.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// P(failure within so many years) = 1 - exp(-hazard years).
inline double default_probability(double hazard, double years) {
  return 1 - std::exp(-hazard * years);
}

/// Credit for goods is worth it below this probability of losing all of it: m / (1 + m) for a
/// margin of m on cost.
inline double highest_default_probability(double margin) { return margin / (1 + margin); }

/// What a loan of 1 does: it gains `gain`, or with this probability loses `loss`.
struct CreditBet {
  double default_probability, gain, loss;
};

/// The share of the capital that grows it fastest: (1 - PD) / loss - PD / gain, within 0 to 1.
inline double kelly_share(const CreditBet& bet) {
  const auto [probability, gain, loss] = bet;
  return std::clamp((1 - probability) / loss - probability / gain, 0.0, 1.0);
}

/// Expected growth of the logarithm of the capital when this share of it is lent each time.
inline double log_growth(const CreditBet& bet, double share) {
  const auto [probability, gain, loss] = bet;
  return probability * std::log(1 - loss * share) + (1 - probability) * std::log(1 + gain * share);
}

/// Whether a partner fails within so many years, in steps of a month; 1 or 0 per lane.
inline Lanes simulate_default(double hazard, int years, const Draws& draws, std::uint32_t partner) {
  constexpr Purpose purpose{"failure of a textbook partner"};
  const double monthly = 1 - std::exp(-hazard / 12);
  Lanes failed = 0.0;
  for (Step month = 0; month < static_cast<Step>(12 * years); ++month)
    failed = select(draws.uniform(purpose, {0, partner}, month) < monthly, Lanes(1.0), failed);
  return failed;
}

/// Profit of one sale on credit that costs 1, per lane: the margin, or the loss of the cost.
inline Lanes simulate_credit_sale(double default_probability, double margin, const Draws& draws,
                                  Step sale) {
  constexpr Purpose purpose{"failure of a textbook buyer"};
  return select(draws.uniform(purpose, {0}, sale) < default_probability, Lanes(-1.0), margin);
}

/// Growth of the logarithm of the capital per bet over a row of bets, one run per lane.
inline Lanes simulate_log_growth(const CreditBet& bet, double share, Step bets,
                                 const Draws& draws) {
  constexpr Purpose purpose{"outcome of a textbook credit line"};
  Lanes capital = 1.0, growth = 0.0;
  for (Step number = 0; number < bets; ++number) {
    const Mask lost = draws.uniform(purpose, {0}, number) < bet.default_probability;
    capital += select(lost, -bet.loss * share * capital, bet.gain * share * capital);
    if (number % 16 == 15) {  // before it leaves the range of numbers
      growth += logarithm(capital);
      capital = 1.0;
    }
  }
  return (growth + logarithm(capital)) / static_cast<double>(bets);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
