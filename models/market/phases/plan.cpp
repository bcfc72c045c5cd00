#include <algorithm>

#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// A shelf that opens expects what its plan did when it ordered ahead.
void open_shelves(World& world) {
  const auto& openings = world.layout->late_openings;
  for (std::size_t row = 0; row < openings.size(); ++row)
    if (openings[row].stage == world.stage)
      world.shelves.forecast[openings[row].shelf] = world.plan->openings[row].forecast;
}

/// Takes back what lies on a closed shelf and credits it at the purchase price: a supplier puts it
/// into its own stock, the manufacturer keeps it for the next orders.
void take_back(World& world, SendingBack way) {
  Shelves& shelves = world.shelves;
  const Layout& layout = *world.layout;
  const Pieces<Lanes> goods = shelves.on_hand[way.shelf];
  shelves.on_hand[way.shelf] = Pieces<Lanes>{0.0};
  if (way.to == nobody)
    world.factory_stock[layout.product[way.shelf]] += goods;
  else
    shelves.on_hand[way.to] += goods;
  const Money<Lanes> credit = goods * world.terms().purchase_price[way.shelf];
  const std::size_t member = Parties::member(layout.member[way.shelf]);
  const std::size_t supplier =
      way.to == nobody ? Parties::manufacturer : Parties::member(layout.member[way.to]);
  world.ledger.post(supplier, member, Item::goods, credit);
}

}  // namespace

void bring_into_force(World& world, std::size_t stage) {
  world.stage = stage;
  const Terms& terms = world.terms();
  Shelves& shelves = world.shelves;
  for (auto* column : {&shelves.demand, &shelves.sold, &shelves.lost, &shelves.collected,
                       &shelves.bought_along, &shelves.ordered, &shelves.shipped, &shelves.made})
    std::fill(column->begin(), column->end(), Pieces<Lanes>{0.0});
  shelves.price = terms.price;
  std::fill(shelves.trade_discount.begin(), shelves.trade_discount.end(), Lanes(0.0));
  std::fill(shelves.promotions_running.begin(), shelves.promotions_running.end(), 0u);
  const Layout& layout = *world.layout;
  const std::size_t first_rival = layout.offers() - terms.rivals.size();
  for (std::size_t offer = 0; offer < layout.offers(); ++offer)
    world.offers.price[offer] = offer < first_rival ? shelves.price[layout.shelf[offer]]
                                                    : terms.rivals[offer - first_rival].price;
  std::fill(world.offers.price_cut.begin(), world.offers.price_cut.end(), Lanes(0.0));
  std::fill(world.choices.appeal.begin(), world.choices.appeal.end(), Lanes(0.0));
  std::fill(world.choices.stale.begin(), world.choices.stale.end(), Stale::weights);
}

void change_plan(World& world, const Draws& draws, Step now) {
  const auto& networks = world.layout->networks;
  if (world.stage + 1 < networks.size() && networks[world.stage + 1].from == now) {
    stop_waiting(world);
    bring_into_force(world, world.stage + 1);
    open_shelves(world);
    turn_season(world, draws, now);  // the environment came first, under the terms of before
  }
  for (const SendingBack& way : world.network().send_back) take_back(world, way);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
