// What consumers paid a platform reaches the seller later, part of it later still.

#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// The platform keeps its commission and hands over the rest; what it holds back for returns it
/// releases later. It always pays.
void await_payout(World& world, std::size_t m, Money<Lanes> sales_less_commission, Step now) {
  const auto& payout = world.terms().members[m].traits.payout;
  if (!payout) return;
  Receivables& books = world.receivables;
  const std::size_t row = Receivables::row(m, Receivables::consumers);
  const Money<Lanes> held_back = sales_less_commission * payout->reserve;
  books.invoiced[row] += sales_less_commission;
  books.open[row] += sales_less_commission;
  books.due.send(row, now, payout->delay, sales_less_commission - held_back);
  books.due.send(row, now, payout->release, held_back);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
