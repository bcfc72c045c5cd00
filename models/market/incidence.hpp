#pragma once
// How often consumers who remember consider buying, whether they are counted or simulated one by
// one: both use these rates, so that both have the same distribution.

#include "engine/base/elementary.hpp"
#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// What the rates of a region have in common in a step.
struct Incidences {
  const Bass<Lanes>* bass = nullptr;  // where a durable is bought once
  Lanes owners = 0.0;                 // share of consumers who have it
  Lanes effort = 1.0;                 // multiplies rates: price changes and advertising
};
Incidences incidences_of(const World& world, std::size_t region);

/// How often a consumer considers buying per step, by itself.
Lanes considering_rate(const World& world, const Incidences& incidences, std::size_t region,
                       std::size_t kind, std::uint32_t state);
/// What is added where everybody around has a durable.
Lanes imitation_rate(const World& world, const Incidences& incidences, std::size_t cohort,
                     std::uint32_t state);
/// Whether referrals bring such consumers to the point of buying, and at which rate.
bool may_be_recruited(const World& world, std::uint32_t state);
Lanes recruiting_rate(const World& world, std::size_t region);
/// Notes which part of a cohort's purchase rates is recruiting (`Population::recruited_share`).
void note_recruiting(World& world, const Incidences& incidences, std::size_t region,
                     std::size_t kind);

/// Chance that something happens at least once in a step at this rate: 1 - exp(-rate).
template <class Number>
Number chance_of(Number rate) {
  return 1.0 - exponential(-rate);
}
/// Chance of at least one purchase at a rate of purchases per step.
template <class Number>
Number chance_to_buy(const World& world, Number rate) {
  const auto& incidence = world.terms().demand.incidence;
  const auto* bass = std::get_if<Bass<Lanes>>(&incidence);
  if (std::holds_alternative<Bernoulli>(incidence) || (bass && bass->discrete))
    return min(rate, 1.0);
  return chance_of(rate);
}
/// Whether a consumer may buy several times in one step.
bool buys_repeatedly(const World& world);
/// Whether a consumer who has bought is done, but for replacement.
bool buys_once(const World& world);
/// Whether it is done without replacement.
bool buys_for_good(const World& world);

/// What a person meets among its acquaintances: shares of them who have a durable and who are
/// customers, and the rate at which new customers among them bring it to the point of buying.
struct Acquaintances {
  Lanes owners = 0.0, customers = 0.0, recruiting = 0.0;
};
Acquaintances acquaintances_of(const World& world, std::uint32_t person);
/// How many others a person who was new in the last step brings by a referral, in one replication.
double brought_by(const World& world, std::uint32_t person, int lane, std::size_t referral);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
