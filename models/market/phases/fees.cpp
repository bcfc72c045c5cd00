// Fees, coupons, visitors who are bought, and the work of the channel.

#include "engine/base/elementary.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// What a member did in a step.
struct Activity {
  Money<Lanes> revenue{0.0};
  Pieces<Lanes> sold{0.0};
  Lanes cases = 0.0, drops = 0.0;
};

Activity activity_of(const World& world, std::size_t m) {
  Activity activity;
  const bool to_consumers = world.terms().members[m].traits.sells_to == Customers::consumers;
  for (const std::uint32_t shelf : world.network().shelves[m]) {
    const Shelves& shelves = world.shelves;
    activity.sold += shelves.sold[shelf];
    activity.cases +=
        shelves.sold[shelf].value / world.terms().products[world.layout->product[shelf]].case_size;
    if (to_consumers) activity.revenue += shelves.sold[shelf] * shelves.price[shelf];
    activity.drops = max(activity.drops, yes_or_no(shelves.shipped[shelf].value > 0.0));
  }
  return activity;
}

/// What came back to a member in a step; nothing where its customers send nothing back.
std::optional<Activity> returns_of(const World& world, std::size_t m) {
  std::optional<Activity> activity;
  const GoodsBack& back = world.goods_back;
  for (std::size_t row = 0; row < back.shelf.size(); ++row) {
    const std::uint32_t shelf = back.shelf[row];
    if (world.layout->member[shelf] != m) continue;
    if (!activity) activity.emplace();
    const Pieces<Lanes> returned = back.returned[row];
    activity->sold += returned;
    activity->cases +=
        returned.value / world.terms().products[world.layout->product[shelf]].case_size;
    activity->drops = max(activity->drops, yes_or_no(returned.value > 0.0));
  }
  return activity;
}

/// The work of returns is done for what comes back, all other work for what is sold.
void settle_functions(World& world, std::size_t m, const Activity& activity) {
  const auto& traits = world.terms().members[m].traits;
  for (const auto& [function, item] : Functions<Lanes>::all()) {
    const auto& work = (*traits.functions).*function;
    if (!work) continue;
    const Activity done =
        item == Item::returns_work ? returns_of(world, m).value_or(activity) : activity;
    const Money<Lanes> cost = work->per_order * (done.sold.value / traits.order_size) +
                              work->per_drop * done.drops + work->per_case * done.cases;
    pay_for_work(world, work->by, m, item, cost);
  }
}

/// cost x (paid pieces / reference)^elasticity for each paid piece.
Money<Lanes> cost_of_traffic(const PaidTraffic<Lanes>& traffic, Pieces<Lanes> sold) {
  const Lanes paid = sold.value * traffic.share;
  const Lanes crowding = exponential(traffic.elasticity *
                                     logarithm(max(paid / traffic.reference.value, Lanes(1e-300))));
  return {select(paid > 0.0, paid * traffic.cost.value * crowding, Lanes(0.0))};
}

void settle_member_fees(World& world, std::size_t m, const Activity& activity) {
  const auto& traits = world.terms().members[m].traits;
  const Fees<Lanes>& fees = *traits.fees;
  const std::size_t member = Parties::member(m), services = world.parties.services();
  if (!traits.takes_title) {
    const Lanes earned = share_of_agent(traits);
    world.ledger.post(Parties::manufacturer, member, Item::agency_commission,
                      activity.revenue * earned);
    world.members.served_at[m] += activity.revenue * earned;
  }
  world.ledger.post(member, Parties::manufacturer, Item::royalty, activity.revenue * fees.royalty);
  world.ledger.post(member, services, Item::slot_fee,
                    Money<Lanes>{fees.slot_fee.value} * world.in_business(m));
  world.ledger.post(member, services, Item::host_commission,
                    activity.revenue * fees.host_commission);
  if (fees.coupon) {
    const Money<Lanes> off = activity.sold * fees.coupon->value * fees.coupon->redeemed;
    // Consumers have paid less; the others make up for their parts of it.
    world.ledger.post(member, world.parties.consumers(), Item::coupons, off);
    world.ledger.post(Parties::manufacturer, member, Item::coupons,
                      off * fees.coupon->manufacturer_share);
    world.ledger.post(services, member, Item::coupons, off * fees.coupon->platform_share);
    world.members.served_at[m] += off * fees.coupon->manufacturer_share;
  }
  if (!fees.traffic) return;
  world.ledger.post(member, services, Item::traffic, cost_of_traffic(*fees.traffic, activity.sold));
  world.members.paid_pieces[m] += activity.sold.value * fees.traffic->share;
}

}  // namespace

void pay_for_work(World& world, Performer by, std::size_t m, Item item, Money<Lanes> cost) {
  const auto pay = [&](std::size_t party, Lanes share) {
    world.ledger.post(party, world.parties.services(), item, cost * share);
    if (party == Parties::manufacturer) world.members.served_at[m] += cost * share;
  };
  switch (by) {
    case Performer::member:
      return pay(Parties::member(m), 1.0);
    case Performer::supplier:
      return for_each_supplier(world, world.network().creditor[m], pay);
    case Performer::manufacturer:
      return pay(Parties::manufacturer, 1.0);
    case Performer::consumer:
      return;
  }
}

void settle_fees(World& world, const Draws&, Step) {
  for (const std::uint32_t m : world.network().in_business) {
    const Uses& uses = world.terms().uses[m];
    if (!uses.fees && !uses.paid_work) continue;
    const Activity activity = activity_of(world, m);
    if (uses.fees) settle_member_fees(world, m, activity);
    if (uses.paid_work) settle_functions(world, m, activity);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
