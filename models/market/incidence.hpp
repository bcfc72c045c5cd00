#pragma once
// How often consumers who remember consider buying, whether they are counted or simulated one by
// one: both use these rates, so that both have the same distribution.

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

/// Chance of at least one purchase at a rate of purchases per step.
Lanes chance_to_buy(const World& world, Lanes rate);
/// Whether a consumer may buy several times in one step.
bool buys_repeatedly(const World& world);
/// Whether a consumer who has bought is done, but for replacement.
bool buys_once(const World& world);

/// What a person meets among its acquaintances: shares of them who have a durable and who are
/// customers, and the rate at which new customers among them bring it to the point of buying.
struct Acquaintances {
  Lanes owners = 0.0, customers = 0.0, recruiting = 0.0;
};
Acquaintances acquaintances_of(const World& world, std::uint32_t person);
/// How many others a person who was new in the last step brings by a referral, in one replication.
double brought_by(const World& world, std::uint32_t person, int lane, std::size_t referral);

/// Puts consumers where they stand at the start, customers as they would choose among the offers.
void populate(World& world);

/// Gives a person another standing in one replication.
void move_person(World& world, std::size_t cohort, std::uint32_t person, int lane,
                 std::uint32_t state);

/// What a consumer is after a purchase.
std::uint32_t standing_next(const World& world, std::uint32_t state, std::uint32_t offer);
/// What the manufacturer with its own members earns of a piece sold to a consumer, fixed costs
/// aside: the margin of its shop, or of what the trade pays.
Lanes contribution_of(const World& world, std::uint32_t offer);
/// Chance of a customer to leave in a step: `usual` for one whose satisfaction is 0.
Lanes chance_to_leave(const World& world, std::size_t region, Lanes usual, std::uint32_t state);
/// Counts purchases of consumers of a standing at an offer: a first one each, and further ones.
void note_purchases(World& world, std::size_t region, std::size_t cohort, std::uint32_t state,
                    std::uint32_t offer, Lanes first, Lanes more);

/// The cohort of a person.
std::size_t cohort_of(const Persons& persons, std::uint32_t person);
/// Whose luck that of a person is: its number within its cohort.
Address person_address(const Layout& layout, const Persons& persons, std::size_t cohort,
                       std::uint32_t person);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
