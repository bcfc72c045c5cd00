#include "engine/random/multinomial.hpp"
#include "engine/random/poisson.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose purchases{"purchases of an offer"};
constexpr Purpose cohort_purchases{"purchases of an offer by a cohort"};

/// Poisson purchases of all cohorts at one offer are Poisson: one number serves them all.
void buy_in_flow(World& world, const Draws& draws, Step now) {
  Offers& offers = world.offers;
  for (const std::uint32_t offer : world.network().offers) {
    const Lanes uniform = draws.uniform(purchases, world.layout->offer_address[offer], now);
    offers.demand[offer].value =
        poisson_quantile(uniform, offers.expected[offer] * world.climate.season);
  }
}

void buy_as_expected(World& world) {
  Offers& offers = world.offers;
  for (const std::uint32_t offer : world.network().offers)
    offers.demand[offer].value = offers.expected[offer] * world.climate.season;
}

/// A cohort in which each consumer buys at most once: a multinomial over the offers.
void buy_at_most_once(World& world, const Draws& draws, Step now) {
  Offers& offers = world.offers;
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  const Terms& terms = world.terms();
  for (Pieces<Lanes>& demand : offers.demand) demand.value = 0.0;
  for (std::size_t region = 0; region < layout.regions; ++region)
    for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind) {
      const std::size_t cohort = layout.cohort(region, kind);
      const std::size_t row = layout.first_share(network, region, kind, Layout::sees_all);
      Lanes chosen = 0.0;
      for (std::size_t place = 0; place < network.alternatives_in(region); ++place)
        chosen += world.choices.share[row + place];
      // Where lifts and stocking up would make more than one purchase of each, all offers lose
      // alike.
      const Lanes rate = world.segment_of(kind).purchase_rate * world.climate.season *
                         world.choices.readiness[cohort];
      const Lanes consider = select(rate * chosen > 1.0, 1.0 / max(chosen, 1e-300), rate);
      MultinomialSplit split(terms.consumers[cohort]);
      for (std::size_t place = 0; place < network.alternatives_in(region); ++place) {
        const std::uint32_t offer = network.offer_at(region, place);
        const Lanes uniform =
            draws.uniform(cohort_purchases, cohort_address(layout, cohort, offer), now);
        offers.demand[offer].value +=
            split.next(uniform, consider * world.choices.share[row + place]);
      }
    }
}

}  // namespace

void buy(World& world, const Draws& draws, Step now) {
  if (world.layout->persons)
    buy_in_person(world, draws, now);
  else if (world.layout->memory)
    buy_in_cohorts(world, draws, now);
  else if (std::holds_alternative<Bernoulli>(world.terms().demand.incidence))
    buy_at_most_once(world, draws, now);
  else if (std::holds_alternative<Expected>(world.terms().demand.incidence))
    buy_as_expected(world);
  else
    buy_in_flow(world, draws, now);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
