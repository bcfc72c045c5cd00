// What members and their suppliers have agreed beside prices: booked once, to both sides.

#include "models/market/contracts.hpp"

#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

const Traits<Lanes>& traits_of(const World& world, std::size_t member) {
  return world.terms().members[member].traits;
}

/// The member that fills a shelf's orders, or nobody.
std::uint32_t supplier_of(const World& world, std::uint32_t shelf) {
  const std::uint32_t theirs = world.network().supplier[shelf];
  return theirs == nobody ? nobody : world.layout->member[theirs];
}

/// What a member pays, beside the price, who supplies a shelf.
void pay(World& world, std::uint32_t shelf, Item item, Money<Lanes> amount) {
  for_each_supplier(world, supplier_of(world, shelf), [&](std::size_t party, Lanes share) {
    world.ledger.post(Parties::member(world.layout->member[shelf]), party, item, amount * share);
  });
}

/// What leaves the market other than to consumers brings something at least.
void sell_off(World& world, std::uint32_t shelf, std::size_t party, Pieces<Lanes> goods,
              Price<Lanes> salvage) {
  world.shelves.on_hand[shelf] -= goods;
  world.shelves.entered[shelf] -= goods;
  move_ages(world, shelf, nobody, goods);
  world.cleared[world.layout->product[shelf]] += goods;
  world.ledger.post(world.parties.services(), party, Item::clearance, goods * salvage);
}

void send_back_unsold(World& world, const BuyBack<Lanes>& policy, std::uint32_t shelf) {
  Shelves& shelves = world.shelves;
  Pieces<Lanes> goods = sent_back(policy, shelves.on_hand[shelf], shelves.bought_in_period[shelf]);
  if (!world.terms().products[world.layout->product[shelf]].divisible) goods = floor(goods);
  shelves.bought_in_period[shelf] = Pieces<Lanes>{0.0};
  const std::size_t member = Parties::member(world.layout->member[shelf]);
  for_each_supplier(world, supplier_of(world, shelf), [&](std::size_t party, Lanes share) {
    world.ledger.post(party, member, Item::buy_back, goods * share * policy.credit);
    if (policy.salvage)
      sell_off(world, shelf, party, goods * share, *policy.salvage);
    else
      carry_back(world,
                 {shelf, party == Parties::manufacturer ? nobody : world.network().supplier[shelf]},
                 goods * share);
  });
}

void clear(World& world, const Clearance<Lanes>& policy, std::uint32_t shelf) {
  sell_off(world, shelf, Parties::member(world.layout->member[shelf]),
           max(world.shelves.on_hand[shelf], Pieces<Lanes>{0.0}), policy.salvage);
}

/// What lowers the price that a member pays who supplies it.
void take_off(World& world, std::uint32_t shelf, Item item, Money<Lanes> amount) {
  for_each_supplier(world, supplier_of(world, shelf), [&](std::size_t party, Lanes share) {
    pay_supplier(world, Parties::member(world.layout->member[shelf]), party, item,
                 -(amount * share));
  });
}

/// The rebate of a step is what it adds to that of the period.
void settle_rebate(World& world, const TargetRebate<Lanes>& policy, std::uint32_t shelf, Step now) {
  Shelves& shelves = world.shelves;
  Pieces<Lanes>& counted = shelves.counted_in_period[shelf];
  const Pieces<Lanes> before = pieces_with_rebate(policy, counted);
  counted += policy.counts == RebateOn::sales ? shelves.sold[shelf] : shelves.shipped[shelf];
  const Pieces<Lanes> earned = pieces_with_rebate(policy, counted) - before;
  take_off(world, shelf, Item::rebate,
           earned * (policy.rebate + shelves.purchase_price[shelf] * policy.share));
  if (ends_period(policy.every, now)) counted = Pieces<Lanes>{0.0};
}

void settle_contract(World& world, const Contract<Lanes>& contract, std::uint32_t shelf, Step now) {
  Shelves& shelves = world.shelves;
  if (!contract.quantity_discounts.empty())
    take_off(world, shelf, Item::quantity_discount,
             shelves.shipped[shelf] * shelves.purchase_price[shelf] *
                 discount_of(contract.quantity_discounts, shelves.shipped[shelf]));
  if (any(contract.revenue_share > 0.0))
    pay(world, shelf, Item::revenue_share,
        shelves.sold[shelf] * shelves.price[shelf] * contract.revenue_share);
  if (contract.target_rebate) settle_rebate(world, *contract.target_rebate, shelf, now);
  if (contract.buy_back) shelves.bought_in_period[shelf] += shelves.shipped[shelf];
}

}  // namespace

void end_seasons(World& world, const Draws&, Step now) {
  for (const std::uint32_t m : world.network().under_contract) {
    const Contract<Lanes>& contract = traits_of(world, m).contract;
    const auto& clearance = traits_of(world, m).clearance;
    for (const std::uint32_t shelf : world.network().shelves[m]) {
      if (contract.buy_back && ends_period(contract.buy_back->every, now))
        send_back_unsold(world, *contract.buy_back, shelf);
      if (clearance && ends_period(clearance->every, now)) clear(world, *clearance, shelf);
    }
  }
}

void settle_contracts(World& world, const Draws&, Step now) {
  for (const std::uint32_t m : world.network().under_contract) {
    const Contract<Lanes>& contract = traits_of(world, m).contract;
    const RowNumbers& shelves = world.network().shelves[m];
    for (const std::uint32_t shelf : shelves) settle_contract(world, contract, shelf, now);
    if (!shelves.empty() && any(contract.fixed_fee.value > 0.0))
      pay(world, shelves.front(), Item::fixed_fee,
          Money<Lanes>{contract.fixed_fee.value} * world.in_business(m));
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
