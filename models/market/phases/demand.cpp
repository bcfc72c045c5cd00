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
  const Terms& terms = world.terms();
  const Layout& layout = *world.layout;
  const bool logarithmic = terms.demand.price_response == PriceResponse::logarithmic;
  for (std::size_t s = 0; s < layout.segments; ++s)
    world.offers.weight[layout.weight(offer, s)] = attraction_weight<Lanes>(
        terms.attraction[layout.weight(offer, s)],
        price_disutility(logarithmic, terms.segments[s].price_sensitivity,
                         world.offers.price[offer], terms.demand.reference_price));
}

void add_up_region(World& world, std::size_t region) {
  const Layout& layout = *world.layout;
  for (std::size_t s = 0; s < layout.segments; ++s) {
    Lanes total = 1.0;
    for (const std::uint32_t offer : world.network().offers_in[region])
      total += world.offers.weight[layout.weight(offer, s)];
    world.nobody_chosen[layout.cohort(region, s)] = 1.0 / total;
  }
}

/// Mean purchases of an offer per step: purchases of many consumers superpose.
void expect(World& world, std::size_t offer) {
  const Terms& terms = world.terms();
  const Layout& layout = *world.layout;
  Lanes sum = 0.0;
  for (const std::uint32_t region : world.network().regions_of[offer])
    for (std::size_t s = 0; s < layout.segments; ++s) {
      const std::size_t cohort = layout.cohort(region, s);
      sum += terms.consumers[cohort] * terms.segments[s].purchase_rate *
             (world.offers.weight[layout.weight(offer, s)] * world.nobody_chosen[cohort]);
    }
  world.offers.expected[offer] = sum;
}

/// Poisson purchases of all cohorts at one offer are Poisson: one number serves them all.
void buy_poisson(World& world, const Draws& draws, Step now) {
  Offers& offers = world.offers;
  for (const std::uint32_t offer : world.network().offers) {
    const Lanes uniform = draws.uniform(purchases, world.layout->offer_address[offer], now);
    offers.demand[offer].value = poisson_quantile(uniform, offers.expected[offer] * world.season);
  }
}

/// A cohort in which each consumer buys at most once: a multinomial over the offers, drawn as
/// binomials each conditional on the ones before.
void buy_bernoulli(World& world, const Draws& draws, Step now) {
  Offers& offers = world.offers;
  const Layout& layout = *world.layout;
  const Terms& terms = world.terms();
  for (Pieces<Lanes>& demand : offers.demand) demand.value = 0.0;
  for (std::size_t region = 0; region < layout.regions; ++region)
    for (std::size_t s = 0; s < layout.segments; ++s) {
      const std::size_t cohort = layout.cohort(region, s);
      const Lanes consider = terms.segments[s].purchase_rate * world.season;
      Lanes left = terms.consumers[cohort], chance_left = 1.0;
      for (const std::uint32_t offer : world.network().offers_in[region]) {
        const Lanes chance =
            consider * (offers.weight[layout.weight(offer, s)] * world.nobody_chosen[cohort]);
        const Lanes uniform =
            draws.uniform(cohort_purchases, cohort_address(layout, cohort, offer), now);
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
  const Network& network = world.network();
  std::vector<char>& changed = world.offers.price_changed;
  bool any_everywhere = all;
  std::vector<char> region_changed(world.layout->regions, all ? 1 : 0);
  for (const std::uint32_t offer : network.offers) {
    if (!all && !changed[offer]) continue;
    weigh(world, offer);
    changed[offer] = 0;
    any_everywhere = true;
    for (const std::uint32_t region : network.regions_of[offer]) region_changed[region] = 1;
  }
  if (!any_everywhere) return;
  for (std::size_t region = 0; region < region_changed.size(); ++region)
    if (region_changed[region]) add_up_region(world, region);
  for (const std::uint32_t offer : network.offers)
    for (const std::uint32_t region : network.regions_of[offer])
      if (region_changed[region]) {
        expect(world, offer);
        break;
      }
}

void weigh_offers(World& world, const Draws&, Step) { update_choice(world, false); }

void buy(World& world, const Draws& draws, Step now) {
  if (world.terms().demand.incidence == Incidence::poisson)
    buy_poisson(world, draws, now);
  else
    buy_bernoulli(world, draws, now);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
