#pragma once
// What key accounts are at: what their members were promised, what our goods earn them, and what
// they do about it.

#include "models/market/terms.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

struct AccountStates {
  // By member, since a period of the promised service began.
  Column<Pieces<Lanes>> asked, missing;
  Column<Money<Lanes>> missing_value;  // at the price that was invoiced
  Column<Money<Lanes>> terms_before;   // by member: what it had got by its terms a step ago
  // By account, since its last review.
  Column<Money<Lanes>> sales, goods;  // of our goods: at consumers' prices, at net-net prices
  Column<Lanes> disappointed;         // reviews in a row with less than it demands
  Column<Lanes> pushes;               // 1 while it favours its own label
  Column<Lanes> threats;              // since the start: reviews with less than it demands
  Column<Lanes> steps_delisted;       // by member, since the start
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
