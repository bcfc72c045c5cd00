#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// Which of a shelf's promotions run, as a number that differs when the set differs.
std::uint64_t running(const World& world, std::size_t shelf, Step now) {
  const auto& member = world.members.spec[world.shelves.member[shelf]];
  std::uint64_t state = 0;
  for (const std::uint32_t entry : world.calendar.by_shelf[shelf])
    if (runs(world.calendar.entries[entry].spec, member, now)) state = mixed(state + 1 + entry);
  return state;
}

/// Cuts of promotions that run together multiply. Consumers see the price, members the discount.
void apply_promotions(World& world, std::size_t shelf, Step now) {
  Shelves& shelves = world.shelves;
  const auto& member = world.members.spec[shelves.member[shelf]];
  const auto& product = world.products[shelves.product[shelf]];
  Lanes kept_price = 1.0, kept_purchase = 1.0;
  for (const std::uint32_t entry : world.calendar.by_shelf[shelf]) {
    const Promotion<Lanes>& promotion = world.calendar.entries[entry].spec;
    if (!runs(promotion, member, now)) continue;
    kept_price *= 1.0 - promotion.price_cut;
    kept_purchase *= 1.0 - promotion.trade_discount;
  }
  shelves.price[shelf] = kept_price * asking_price(member.traits.pricing,
                                                   {product.list_price, product.recommended_price,
                                                    shelves.purchase_price[shelf]});
  shelves.trade_discount[shelf] = 1.0 - kept_purchase;
  if (const std::uint32_t offer = shelves.offer[shelf]; offer != nobody) {
    world.offers.price[offer] = shelves.price[shelf];
    world.offers.price_changed[offer] = 1;
  }
}

}  // namespace

/// Prices move only when the set of running promotions does.
void set_prices(World& world, const Draws&, Step now) {
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf) {
    const std::uint64_t state = running(world, shelf, now);
    if (state == world.calendar.state[shelf]) continue;
    world.calendar.state[shelf] = state;
    apply_promotions(world, shelf, now);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
