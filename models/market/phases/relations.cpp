// How relations are kept, what others answer, and incidents that hurt a whole channel.

#include "engine/base/elementary.hpp"
#include "engine/random/binomial.hpp"
#include "models/market/competition.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

constexpr Purpose incident_happens{"incident at a member"};

void keep_relation(World& world, std::size_t m) {
  const Relationship<Lanes>& rule = *world.terms().members[m].traits.relationship;
  Lanes& relation = world.members.relation[m];
  const Lanes care = rule.care.value;
  const Lanes restored = care / (care + rule.half_effect.value);
  relation += rule.fading * (restored * (1.0 - relation) - (1.0 - restored) * relation);
}

/// Pieces a member sold to consumers in a step.
Lanes sold_to_consumers(const World& world, std::size_t m) {
  Lanes sold = 0.0;
  if (world.terms().members[m].traits.sells_to == Customers::consumers)
    for (const std::uint32_t shelf : world.network().shelves[m])
      sold += world.shelves.sold[shelf].value;
  return sold;
}

/// The lowest price at which consumers whom a shelf reaches can buy its product elsewhere.
Price<Lanes> lowest_elsewhere(const World& world, std::uint32_t shelf) {
  return lowest_price(world, shelf,
                      [&](std::uint32_t offer) { return is_elsewhere(world, shelf, offer); });
}

void answer(World& world, std::size_t m, Lanes all_sold) {
  const Answers<Lanes>& answers = *world.terms().members[m].traits.answers;
  MemberStates& members = world.members;
  if (answers.raise_fees) {
    const Lanes its = sold_to_consumers(world, m);
    const Lanes needed = its - answers.raise_fees->above_share * all_sold;
    members.dearer[m] = select(needed > 0.0, answers.raise_fees->by, Lanes(0.0));
  }
  if (!answers.delist) return;
  const Lanes before = members.delisted[m];
  Lanes left = max(before - 1.0, Lanes(0.0));
  for (const std::uint32_t shelf : world.network().shelves[m]) {
    if (world.layout->offer[shelf] == nobody) continue;  // consumers see no price of it
    const Price<Lanes> own = world.offers.price[world.layout->offer[shelf]];
    left = select(lowest_elsewhere(world, shelf) < own * answers.delist->below,
                  Lanes(double(answers.delist->length)), left);
  }
  members.delisted[m] = left;
  if (any(min(before, Lanes(1.0)) != min(left, Lanes(1.0)))) members_changed(world, m);
}

/// The more members, the more incidents; who is supervised has fewer.
void let_incidents_happen(World& world, std::size_t row, const Draws& draws, Step now) {
  const Incident<Lanes>& rule = world.terms().incidents[row];
  constexpr double halving = 0.6931471805599453;  // ln 2
  Lanes& lost = world.members.scandal[row];
  lost *= exponential(-halving / rule.half_life);
  if (!rule.active) return;
  Lanes members = 0.0;
  for (const std::uint32_t m : world.network().in_business)
    for (const std::uint32_t incident : world.network().incidents_of[m])
      if (incident == row) members += world.in_business(m);
  const Lanes looked_after =
      min(rule.supervisors * rule.span / max(members, Lanes(1.0)), Lanes(1.0));
  const Lanes rate = rule.hazard * (1.0 - rule.prevented * looked_after);
  const Lanes happens =
      binomial_quantile(draws.uniform(incident_happens, {name_hash(rule.name)}, now), members,
                        1.0 - exponential(-rate));
  lost += rule.loss * happens;
  world.members.scandals[row] += happens;
}

}  // namespace

void keep_relations(World& world, const Draws& draws, Step now) {
  if (!world.layout->lives) return;
  const Network& network = world.network();
  Lanes all_sold = 0.0;
  if (world.layout->answers)
    for (const std::uint32_t m : network.in_business) all_sold += sold_to_consumers(world, m);
  for (const std::uint32_t m : network.in_business) {
    const auto& traits = world.terms().members[m].traits;
    if (traits.relationship) keep_relation(world, m);
    if (traits.answers) answer(world, m, all_sold);
  }
  for (std::size_t row = 0; row < world.terms().incidents.size(); ++row)
    let_incidents_happen(world, row, draws, now);
  win_back(world);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
