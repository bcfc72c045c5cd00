// Present values of what the manufacturer and its partners get, and what the business is worth at
// the end.

#include "models/market/profit.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// Weight of the newest step in what a member earns, after as many.
constexpr double lasting_weight = 1.0 / 26;

/// The same at first: a plain mean.
Lanes weight_of_step(const World& world, std::size_t m, Step now) {
  const Lanes steps = min(double(now) - world.members.open_since[m], Lanes(double(now))) + 1.0;
  return max(1.0 / steps, Lanes(lasting_weight));
}

/// What a member has in its purse; of one that it shares, its part.
Money<Lanes> part_of_purse(const World& world, std::size_t m) {
  if (!shares_purse(world, m)) return cash_of(world, m);
  return {purse_of(world, m).value / max(world.owners.units[m], Lanes(1.0))};
}

/// Interest on overdrafts, fittings that wear off, and what each member earned in the step.
void close_books_of_members(World& world, Step now) {
  MemberStates& members = world.members;
  fill_purses(world);
  for (const std::uint32_t m : world.network().in_business) {
    const auto& traits = world.terms().members[m].traits;
    if (traits.finance && any(traits.finance->interest > 0.0)) {
      const Money<Lanes> owed = max(-part_of_purse(world, m), Money<Lanes>{0.0});
      world.ledger.post(Parties::member(m), world.parties.services(), Item::interest,
                        owed * (traits.finance->interest * members.in_business[m]));
    }
    members.capital[m] = max(members.capital[m] - members.wears_off[m], Money<Lanes>{0.0});
    const Money<Lanes> worth{profit_of_member(world, m)};
    const Lanes gain = (worth - members.worth[m]).value, there = members.in_business[m];
    const Lanes weight = weight_of_step(world, m, now);
    members.earned[m] += (gain - members.earned[m]) * (weight * there);
    // Who requires a profit begins as if it had it.
    members.profit[m] += (gain - members.profit[m]) *
                         ((traits.conduct ? Lanes(lasting_weight) : weight) * there);
    members.worth[m] = worth;
  }
}

/// Tax on what has been earned beyond the highest that was earned before.
void pay_tax(World& world) {
  const Lanes rate = world.terms().manufacturer.tax_rate;
  if (!any(rate > 0.0)) return;
  Valuation& valuation = world.valuation;
  const Money<Lanes> earned{profit_of_manufacturer(world)};
  const Money<Lanes> taxable = max(earned - valuation.taxed, Money<Lanes>{0.0});
  world.ledger.post(Parties::manufacturer, world.parties.services(), Item::tax, taxable * rate);
  valuation.taxed = max(valuation.taxed, earned);
}

/// Of those, too, that a plan has put out of business: what they are due is paid when they have
/// gone.
void value_partners(World& world) {
  Valuation& valuation = world.valuation;
  for (std::size_t m = 0; m < world.layout->members; ++m) {
    if (!world.layout->independent[m]) continue;
    const Money<Lanes> cash = money_of(world, m);
    valuation.partner_present[m] += (cash - valuation.partner_cash_before[m]) * valuation.discount;
    valuation.partner_cash_before[m] = cash;
  }
}

void take_marks(World& world, Step now) {
  Valuation& valuation = world.valuation;
  const auto& marks = world.layout->marks;
  if (world.layout->follows_value) valuation.earned.push_back(earned_on_sell_out(world));
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i].year_before == now + 1) valuation.year_before[i] = earned_on_sell_out(world);
    if (marks[i].at == now + 1)
      valuation.present_at[i] = present_value(world, valuation.year_before[i]);
  }
}

}  // namespace

void value_business(World& world, const Draws&, Step now) {
  if (world.layout->lives) close_books_of_members(world, now);
  pay_tax(world);
  Valuation& valuation = world.valuation;
  valuation.discount *= 1.0 / (1.0 + world.terms().manufacturer.discount_rate);
  const Money<Lanes> cash = cash_of_manufacturer(world);
  valuation.present += (cash - valuation.cash_before) * valuation.discount;
  valuation.cash_before = cash;
  valuation.paid_back =
      select(cash.value < 0.0, Lanes(never), min(valuation.paid_back, Lanes(double(now + 1))));
  valuation.lowest = min(valuation.lowest, cash);
  if (world.layout->values_partners) value_partners(world);
  take_marks(world, now);
  if (world.layout->credit)
    for (std::size_t row = 0; row < world.receivables.open.size(); ++row)
      world.receivables.total_open[row] += world.receivables.open[row];
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
