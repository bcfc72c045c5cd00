// Invoices, when they are paid, and what a member can still afford.

#include "engine/base/elementary.hpp"
#include "engine/random/normal.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

constexpr Purpose paying_late{"paying late"};

/// Steps from invoice to payment of what one party buys of another in a step.
Lanes payment_delay(const Credit<Lanes>& credit, Lanes uniform, Lanes late_share) {
  Lanes delay = static_cast<double>(credit.terms);
  if (!credit.late) return delay;
  const LatePayment<Lanes>& late = *credit.late;
  const Lanes rest = min(max(uniform / max(late_share, 1e-12), 1e-12), 1.0 - 1e-12);
  const Lanes shorter = credit.dunning ? 1.0 - credit.dunning->effect : Lanes(1.0);
  const Lanes after = late.median * shorter * exponential(late.spread * normal_quantile(rest));
  const Lanes whole = min(max(ceil(after), Lanes(1.0)), Lanes(double(late.longest)));
  return delay + select(uniform < late_share, whole, Lanes(0.0));
}

/// Puts an invoice into the books of the creditor; what is due at once is paid at once.
void invoice_on(World& world, std::size_t row, const Credit<Lanes>& credit, Money<Lanes> amount,
                Lanes delay, Step now) {
  Receivables& books = world.receivables;
  const Lanes later = yes_or_no(delay > 0.0);
  books.paid[row] += amount * (1.0 - later);
  if (!any(later > 0.0)) return;
  books.open[row] += amount * later;
  if (!credit.late) {
    books.due.send(row, now, credit.terms, amount);
    return;
  }
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    if (delay[lane] <= 0) continue;
    Money<Lanes> alone{0.0};
    alone.value.set(lane, amount.value[lane]);
    books.due.send(row, now, static_cast<std::uint32_t>(delay[lane]), alone);
  }
}

void post_invoice(World& world, std::size_t m, Receivables::Kind kind, const Credit<Lanes>& credit,
                  Money<Lanes> amount, Lanes late_share, std::size_t creditor, std::size_t debtor,
                  const Draws& draws, Step now) {
  const Money<Lanes> lost = amount * credit.bad_debt;
  if (any(lost.value > 0.0)) world.ledger.post(creditor, debtor, Item::bad_debt, lost);
  if (creditor == Parties::manufacturer) world.members.served_at[m] += lost;
  const Lanes uniform = credit.late ? draws.uniform(paying_late, world.layout->member_address[m],
                                                    now, static_cast<std::uint32_t>(kind))
                                    : Lanes(1.0);
  world.receivables.invoiced[Receivables::row(m, kind)] += amount;
  invoice_on(world, Receivables::row(m, kind), credit, amount - lost,
             payment_delay(credit, uniform, late_share), now);
  if (credit.dunning) {
    const Lanes overdue = yes_or_no(world.receivables.open[Receivables::row(m, kind)].value > 0.0);
    world.ledger.post(creditor, world.parties.services(), Item::dunning,
                      Money<Lanes>{credit.dunning->cost.value} * overdue);
  }
}

}  // namespace

Money<Lanes> money_of(const World& world, std::size_t m) {
  const Receivables& books = world.receivables;
  Money<Lanes> money = world.ledger.balance(Parties::member(m));
  if (!world.layout->credit) return money;
  money += books.open[Receivables::row(m, Receivables::trade)];
  if (world.terms().members[m].traits.takes_title)  // an agent's customers owe the manufacturer
    money -= books.open[Receivables::row(m, Receivables::consumers)];
  money -= books.open[Receivables::row(m, Receivables::accrued)];
  for (const std::uint32_t debtor : world.network().debtors[m])
    money -= books.open[Receivables::row(debtor, Receivables::trade)];
  return money;
}

Money<Lanes> cash_of(const World& world, std::size_t m) {
  const Money<Lanes> cash = money_of(world, m) - world.members.before_opening[m];
  const auto& finance = world.terms().members[m].traits.finance;
  return finance ? cash + finance->opening_cash : cash;
}

void invoice_member(World& world, std::size_t m, Money<Lanes> amount, const Draws& draws,
                    Step now) {
  const auto& credit = world.terms().members[m].traits.credit;
  if (!credit) return;
  const std::uint32_t supplier = world.network().creditor[m];
  post_invoice(world, m, Receivables::trade, *credit, amount,
               credit->late ? credit->late->share : Lanes(0.0),
               supplier == nobody ? Parties::manufacturer : Parties::member(supplier),
               Parties::member(m), draws, now);
}

void invoice_consumers(World& world, std::size_t m, Money<Lanes> amount, const Draws& draws,
                       Step now) {
  const auto& traits = world.terms().members[m].traits;
  const auto& credit = traits.customer_credit;
  if (!credit) return;
  const bool agent_collects =
      !traits.takes_title && traits.fees && traits.fees->agency_on == CommissionBase::collected;
  Lanes late = credit->late ? credit->late->share : Lanes(0.0);
  if (agent_collects) late *= 0.5;
  post_invoice(world, m, Receivables::consumers, *credit, amount, late,
               traits.takes_title ? Parties::member(m) : Parties::manufacturer,
               world.parties.consumers(), draws, now);
}

void pay_invoices(World& world, const Draws&, Step now) {
  if (!world.layout->credit) return;
  Receivables& books = world.receivables;
  fill_purses(world);
  for (std::uint32_t m = 0; m < world.layout->members; ++m) {
    for (const auto kind : {Receivables::accrued, Receivables::consumers, Receivables::trade}) {
      const std::size_t row = Receivables::row(m, kind);
      const Money<Lanes> due = books.due.take_due(row, now) + books.overdue[row];
      const auto& finance = world.terms().members[m].traits.finance;
      Money<Lanes> paid = due;
      if (finance && kind == Receivables::trade && any(due.value > 0.0)) {
        const Money<Lanes> purse = shares_purse(world, m)
                                       ? purse_of(world, m) + overdraft_of(world, m)
                                       : cash_of(world, m) + finance->overdraft;
        // Who is out of business pays from its estate, which is settled already.
        const Lanes alive = world.in_business(m);
        paid = min(due, max(purse, Money<Lanes>{0.0}));
        paid.value = select(alive > 0.0, paid.value, due.value);
      }
      books.overdue[row] = due - paid;
      books.open[row] -= paid;
      books.paid[row] += paid;
      if (shares_purse(world, m))
        pay_from_purse(world, m,
                       (kind == Receivables::trade ? paid : -paid) * world.in_business(m));
      if (kind == Receivables::trade)
        world.members.strained[m] = select(books.overdue[row].value > 1e-9 * due.value,
                                           world.members.strained[m] + 1.0, Lanes(0.0));
    }
  }
}

namespace {

/// What a member with a purse can spend in a step; of one that it shares, its part, so that all
/// units can order at once.
Lanes spending_power(const World& world, std::size_t m) {
  const Lanes own = (cash_of(world, m) + world.terms().members[m].traits.finance->overdraft).value;
  if (!shares_purse(world, m)) return own;
  const Lanes part =
      (purse_of(world, m) + overdraft_of(world, m)).value / max(world.owners.units[m], Lanes(1.0));
  return select(world.in_business(m) > 0.0, part, own);
}

}  // namespace

Lanes affordable_share(const World& world, std::size_t m, Money<Lanes> order) {
  const auto& traits = world.terms().members[m].traits;
  if (!traits.finance && !traits.credit) return 1.0;
  constexpr double unlimited = 1e300;
  const std::size_t row = Receivables::row(m, Receivables::trade);
  const Lanes strained = world.members.strained[m];
  Lanes budget = unlimited;
  if (traits.credit && traits.credit->limit)
    budget = (*traits.credit->limit - world.receivables.open[row]).value;
  if (traits.finance) {
    const Lanes purse = spending_power(world, m);
    const bool on_credit = traits.credit && traits.credit->terms > 0;
    // Who has been short of a payment can no longer buy on credit.
    budget = on_credit ? select(strained > 0.0, min(budget, purse), budget) : min(budget, purse);
  }
  if (traits.credit && traits.credit->block_after > 0)
    budget = select(strained >= double(traits.credit->block_after), Lanes(0.0), budget);
  return min(max(budget, Lanes(0.0)) / max(order.value, 1e-9), Lanes(1.0));
}

void settle_debts(World& world, std::size_t m, Lanes chosen) {
  if (!world.layout->credit) return;
  Receivables& books = world.receivables;
  const std::size_t row = Receivables::row(m, Receivables::trade);
  books.paid[row] += books.open[row] * chosen;
  books.open[row] = books.open[row] * (1.0 - chosen);
  books.overdue[row] = books.overdue[row] * (1.0 - chosen);
  books.due.clear(row, chosen);
}

void wind_up_debts(World& world, std::size_t m, Lanes gone, Money<Lanes> credited, Step now) {
  if (!world.layout->credit) return;
  const auto& traits = world.terms().members[m].traits;
  Receivables& books = world.receivables;
  const std::size_t row = Receivables::row(m, Receivables::trade);
  const Money<Lanes> owed = books.open[row] * gone;
  if (!any(owed.value != 0.0)) return;  // what rounding leaves is wound up, too
  const Lanes loss = traits.default_risk ? traits.default_risk->loss_given_default : Lanes(0.0);
  const Money<Lanes> left = max(owed - credited, Money<Lanes>{0.0});
  const Money<Lanes> written_off = left * loss;
  const std::uint32_t supplier = world.network().creditor[m];
  world.ledger.post(supplier == nobody ? Parties::manufacturer : Parties::member(supplier),
                    Parties::member(m), Item::bad_debt, written_off);
  if (supplier == nobody) world.members.served_at[m] += written_off;
  books.due.clear(row, gone);
  books.overdue[row] = books.overdue[row] * (1.0 - gone);
  books.paid[row] += owed - left;
  books.open[row] -= owed - (left - written_off);
  const std::uint32_t delay = traits.default_risk ? traits.default_risk->settlement_delay : 1;
  books.due.send(row, now, delay, left - written_off);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
