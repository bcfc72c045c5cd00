#include <algorithm>

#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

std::uint32_t aged_row(const World& world, std::size_t shelf) {
  return world.layout->stock.ages ? world.ages.row_of[shelf] : nobody;
}

void scrap(World& world, std::uint32_t row, Pieces<Lanes> goods) {
  const std::uint32_t shelf = world.ages.shelf[row];
  world.shelves.on_hand[shelf] -= goods;
  world.shelves.entered[shelf] -= goods;
  world.ages.total_expired[row] += goods;
  world.scrapped[world.layout->product[shelf]] += goods;
}

/// Takes goods out of the stock of a row, the oldest first: visit(step of expiry, pieces).
void issue_oldest(World& world, std::uint32_t row, Pieces<Lanes> quantity, Step now, auto&& visit) {
  Ages& ages = world.ages;
  for (Step expires = now; expires <= now + ages.life[row]; ++expires) {
    if (!any(quantity.value > 0.0)) return;
    Pieces<Lanes>& stock = ages.on_hand[ages.bucket(row, expires)];
    // Of divisible goods, rounding may leave less than nothing.
    const Pieces<Lanes> taken = max(min(stock, quantity), Pieces<Lanes>{0.0});
    stock -= taken;
    quantity -= taken;
    visit(expires, taken);
  }
}

/// Steps that goods take from the manufacturer to a shelf.
std::uint32_t way_from_manufacturer(const World& world, std::uint32_t shelf) {
  std::uint32_t steps = 0;
  for (; shelf != nobody; shelf = world.network().supplier[shelf])
    steps += world.network().lead_time[shelf];
  return steps;
}

}  // namespace

void receive_ages(World& world, std::size_t shelf, Step now) {
  const std::uint32_t row = aged_row(world, shelf);
  if (row == nobody) return;
  Ages& ages = world.ages;
  for (Step expires = now; expires <= now + ages.life[row]; ++expires) {
    Pieces<Lanes>& arrived = ages.under_way[ages.bucket_under_way(row, now, expires)];
    ages.on_hand[ages.bucket(row, expires)] += arrived;
    arrived = Pieces<Lanes>{0.0};
  }
  Pieces<Lanes>& spoilt = ages.under_way[ages.first_under_way[row] +
                                         (now % ages.slots[row] + 1) * (ages.life[row] + 2) - 1];
  scrap(world, row, spoilt);
  spoilt = Pieces<Lanes>{0.0};
}

void take_oldest(World& world, std::size_t shelf, Pieces<Lanes> quantity, Step now) {
  if (const std::uint32_t row = aged_row(world, shelf); row != nobody)
    issue_oldest(world, row, quantity, now, [](Step, Pieces<Lanes>) {});
}

void send_ages(World& world, std::size_t shelf, std::uint32_t supplier, Pieces<Lanes> quantity,
               Step now) {
  const std::uint32_t row = aged_row(world, shelf);
  if (row == nobody) return;
  Ages& ages = world.ages;
  const Step due = now + world.network().lead_time[shelf];
  const auto add = [&](Step expires, Pieces<Lanes> goods) {
    ages.under_way[ages.bucket_under_way(row, due, expires)] += goods;
  };
  if (supplier == nobody)
    add(now + ages.life[row], quantity);
  else
    issue_oldest(world, ages.row_of[supplier], quantity, now, add);
}

void move_ages(World& world, std::size_t from, std::uint32_t to, Pieces<Lanes> quantity) {
  const std::uint32_t source = aged_row(world, from);
  if (source == nobody) return;
  Ages& ages = world.ages;
  issue_oldest(world, source, quantity, world.steps, [&](Step expires, Pieces<Lanes> goods) {
    if (to != nobody) ages.on_hand[ages.bucket(ages.row_of[to], expires)] += goods;
  });
}

void open_ages(World& world, std::size_t shelf, Pieces<Lanes> per_step) {
  const std::uint32_t row = aged_row(world, shelf);
  if (row == nobody) return;
  Ages& ages = world.ages;
  const auto way = way_from_manufacturer(world, static_cast<std::uint32_t>(shelf));
  const std::uint32_t freshest = ages.life[row] > way ? ages.life[row] - way : 0;
  for (Step due = 0; due < world.network().lead_time[shelf]; ++due)
    ages.under_way[ages.bucket_under_way(row, due, due + freshest)] += per_step;
  // What came in the steps before, each a step older than the next; what is beyond all of them has
  // come with the last.
  Pieces<Lanes> left = world.shelves.on_hand[shelf];
  const Step last = freshest > 0 ? freshest - 1 : 0;
  for (Step before = 0; before <= last; ++before) {
    const Pieces<Lanes> part = min(left, per_step);
    ages.on_hand[ages.bucket(row, last - before)] += part;
    left -= part;
  }
  ages.on_hand[ages.bucket(row, last)] += left;
}

/// At the end of the step's sales what has reached its shelf life goes.
void scrap_expired(World& world, const Draws&, Step now) {
  if (!world.layout->stock.ages) return;
  Ages& ages = world.ages;
  for (std::uint32_t row = 0; row < ages.shelf.size(); ++row) {
    const std::uint32_t shelf = ages.shelf[row];
    if (world.layout->offer[shelf] != nobody)
      take_oldest(world, shelf, world.shelves.sold[shelf], now);
    Pieces<Lanes>& expired = ages.on_hand[ages.bucket(row, now)];
    scrap(world, row, expired);
    expired = Pieces<Lanes>{0.0};
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
