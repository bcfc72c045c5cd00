#include "engine/random/binomial.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose sending_back{"sending goods back"};
constexpr Purpose as_new{"goods sent back are as new"};

const std::optional<Returns<Lanes>>& terms_of_return(const World& world, std::uint32_t shelf) {
  return world.terms().members[world.layout->member[shelf]].traits.returns;
}

}  // namespace

Pieces<Lanes> part_of(const World& world, const Draws& draws, Purpose purpose, std::uint32_t shelf,
                      Step now, Pieces<Lanes> pieces, Lanes chance) {
  if (!whole_pieces(world, shelf)) return pieces * chance;
  return {binomial_quantile(draws.uniform(purpose, world.layout->shelf_address[shelf], now),
                            pieces.value, chance)};
}

/// Goods go back into the stock they were sold from, or to the manufacturer who shipped them; what
/// is not as new, or perishable, is scrapped.
void take_back_returns(World& world, const Draws& draws, Step now) {
  GoodsBack& back = world.goods_back;
  const Layout& layout = *world.layout;
  for (std::size_t row = 0; row < back.shelf.size(); ++row) {
    const std::uint32_t shelf = back.shelf[row], product = layout.product[shelf];
    const Pieces<Lanes> returned = back.pieces.take_due(row, now);
    back.refund[row] = back.prices.take_due(row, now);
    back.returned[row] = returned;
    back.resold[row] = Pieces<Lanes>{0.0};
    if (!any(returned.value > 0.0)) continue;
    back.total_returned[row] += returned;
    const auto& terms = terms_of_return(world, shelf);
    Pieces<Lanes> good{0.0};
    if (terms && layout.shelf_life[product] == 0)
      good = part_of(world, draws, as_new, shelf, now, returned, terms->resaleable);
    world.scrapped[product] += returned - good;
    if (layout.holds_stock[shelf]) {
      world.shelves.on_hand[shelf] += good;
      world.shelves.entered[shelf] += good;
    } else {
      world.factory_stock[product] += good;
      back.resold[row] = good;
    }
  }
}

namespace {

/// Who performs `functions.returns` pays for taking goods back; where nobody is named, the member.
void settle_handling(World& world, std::size_t m, Money<Lanes> cost) {
  const auto& functions = world.terms().members[m].traits.functions;
  const bool named = functions && functions->returns;
  pay_for_work(world, named ? functions->returns->by : Performer::member, m, Item::return_handling,
               cost);
}

/// Commissions on sales that came to nothing are given back, at the rates of today.
void refund_commissions(World& world, std::size_t m, Money<Lanes> refunded) {
  const auto& traits = world.terms().members[m].traits;
  const std::size_t member = Parties::member(m), services = world.parties.services();
  const Lanes commission =
      world.layout->answers ? traits.commission + world.members.dearer[m] : traits.commission;
  world.ledger.post(services, member, Item::commission, refunded * commission);
  if (!traits.fees) return;
  world.ledger.post(services, member, Item::host_commission,
                    refunded * traits.fees->host_commission);
  if (traits.takes_title) return;
  const Money<Lanes> agents = refunded * share_of_agent(traits);
  world.ledger.post(member, Parties::manufacturer, Item::agency_commission, agents);
  world.members.served_at[m] -= agents;
}

}  // namespace

/// Consumers get what they paid, and the manufacturer credits what it had shipped and takes into
/// its own stock.
void settle_returns(World& world) {
  GoodsBack& back = world.goods_back;
  for (std::size_t row = 0; row < back.shelf.size(); ++row) {
    if (!any(back.returned[row].value > 0.0)) continue;
    const std::uint32_t shelf = back.shelf[row], m = world.layout->member[shelf];
    const auto& traits = world.terms().members[m].traits;
    const std::size_t member = Parties::member(m);
    const std::size_t seller = traits.takes_title ? member : Parties::manufacturer;
    world.ledger.post(seller, world.parties.consumers(), Item::refunds, back.refund[row]);
    world.shelves.total_revenue[shelf] -= back.refund[row];
    back.total_refund[row] += back.refund[row];
    if (const auto& returns = traits.returns) {
      settle_handling(world, m, back.returned[row] * returns->cost);
      refund_commissions(world, m, back.refund[row] * returns->commission_refunded);
    }
    if (traits.takes_title)
      credit_goods(world, Parties::manufacturer, member,
                   back.resold[row] * world.shelves.purchase_price[shelf]);
  }
}

/// What consumers will send back of what they bought in this step.
void return_goods(World& world, const Draws& draws, Step now) {
  GoodsBack& back = world.goods_back;
  for (std::size_t row = 0; row < back.shelf.size(); ++row) {
    const std::uint32_t shelf = back.shelf[row];
    const auto& terms = terms_of_return(world, shelf);
    if (!terms) continue;
    const Pieces<Lanes> returned =
        part_of(world, draws, sending_back, shelf, now, world.shelves.sold[shelf], terms->rate);
    back.pieces.send(row, now, terms->delay, returned);
    back.prices.send(row, now, terms->delay, returned * world.shelves.price[shelf]);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
