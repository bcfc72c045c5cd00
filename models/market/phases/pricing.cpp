#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

const Member<Lanes>& member_of(const World& world, std::size_t shelf) {
  return world.terms().members[world.layout->member[shelf]];
}

/// Which of a shelf's promotions run, as a number that differs when the set differs.
std::uint64_t running(const World& world, std::size_t shelf, Step now) {
  std::uint64_t state = 0;
  for (const std::uint32_t entry : world.network().calendar_of_shelf[shelf])
    if (runs(world.terms().promotions[entry], member_of(world, shelf), now))
      state = mixed(state + 1 + entry);
  return state;
}

/// Cuts of promotions that run together multiply. Consumers see the price, members the discount.
void apply_promotions(World& world, std::size_t shelf, Step now) {
  Shelves& shelves = world.shelves;
  Lanes kept_price = 1.0, kept_purchase = 1.0;
  for (const std::uint32_t entry : world.network().calendar_of_shelf[shelf]) {
    const Promotion<Lanes>& promotion = world.terms().promotions[entry];
    if (!runs(promotion, member_of(world, shelf), now)) continue;
    kept_price *= 1.0 - promotion.price_cut;
    kept_purchase *= 1.0 - promotion.trade_discount;
  }
  shelves.price[shelf] = kept_price * world.terms().price[shelf];
  shelves.trade_discount[shelf] = 1.0 - kept_purchase;
  if (const std::uint32_t offer = world.layout->offer[shelf]; offer != nobody) {
    world.offers.price[offer] = shelves.price[shelf];
    world.offers.price_changed[offer] = 1;
  }
}

}  // namespace

bool runs(const Promotion<Lanes>& promotion, const Member<Lanes>& member, Step now) {
  const Step shifted = now + member.promotion_shift;
  if (shifted < promotion.start.step) return false;
  const Step since = shifted - promotion.start.step;
  return (promotion.every > 0 ? since % promotion.every : since) < promotion.length;
}

/// Prices move only when the set of running promotions does.
void set_prices(World& world, const Draws&, Step now) {
  for (const std::uint32_t shelf : world.network().trading) {
    const std::uint64_t state = running(world, shelf, now);
    if (state == world.shelves.promotions_running[shelf]) continue;
    world.shelves.promotions_running[shelf] = state;
    apply_promotions(world, shelf, now);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
