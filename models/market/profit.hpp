#pragma once
// What members and the manufacturer have earned since the start, and what it is worth.

#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// Money received less paid, the change of its own stock at purchase price, and the book value of
/// its fittings.
Lanes profit_of_member(const World& world, std::size_t m);
/// The same of the manufacturer's own account before tax: goods sent back to it and goods that
/// agents keep for it count at unit cost.
Lanes profit_of_own_account(const World& world);
/// Change of the stock of the manufacturer, its agents and its own members since the start.
Lanes stock_of_manufacturer(const World& world);
/// Profit of the manufacturer with its own members, before tax.
Lanes profit_of_manufacturer(const World& world);
/// What the manufacturer has earned on goods that its independent members have not sold on: their
/// stock and orders beyond those of the start.
Lanes margin_on_unsold(const World& world);
/// What the manufacturer and its own members have received for an item less what they have paid;
/// exactly 0 where nobody else has a part in it.
Money<Lanes> received_by_manufacturer(const World& world, Item item);
/// The shelf at which a shelf's goods leave the manufacturer's own rooms.
std::uint32_t first_buyer(const World& world, std::uint32_t shelf);
/// What has come into the purse of the manufacturer and its own members since the start.
Money<Lanes> cash_of_manufacturer(const World& world);

/// Earned on goods that have reached consumers, after tax.
Money<Lanes> earned_on_sell_out(const World& world);
/// Net present value if the study ended now, when that much had been earned a year ago.
Money<Lanes> present_value(const World& world, Money<Lanes> earned_a_year_ago);
/// The same where values are followed from step to step.
Money<Lanes> value_by_now(const World& world);

/// Sets up what `value_business` looks at from step to step; the world is complete.
void start_valuation(World& world);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
