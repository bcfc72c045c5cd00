// What each person remembers of a step: where it bought, who brought it, whether it leaves.

#include "models/market/incidence.hpp"
#include "models/market/memory.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose leaving{"a customer leaves"};
constexpr Purpose recruited{"a first purchase that referrals brought"};

/// The part of a person's purchase rate that is recruiting, in one replication.
double recruited_share(const World& world, const Wish& wish, std::size_t cohort,
                       std::uint8_t state) {
  const Layout& layout = *world.layout;
  const bool network = layout.acquaintances.nodes() > 0;
  if (!network && world.persons.pace.empty())
    return world.population.recruited_share[layout.cell(cohort, state)][wish.lane];
  const std::size_t region = layout.region_of(cohort), kind = layout.kind_of(cohort);
  const Incidences incidences = incidences_of(world, region);
  Acquaintances met{incidences.owners, 0.0, recruiting_rate(world, region)};
  if (network) met = acquaintances_of(world, wish.person);
  Lanes alone = considering_rate(world, incidences, region, kind, state);
  if (!world.persons.pace.empty()) alone *= world.persons.pace[wish.person];
  alone += imitation_rate(world, incidences, cohort, state) * met.owners;
  return (met.recruiting / max(alone + met.recruiting, 1e-300))[wish.lane];
}

/// By referral: its part of the recruiting that a person meets.
std::vector<double> parts_of_referrals(const World& world, const Wish& wish, std::size_t region) {
  const Graph& network = world.layout->acquaintances;
  std::vector<double> parts(world.terms().referrals.size(), 0.0);
  double all = 0;
  for (std::size_t row = 0; row < parts.size(); ++row) {
    if (network.nodes() == 0)
      parts[row] = world.population.recruiting[row * world.layout->regions + region][wish.lane];
    else
      for (const std::uint32_t other : network.neighbours_of(wish.person))
        parts[row] += brought_by(world, other, wish.lane, row) / network.degree(other);
    all += parts[row];
  }
  for (double& part : parts) part /= std::max(all, 1e-300);
  return parts;
}

/// Whether a first purchase was brought by referrals, as likely as their part in the rate.
void note_recruit(World& world, const Draws& draws, Step now, const Wish& wish,
                  std::size_t cohort) {
  const std::size_t region = world.layout->region_of(cohort);
  const std::uint8_t state = world.persons.standing[wish.person][wish.lane];
  if (!may_be_recruited(world, state) || world.terms().referrals.empty()) return;
  const double brought = recruited_share(world, wish, cohort, state);
  if (brought <= 0) return;
  const Address who = person_address(*world.layout, world.persons, cohort, wish.person);
  double left = draws.uniform(recruited, who, now)[wish.lane];
  const std::vector<double> parts = parts_of_referrals(world, wish, region);
  for (std::size_t row = 0; row < parts.size(); ++row) {
    if ((left -= brought * parts[row]) >= 0) continue;
    add_in_lane(world.population.recruits[row], wish.lane, 1);
    return;
  }
}

void leave_in_person(World& world, const Draws& draws, Step now, std::size_t cohort) {
  const Layout& layout = *world.layout;
  Persons& persons = world.persons;
  const std::size_t region = layout.region_of(cohort);
  const auto& churn = world.segment_of(layout.kind_of(cohort)).churn;
  const auto* per_step = churn ? std::get_if<ChurnPerStep<Lanes>>(&*churn) : nullptr;
  std::vector<Lanes> usual(layout.standings(), 0.0);
  Lanes customers = 0.0;
  for (std::uint32_t state = standing::first_channel; state < layout.standings(); ++state) {
    customers += world.population.count[layout.cell(cohort, state)];
    if (per_step) usual[state] = chance_to_leave(world, region, per_step->chance, state);
  }
  world.population.customer_steps[cohort] += customers;
  if (!per_step || !any(customers > 0.0)) return;
  for (auto person = persons.first_of_cohort[cohort]; person < persons.first_of_cohort[cohort + 1];
       ++person) {
    const Lanes uniform =
        draws.uniform(leaving, person_address(layout, persons, cohort, person), now);
    for (int lane = 0; lane < lanes_per_block; ++lane) {
      const std::uint8_t state = persons.standing[person][lane];
      if (!layout.is_customer(state) || persons.waits[person][lane]) continue;
      const double chance =
          persons.churn.empty() || per_step->concentration <= 0
              ? usual[state][lane]
              : chance_to_leave(world, region, persons.churn[person], state)[lane];
      if (uniform[lane] >= chance) continue;
      move_person(world, cohort, person, lane, standing::left);
      add_in_lane(world.population.lost[cohort], lane, 1);
    }
  }
}

}  // namespace

void remember_in_person(World& world, const Draws& draws, Step now) {
  const Layout& layout = *world.layout;
  Persons& persons = world.persons;
  std::vector<Wish> bought;
  for (const Wish& wish : persons.wishes)
    if (wish.alternative != nobody) bought.push_back(wish);
  // What each was before the step decides how all its purchases count; it changes afterwards.
  for (const Wish& wish : bought) {
    const std::size_t cohort = cohort_of(persons, wish.person);
    const std::uint32_t offer = world.network().offer_of[wish.alternative];
    Lanes one = 0.0;
    add_in_lane(one, wish.lane, 1);
    note_purchases(world, layout.region_of(cohort), cohort,
                   persons.standing[wish.person][wish.lane], offer,
                   wish.ordinal == 0 ? one : Lanes(0.0), wish.ordinal == 0 ? Lanes(0.0) : one);
    if (wish.ordinal == 0 && !layout.is_rival(offer)) note_recruit(world, draws, now, wish, cohort);
  }
  for (SmallLanes& each : persons.new_customer) each.fill(0);
  for (const Wish& wish : bought) {
    const std::size_t cohort = cohort_of(persons, wish.person);
    const std::uint32_t offer = world.network().offer_of[wish.alternative];
    const std::uint8_t before = persons.standing[wish.person][wish.lane];
    if (wish.ordinal == 0) {
      if (!layout.is_rival(offer) && !layout.has_bought(before))
        persons.new_customer[wish.person][wish.lane] =
            static_cast<std::uint8_t>(1 + layout.channel_of[offer]);
      move_person(world, cohort, wish.person, wish.lane, standing_next(world, before, offer));
    }
  }
  for (const Wish& wish : bought) {
    if (!wish.leaves || persons.waits[wish.person][wish.lane]) continue;  // who waits stays
    const std::size_t cohort = cohort_of(persons, wish.person);
    move_person(world, cohort, wish.person, wish.lane, standing::left);
    add_in_lane(world.population.lost[cohort], wish.lane, 1);
    add_in_lane(world.population.customer_steps[cohort], wish.lane, 1);  // until then it was one
  }
  for (std::size_t cohort = 0; cohort < layout.cohorts(); ++cohort)
    leave_in_person(world, draws, now, cohort);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
