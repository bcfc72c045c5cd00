// What consumers remember of a step: where they bought, whether for the first time, and who leaves.

#include "models/market/memory.hpp"

#include "engine/base/elementary.hpp"
#include "engine/random/multinomial.hpp"
#include "models/market/incidence.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose leaving{"customers of a cohort leave"};
constexpr Purpose recruited{"first purchases that referrals brought"};
}  // namespace

Lanes consumers_in(const World& world, std::size_t region) {
  Lanes sum = 0.0;
  for (std::size_t kind = 0; kind < world.layout->kinds.size(); ++kind)
    sum += world.population.size[world.layout->cohort(region, kind)];
  return sum;
}

Lanes share_standing_from(const World& world, std::size_t region, std::uint32_t least) {
  const Layout& layout = *world.layout;
  Lanes sum = 0.0;
  for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind)
    for (std::uint32_t state = least; state < layout.standings(); ++state)
      sum += world.population.all(layout.cell(layout.cohort(region, kind), state));
  return sum / max(consumers_in(world, region), 1.0);
}

void move_person(World& world, std::size_t cohort, std::uint32_t person, int lane,
                 std::uint32_t state) {
  const std::uint8_t before = world.persons.standing(person, std::size_t(lane));
  add_in_lane(world.population.count[world.layout->cell(cohort, before)], lane, -1);
  add_in_lane(world.population.count[world.layout->cell(cohort, state)], lane, +1);
  set_standing(world, person, lane, state);
}

std::uint32_t standing_next(const World& world, std::uint32_t state, std::uint32_t offer) {
  const Layout& layout = *world.layout;
  if (!layout.is_rival(offer)) return layout.standing_after(layout.channel_of[offer]);
  if (layout.is_customer(state))
    return layout.standing_after(static_cast<std::uint32_t>(layout.channels.size()));
  if (state == standing::unaware && !buys_once(world)) return standing::unaware;
  return state == standing::left ? state : standing::of_rivals;
}

namespace {
Lanes contribution_of(const World& world, std::uint32_t offer) {
  const Layout& layout = *world.layout;
  std::uint32_t shelf = layout.shelf[offer];
  const auto& product = world.terms().products[layout.product[shelf]];
  const auto& traits = world.terms().members[layout.member[shelf]].traits;
  if (traits.owner == Owner::manufacturer)
    return (world.shelves.price[shelf] * (1.0 - traits.commission) - mean_handling_cost(traits) -
            product.unit_cost)
        .value;
  while (world.network().supplier[shelf] != nobody) shelf = world.network().supplier[shelf];
  return (world.shelves.purchase_price[shelf] * (1.0 - world.shelves.trade_discount[shelf]) -
          product.unit_cost)
      .value;
}
}  // namespace

std::vector<Lanes> contributions_of(const World& world) {
  std::vector<Lanes> contributions(world.layout->offers(), Lanes(0.0));
  for (const std::uint32_t offer : world.network().offers)
    if (!world.layout->is_rival(offer)) contributions[offer] = contribution_of(world, offer);
  return contributions;
}

Lanes chance_to_leave(const World& world, std::size_t region, Lanes usual, std::uint32_t state) {
  const auto& satisfaction = world.terms().demand.satisfaction;
  const std::uint32_t channel = state - standing::first_channel;
  if (!satisfaction || channel >= world.layout->channels.size()) return usual;
  const Lanes level = world.marketing.satisfaction[world.layout->region_channel(region, channel)];
  // The logit of the chance falls by churn x level; 0 and 1 stay.
  const Lanes odds = exponential(-(satisfaction->churn * level));
  return usual * odds / max(1.0 - usual + usual * odds, 1e-300);
}

void note_purchases(World& world, std::size_t region, std::size_t cohort, std::uint32_t state,
                    std::uint32_t offer, const Lanes& contribution, Lanes first, Lanes more) {
  const Layout& layout = *world.layout;
  Population& population = world.population;
  const std::size_t channels = layout.channels.size(), to = layout.channel_of[offer];
  if (state >= standing::of_rivals && state != standing::left) {
    const std::size_t from =
        state == standing::of_rivals ? channels : state - standing::first_channel;
    population.switched[from * (channels + 1) + to] += first;
  }
  if (layout.is_rival(offer)) {
    population.rivals_bought[cohort] += first + more;
    return;
  }
  population.bought[cohort] += first + more;
  const std::uint32_t m = layout.member[layout.shelf[offer]];
  world.members.buyers[m] += first;
  world.members.bought[m] += first + more;
  if (!layout.has_bought(state)) world.members.new_buyers[m] += first;
  population.margin[cohort] += (first + more) * contribution;
  if (layout.has_bought(state)) {
    population.repeated[cohort] += first + more;
    return;
  }
  population.repeated[cohort] += more;
  population.acquired[cohort] += first;
  population.newcomers[layout.region_channel(region, to)] += first;
}

namespace {

/// Of first purchases at a rate that is partly recruiting, which referral brought them.
void note_recruits(World& world, std::size_t region, Lanes recruits, const auto& uniform_of) {
  const std::size_t regions = world.layout->regions;
  MultinomialSplit split(recruits, recruiting_rate(world, region));
  for (std::size_t row = 0; row < world.terms().referrals.size() && any(split.left() > 0.0); ++row)
    world.population.recruits[row] +=
        split.next(uniform_of(row), world.population.recruiting[row * regions + region]);
}

class CohortMemory {
 public:
  CohortMemory(World& world, const Draws& draws, Step now, std::size_t region, std::size_t kind,
               const std::vector<Lanes>& contributions)
      : world_(world),
        contributions_(contributions),
        draws_(draws),
        now_(now),
        region_(region),
        kind_(kind),
        cohort_(world.layout->cohort(region, kind)) {}

  void remember() {
    const std::uint32_t standings = world_.layout->standings();
    moved_.assign(standings, 0.0);
    for (std::uint32_t state = 0; state < standings; ++state) note(state);
    for (std::uint32_t state = 0; state < standings; ++state) count(state) += moved_[state];
    leave();
  }

 private:
  Lanes& count(std::uint32_t state) {
    return world_.population.count[world_.layout->cell(cohort_, state)];
  }

  void note(std::uint32_t state) {
    const Network& network = world_.network();
    const std::size_t row = world_.layout->first_wish(network, region_, kind_, state);
    Lanes acquired = 0.0;
    for (std::size_t place = 0; place < network.alternatives_in(region_); ++place) {
      const Lanes first = world_.population.first[row + place];
      const Lanes more = world_.population.more[row + place];
      if (!any((first > 0.0) | (more > 0.0))) continue;
      const std::uint32_t offer = network.offer_at(region_, place);
      note_purchases(world_, region_, cohort_, state, offer, contributions_[offer], first, more);
      moved_[state] -= first;
      moved_[standing_next(world_, state, offer)] += first;
      if (!world_.layout->is_rival(offer)) acquired += first;
    }
    if (may_be_recruited(world_, state) && any(acquired > 0.0)) note_recruited(state, acquired);
  }

  void note_recruited(std::uint32_t state, Lanes acquired) {
    const Lanes share = world_.population.recruited_share[world_.layout->cell(cohort_, state)];
    if (!any(share > 0.0)) return;
    const Address who = of_standing(*world_.layout, cohort_address(*world_.layout, cohort_), state);
    const Lanes recruits =
        binomial_quantile(draws_.uniform(recruited, who, now_), acquired, min(share, 1.0));
    note_recruits(world_, region_, recruits, [&](std::size_t row) {
      const std::uint64_t programme = name_hash(world_.terms().referrals[row].name);
      return draws_.uniform(recruited, {mixed(who.name + programme), who.number}, now_);
    });
  }

  void leave() {
    const auto& churn = world_.segment_of(kind_).churn;
    const auto* per_step = churn ? std::get_if<ChurnPerStep<Lanes>>(&*churn) : nullptr;
    for (std::uint32_t state = standing::first_channel; state < world_.layout->standings();
         ++state) {
      world_.population.customer_steps[cohort_] += count(state);
      if (!per_step || !any(count(state) > 0.0)) continue;
      const Lanes chance = chance_to_leave(world_, region_, per_step->chance, state);
      const Address who =
          of_standing(*world_.layout, cohort_address(*world_.layout, cohort_), state);
      const Lanes gone =
          binomial_quantile(draws_.uniform(leaving, who, now_), count(state), chance);
      count(state) -= gone;
      count(standing::left) += gone;
      world_.population.lost[cohort_] += gone;
    }
  }

  World& world_;
  const std::vector<Lanes>& contributions_;  // by offer
  const Draws& draws_;
  const Step now_;
  const std::size_t region_, kind_, cohort_;
  std::vector<Lanes> moved_;  // by standing
};

}  // namespace

void remember(World& world, const Draws& draws, Step now) {
  const Layout& layout = *world.layout;
  if (!layout.memory) return;
  Population& population = world.population;
  std::fill(population.newcomers.begin(), population.newcomers.end(), Lanes(0.0));
  std::fill(population.recruits.begin(), population.recruits.end(), Lanes(0.0));
  if (layout.persons) return remember_in_person(world, draws, now);
  const std::vector<Lanes> contributions = contributions_of(world);
  for (std::size_t region = 0; region < layout.regions; ++region)
    for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind)
      CohortMemory(world, draws, now, region, kind, contributions).remember();
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
