// What members do because of what they earn.

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// What a member keeps of the prices it asks: for who sells in the manufacturer's name, its
/// commission.
Lanes margin_of(const World& world, std::size_t m) {
  const auto& traits = world.terms().members[m].traits;
  Lanes royalty = 0.0;
  if (traits.fees) {
    if (!traits.takes_title) return traits.fees->agency_commission;
    royalty = traits.fees->royalty + traits.fees->host_commission;
  }
  Lanes price = 0.0, cost = 0.0;
  for (const std::uint32_t shelf : world.network().shelves[m]) {
    price += world.shelves.price[shelf].value;
    cost += world.shelves.purchase_price[shelf].value * (1.0 - world.shelves.trade_discount[shelf]);
  }
  return 1.0 - cost / max(price, 1e-9) - royalty - traits.commission;
}

}  // namespace

void choose_effort(World& world, const Draws&, Step) {
  if (!world.layout->lives) return;
  for (const std::uint32_t m : world.network().in_business)
    if (const auto& conduct = world.terms().members[m].traits.conduct)
      world.members.effort[m] = effort_at(*conduct, margin_of(world, m));
}

Lanes appeal_of_member(const World& world, std::size_t m, Step now) {
  const auto& traits = world.terms().members[m].traits;
  const MemberStates& members = world.members;
  Lanes appeal = 0.0;
  if (traits.beginning) {
    const Lanes age = double(now) - members.open_since[m];
    appeal += utility_of_beginning(*traits.beginning, max(age, Lanes(0.0)));
  }
  if (traits.conduct)
    appeal += traits.conduct->effort_response * logarithm(members.effort[m]) +
              traits.conduct->ability_effect * members.ability[m];
  if (traits.relationship) appeal += traits.relationship->attraction * members.relation[m];
  for (std::size_t row = 0; row < world.terms().incidents.size(); ++row)
    if (world.terms().incidents[row].channel == world.terms().members[m].channel)
      appeal -= members.scandal[row];
  for (std::size_t programme = 0; programme < world.layout->recruits.size(); ++programme)
    if (const RowNumbers& recruits = world.layout->recruits[programme];
        world.layout->recruited[m] &&
        std::find(recruits.begin(), recruits.end(), m) != recruits.end())
      appeal -= world.terms().recruiting[programme].site_decline * members.place[m];
  return appeal;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
