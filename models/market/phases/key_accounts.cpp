// Key accounts: what was agreed centrally is settled with their members, and they look at what our
// goods earn them.

#include "models/market/key_accounts.hpp"

#include <algorithm>

#include "models/market/competition.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// What a piece costs a member now, trade discounts of running promotions taken off.
Price<Lanes> net_price(const World& world, std::uint32_t shelf) {
  return world.shelves.purchase_price[shelf] * (1.0 - world.shelves.trade_discount[shelf]);
}

/// By product the lowest such price among an account's members in business.
Column<Price<Lanes>> lowest_net_prices(const World& world, std::uint32_t account) {
  Column<Price<Lanes>> lowest(world.layout->products, Price<Lanes>{no_price});
  for (const std::uint32_t m : world.network().members_of[account])
    for (const std::uint32_t shelf : world.network().shelves[m]) {
      Lanes& price = lowest[world.layout->product[shelf]].value;
      price = min(price, select(world.in_business(m) > 0.0, net_price(world, shelf).value,
                                Lanes(no_price)));
    }
  return lowest;
}

/// It claims what another of its members would have paid less.
void settle_claims(World& world, std::uint32_t account) {
  const Column<Price<Lanes>> lowest = lowest_net_prices(world, account);
  for (const std::uint32_t m : world.network().members_of[account])
    for (const std::uint32_t shelf : world.network().shelves[m]) {
      const Price<Lanes> above =
          max(net_price(world, shelf) - lowest[world.layout->product[shelf]], Price<Lanes>{0.0});
      world.ledger.post(Parties::manufacturer, Parties::member(m), Item::price_claim,
                        world.shelves.shipped[shelf] * above);
    }
}

/// A back margin is earned with the invoice and paid after the period's last step.
void accrue(World& world, const BackMargin<Lanes>& term, std::uint32_t m, Money<Lanes> invoiced,
            Step now) {
  const Money<Lanes> earned = invoiced * term.share;
  const std::size_t row = Receivables::row(m, Receivables::accrued);
  world.ledger.post(Parties::manufacturer, Parties::member(m), Item::back_margin, earned);
  world.receivables.open[row] += earned;
  world.receivables.due.send(row, now, term.every - now % term.every, earned);
}

/// Pieces of a step's order that were not sent in it. What is owed from before is sent first.
Pieces<Lanes> missing_pieces(const World& world, std::uint32_t shelf) {
  const Shelves& shelves = world.shelves;
  const Pieces<Lanes> asked = shelves.ordered[shelf];
  if (world.layout->stock.backorders && any(world.planning.owed[shelf].value > 0.0))
    return min(asked, world.planning.owed[shelf]);
  return max(asked - shelves.shipped[shelf], Pieces<Lanes>{0.0});
}

void note_service(World& world, std::uint32_t m, std::uint32_t shelf) {
  if (!world.layout->holds_stock[shelf]) return;
  AccountStates& states = world.accounts;
  const Pieces<Lanes> missing = missing_pieces(world, shelf);
  states.asked[m] += world.shelves.ordered[shelf];
  states.missing[m] += missing;
  states.missing_value[m] += missing * world.shelves.purchase_price[shelf];
}

/// Pieces beyond what was tolerated are fined at their mean price.
void settle_service(World& world, const ServiceLevel<Lanes>& service, std::uint32_t m, Step now) {
  if (!ends_period(service.every, now)) return;
  AccountStates& states = world.accounts;
  const Pieces<Lanes> fined = fined_pieces(service, states.asked[m], states.missing[m]);
  const Price<Lanes> mean_price{states.missing_value[m].value /
                                max(states.missing[m].value, Lanes(1e-300))};
  const Money<Lanes> fine = fined * (service.penalty + mean_price * service.share);
  world.ledger.post(Parties::manufacturer, Parties::member(m), Item::service_penalty, fine);
  states.asked[m] = states.missing[m] = Pieces<Lanes>{0.0};
  states.missing_value[m] = Money<Lanes>{0.0};
}

void settle_with_member(World& world, std::uint32_t account, std::uint32_t m, Step now) {
  const KeyAccount<Lanes>& terms = world.terms().key_accounts[account];
  AccountStates& states = world.accounts;
  Money<Lanes> invoiced{0.0};
  for (const std::uint32_t shelf : world.network().shelves[m]) {
    const Shelves& shelves = world.shelves;
    invoiced += shelves.shipped[shelf] * shelves.purchase_price[shelf];
    if (terms.service) note_service(world, m, shelf);
    states.sales[account] += shelves.sold[shelf] * shelves.price[shelf];
    states.goods[account] += shelves.sold[shelf] * shelves.purchase_price[shelf];
  }
  if (terms.back_margin) accrue(world, *terms.back_margin, m, invoiced, now);
  if (terms.service) settle_service(world, *terms.service, m, now);
}

/// What members get by their terms beside the price makes goods cheaper for the account that they
/// belong to at the time.
void note_terms(World& world) {
  AccountStates& states = world.accounts;
  for (std::size_t m = 0; m < world.layout->members; ++m) {
    Money<Lanes> got{0.0};
    for (const Item item : terms_beside_price) got += world.ledger.on(Parties::member(m), item);
    if (const std::uint32_t account = world.network().account_of[m]; account != nobody)
      states.goods[account] -= got - states.terms_before[m];
    states.terms_before[m] = got;
  }
}

/// Who delists sells nothing for so long; who had delisted already goes on at least so long.
void delist(World& world, std::uint32_t account, Lanes steps) {
  for (const std::uint32_t m : world.network().members_of[account]) {
    Lanes& left = world.members.delisted[m];
    const Lanes before = left;
    left = max(left, steps);
    if (any(min(before, Lanes(1.0)) != min(left, Lanes(1.0)))) members_changed(world, m);
  }
}

/// An account threatens first, then delists; and it favours its own label while it earns too
/// little. Where it sold nothing it has learnt nothing.
void review(World& world, std::uint32_t account) {
  const KeyAccount<Lanes>& terms = world.terms().key_accounts[account];
  AccountStates& states = world.accounts;
  const Lanes sales = states.sales[account].value;
  const Lanes margin = (sales - states.goods[account].value) / max(sales, Lanes(1e-300));
  const auto sold = sales > 0.0;
  if (terms.demands) {
    const Lanes low = yes_or_no(margin < terms.demands->margin);
    Lanes& reviews = states.disappointed[account];
    reviews = select(sold, (reviews + 1.0) * low, reviews);
    states.threats[account] += select(sold, low, Lanes(0.0));
    const auto loses_patience = reviews > double(terms.demands->patience);
    delist(world, account,
           select(loses_patience, Lanes(double(terms.demands->length)), Lanes(0.0)));
    reviews = select(loses_patience, Lanes(0.0), reviews);
  }
  if (terms.own_label && terms.own_label->push) {
    const Lanes low = yes_or_no(margin < terms.own_label->push->below);
    states.pushes[account] = select(sold, low, states.pushes[account]);
  }
  states.sales[account] = states.goods[account] = Money<Lanes>{0.0};
}

/// Members whose own answers count the steps of a delisting do so there.
void count_down(World& world) {
  for (const std::uint32_t m : world.network().in_business) {
    Lanes& left = world.members.delisted[m];
    const Lanes before = left;
    world.accounts.steps_delisted[m] += yes_or_no(before > 0.0) * world.in_business(m);
    const auto& answers = world.terms().members[m].traits.answers;
    if (answers && answers->delist) continue;
    left = max(before - 1.0, Lanes(0.0));
    if (any(min(before, Lanes(1.0)) != min(left, Lanes(1.0)))) members_changed(world, m);
  }
}

/// Whether an account has a product on the shelf of any of its members.
bool has(const Network& network, const Layout& layout, std::uint32_t account,
         std::uint32_t product) {
  for (const std::uint32_t m : network.members_of[account])
    for (const std::uint32_t shelf : network.shelves[m])
      if (layout.product[shelf] == product) return true;
  return false;
}

}  // namespace

void settle_key_accounts(World& world, const Draws&, Step now) {
  const auto& members_of = world.network().members_of;
  for (std::uint32_t account = 0; account < members_of.size(); ++account) {
    if (world.terms().key_accounts[account].compares_prices != PriceComparison::none)
      settle_claims(world, account);
    for (const std::uint32_t m : members_of[account]) settle_with_member(world, account, m, now);
  }
}

void review_key_accounts(World& world, const Draws&, Step now) {
  if (!world.layout->accounts || !world.layout->lives) return;
  count_down(world);
  note_terms(world);
  for (std::uint32_t account = 0; account < world.network().members_of.size(); ++account) {
    const KeyAccount<Lanes>& terms = world.terms().key_accounts[account];
    if (terms.active && reviews_margin(terms) && ends_period(terms.review, now))
      review(world, account);
  }
}

namespace {

/// Each member in business of an account that lists a product for the first time gets an equal part
/// of the fee.
void pay_for_listing(World& world, std::uint32_t account) {
  const RowNumbers& members = world.network().members_of[account];
  Lanes count = 0.0;
  for (const std::uint32_t m : members) count += world.in_business(m);
  const Money<Lanes> part =
      world.terms().key_accounts[account].listing_fee * (1.0 / max(count, Lanes(1.0)));
  for (const std::uint32_t m : members)
    world.ledger.post(Parties::manufacturer, Parties::member(m), Item::slotting,
                      part * world.in_business(m));
}

}  // namespace

void begin_with_accounts(World& world, const Network& before) {
  const Network& network = world.network();
  const Layout& layout = *world.layout;
  for (std::uint32_t account = 0; account < network.members_of.size(); ++account)
    for (std::uint32_t product = 0; product < layout.products; ++product) {
      const auto lists = [&](const Network& stage) { return has(stage, layout, account, product); };
      const auto now = layout.networks.begin() + static_cast<std::ptrdiff_t>(world.stage);
      if (lists(*now) && std::none_of(layout.networks.begin(), now, lists))
        pay_for_listing(world, account);
    }
  AccountStates& states = world.accounts;
  for (std::size_t m = 0; m < layout.members; ++m)
    if (before.account_of[m] != network.account_of[m]) {
      states.asked[m] = states.missing[m] = Pieces<Lanes>{0.0};
      states.missing_value[m] = Money<Lanes>{0.0};
    }
}

Lanes lost_to_own_label(const World& world, std::uint32_t shelf) {
  const std::uint32_t account = world.network().account_of[world.layout->member[shelf]];
  if (account == nobody) return 0.0;
  const auto& label = world.terms().key_accounts[account].own_label;
  if (!label || !label->push) return 0.0;
  const auto& product = world.terms().products[world.layout->product[shelf]];
  return product.name == label->product ? world.accounts.pushes[account] * label->push->by
                                        : Lanes(0.0);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
