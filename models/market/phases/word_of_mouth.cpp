// Who learns of the offers, who forgets them, whom customers bring along.

#include "engine/base/elementary.hpp"
#include "engine/random/binomial.hpp"
#include "models/market/incidence.hpp"
#include "models/market/memory.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose learning{"consumers learn of the offers"};
constexpr Purpose forgetting{"consumers forget the offers"};
constexpr Purpose seeding{"who spreads the word first"};

/// How many others each consumer brings who bought for the first time in the last step.
Lanes recruits_per_customer(const World& world, std::size_t row, std::size_t region,
                            std::size_t channel) {
  const Referral<Lanes>& referral = world.terms().referrals[row];
  if (!referral.active || !world.network().referral_targets[row].channel[channel]) return 0.0;
  Lanes recruits = referral.contacts * referral.share_chance * referral.conversion;
  if (const auto& satisfaction = world.terms().demand.satisfaction)
    recruits *=
        exponential(satisfaction->referral *
                    world.marketing.satisfaction[world.layout->region_channel(region, channel)]);
  return recruits;
}

/// Persons of a network who spread the word of a programme first, by selection sampling.
void choose_seeds(World& world, const Draws& draws, Step now, std::size_t region,
                  std::size_t referral) {
  const Layout& layout = *world.layout;
  const auto& programme = world.terms().referrals[referral];
  const std::uint64_t name = name_hash(programme.name);
  const auto source = static_cast<std::uint8_t>(1 + layout.channels.size() + referral);
  Lanes seeds = programme.seeds;
  Persons& persons = world.persons;
  const std::size_t first = layout.cohort(region, 0), last = first + layout.kinds.size();
  const std::uint32_t end = persons.first_of_cohort[last];
  for (std::size_t cohort = first; cohort < last; ++cohort)
    for (auto person = persons.first_of_cohort[cohort];
         person < persons.first_of_cohort[cohort + 1]; ++person) {
      const Address who = person_address(layout, persons, cohort, person);
      const Lanes uniform = draws.uniform(seeding, {mixed(who.name + name), who.number}, now);
      const Mask chosen = uniform * double(end - person) < seeds;
      for_each_lane(chosen, [&](int lane) {
        persons.new_customer(person, std::size_t(lane)) = source;
        add_in_lane(seeds, lane, -1);
      });
    }
}

/// Rates at which referrals bring consumers to the point of buying: their calls fall on all
/// consumers of the region alike.
void recruit(World& world, const Draws& draws, Step now) {
  const Layout& layout = *world.layout;
  Population& population = world.population;
  const auto& referrals = world.terms().referrals;
  const std::size_t channels = layout.channels.size(), sources = channels + referrals.size();
  for (std::size_t row = 0; row < referrals.size(); ++row) {
    const bool seeds = referrals[row].active && !world.marketing.seeded[row];
    for (std::size_t region = 0; region < layout.regions; ++region) {
      Lanes calls = 0.0;
      for (std::size_t channel = 0; channel < channels; ++channel) {
        const Lanes recruits = recruits_per_customer(world, row, region, channel);
        calls += population.newcomers[layout.region_channel(region, channel)] * recruits;
        population.recruits_of[(region * sources + channel) * referrals.size() + row] = recruits;
      }
      if (seeds && layout.acquaintances.nodes() > 0) choose_seeds(world, draws, now, region, row);
      const Lanes recruits =
          referrals[row].contacts * referrals[row].share_chance * referrals[row].conversion;
      population.recruits_of[(region * sources + channels + row) * referrals.size() + row] =
          recruits;
      if (seeds) calls += referrals[row].seeds * recruits;
      population.recruiting[row * layout.regions + region] =
          calls / max(consumers_in(world, region), 1.0);
    }
    population.seeded[row] = seeds ? referrals[row].seeds * double(layout.regions) : Lanes(0.0);
    world.marketing.seeded[row] |= seeds;
  }
}

/// Rate at which those who do not know the offers learn of them, word of mouth aside.
Lanes learning_rate(const World& world, std::size_t region) {
  Lanes rate = world.marketing.learning[region];
  const auto& awareness = world.terms().demand.awareness;
  if (!awareness) return rate;
  Lanes stores = 0.0;
  for (const std::uint32_t store : world.network().stores_in[region])
    stores += world.sells_ours(store);
  return rate + awareness->spontaneous + awareness->per_outlet * stores;
}

/// What the rates of learning and forgetting are in a region.
struct Talk {
  Lanes learning;       // without what others tell
  Lanes word_of_mouth;  // where all others are customers
  Lanes customers;      // share of the region's consumers
  Lanes recruiting;
  Lanes forgetting;
};
Talk talk_in(const World& world, std::size_t region) {
  const auto& awareness = world.terms().demand.awareness;
  return {learning_rate(world, region), awareness ? awareness->word_of_mouth : Lanes(0.0),
          share_standing_from(world, region, standing::first_channel),
          recruiting_rate(world, region), awareness ? awareness->forgetting : Lanes(0.0)};
}

void talk_in_cohort(World& world, const Draws& draws, Step now, std::size_t cohort,
                    const Talk& talk) {
  const Layout& layout = *world.layout;
  Lanes& unaware = world.population.count[layout.cell(cohort, standing::unaware)];
  Lanes& prospects = world.population.count[layout.cell(cohort, standing::prospect)];
  const Address who = cohort_address(layout, cohort);
  Lanes learn = 0.0, forget = 0.0;
  const Lanes rate = talk.learning + talk.word_of_mouth * talk.customers + talk.recruiting;
  if (any((unaware > 0.0) & (rate > 0.0)))
    learn = binomial_quantile(draws.uniform(learning, who, now), unaware, chance_of(rate));
  if (any((prospects > 0.0) & (talk.forgetting > 0.0)))
    forget = binomial_quantile(draws.uniform(forgetting, who, now), prospects,
                               chance_of(talk.forgetting));
  unaware += forget - learn;
  prospects += learn - forget;
}

void talk_among_persons(World& world, const Draws& draws, Step now, std::size_t cohort,
                        const Talk& talk) {
  const Layout& layout = *world.layout;
  Persons& persons = world.persons;
  const Lanes unaware = world.population.count[layout.cell(cohort, standing::unaware)];
  const Lanes prospects = world.population.count[layout.cell(cohort, standing::prospect)];
  const bool network = layout.acquaintances.nodes() > 0;
  const bool may_forget = any((prospects > 0.0) & (talk.forgetting > 0.0));
  if (!any(unaware > 0.0) && !may_forget) return;
  const Lanes forget = chance_of(talk.forgetting);
  Lanes learn = chance_of(talk.learning + talk.word_of_mouth * talk.customers + talk.recruiting);
  for (auto person = persons.first_of_cohort[cohort]; person < persons.first_of_cohort[cohort + 1];
       ++person) {
    const auto state = persons.standing.in_all_lanes(person);
    const Address who = person_address(layout, persons, cohort, person);
    const bool may_learn = std::any_of(state.begin(), state.end(),
                                       [](auto each) { return each == standing::unaware; });
    if (network && may_learn) {
      const Acquaintances others = acquaintances_of(world, person);
      learn = chance_of(talk.learning + talk.word_of_mouth * others.customers + others.recruiting);
    }
    const Lanes learns = draws.uniform(learning, who, now);
    const Lanes forgets = may_forget ? draws.uniform(forgetting, who, now) : Lanes(1.0);
    for (int lane = 0; lane < lanes_per_block; ++lane) {
      if (persons.waits(person, std::size_t(lane))) continue;
      const bool knows = state[lane] == standing::unaware && learns[lane] < learn[lane];
      const bool loses = state[lane] == standing::prospect && forgets[lane] < forget[lane];
      if (knows) move_person(world, cohort, person, lane, standing::prospect);
      if (loses) move_person(world, cohort, person, lane, standing::unaware);
    }
  }
}

}  // namespace

void spread_the_word(World& world, const Draws& draws, Step now) {
  if (!world.layout->memory) return;
  recruit(world, draws, now);
  for (std::size_t region = 0; region < world.layout->regions; ++region) {
    const Talk talk = talk_in(world, region);
    for (std::size_t kind = 0; kind < world.layout->kinds.size(); ++kind) {
      const std::size_t cohort = world.layout->cohort(region, kind);
      if (world.layout->persons)
        talk_among_persons(world, draws, now, cohort, talk);
      else
        talk_in_cohort(world, draws, now, cohort, talk);
    }
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
