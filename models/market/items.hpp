#pragma once
// What money is paid for: the items of the ledger, in one list.

#include <array>
#include <cstdint>
#include <string_view>

namespace channelsim::market {

/// How an item stands in the profit-and-loss account.
enum class ItemKind {
  trade,    // goods and money that pass between the manufacturer, the members and consumers
  running,  // what it costs to run the channel
};

enum class Item : std::uint8_t {
  sales,
  goods,
  production,
  trade_discount,
  commission,
  handling,
  holding,
  fixed_cost,
  promotion,
  marketing,
  complaints,
  cross_sales,
  cross_costs,
  count
};

struct ItemText {
  Item item;
  std::string_view name, doc;
  ItemKind kind;
};

/// By item.
inline constexpr std::array<ItemText, static_cast<std::size_t>(Item::count)> item_texts = {{
    {Item::sales, "sales", "What consumers pay for goods.", ItemKind::trade},
    {Item::goods, "goods", "What a member pays its supplier for goods; credited when they go back.",
     ItemKind::trade},
    {Item::production, "production", "What goods cost to make.", ItemKind::trade},
    {Item::trade_discount, "trade discount",
     "What the manufacturer gives back of its members' invoices while a promotion runs.",
     ItemKind::trade},
    {Item::commission, "commission", "The share of sales that a platform or landlord keeps.",
     ItemKind::running},
    {Item::handling, "handling", "Picking, packing, delivery and service.", ItemKind::running},
    {Item::holding, "holding", "Keeping stock.", ItemKind::running},
    {Item::fixed_cost, "fixed cost", "Rent, staff and systems.", ItemKind::running},
    {Item::promotion, "promotion", "What promotions cost beside their discounts.",
     ItemKind::running},
    {Item::marketing, "marketing", "Campaigns, referral programmes and their rewards.",
     ItemKind::running},
    {Item::complaints, "complaints", "Putting complaints right.", ItemKind::running},
    {Item::cross_sales, "bought along", "What consumers buy along when they collect an order.",
     ItemKind::trade},
    {Item::cross_costs, "cost of what is bought along", "And what that costs.", ItemKind::trade},
}};

constexpr const ItemText& text_of(Item item) { return item_texts[static_cast<std::size_t>(item)]; }
static_assert([] {
  for (std::size_t i = 0; i < item_texts.size(); ++i)
    if (item_texts[i].item != static_cast<Item>(i)) return false;
  return true;
}());

}  // namespace channelsim::market
