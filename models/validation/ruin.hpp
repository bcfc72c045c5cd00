#pragma once
// Textbook models: whether a reserve that grows in the mean is ever used up [Cramer 1930; Lundberg
// 1903; Feller 1968].

#include <cmath>
#include <vector>

#include "engine/base/elementary.hpp"
#include "engine/random/draws.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// Exponential losses at random times; income exceeds the expected losses by the share `loading`.
struct RiskReserve {
  double mean_loss, loading, reserve;
};

/// exp(-loading reserve / ((1 + loading) mean)) / (1 + loading).
inline double ruin_probability(const RiskReserve& risk) {
  const auto [mean, loading, reserve] = risk;
  return std::exp(-loading * reserve / ((1 + loading) * mean)) / (1 + loading);
}

/// Whether it is ruined, per lane: loss by loss until all lanes are ruined or hold `safe`, from
/// where ruin is next to impossible. One loss comes per unit of time in the mean.
inline Lanes simulate_ruin(const RiskReserve& risk, double safe, const Draws& draws) {
  constexpr Purpose gap{"gap between two textbook losses"};
  constexpr Purpose size{"size of a textbook loss"};
  const double income = (1 + risk.loading) * risk.mean_loss;
  Lanes reserve = risk.reserve, ruined = 0.0;
  for (Step loss = 0;; ++loss) {
    reserve += risk.mean_loss * logarithm(draws.uniform(size, {0}, loss)) -
               income * logarithm(draws.uniform(gap, {0}, loss));
    ruined = select(reserve < 0.0, Lanes(1.0), ruined);
    // The ruined stay so, however their reserve goes on.
    const Mask open = (ruined < 0.5) & (reserve < safe);
    if (!any(open)) return ruined;
    reserve = select(open, reserve, Lanes(ruined * -safe + (1.0 - ruined) * (2 * safe)));
  }
}

/// A gambler who wins or loses 1 at each bet and stops with nothing or with the target.
struct Gambler {
  double win_probability;
  int start, target;
};

/// ((q / p)^i - (q / p)^n) / (1 - (q / p)^n).
inline double ruin_probability(const Gambler& gambler) {
  const double odds = (1 - gambler.win_probability) / gambler.win_probability;
  const double at_target = std::pow(odds, gambler.target);
  return (std::pow(odds, gambler.start) - at_target) / (1 - at_target);
}

/// The same by the law of the next bet, r(i) = p r(i + 1) + q r(i - 1), swept until it holds.
inline double iterate_ruin_probability(const Gambler& gambler) {
  std::vector<double> ruin(static_cast<std::size_t>(gambler.target) + 1, 0.0);
  ruin[0] = 1;
  for (double change = 1; change > 1e-14;) {
    change = 0;
    for (std::size_t i = 1; i + 1 < ruin.size(); ++i) {
      const double next =
          gambler.win_probability * ruin[i + 1] + (1 - gambler.win_probability) * ruin[i - 1];
      change = std::max(change, std::abs(next - ruin[i]));
      ruin[i] = next;
    }
  }
  return ruin[static_cast<std::size_t>(gambler.start)];
}

/// Whether the gambler is ruined, per lane, bet by bet.
inline Lanes simulate_ruin(const Gambler& gambler, const Draws& draws) {
  constexpr Purpose purpose{"bet of a textbook gambler"};
  Lanes purse = gambler.start;
  for (Step bet = 0;; ++bet) {
    const Mask open = (purse > 0.0) & (purse < static_cast<double>(gambler.target));
    if (!any(open)) return select(purse < 0.5, Lanes(1.0), 0.0);
    const Mask won = draws.uniform(purpose, {0}, bet) < gambler.win_probability;
    purse = select(open, purse + select(won, Lanes(1.0), -1.0), purse);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
