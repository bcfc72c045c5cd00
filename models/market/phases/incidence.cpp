#include "models/market/incidence.hpp"

#include "engine/base/elementary.hpp"
#include "models/market/memory.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// x(t) = 1 + b1 dP/P + b2 max(0, dA/A) [Bass, Krishnan & Jain 1994].
Lanes marketing_effort(const World& world, std::size_t region, const Bass<Lanes>& bass) {
  const Lanes price_change = relative_change(world.climate.price_before[region].value,
                                             world.climate.average_price[region].value);
  return max(1.0 + bass.price_effect * price_change +
                 bass.advertising_effect * max(world.marketing.rise[region], 0.0),
             0.0);
}

}  // namespace

bool buys_once(const World& world) {
  return std::holds_alternative<Bass<Lanes>>(world.terms().demand.incidence);
}

bool buys_for_good(const World& world) { return world.network().for_good; }

Incidences incidences_of(const World& world, std::size_t region) {
  const auto* bass = std::get_if<Bass<Lanes>>(&world.terms().demand.incidence);
  if (!bass) return {};
  return {bass, share_standing_from(world, region, standing::of_rivals),
          marketing_effort(world, region, *bass)};
}

Lanes considering_rate(const World& world, const Incidences& incidences, std::size_t region,
                       std::size_t kind, std::uint32_t state) {
  const Layout& layout = *world.layout;
  const std::size_t cohort = layout.cohort(region, kind);
  const Lanes own = world.segment_of(kind).purchase_rate;
  const Lanes readiness = world.climate.season * world.choices.readiness[cohort];
  if (!incidences.bass) return own * readiness;
  if (state >= standing::of_rivals) return incidences.bass->replacement_rate * readiness;
  return own * readiness * incidences.effort;
}

Lanes imitation_rate(const World& world, const Incidences& incidences, std::size_t cohort,
                     std::uint32_t state) {
  if (!incidences.bass || state >= standing::of_rivals) return 0.0;
  return incidences.bass->imitation * world.climate.season * world.choices.readiness[cohort] *
         incidences.effort;
}

bool may_be_recruited(const World& world, std::uint32_t state) {
  return state == standing::prospect || (state == standing::of_rivals && !buys_once(world));
}

Lanes recruiting_rate(const World& world, std::size_t region) {
  const std::size_t regions = world.layout->regions;
  Lanes rate = 0.0;
  for (std::size_t row = 0; row < world.terms().referrals.size(); ++row)
    rate += world.population.recruiting[row * regions + region];
  return rate;
}

void note_recruiting(World& world, const Incidences& incidences, std::size_t region,
                     std::size_t kind) {
  if (world.terms().referrals.empty()) return;
  const std::size_t cohort = world.layout->cohort(region, kind);
  const Lanes recruiting = recruiting_rate(world, region);
  for (std::uint32_t state = 0; state < world.layout->standings(); ++state) {
    if (!may_be_recruited(world, state)) continue;
    const Lanes alone = considering_rate(world, incidences, region, kind, state) +
                        imitation_rate(world, incidences, cohort, state) * incidences.owners;
    world.population.recruited_share[world.layout->cell(cohort, state)] =
        recruiting / max(alone + recruiting, 1e-300);
  }
}

bool buys_repeatedly(const World& world) {
  const auto& incidence = world.terms().demand.incidence;
  return std::holds_alternative<Poisson>(incidence) ||
         std::holds_alternative<NegativeBinomial>(incidence);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
