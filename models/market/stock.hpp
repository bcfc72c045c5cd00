#pragma once
// What is known of goods beyond their number: past demand, what is owed, how old they are, what
// consumers send back. Tables are empty where nobody keeps stock that way.

#include "engine/world/pipeline.hpp"
#include "models/market/terms.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// What members remember to forecast and order by. Row = shelf.
struct Planning {
  // Demand of past steps, for moving averages: a ring for each shelf, as long as its longest one.
  Column<Pieces<Lanes>> history;
  RowNumbers first_of_history;
  Column<Pieces<Lanes>> growth;     // of demand per step, as forecast
  Column<Lanes> error_variance;     // of the forecast of a step
  Column<Pieces<Lanes>> sell_out;   // this step: what consumers wanted of the members supplied
  Column<Lanes> expected_shortage;  // share of an order that is not filled
  Column<Pieces<Lanes>> owed;       // by its supplier
};

/// Ages of perishable goods, by the step at whose end they expire. Row = shelf of a product with a
/// shelf life.
struct Ages {
  RowNumbers row_of;  // by shelf, or nobody
  RowNumbers shelf;   // by row
  RowNumbers life;    // by row: steps
  RowNumbers first_on_hand, first_under_way;
  Column<Pieces<Lanes>> on_hand;    // by row: life + 1 steps of expiry, modulo
  Column<Pieces<Lanes>> under_way;  // by row: due steps, modulo, x (the same, and: spoilt by then)
  RowNumbers slots;                 // by row: due steps
  Column<Pieces<Lanes>> total_expired;  // by row, since the start
  Column<Lanes> total_age;              // by row, since the start: pieces x steps of age

  std::size_t bucket(std::size_t row, Step expires) const {
    return first_on_hand[row] + expires % (life[row] + 1);
  }
  std::size_t bucket_under_way(std::size_t row, Step due, Step expires) const {
    const std::size_t of_slot = life[row] + 2;
    return first_under_way[row] + (due % slots[row]) * of_slot +
           (expires < due ? of_slot - 1 : expires % (life[row] + 1));
  }
};

/// Goods that consumers send back. Row = shelf whose customers may.
struct GoodsBack {
  RowNumbers shelf;                      // by row
  Pipeline<Pieces<Lanes>> pieces;        // on their way back
  Pipeline<Money<Lanes>> prices;         // what was paid for them
  Column<Pieces<Lanes>> returned;        // this step
  Column<Pieces<Lanes>> resold;          // this step: of these, to the manufacturer's stock
  Column<Money<Lanes>> refund;           // this step
  Column<Pieces<Lanes>> total_returned;  // since the start
  Column<Money<Lanes>> total_refund;     // the same
};

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
