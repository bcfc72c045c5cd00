// What members do because of what they earn.

#include "engine/base/elementary.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// What a member keeps of the prices it asks when its goods are paid.
Lanes margin_of(const World& world, std::size_t m) {
  const auto& traits = world.terms().members[m].traits;
  const Lanes kept = share_kept(traits) + tier_margin(world, m, TierBasis::sales);
  if (!traits.takes_title) return kept;
  const Lanes bonus = tier_margin(world, m, TierBasis::purchases);
  Lanes price = 0.0, cost = 0.0;
  for (const std::uint32_t shelf : world.network().shelves[m]) {
    price += world.shelves.price[shelf].value;
    cost += world.shelves.purchase_price[shelf].value *
            (1.0 - world.shelves.trade_discount[shelf] - bonus);
  }
  return kept - cost / max(price, 1e-9);
}

}  // namespace

void choose_effort(World& world, const Draws&, Step) {
  if (!world.layout->lives) return;
  for (const std::uint32_t m : world.network().in_business)
    if (const auto& conduct = world.terms().members[m].traits.conduct)
      world.members.effort[m] =
          effort_at(*conduct, margin_of(world, m)) * effort_of_managers(world, m);
}

Lanes appeal_of_member(const World& world, std::size_t m, Step now) {
  const auto& traits = world.terms().members[m].traits;
  const MemberStates& members = world.members;
  Lanes appeal = appeal_of_partner(world, m, now);
  if (traits.beginning) {
    const Lanes age = double(now) - members.open_since[m];
    appeal += utility_of_beginning(*traits.beginning, max(age, Lanes(0.0)));
  }
  if (traits.conduct)
    appeal += traits.conduct->effort_response * logarithm(members.effort[m]) +
              traits.conduct->ability_effect * members.ability[m];
  if (traits.relationship) appeal += traits.relationship->attraction * members.relation[m];
  for (const std::uint32_t incident : world.network().incidents_of[m])
    appeal -= members.scandal[incident];
  if (const std::uint32_t programme = world.layout->programme[m]; programme != nobody)
    appeal -= world.terms().recruiting[programme].site_decline * members.place[m];
  return appeal;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
