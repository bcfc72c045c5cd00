#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// One of a region's alternatives, as far as formats matter.
struct Alternative {
  const World& world;
  std::uint32_t offer;

  bool is(Format format) const {
    const Layout& layout = *world.layout;
    return !layout.is_rival(offer) &&
           world.terms().members[layout.member[layout.shelf[offer]]].traits.format == format;
  }
  std::uint32_t product() const { return world.layout->product[world.layout->shelf[offer]]; }
  Price<Lanes> price() const { return world.offers.price[offer]; }
};

std::vector<Alternative> alternatives(const World& world, std::size_t region) {
  const Network& network = world.network();
  std::vector<Alternative> list;
  for (auto a = network.first_alternative[region]; a < network.first_alternative[region + 1]; ++a)
    list.push_back({world, network.offer_of[a]});
  return list;
}

/// Who has chosen a store buys online where that saves more than a hassle, uniform on (0, H): the
/// share min(1, gap / H) [Gensler, Neslin & Verhoef 2017]. They take the cheapest online offer.
void showroom(const std::vector<Alternative>& all, Lanes hassle, std::span<Lanes> shares) {
  for (std::size_t store = 0; store < all.size(); ++store) {
    if (!all[store].is(Format::store)) continue;
    Lanes cheapest = 1e300;
    const auto competes = [&](std::size_t i) {
      return all[i].is(Format::online) && all[i].product() == all[store].product();
    };
    for (std::size_t i = 0; i < all.size(); ++i)
      if (competes(i)) cheapest = min(cheapest, all[i].price().value);
    const Lanes gap = max(all[store].price().value - cheapest, 0.0);
    Lanes leaving = shares[store] * min(gap / max(hassle, 1e-300), 1.0);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!competes(i)) continue;
      const Lanes taken = select(all[i].price().value == cheapest, leaving, Lanes(0.0));
      shares[i] += taken;
      shares[store] -= taken;
      leaving -= taken;
    }
  }
}

/// A share of those who have chosen an online offer buy the product in a store of their region, in
/// proportion to the stores' own shares.
void webroom(const std::vector<Alternative>& all, Lanes moving, std::span<Lanes> shares) {
  const std::vector<Lanes> before(shares.begin(), shares.end());
  for (std::size_t web = 0; web < all.size(); ++web) {
    if (!all[web].is(Format::online)) continue;
    const auto sells_it = [&](std::size_t i) {
      return all[i].is(Format::store) && all[i].product() == all[web].product();
    };
    Lanes stores = 0.0;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (sells_it(i)) stores += before[i];
    const Lanes leaving = select(stores > 0.0, before[web] * moving, Lanes(0.0));
    for (std::size_t i = 0; i < all.size(); ++i)
      if (sells_it(i)) shares[i] += leaving * before[i] / max(stores, 1e-300);
    shares[web] -= leaving;
  }
}

}  // namespace

void cross_formats(const World& world, std::size_t region, std::size_t kind,
                   std::span<Lanes> shares) {
  const auto& segment = world.segment_of(kind);
  const bool webrooms = any(segment.web_to_store > 0.0);
  if (!segment.showrooming_hassle && !webrooms) return;
  const auto all = alternatives(world, region);
  if (segment.showrooming_hassle) showroom(all, segment.showrooming_hassle->value, shares);
  if (webrooms) webroom(all, segment.web_to_store, shares);
}

void stock_up(const World& world, std::size_t region, std::size_t kind, std::span<Lanes> shares) {
  const auto& stockpiling = world.segment_of(kind).stockpiling;
  if (!stockpiling) return;
  const Network& network = world.network();
  for (std::size_t place = 0; place < shares.size(); ++place) {
    const std::uint32_t offer = network.offer_at(region, place);
    shares[place] *= 1.0 + stockpiling->response * world.offers.price_cut[offer];
  }
}

namespace {

/// Consumers of a cohort by how they see the offers.
std::vector<Lanes> consumers_by_view(const World& world, std::size_t cohort) {
  const Layout& layout = *world.layout;
  std::vector<Lanes> consumers(layout.views(), 0.0);
  if (!layout.memory)
    consumers[Layout::sees_all] = world.terms().consumers[cohort];
  else
    for (std::uint32_t state = 0; state < layout.standings(); ++state)
      consumers[layout.view_of(state)] += world.population.count[layout.cell(cohort, state)];
  return consumers;
}

/// What a cohort's purchases would be with empty household stocks, the part of them that a price
/// cut brings, and the part of that which is not consumed at once; per time it considers buying.
struct Purchases {
  Lanes all = 0.0, extra = 0.0, ahead = 0.0;
};
Purchases purchases_of(const World& world, std::size_t region, std::size_t kind,
                       const Stockpiling<Lanes>& stockpiling) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  const std::vector<Lanes> consumers = consumers_by_view(world, layout.cohort(region, kind));
  Purchases purchases;
  for (std::uint32_t view = 0; view < layout.views(); ++view)
    for (std::size_t place = 0; place < network.alternatives_in(region); ++place) {
      const std::uint32_t offer = network.offer_at(region, place);
      const Lanes bought =
          consumers[view] *
          world.choices.share[layout.first_share(network, region, kind, view) + place];
      const Lanes response = stockpiling.response * world.offers.price_cut[offer];
      purchases.all += bought;
      purchases.extra += bought * response / (1.0 + response);
    }
  purchases.ahead = purchases.extra * (1.0 - stockpiling.expansion);
  return purchases;
}

/// What a cohort uses of its stock it need not buy: the share of its purchases that is left. It
/// takes the place of what is bought to be used, never of what is bought ahead: but for what is
/// consumed on top, a price cut only moves purchases in time.
Lanes still_bought(World& world, std::size_t region, std::size_t kind, Lanes rate,
                   const Stockpiling<Lanes>& stockpiling) {
  Lanes& stock = world.population.household_stock[world.layout->cohort(region, kind)];
  const Purchases purchases = purchases_of(world, region, kind, stockpiling);
  const Lanes used = min(stock * stockpiling.use, rate * (purchases.all - purchases.extra));
  const Lanes still = 1.0 - used / max(rate * purchases.all, 1e-300);
  stock += rate * purchases.ahead - used;
  return still;
}

}  // namespace

/// Stocks are told in the mean, around which purchases scatter, so that persons and cohorts meet
/// the same readiness.
void prepare_consumers(World& world, const Draws&, Step) {
  const Layout& layout = *world.layout;
  for (std::size_t region = 0; region < layout.regions; ++region)
    for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind) {
      const auto& segment = world.segment_of(kind);
      const std::size_t cohort = layout.cohort(region, kind);
      Lanes readiness = world.marketing.lift[region] * world.choices.pace[cohort] *
                        (1.0 - world.members.gone_over[region]);
      if (segment.stockpiling)
        readiness *= still_bought(world, region, kind,
                                  segment.purchase_rate * world.climate.season * readiness,
                                  *segment.stockpiling);
      Lanes& in_force = world.choices.readiness[cohort];
      if (!any(in_force != readiness)) continue;
      in_force = readiness;
      world.choices.stale[region] = std::max(world.choices.stale[region], Stale::expectation);
    }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
