// Members open, are founded by recruits, leave, fail and are removed.

#include "engine/base/elementary.hpp"
#include "models/market/incidence.hpp"
#include "models/market/profit.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

constexpr Purpose leaving{"leaving the channel"};
constexpr Purpose failing{"failing"};

/// What it costs to open, and what is paid for being let in.
void pay_for_opening(World& world, std::size_t m, Lanes opens) {
  const auto& traits = world.terms().members[m].traits;
  const std::size_t member = Parties::member(m), services = world.parties.services();
  if (const auto& investment = traits.investment) {
    world.ledger.post(member, services, Item::capital, investment->capital * opens);
    world.ledger.post(member, services, Item::opening, investment->one_off * opens);
    MemberStates& members = world.members;
    members.capital[m] += investment->capital * opens;
    members.wears_off[m].value = select(opens > 0.0, investment->capital.value / investment->life,
                                        members.wears_off[m].value);
  }
  if (!traits.fees) return;
  world.ledger.post(member, Parties::manufacturer, Item::franchise_fee,
                    traits.fees->franchise_fee * opens);
  const auto listed = static_cast<double>(world.network().shelves[m].size());
  world.ledger.post(Parties::manufacturer, member, Item::slotting,
                    traits.fees->slotting_fee * (listed * opens));
}

/// What lies on the shelves of a member that is gone, and what still arrives, goes back to who
/// supplied it, or to the manufacturer where that one is gone too.
Money<Lanes> send_home(World& world, std::size_t m, Lanes gone) {
  Money<Lanes> credited{0.0};
  for (const std::uint32_t shelf : world.network().shelves[m]) {
    // Of divisible goods, rounding may leave less than nothing.
    const Pieces<Lanes> goods = max(world.shelves.on_hand[shelf], Pieces<Lanes>{0.0}) * gone;
    if (!any(goods.value > 0.0)) continue;
    const std::uint32_t supplier = world.network().supplier[shelf];
    const Lanes open =
        supplier == nobody ? Lanes(0.0) : world.in_business(world.layout->member[supplier]);
    credited += take_back(world, {shelf, supplier}, goods * open);
    credited += take_back(world, {shelf, nobody}, goods * (1.0 - open));
  }
  return credited;
}

/// What goods under way to a member will be credited at when they are sent back.
Money<Lanes> credit_under_way(const World& world, std::size_t m) {
  Money<Lanes> credit{0.0};
  if (!world.terms().members[m].traits.takes_title) return credit;
  for (const std::uint32_t shelf : world.network().shelves[m])
    credit += world.shelves.on_order[shelf] * world.shelves.purchase_price[shelf];
  return credit;
}

/// Replications in which a member is gone and is not about to open.
Lanes gone(const World& world, std::size_t m) {
  return (1.0 - world.members.in_business[m]) * yes_or_no(world.members.opens_at[m] >= never);
}

void close(World& world, std::size_t m, Lanes closes, Step now) {
  MemberStates& members = world.members;
  members.in_business[m] -= closes;
  members.exits[m] += closes;
  members.strained[m] = members.strained[m] * (1.0 - closes);
  members.capital[m] = members.capital[m] * (1.0 - closes);
  const Money<Lanes> credited = send_home(world, m, closes) + credit_under_way(world, m) * closes;
  wind_up_debts(world, m, closes, credited, now);
  members_changed(world, m);
}

/// Rate at which rivals win over a member that earns less than it requires.
Lanes poached(const World& world, std::size_t m) {
  const MemberTerms& member = world.terms().members[m];
  const Lanes required = member.traits.conduct->required_profit.value;
  const Lanes shortfall =
      min(max(1.0 - world.members.profit[m] / max(required, 1e-9), Lanes(0.0)), Lanes(2.0));
  Lanes rate = 0.0;
  for (const Rival<Lanes>& rival : world.terms().rivals)
    if (!rival.region || !member.region || *rival.region == *member.region)
      rate += rival.poaching * shortfall;
  return select(required > 0.0, rate, Lanes(0.0));
}

/// Who leaves because of what it earns.
Lanes leaves(const World& world, std::size_t m, const Draws& draws, Step now) {
  const auto& conduct = world.terms().members[m].traits.conduct;
  if (!conduct) return 0.0;
  Lanes rate = exit_rate(*conduct, world.members.profit[m]) + poached(world, m);
  if (world.layout->owners) rate *= risk_of_owner(world, m);
  if (const auto& relation = world.terms().members[m].traits.relationship)
    rate *= exponential(-relation->loyalty * world.members.relation[m]);
  if (!any(rate > 0.0)) return 0.0;
  return yes_or_no(draws.uniform(leaving, world.layout->member_address[m], now) < chance_of(rate));
}

/// Who fails: by its hazard, or because it has been short of a payment for too long.
Lanes fails(const World& world, std::size_t m, const Draws& draws, Step now) {
  const auto& traits = world.terms().members[m].traits;
  Lanes fails = 0.0;
  if (const auto& finance = traits.finance)
    fails = yes_or_no(world.members.strained[m] >= double(finance->patience));
  if (const auto& risk = traits.default_risk) {
    Lanes strain = 0.0;
    if (const auto& finance = traits.finance; finance && any(finance->overdraft.value > 0.0)) {
      const bool shared = shares_purse(world, m);
      const Lanes cash = (shared ? purse_of(world, m) : cash_of(world, m)).value;
      const Lanes limit = (shared ? overdraft_of(world, m) : finance->overdraft).value;
      strain = min(max(-cash / max(limit, 1e-9), Lanes(0.0)), Lanes(1.0));
    }
    Lanes rate = risk->hazard * exponential(risk->strain_effect * strain);
    if (world.layout->owners) rate *= risk_of_owner(world, m);
    const Lanes luck = fails_with_owner(world, m)
                           ? luck_of_owner(world, failing, m, draws, now)
                           : draws.uniform(failing, world.layout->member_address[m], now);
    fails = max(fails, yes_or_no(luck < chance_of(rate)));
  }
  return fails;
}

/// By member: who fails because a unit of its owner does; empty where nobody owns several.
Column<Lanes> fail_together(const World& world, const Draws& draws, Step now) {
  if (!world.layout->owners) return {};
  Column<Lanes> alone(world.layout->members, 0.0);
  for (const std::uint32_t m : world.network().in_business)
    if (fails_with_owner(world, m)) alone[m] = fails(world, m, draws, now);
  return failing_owners(world, alone);
}

/// Recruits who earn too little when their probation ends.
Lanes is_removed(const World& world, std::size_t m, Step now) {
  const std::uint32_t programme = world.layout->programme[m];
  const auto& conduct = world.terms().members[m].traits.conduct;
  if (programme == nobody || !conduct) return 0.0;
  const Recruiting<Lanes>& rule = world.terms().recruiting[programme];
  if (!rule.removal_below) return 0.0;
  const Lanes ends = world.members.open_since[m] + double(rule.probation);
  return yes_or_no(ends == double(now)) *
         yes_or_no(world.members.profit[m] < *rule.removal_below * conduct->required_profit.value);
}

/// A member opens in the replications where `opens` is 1.
void open_member(World& world, std::size_t m, Lanes opens, Step now) {
  MemberStates& members = world.members;
  const auto& traits = world.terms().members[m].traits;
  const auto chosen = opens > 0.0;
  members.before_opening[m].value =
      select(chosen, money_of(world, m).value, members.before_opening[m].value);
  // Who opens another unit on a purse that its units share brings no new money.
  if (shares_purse(world, m))
    members.before_opening[m] +=
        traits.finance->opening_cash * (opens * yes_or_no(world.owners.units[m] > 0.0));
  members.in_business[m] = select(chosen, Lanes(1.0), members.in_business[m]);
  members.opens_at[m] = select(chosen, Lanes(never), members.opens_at[m]);
  members.open_since[m] = select(chosen, Lanes(double(now)), members.open_since[m]);
  if (traits.conduct)
    members.profit[m] = select(chosen, traits.conduct->required_profit.value, members.profit[m]);
  if (traits.relationship)
    members.relation[m] = select(chosen, traits.relationship->opening, members.relation[m]);
  if (traits.leaving)
    world.ledger.post(Parties::member(m), Parties::manufacturer, Item::deposit,
                      traits.leaving->deposit * opens);
  members.openings[m] += opens;
  pay_for_opening(world, m, opens);
  // What it took to open is no loss of its first step.
  members.worth[m].value = select(chosen, profit_of_member(world, m), members.worth[m].value);
  members_changed(world, m);
}

}  // namespace

void members_changed(World& world, std::size_t m) {
  for (const std::uint32_t shelf : world.layout->shelves_of[m])
    if (const std::uint32_t offer = world.layout->offer[shelf]; offer != nobody)
      world.offers.price_changed[offer] = 1;
}

void develop_members(World& world, const Draws& draws, Step now) {
  const Network& network = world.network();
  count_units(world);
  if (network.from == now && now > 0)
    for (const std::uint32_t m : network.opening)
      if (world.layout->programme[m] == nobody) open_member(world, m, 1.0, now);
  if (!world.layout->lives) return;
  MemberStates& members = world.members;
  const Column<Lanes> together = fail_together(world, draws, now);
  for (const std::uint32_t m : network.in_business) {
    // Its day may have passed while its plan had no place for it.
    const Lanes opens = yes_or_no(members.opens_at[m] <= double(now));
    if (any(opens > 0.0)) open_member(world, m, opens, now);
    const Lanes fails_now = fails_with_owner(world, m) ? together[m] : fails(world, m, draws, now);
    const Lanes failed = fails_now * members.in_business[m];
    members.failures[m] += failed;
    const Lanes goes = max(leaves(world, m, draws, now), is_removed(world, m, now));
    const Lanes closes = max(failed, goes) * members.in_business[m];
    if (any(closes > 0.0)) close(world, m, closes, now);
    const Lanes away = gone(world, m);
    if (any(away > 0.0)) send_home(world, m, away);
  }
  count_units(world);
  fill_purses(world);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
