// Members whose prices move by themselves review them before anybody else's price moves, so that
// all go by the prices of the step before. Suppliers come first: what they ask is what their
// customers pay today.

#include "models/market/competition.hpp"
#include "models/market/profit.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

const Traits<Lanes>& traits_of(const World& world, std::size_t shelf) {
  return world.terms().members[world.layout->member[shelf]].traits;
}

/// What a member keeps of a piece it sells: the part of the price that is its own, less costs.
struct Margin {
  Lanes kept;
  Price<Lanes> cost;
  Price<Lanes> at(Price<Lanes> price) const { return price * kept - cost; }
};
/// What nobody else pays of a coupon.
Price<Lanes> own_part(const Coupon<Lanes>& coupon) {
  return coupon.value *
         (coupon.redeemed * (1.0 - coupon.manufacturer_share - coupon.platform_share));
}
Margin margin_of(const World& world, std::size_t shelf) {
  const Traits<Lanes>& traits = traits_of(world, shelf);
  Margin margin{share_kept(traits),
                mean_handling_cost(traits) +
                    traits.complaint_cost * (traits.complaint_rate * traits.complaints_handled)};
  if (traits.takes_title) margin.cost += world.shelves.purchase_price[shelf];
  if (traits.fees && traits.fees->coupon) margin.cost += own_part(*traits.fees->coupon);
  return margin;
}

/// What the manufacturer earns on a piece that an independent member sells.
Price<Lanes> makers_margin(const World& world, std::uint32_t shelf, Price<Lanes> price) {
  const Traits<Lanes>& traits = traits_of(world, shelf);
  const Price<Lanes> unit_cost = world.terms().products[world.layout->product[shelf]].unit_cost;
  Lanes share = traits.fees ? traits.fees->royalty : Lanes(0.0);
  if (!traits.takes_title) {
    share += 1.0 - (traits.fees ? traits.fees->agency_commission : Lanes(0.0));
    return price * share - unit_cost;
  }
  if (world.network().supplier[shelf] == nobody) share += traits.contract.revenue_share;
  return price * share + world.shelves.purchase_price[first_buyer(world, shelf)] - unit_cost;
}

/// What the owner of a shelf earns on a piece sold at another offer.
Price<Lanes> margin_elsewhere(const World& world, std::uint32_t shelf, std::uint32_t offer) {
  const std::uint32_t other = world.layout->shelf[offer];
  if (other == nobody) return {0.0};
  const bool makers = traits_of(world, shelf).owner == Owner::manufacturer;
  const Price<Lanes> price = world.shelves.price[other];
  if (world.layout->member[other] == world.layout->member[shelf] ||
      (makers && traits_of(world, other).owner == Owner::manufacturer))
    return margin_of(world, other).at(price);
  return makers ? makers_margin(world, other, price) : Price<Lanes>{0.0};
}

/// Margin x expected demand of a step, before season, as a function of the price of one offer.
class Earnings {
 public:
  Earnings(const World& world, std::uint32_t shelf, bool joint)
      : world_(world),
        shelf_(shelf),
        offer_(world.layout->offer[shelf]),
        margin_(margin_of(world, shelf)) {
    const Network& network = world.network();
    if (!joint) return;
    elsewhere_.resize(world.layout->offers(), Price<Lanes>{0.0});
    for (const std::uint32_t other : network.offers)
      if (other != offer_) elsewhere_[other] = margin_elsewhere(world, shelf, other);
  }

  Lanes operator()(Lanes price) const {
    const Network& network = world_.network();
    Lanes sum = 0.0;
    for (const std::uint32_t alternative : network.alternatives_of[offer_])
      for (std::size_t kind = 0; kind < world_.layout->kinds.size(); ++kind)
        sum += of_cohort(alternative, kind, {price});
    return sum;
  }

 private:
  Lanes of_cohort(std::uint32_t alternative, std::size_t kind, Price<Lanes> price) const {
    const Network& network = world_.network();
    const std::uint32_t region = network.region_of[alternative];
    const std::size_t cohort = world_.layout->cohort(region, kind);
    thread_local std::vector<Lanes> shares;
    shares.resize(network.alternatives_in(region));
    shares_at_price(world_, alternative, kind, price_to_consumers(world_, shelf_, price), shares);
    Lanes earned =
        margin_.at(price).value * shares[alternative - network.first_alternative[region]];
    for (std::size_t place = 0; place < shares.size() && !elsewhere_.empty(); ++place)
      earned += elsewhere_[network.offer_at(region, place)].value * shares[place];
    return earned * (world_.terms().consumers[cohort] * world_.segment_of(kind).purchase_rate *
                     world_.choices.readiness[cohort]);
  }

  const World& world_;
  const std::uint32_t shelf_, offer_;
  const Margin margin_;
  Column<Price<Lanes>> elsewhere_;  // by offer; empty where only this one counts
};

/// The lowest price of rivals, and of other members for the same product, where an offer can be
/// bought; `otherwise` where there are none.
Price<Lanes> lowest_competing_price(const World& world, std::uint32_t shelf,
                                    Price<Lanes> otherwise) {
  const Lanes lowest = lowest_price(world, shelf, [&](std::uint32_t offer) {
                         return world.layout->is_rival(offer) || is_elsewhere(world, shelf, offer);
                       }).value;
  return {select(lowest < no_price, lowest, otherwise.value)};
}

// --- one overload for each policy that moves
Price<Lanes> review(const World& world, const MatchPrices<Lanes>& policy, std::uint32_t shelf,
                    Price<Lanes> base, Step) {
  return matched_price(policy, base, lowest_competing_price(world, shelf, base));
}
Price<Lanes> review(const World& world, const ReactToStock<Lanes>& policy, std::uint32_t shelf,
                    Price<Lanes> base, Step) {
  return stock_price(policy, base, world.shelves.on_hand[shelf], world.shelves.forecast[shelf]);
}
Price<Lanes> review(const World& world, const BestResponse<Lanes>& policy, std::uint32_t shelf,
                    Price<Lanes> base, Step now) {
  const Price<Lanes> before = world.shelves.regular_price[shelf];
  if (now % policy.review != 0) return before;
  const Earnings earnings(world, shelf, policy.joint);
  const Lanes best =
      best_price(earnings, base.value * policy.at_least, base.value * policy.at_most);
  // Who cannot earn or lose anything, because it is not in business, leaves its price.
  const Lanes wanted = select(earnings(best) != 0.0, best, before.value);
  return reviewed_price(policy, before, {wanted});
}

Price<Lanes> regular_price(const World& world, std::uint32_t shelf, Step now) {
  const Price<Lanes> base =
      base_price_of(world.terms(), *world.layout, shelf, world.shelves.purchase_price[shelf]);
  return std::visit(
      [&]<class Policy>(const Policy& policy) {
        if constexpr (MovesByStep<Policy>)
          return review(world, policy, shelf, base, now);
        else
          return base;
      },
      traits_of(world, shelf).pricing);
}

}  // namespace

void review_prices(World& world, const Draws& draws, Step now) {
  const Network& network = world.network();
  if (network.moving_prices.empty()) return;
  weigh_offers(world, draws, now);  // new terms have not been weighed yet
  Shelves& shelves = world.shelves;
  for (const std::uint32_t shelf : network.moving_prices) {
    shelves.purchase_price[shelf] =
        purchase_price_of(world.terms(), *world.layout, network, shelf, shelves.regular_price);
    const Price<Lanes> price = regular_price(world, shelf, now);
    shelves.price_moved[shelf] |= any(price.value != shelves.regular_price[shelf].value);
    shelves.regular_price[shelf] = price;
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
