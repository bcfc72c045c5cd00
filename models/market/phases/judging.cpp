// What consumers think of a channel and of the brand after a step.

#include "engine/base/elementary.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// A channel as a region's consumers met it in a step, each offer as often as it was wanted.
struct Experience {
  Lanes wanted = 0.0, performance = 0.0;
};

Lanes performance_of(const World& world, const Satisfaction<Lanes>& rule, std::uint32_t shelf) {
  const Shelves& shelves = world.shelves;
  const auto& traits = world.terms().members[world.layout->member[shelf]].traits;
  const auto& product = world.terms().products[world.layout->product[shelf]];
  const Lanes sold = shelves.sold[shelf].value, lost = shelves.lost[shelf].value;
  const Lanes availability = select(sold + lost > 0.0, sold / max(sold + lost, 1e-300), Lanes(1.0));
  const Lanes fairness =
      select(product.recommended_price.value > 0.0,
             min(product.recommended_price.value / max(shelves.price[shelf].value, 1e-300), 1.0),
             Lanes(1.0));
  return rule.availability * availability + rule.delivery / (1.0 + traits.delivery_time) +
         rule.price * fairness + rule.service * traits.service -
         rule.complaint * traits.complaint_rate * (1.0 - traits.complaints_handled);
}

Experience experience_of(const World& world, const Satisfaction<Lanes>& rule, std::size_t region,
                         std::size_t channel) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  Experience met;
  for (auto a = network.first_alternative[region]; a < network.first_alternative[region + 1]; ++a) {
    const std::uint32_t offer = network.offer_of[a], shelf = layout.shelf[offer];
    if (shelf == nobody || layout.channel_of[offer] != channel) continue;
    const Lanes wanted = world.shelves.demand[shelf].value;
    met.wanted += wanted;
    met.performance += wanted * performance_of(world, rule, shelf);
  }
  met.performance /= max(met.wanted, 1e-300);
  return met;
}

/// Expectancy and disconfirmation [Oliver 1980]: S' = (1 - f) S + g (P - E), losses weigh more;
/// E' = E + h (P - E). The first experience is what was expected.
void judge_channel(World& world, const Satisfaction<Lanes>& rule, std::size_t region,
                   std::size_t channel) {
  const std::size_t row = world.layout->region_channel(region, channel);
  Lanes& level = world.marketing.satisfaction[row];
  Lanes& expected = world.marketing.expectation[row];
  if (rule.expected_at_start)
    expected = select(expected > unknown_expectation, expected, *rule.expected_at_start);
  const Experience met = experience_of(world, rule, region, channel);
  const Mask known = expected > unknown_expectation;
  const Mask bought = met.wanted > 0.0;
  const Lanes surprise = select(known & bought, met.performance - expected, Lanes(0.0));
  const Lanes felt = select(surprise < 0.0, surprise * rule.loss_aversion, surprise);
  level = level * (1.0 - rule.fading) + rule.learning * felt;
  expected = select(known, expected + rule.expectation_learning * surprise,
                    select(bought, met.performance, Lanes(unknown_expectation)));
}

/// Mean share taken off the price of what a region buys of the manufacturer's goods, and the mean
/// satisfaction with where it buys.
struct Purchases {
  Lanes pieces = 0.0, discount = 0.0, satisfaction = 0.0;
};
Purchases purchases_in(const World& world, std::size_t region) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  Purchases mean;
  for (auto a = network.first_alternative[region]; a < network.first_alternative[region + 1]; ++a) {
    const std::uint32_t offer = network.offer_of[a];
    if (layout.is_rival(offer)) continue;
    const Lanes sold = world.offers.sold[offer].value;
    mean.pieces += sold;
    mean.discount += sold * world.offers.price_cut[offer];
    mean.satisfaction +=
        sold *
        world.marketing.satisfaction[layout.region_channel(region, layout.channel_of[offer])];
  }
  const Lanes pieces = max(mean.pieces, 1e-300);
  mean.discount /= pieces;
  mean.satisfaction /= pieces;
  return mean;
}

/// Response of the campaigns that run in a region, at most 1.
Lanes exposure_in(const World& world, std::size_t region) {
  Lanes response = 0.0;
  for (std::size_t row = 0; row < world.terms().campaigns.size(); ++row)
    if (world.network().campaign_targets[row].region[region])
      response += world.marketing.response[row];
  return min(response, 1.0);
}

}  // namespace

void judge(World& world, const Draws&, Step) {
  const Demand<Lanes>& demand = world.terms().demand;
  for (std::size_t region = 0; region < world.layout->regions; ++region) {
    if (demand.satisfaction)
      for (std::size_t channel = 0; channel < world.layout->channels.size(); ++channel)
        judge_channel(world, *demand.satisfaction, region, channel);
    if (!demand.brand) continue;
    const Purchases bought = purchases_in(world, region);
    Lanes& strength = world.marketing.brand[region];
    strength = strength * (1.0 - demand.brand->decay) +
               demand.brand->exposure * exposure_in(world, region) +
               demand.brand->service * bought.satisfaction -
               demand.brand->discount_erosion * bought.discount;
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
