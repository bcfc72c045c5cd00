// What a place of a group takes and brings, as its next owner would work it out.

#include "engine/base/elementary.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// How long a unit has to be open before its profit is evidence for others: smoothed profit has
/// forgotten most of what it began with.
constexpr double steps_of_evidence = 26;

/// What the member itself pays for the work of the channel on a piece; drops are not foreseen.
Price<Lanes> work_per_piece(const Traits<Lanes>& traits, Lanes case_size) {
  Price<Lanes> cost = mean_handling_cost(traits) +
                      traits.complaint_cost * (traits.complaint_rate * traits.complaints_handled);
  if (!traits.functions) return cost;
  for (const auto& [function, item] : Functions<Lanes>::all())
    if (const auto& work = (*traits.functions).*function; work && work->by == Performer::member)
      cost += Price<Lanes>{work->per_order.value / traits.order_size +
                           work->per_case.value / case_size};
  return cost;
}

/// What a step's planned sales leave after goods, shares, work and the keeping of stock.
Money<Lanes> planned_contribution(const World& world, std::size_t m, Lanes site) {
  const auto& traits = world.terms().members[m].traits;
  const Shelves& shelves = world.shelves;
  Money<Lanes> contribution{0.0};
  for (const std::uint32_t shelf : world.network().shelves[m]) {
    const auto& product = world.terms().products[world.layout->product[shelf]];
    Price<Lanes> margin = shelves.regular_price[shelf] * share_kept(traits) -
                          work_per_piece(traits, product.case_size);
    if (traits.takes_title) margin -= shelves.purchase_price[shelf];
    const Pieces<Lanes> sold = world.members.planned_sales[shelf] * site;
    contribution += sold * margin;
  }
  return contribution;
}

/// Goods it opens with, at its purchase price: those on its shelves, and all with those under way.
struct OpeningStock {
  Money<Lanes> kept{0.0}, all{0.0};
};
OpeningStock opening_stock_of(const World& world, std::size_t m) {
  OpeningStock value;
  const auto& traits = world.terms().members[m].traits;
  if (!traits.takes_title) return value;
  for (const std::uint32_t shelf : world.network().shelves[m]) {
    const FirstStock first = first_stock(world, shelf, world.members.planned_sales[shelf]);
    const Price<Lanes> price = world.shelves.purchase_price[shelf];
    value.kept += first.on_hand * price;
    value.all += (first.on_hand + first.per_step * double(traits.lead_time)) * price;
  }
  return value;
}

/// The smoothed cash of a step of who has been in business for long, on average, and whether there
/// is anybody.
struct Evidence {
  Lanes cash, found;
};
Evidence evidence_of(const World& world, const RowNumbers& places, Step now) {
  const MemberStates& members = world.members;
  Lanes sum = 0.0, count = 0.0;
  for (const std::uint32_t m : places) {
    const Lanes counts = members.in_business[m] *
                         yes_or_no(double(now) - members.open_since[m] >= steps_of_evidence);
    sum += (members.profit[m] + members.wears_off[m].value) * counts;
    count += counts;
  }
  return {sum / max(count, Lanes(1.0)), yes_or_no(count > 0.0)};
}

}  // namespace

Money<Lanes> outlay_of_place(const World& world, std::size_t m) {
  const auto& traits = world.terms().members[m].traits;
  Money<Lanes> outlay = opening_stock_of(world, m).all;
  if (traits.investment) outlay += traits.investment->capital + traits.investment->one_off;
  if (traits.leaving) outlay += traits.leaving->deposit;
  if (traits.fees) {
    const auto listed = static_cast<double>(world.network().shelves[m].size());
    outlay += traits.fees->franchise_fee - traits.fees->slotting_fee * listed;
  }
  return outlay;
}

Lanes expected_return(const World& world, std::size_t programme, Lanes taken, Step now) {
  const Recruiting<Lanes>& rule = world.terms().recruiting[programme];
  const RowNumbers& places = world.layout->recruits[programme];
  const std::size_t m = places.front();  // all places of a group are alike but for their sites
  const auto& traits = world.terms().members[m].traits;
  const Joining<Lanes>& joining = *rule.joining;
  const Lanes site = exponential(-rule.site_decline * taken);
  InvestmentCase<Lanes> place;
  place.outlay = outlay_of_place(world, m);
  const OpeningStock stock = opening_stock_of(world, m);
  place.contribution = planned_contribution(world, m, site);
  place.fixed = Money<Lanes>{traits.fixed_cost.value + traits.contract.fixed_fee.value} +
                stock.kept * traits.holding_rate;
  if (traits.fees) place.fixed += Money<Lanes>{traits.fees->slot_fee.value};
  place.residual = stock.all;
  if (traits.leaving)
    place.residual = stock.all * traits.leaving->stock_buy_back + traits.leaving->deposit;
  if (traits.investment)
    place.residual += traits.investment->capital *
                      max(1.0 - double(joining.horizon) / traits.investment->life, Lanes(0.0));
  const Evidence seen = evidence_of(world, places, now);
  const Lanes trust = joining.evidence * seen.found;
  place.contribution = place.contribution * (1.0 - trust);
  place.fixed = place.fixed * (1.0 - trust) - Money<Lanes>{seen.cash * trust};
  return return_on(place, joining, traits.beginning);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
