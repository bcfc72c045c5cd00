#include "engine/base/identifier.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

constexpr Purpose carrying_out{"carrying out a promotion"};

/// Which of a shelf's promotions run, and for which time, as a number that differs when these do.
std::uint64_t running(const World& world, std::size_t shelf, Step now) {
  std::uint64_t state = 0;
  for (const std::uint32_t entry : world.network().calendar_of_shelf[shelf])
    if (const auto time = occurrence(world, entry, world.layout->member[shelf], now))
      state = mixed(mixed(state + 1 + entry) + *time);
  return state;
}

/// Whether a member carries a promotion out; without luck, how likely it does.
Lanes carried_out(const World& world, std::uint32_t entry, const MemberTerms& member,
                  std::uint32_t time, const Draws* draws) {
  const Lanes compliance = member.traits.compliance;
  if (!draws || !any(compliance < 1.0)) return compliance;
  const Address address{name_hash(member.name, world.terms().promotions[entry].name)};
  return yes_or_no(draws->uniform(carrying_out, address, time) < compliance);
}

/// Cuts of promotions that run together multiply. Consumers see the price, as far as the member
/// passes the cut on and carries the promotion out; members see the discount in any case.
void apply_promotions(World& world, std::size_t shelf, Step now, const Draws* draws) {
  Shelves& shelves = world.shelves;
  const std::uint32_t row = world.layout->member[shelf];
  const MemberTerms& member = world.terms().members[row];
  Lanes kept_price = 1.0, kept_purchase = 1.0;
  for (const std::uint32_t entry : world.network().calendar_of_shelf[shelf]) {
    const Promotion<Lanes>& promotion = world.terms().promotions[entry];
    const auto time = occurrence(world, entry, row, now);
    if (!time) continue;
    const Lanes passed_on = promotion.price_cut * member.traits.pass_through *
                            carried_out(world, entry, member, *time, draws);
    kept_price *= max(1.0 - passed_on, 0.0);
    kept_purchase *= 1.0 - promotion.trade_discount;
  }
  shelves.price[shelf] = kept_price * shelves.regular_price[shelf];
  shelves.trade_discount[shelf] = 1.0 - kept_purchase;
  if (const std::uint32_t offer = world.layout->offer[shelf]; offer != nobody) {
    world.offers.price[offer] = price_to_consumers(world, shelf);
    world.offers.price_cut[offer] = 1.0 - kept_price;
    world.offers.price_changed[offer] = 1;
  }
}

/// Prices move only when the set of running promotions does, or by a policy of their own.
void run_promotions(World& world, Step now, const Draws* draws) {
  for (const std::uint32_t shelf : world.network().trading) {
    const std::uint64_t state = running(world, shelf, now);
    if (state == world.shelves.promotions_running[shelf] && !world.shelves.price_moved[shelf])
      continue;
    world.shelves.promotions_running[shelf] = state;
    world.shelves.price_moved[shelf] = 0;
    apply_promotions(world, shelf, now, draws);
  }
}

}  // namespace

std::optional<std::uint32_t> occurrence(const Event<Lanes>& event, Step now) {
  for (std::uint32_t time = 0; time < event.dates.size(); ++time)
    if (now >= event.dates[time].step && now < event.dates[time].step + event.length) return time;
  return {};
}

std::optional<std::uint32_t> occurrence(const World& world, std::uint32_t entry,
                                        std::uint32_t member, Step now) {
  const Promotion<Lanes>& promotion = world.terms().promotions[entry];
  const Step shifted = now + world.terms().members[member].promotion_shift;
  if (const std::uint32_t event = world.network().calendar[entry].event; event != nobody)
    return occurrence(world.terms().events[event], shifted);
  if (!runs(promotion.start, promotion.length, promotion.every, shifted)) return {};
  return promotion.every > 0 ? (shifted - promotion.start.step) / promotion.every : 0;
}

void set_prices(World& world, const Draws& draws, Step now) { run_promotions(world, now, &draws); }

void plan_prices(World& world, Step now) { run_promotions(world, now, nullptr); }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
