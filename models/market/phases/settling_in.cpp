// Who is who at the start: what consumers know and have bought before, and how persons differ.

#include <map>

#include "engine/random/continuous.hpp"
#include "engine/random/quantile_table.hpp"
#include "models/market/memory.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose first_standing{"what a person is at the start"};
constexpr Purpose own_pace{"how often a person buys"};
constexpr Purpose own_loyalty{"how likely a person leaves"};
constexpr Purpose cohort_pace{"how often a cohort buys"};

/// Customers of a cohort at the start go to channels in proportion to their shares, in whole
/// numbers.
void place_customers(World& world, std::size_t region, std::size_t kind, Lanes customers) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  const std::size_t cohort = layout.cohort(region, kind);
  const std::size_t row = layout.first_share(network, region, kind, Layout::sees_all);
  std::vector<Lanes> by_channel(layout.channels.size(), 0.0);
  Lanes total = 0.0;
  for (std::size_t place = 0; place < network.alternatives_in(region); ++place) {
    const std::uint32_t offer = network.offer_at(region, place);
    if (layout.is_rival(offer)) continue;
    by_channel[layout.channel_of[offer]] += world.choices.share[row + place];
    total += world.choices.share[row + place];
  }
  Lanes passed = 0.0, placed = 0.0;
  for (std::size_t channel = 0; channel < by_channel.size(); ++channel) {
    passed += by_channel[channel];
    const Lanes up_to = select(total > 0.0, floor(customers * passed / max(total, 1e-300) + 0.5),
                               channel + 1 == by_channel.size() ? customers : Lanes(0.0));
    world.population
        .count[layout.cell(cohort, layout.standing_after(static_cast<std::uint32_t>(channel)))] =
        up_to - placed;
    placed = up_to;
  }
}

/// Persons get the standings of their cohort by selection sampling [Fan, Muller & Rezucha 1962]:
/// exactly as many of each, and each person as likely as another.
void place_persons(World& world, const Draws& draws, std::size_t cohort) {
  const Layout& layout = *world.layout;
  Persons& persons = world.persons;
  const std::uint32_t begin = persons.first_of_cohort[cohort],
                      end = persons.first_of_cohort[cohort + 1];
  std::vector<Lanes> left(layout.standings());
  for (std::uint32_t state = 0; state < layout.standings(); ++state)
    left[state] = world.population.count[layout.cell(cohort, state)];
  for (std::uint32_t state = 0; state < layout.standings(); ++state)
    if (all(left[state] == double(end - begin))) {
      for (std::uint32_t person = begin; person < end; ++person)
        for (int lane = 0; lane < lanes_per_block; ++lane) set_standing(world, person, lane, state);
      return;
    }
  for (std::uint32_t person = begin; person < end; ++person) {
    const Lanes uniform =
        draws.uniform(first_standing, person_address(layout, persons, cohort, person), 0);
    for (int lane = 0; lane < lanes_per_block; ++lane) {
      double rest = uniform[lane] * double(end - person);
      std::uint32_t state = 0;
      while (state + 1 < layout.standings() && (rest -= left[state][lane]) >= 0) ++state;
      add_in_lane(left[state], lane, -1);
      set_standing(world, person, lane, state);
    }
  }
}

/// The table of a family of distributions for two numbers. It costs a millisecond, and blocks and
/// regions ask for the same ones, so those last used are kept.
template <class Quantile>
const QuantileTable& table_of(double a, double b, Quantile quantile) {
  thread_local std::map<std::pair<double, double>, QuantileTable> tables;
  if (const auto found = tables.find({a, b}); found != tables.end()) return found->second;
  if (tables.size() >= 64) tables.clear();
  return tables.emplace(std::pair(a, b), [&](double u) { return quantile(u, a, b); }).first->second;
}

/// Paces of persons: gamma-distributed around 1 [Ehrenberg 1959].
void draw_paces(World& world, const Draws& draws, double shape) {
  const QuantileTable& gamma =
      table_of(shape, 1, [](double u, double k, double) { return gamma_quantile(u, k); });
  Persons& persons = world.persons;
  persons.pace.resize(persons.size());
  for (std::size_t cohort = 0; cohort < world.layout->cohorts(); ++cohort)
    for (auto person = persons.first_of_cohort[cohort];
         person < persons.first_of_cohort[cohort + 1]; ++person)
      persons.pace[person] =
          gamma(
              draws.uniform(own_pace, person_address(*world.layout, persons, cohort, person), 0)) /
          shape;
}

/// The sum of the paces of n persons is gamma-distributed with the shape n k.
void draw_cohort_paces(World& world, const Draws& draws, double shape) {
  for (std::size_t cohort = 0; cohort < world.layout->cohorts(); ++cohort) {
    const Lanes uniform = draws.uniform(cohort_pace, cohort_address(*world.layout, cohort), 0);
    for (int lane = 0; lane < lanes_per_block; ++lane) {
      const double all = world.terms().consumers[cohort][lane] * shape;
      world.choices.pace[cohort].set(lane,
                                     all > 0 ? gamma_quantile(uniform[lane], all) / all : 1.0);
    }
  }
}

/// Chances to leave of persons who differ: beta-distributed [Fader & Hardie 2007].
void draw_loyalties(World& world, const Draws& draws, std::size_t cohort,
                    const Churn<Lanes>& churn) {
  const auto [chance, concentration] = std::visit(
      [](const auto& rule) { return std::pair(rule.chance, rule.concentration); }, churn);
  Persons& persons = world.persons;
  if (concentration <= 0) return;
  persons.churn.resize(persons.size(), 0.0);
  for (auto person = persons.first_of_cohort[cohort]; person < persons.first_of_cohort[cohort + 1];
       ++person)
    persons.churn[person] = chance;
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    const double a = chance[lane] * concentration, b = (1 - chance[lane]) * concentration;
    if (a <= 0 || b <= 0) continue;
    const QuantileTable& beta = table_of(a, b, [](double u, double first, double second) {
      return beta_quantile(u, first, second);
    });
    for (auto person = persons.first_of_cohort[cohort];
         person < persons.first_of_cohort[cohort + 1]; ++person) {
      const Address who = person_address(*world.layout, persons, cohort, person);
      persons.churn[person].set(lane, beta(draws.uniform(own_loyalty, who, 0)[lane]));
    }
  }
}

}  // namespace

void populate(World& world) {
  const Layout& layout = *world.layout;
  Population& population = world.population;
  std::fill(population.count.begin(), population.count.end(), Lanes(0.0));
  for (std::size_t region = 0; region < layout.regions; ++region)
    for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind) {
      const std::size_t cohort = layout.cohort(region, kind);
      const auto& segment = world.segment_of(kind);
      const Lanes all = population.size[cohort];
      const Lanes aware = floor(all * segment.aware_at_start + 0.5);
      const Lanes customers = min(floor(all * segment.customers_at_start + 0.5), aware);
      population.count[layout.cell(cohort, standing::unaware)] = all - aware;
      population.count[layout.cell(cohort, standing::prospect)] = aware - customers;
      place_customers(world, region, kind, customers);
    }
}

/// Before the first step: what differs between persons and is drawn once.
void settle_in(World& world, const Draws& draws, Step now) {
  if (now > 0) return;
  const Layout& layout = *world.layout;
  const auto* gamma = std::get_if<NegativeBinomial>(&world.terms().demand.incidence);
  if (!layout.persons) {
    if (gamma) draw_cohort_paces(world, draws, gamma->shape);
    return;
  }
  Persons& persons = world.persons;
  persons.first_of_cohort.assign(1, 0);
  for (std::size_t cohort = 0; cohort < layout.cohorts(); ++cohort)
    persons.first_of_cohort.push_back(persons.first_of_cohort.back() +
                                      static_cast<std::uint32_t>(world.population.size[cohort][0]));
  persons.standing.assign(persons.first_of_cohort.back());
  persons.waits.assign(persons.size());
  persons.owners_known = KnownOwners(layout.acquaintances);
  persons.new_customer.assign(persons.size());
  persons.waiting.clear();
  persons.pace.clear();
  persons.churn.clear();
  if (gamma) draw_paces(world, draws, gamma->shape);
  for (std::size_t cohort = 0; cohort < layout.cohorts(); ++cohort) {
    place_persons(world, draws, cohort);
    const auto& churn = world.segment_of(layout.kind_of(cohort)).churn;
    if (churn) draw_loyalties(world, draws, cohort, *churn);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
