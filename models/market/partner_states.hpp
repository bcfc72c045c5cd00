#pragma once
// Where members stand in partner programmes, and who owns whom: columns of the world that are empty
// where nobody takes part in one, or owns more than one unit.

#include <vector>

#include "models/market/terms.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// Row = member; those without a programme have rows that nobody looks at.
struct ProgrammeStates {
  Column<Lanes> tier;             // 1 is the first of its programme, 0 none
  Column<Lanes> trained_at;       // step in which its training ends, or never
  Column<Lanes> certified_until;  // step from which it no longer is
  Column<Money<Lanes>> history;   // what counted, by member x step of the window
  std::vector<std::size_t> first_of_history;
  Column<Money<Lanes>> counted_in_window;
  Column<Money<Lanes>> counted_since_review;
  Column<Money<Lanes>> total_counted;  // since the start, or since it opened
  Column<Money<Lanes>> activity;       // this step: marketing of its own
  Column<Lanes> last_sale;             // step; that before its opening where it has sold nothing
  Column<Lanes> has_sold;              // 1 or 0: since it opened
  // Since the start, of members that opened after it.
  Column<Lanes> steps_to_first_sale, first_sales;
};

/// Row = member. An owner is named by the row of one of its units, which may have closed since.
struct OwnerStates {
  Column<Lanes> owner;             // row of a unit
  Column<Lanes> units;             // in business, of the owner of this unit
  Column<Money<Lanes>> purse;      // by owner: cash of all that pay from it
  Column<Money<Lanes>> overdraft;  // the same of what they may overdraw
  Column<Lanes> expanded;          // since the start: places opened by owners who had one
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
