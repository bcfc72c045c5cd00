#include "engine/random/binomial.hpp"
#include "engine/random/poisson.hpp"
#include "models/market/policies/choice.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose purchases{"purchases of an offer"};
constexpr Purpose cohort_purchases{"purchases of an offer by a cohort"};

void weigh(World& world, std::size_t offer) {
  const Demand<Lanes>& demand = world.demand_spec;
  const bool logarithmic = demand.price_response == PriceResponse::logarithmic;
  for (std::size_t s = 0; s < world.segments.size(); ++s)
    world.offers.weight[world.weight(offer, s)] = attraction_weight<Lanes>(
        world.offers.utility[offer] + world.offers.taste[offer][s],
        price_disutility(logarithmic, world.segments[s].price_sensitivity,
                         world.offers.price[offer], demand.reference_price));
}

void add_up_region(World& world, std::size_t region) {
  for (std::size_t s = 0; s < world.segments.size(); ++s) {
    Lanes total = 1.0;
    for (const std::uint32_t offer : world.cohorts.offers[region])
      total += world.offers.weight[world.weight(offer, s)];
    world.cohorts.scale[world.cohort(region, s)] = 1.0 / total;
  }
}

/// Mean purchases of an offer per step: purchases of many consumers superpose.
void expect(World& world, std::size_t offer) {
  Lanes sum = 0.0;
  for (const std::uint32_t region : world.offers.regions[offer])
    for (std::size_t s = 0; s < world.segments.size(); ++s) {
      const std::size_t cohort = world.cohort(region, s);
      sum += world.cohorts.consumers[cohort] * world.segments[s].purchase_rate *
             (world.offers.weight[world.weight(offer, s)] * world.cohorts.scale[cohort]);
    }
  world.offers.expected[offer] = sum;
}

/// Poisson purchases of all cohorts at one offer are Poisson: one number serves them all.
void buy_poisson(World& world, const Draws& draws, Step now) {
  Offers& offers = world.offers;
  for (std::size_t offer = 0; offer < offers.size(); ++offer) {
    const Lanes uniform = draws.uniform(purchases, offers.address[offer], now);
    offers.demand[offer].value = poisson_quantile(uniform, offers.expected[offer] * world.season);
  }
}

/// A cohort in which each consumer buys at most once: a multinomial over the offers, drawn as
/// binomials each conditional on the ones before.
void buy_bernoulli(World& world, const Draws& draws, Step now) {
  Offers& offers = world.offers;
  for (Pieces<Lanes>& demand : offers.demand) demand.value = 0.0;
  for (std::size_t region = 0; region < world.regions.size(); ++region)
    for (std::size_t s = 0; s < world.segments.size(); ++s) {
      const std::size_t cohort = world.cohort(region, s);
      const Lanes consider = world.segments[s].purchase_rate * world.season;
      Lanes left = world.cohorts.consumers[cohort], chance_left = 1.0;
      for (const std::uint32_t offer : world.cohorts.offers[region]) {
        const Lanes chance =
            consider * (offers.weight[world.weight(offer, s)] * world.cohorts.scale[cohort]);
        const Lanes uniform =
            draws.uniform(cohort_purchases, cohort_address(world, cohort, offer), now);
        const Lanes bought =
            binomial_quantile(uniform, left, min(max(chance / chance_left, 0.0), 1.0));
        offers.demand[offer].value += bought;
        left -= bought;
        chance_left = max(chance_left - chance, 1e-300);
      }
    }
}
}  // namespace

void update_choice(World& world, bool all) {
  std::vector<char>& changed = world.offers.price_changed;
  bool any_everywhere = all;
  std::vector<char> region_changed(world.regions.size(), all ? 1 : 0);
  for (std::size_t offer = 0; offer < world.offers.size(); ++offer) {
    if (!all && !changed[offer]) continue;
    weigh(world, offer);
    changed[offer] = 0;
    any_everywhere = true;
    for (const std::uint32_t region : world.offers.regions[offer]) region_changed[region] = 1;
  }
  if (!any_everywhere) return;
  for (std::size_t region = 0; region < world.regions.size(); ++region)
    if (region_changed[region]) add_up_region(world, region);
  for (std::size_t offer = 0; offer < world.offers.size(); ++offer)
    for (const std::uint32_t region : world.offers.regions[offer])
      if (region_changed[region]) {
        expect(world, offer);
        break;
      }
}

void weigh_offers(World& world, const Draws&, Step) { update_choice(world, false); }

void buy(World& world, const Draws& draws, Step now) {
  if (world.demand_spec.incidence == Incidence::poisson)
    buy_poisson(world, draws, now);
  else
    buy_bernoulli(world, draws, now);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
