#include "engine/base/elementary.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// A^s / (A^s + k^s) [Hill 1910].
Lanes response_of(const Campaign<Lanes>& campaign, Money<Lanes> stock) {
  const Lanes ratio = stock.value / campaign.half_saturation.value;
  const Lanes power = exponential(campaign.steepness * logarithm(max(ratio, 1e-300)));
  return select(ratio > 0.0, power / (1.0 + power), Lanes(0.0));
}

/// A = x + l A' [Broadbent 1979].
void build_stocks(World& world, Step now) {
  const auto& campaigns = world.terms().campaigns;
  for (std::size_t row = 0; row < campaigns.size(); ++row) {
    Money<Lanes>& stock = world.marketing.stock[row];
    stock = spending_of(campaigns[row], now) + stock * campaigns[row].carryover;
    world.marketing.response[row] = response_of(campaigns[row], stock);
  }
}

/// All stocks of a region's campaigns together.
Money<Lanes> stock_in(const World& world, std::size_t region) {
  const std::vector<Target>& targets = world.network().campaign_targets;
  Money<Lanes> sum{0.0};
  for (std::size_t row = 0; row < targets.size(); ++row)
    if (targets[row].region[region]) sum += world.marketing.stock[row];
  return sum;
}

/// By how much the stock of a region rises, relatively, when all campaigns go a step further.
void advance_stocks(World& world, Step now) {
  Column<Lanes>& rise = world.marketing.rise;  // until the end, the stock before
  for (std::size_t region = 0; region < rise.size(); ++region)
    rise[region] = stock_in(world, region).value;
  build_stocks(world, now);
  for (std::size_t region = 0; region < rise.size(); ++region)
    rise[region] = relative_change(rise[region], stock_in(world, region).value);
}

/// Utility that campaigns, the brand and satisfaction add to an alternative.
Lanes appeal_of(const World& world, std::uint32_t alternative) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  const Terms& terms = world.terms();
  const std::uint32_t offer = network.offer_of[alternative],
                      region = network.region_of[alternative];
  if (layout.is_rival(offer)) return 0.0;
  Lanes appeal = 0.0;
  for (std::size_t row = 0; row < terms.campaigns.size(); ++row)
    if (network.campaign_targets[row].region[region] &&
        network.campaign_targets[row].channel[layout.channel_of[offer]])
      appeal += terms.campaigns[row].attraction * world.marketing.response[row];
  if (terms.demand.brand) appeal += world.marketing.brand[region];
  if (terms.demand.satisfaction)
    appeal += terms.demand.satisfaction->attraction *
              world.marketing.satisfaction[layout.region_channel(region, layout.channel_of[offer])];
  return appeal;
}

}  // namespace

bool runs(Moment start, std::uint32_t length, std::uint32_t every, Step now) {
  if (now < start.step) return false;
  const Step since = now - start.step;
  return (every > 0 ? since % every : since) < length;
}

Money<Lanes> spending_of(const Campaign<Lanes>& campaign, Step now) {
  const bool spends = campaign.active && runs(campaign.start, campaign.length, campaign.every, now);
  return {spends ? campaign.spending.value : Lanes(0.0)};
}

/// Stocks of impressions, and what they do to purchase rates and to learning of the offers.
void advertise(World& world, const Draws&, Step now) {
  const Terms& terms = world.terms();
  Marketing& marketing = world.marketing;
  if (terms.campaigns.empty()) return;
  advance_stocks(world, now);
  for (std::size_t region = 0; region < world.layout->regions; ++region) {
    marketing.learning[region] = 0.0;
    marketing.lift[region] = 1.0;
    for (std::size_t row = 0; row < terms.campaigns.size(); ++row) {
      const Campaign<Lanes>& campaign = terms.campaigns[row];
      if (!world.network().campaign_targets[row].region[region]) continue;
      marketing.learning[region] += campaign.awareness * marketing.response[row];
      marketing.lift[region] *= 1.0 + campaign.purchase_lift * marketing.response[row];
    }
  }
}

/// Weights move only with what they are made of.
void find_appeal(World& world, const Draws&, Step now) {
  const Terms& terms = world.terms();
  const bool lives = world.layout->lives;
  if (terms.campaigns.empty() && !terms.demand.brand && !terms.demand.satisfaction && !lives)
    return;
  const Network& network = world.network();
  for (std::uint32_t alternative = 0; alternative < network.offer_of.size(); ++alternative) {
    Lanes appeal = appeal_of(world, alternative);
    if (const std::uint32_t shelf = world.layout->shelf[network.offer_of[alternative]];
        lives && shelf != nobody) {
      appeal += appeal_of_member(world, world.layout->member[shelf], now);
      if (world.layout->accounts) appeal -= lost_to_own_label(world, shelf);
    }
    Lanes& in_force = world.choices.appeal[alternative];
    if (!any(in_force != appeal)) continue;
    in_force = appeal;
    world.choices.stale[network.region_of[alternative]] = Stale::weights;
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
