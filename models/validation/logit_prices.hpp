#pragma once
// Textbook model: prices of equal rivals under logit demand and an outside offer of utility 0
// [Anderson, de Palma & Thisse 1992, ch. 7].

#include <cmath>

#include "models/validation/best_response.hpp"

namespace channelsim::validation {

/// Each of two firms; utility is attraction - sensitivity * price.
struct LogitFirms {
  double attraction, cost, sensitivity;
};

struct LogitPrices {
  double price, share, outside_share, profit;  // of each firm, per consumer
};

inline LogitPrices logit_prices_at(const LogitFirms& firms, const std::array<double, 2>& price) {
  const auto weight = [&](std::size_t i) {
    return std::exp(firms.attraction - firms.sensitivity * price[i]);
  };
  const double all = 1 + weight(0) + weight(1), share = weight(0) / all;
  return {price[0], share, 1 / all, (price[0] - firms.cost) * share};
}

namespace logit_prices_parts {
/// The price that equals mark_up(outcome) + cost, halved in: mark-ups fall as prices rise.
template <class MarkUp>
LogitPrices settle(const LogitFirms& firms, MarkUp mark_up) {
  double low = firms.cost, high = firms.cost + 100 / firms.sensitivity;
  for (int round = 0; round < 100; ++round) {
    const double price = (low + high) / 2;
    (price < firms.cost + mark_up(logit_prices_at(firms, {price, price})) ? low : high) = price;
  }
  return logit_prices_at(firms, {low, low});
}
}  // namespace logit_prices_parts

/// Rivals: p = c + 1 / (sensitivity (1 - share)).
inline LogitPrices rival_logit_prices(const LogitFirms& firms) {
  return logit_prices_parts::settle(
      firms, [&](const LogitPrices& at) { return 1 / (firms.sensitivity * (1 - at.share)); });
}

/// One owner of both: p = c + 1 / (sensitivity outside_share).
inline LogitPrices joint_logit_prices(const LogitFirms& firms) {
  return logit_prices_parts::settle(
      firms, [&](const LogitPrices& at) { return 1 / (firms.sensitivity * at.outside_share); });
}

/// The same as a game. With `joint` both prices serve the sum of the profits.
inline LogitPrices play_logit_prices(const LogitFirms& firms, bool joint) {
  const auto profit = [&](std::size_t i, const std::array<double, 2>& price) {
    return logit_prices_at(firms, {price[i], price[1 - i]}).profit;
  };
  return logit_prices_at(firms, equilibrium<2>(
                                    [&](std::size_t i, const std::array<double, 2>& price) {
                                      return joint ? profit(0, price) + profit(1, price)
                                                   : profit(i, price);
                                    },
                                    {firms.cost, firms.cost}));
}

}  // namespace channelsim::validation
