#include <optional>

#include "engine/base/elementary.hpp"
#include "engine/base/seeded_defect.hpp"
#include "engine/random/normal.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose market_shock{"shock to the whole market"};
constexpr Purpose price_of_rival{"price of a rival"};

/// One step of an autoregressive process of order 1 whose standard deviation is sd from the start.
Lanes next_deviation(Lanes before, Lanes persistence, Lanes sd, Lanes normal, Step now) {
  if (seeded("shock_two_percent_wide")) normal *= 1.02;
  if (now == 0) return sd * normal;
  return persistence * before + sd * square_root(1.0 - persistence * persistence) * normal;
}

/// exp(x) whose mean is 1 for a normal x of that standard deviation.
Lanes factor_of(Lanes deviation, Lanes sd) { return exponential(deviation - 0.5 * sd * sd); }

/// Multiplicative index of the season; its mean over a whole cycle is 1.
Lanes swing(const Season<Lanes>& season, Step now) {
  const double step = double(now) + (seeded("season_a_step_early") ? 1 : 0);
  const double sine = sine_of_turns((step + season.phase) / season.period);
  return 1.0 + season.amplitude * min(max(sine, -1.0), 1.0);
}

/// The manufacturer's average price in a region: of the offers, each as often as another; none
/// where it offers nothing.
std::optional<Price<Lanes>> average_price(const World& world, std::size_t region) {
  const Network& network = world.network();
  Price<Lanes> sum{0.0};
  double count = 0;
  for (auto a = network.first_alternative[region]; a < network.first_alternative[region + 1]; ++a)
    if (!world.layout->is_rival(network.offer_of[a])) {
      sum += world.offers.price[network.offer_of[a]];
      count += 1;
    }
  if (count == 0) return {};
  return Price<Lanes>{sum.value / count};
}

/// Relative change of the average price since the start, over the regions of a rival in which there
/// was one.
Lanes price_change(const World& world, std::uint32_t offer) {
  Lanes sum = 0.0, count = 0.0;
  for (const std::uint32_t alternative : world.network().alternatives_of[offer]) {
    const std::uint32_t region = world.network().region_of[alternative];
    const Lanes opening = world.climate.opening_price[region].value;
    sum += relative_change(opening, world.climate.average_price[region].value);
    count += yes_or_no(opening > 0.0);
  }
  return sum / max(count, Lanes(1.0));
}

}  // namespace

void shake_market(World& world, const Draws& draws, Step now) {
  const auto& shock = world.terms().demand.shock;
  if (!shock) return;
  const Lanes uniform = draws.uniform(market_shock, {name_hash("market")}, now);
  world.climate.shock = next_deviation(world.climate.shock, shock->persistence, shock->sd,
                                       normal_quantile(uniform), now);
}

void turn_season(World& world, const Draws&, Step now) {
  const Demand<Lanes>& demand = world.terms().demand;
  Lanes index = swing(demand.season, now);
  for (const Cycle& cycle : demand.cycles)
    index *= cycle.indices[(now + cycle.start) / cycle.steps_each % cycle.indices.size()];
  for (const Event<Lanes>& event : world.terms().events)
    if (occurrence(event, now)) index *= 1.0 + event.lift;
  if (any(world.terms().growth_exponent != 0.0))
    index *= exponential(world.terms().growth_exponent * double(now));
  if (demand.shock) index *= factor_of(world.climate.shock, demand.shock->sd);
  world.climate.season = index;
}

/// Rivals see a step late what the manufacturer's goods cost.
void move_rivals(World& world, const Draws& draws, Step now) {
  const Layout& layout = *world.layout;
  Climate& climate = world.climate;
  const auto& rivals = world.terms().rivals;
  const std::size_t first_rival = layout.offers() - rivals.size();
  for (std::size_t row = 0; row < rivals.size(); ++row) {
    const Rival<Lanes>& rival = rivals[row];
    const std::size_t offer = first_rival + row;
    if (!any((rival.follow > 0.0) | (rival.price_noise > 0.0))) continue;
    const Lanes normal =
        normal_quantile(draws.uniform(price_of_rival, layout.offer_address[offer], now));
    climate.rival_noise[row] = next_deviation(climate.rival_noise[row], rival.price_persistence,
                                              rival.price_noise, normal, now);
    const Lanes followed =
        1.0 + rival.follow * price_change(world, static_cast<std::uint32_t>(offer));
    world.offers.price[offer] =
        max(followed, 0.0) * factor_of(climate.rival_noise[row], rival.price_noise) * rival.price;
    world.offers.price_changed[offer] = 1;
  }
}

void note_prices(World& world, const Draws&, Step now) {
  if (!world.layout->prices_matter) return;
  Climate& climate = world.climate;
  climate.price_before = climate.average_price;
  for (std::size_t region = 0; region < world.layout->regions; ++region)
    climate.average_price[region] =
        average_price(world, region).value_or(climate.average_price[region]);
  if (now > 0) return;
  climate.price_before = climate.average_price;
  climate.opening_price = climate.average_price;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
