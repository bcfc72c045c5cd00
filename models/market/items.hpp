#pragma once
// What money is paid for: the items of the ledger, in one list.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace channelsim::market {

/// How an item stands in the profit-and-loss account.
enum class ItemKind {
  trade,       // goods and money that pass between the manufacturer, the members and consumers
  running,     // what it costs to run the channel
  investment,  // what is laid out for years, and what the state and the bank take
};

enum class Item : std::uint8_t {
  sales,
  goods,
  production,
  trade_discount,
  quantity_discount,
  rebate,
  back_margin,
  price_claim,
  service_penalty,
  fixed_fee,
  revenue_share,
  buy_back,
  clearance,
  commission,
  handling,
  holding,
  fixed_cost,
  promotion,
  marketing,
  complaints,
  cross_sales,
  cross_costs,
  storage,
  delivery,
  order_taking,
  credit_work,
  shelf_work,
  returns_work,
  after_sales,
  agency_commission,
  royalty,
  franchise_fee,
  slotting,
  slot_fee,
  host_commission,
  coupons,
  traffic,
  dunning,
  bad_debt,
  interest,
  recruiting,
  partner_programme,
  certification,
  tier_benefits,
  member_marketing,
  marketing_funds,
  owner_discount,
  supervision,
  care,
  indemnity,
  deposit,
  opening,
  capital,
  tax,
  ordering,
  refunds,
  return_handling,
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
    {Item::quantity_discount, "quantity discount", "What a supplier takes off large orders.",
     ItemKind::trade},
    {Item::rebate, "rebate", "What a supplier gives back for reaching a target.", ItemKind::trade},
    {Item::back_margin, "back margin",
     "What a key account gets back of its purchases; accrued, and paid when a period ends.",
     ItemKind::trade},
    {Item::price_claim, "price claim",
     "What a key account claims because another of its members pays less.", ItemKind::trade},
    {Item::service_penalty, "service penalty",
     "What a key account is paid for goods that were missing or late.", ItemKind::running},
    {Item::fixed_fee, "fixed fee", "What a member pays its supplier whatever it buys.",
     ItemKind::trade},
    {Item::revenue_share, "revenue share", "The supplier's share of its customer's sales.",
     ItemKind::trade},
    {Item::buy_back, "buy-back", "What a supplier credits for unsold goods.", ItemKind::trade},
    {Item::clearance, "clearance", "What unsold goods bring outside the market.", ItemKind::trade},
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
    {Item::storage, "storage", "Keeping goods, by who performs it.", ItemKind::running},
    {Item::delivery, "delivery", "Bringing goods, by who performs it.", ItemKind::running},
    {Item::order_taking, "order taking", "Calling on customers, by who performs it.",
     ItemKind::running},
    {Item::credit_work, "credit work", "Granting credit and collecting, by who performs it.",
     ItemKind::running},
    {Item::shelf_work, "shelf work", "Display and order on the shelf, by who performs it.",
     ItemKind::running},
    {Item::returns_work, "returns work", "Taking goods back, by who performs it.",
     ItemKind::running},
    {Item::after_sales, "after-sales", "Advice and repair, by who performs it.", ItemKind::running},
    {Item::agency_commission, "agency commission",
     "What the manufacturer pays who sells in its name.", ItemKind::trade},
    {Item::royalty, "royalty", "The share of a member's sales that the manufacturer gets.",
     ItemKind::trade},
    {Item::franchise_fee, "franchise fee", "What a member pays the manufacturer when it opens.",
     ItemKind::trade},
    {Item::slotting, "slotting fee", "What the manufacturer pays to be listed.", ItemKind::trade},
    {Item::slot_fee, "slot fee", "A place on a platform or in a live-stream.", ItemKind::running},
    {Item::host_commission, "host commission", "The share of sales of who sells on screen.",
     ItemKind::running},
    {Item::coupons, "coupons", "What others pay of the money off for consumers.", ItemKind::trade},
    {Item::traffic, "traffic", "Visitors who are bought.", ItemKind::running},
    {Item::dunning, "dunning", "Reminding who pays late.", ItemKind::running},
    {Item::bad_debt, "bad debt", "What a member that failed does not pay.", ItemKind::running},
    {Item::interest, "interest", "What the bank takes for an overdraft.", ItemKind::running},
    {Item::recruiting, "recruiting", "Finding, investigating and training partners.",
     ItemKind::running},
    {Item::partner_programme, "partner programme", "Running a partner programme.",
     ItemKind::running},
    {Item::certification, "certification", "Training and examination of members.",
     ItemKind::running},
    {Item::tier_benefits, "tier benefits", "Discounts and rebates for a tier of a programme.",
     ItemKind::trade},
    {Item::member_marketing, "member marketing", "What members spend on marketing of their own.",
     ItemKind::running},
    {Item::marketing_funds, "marketing funds",
     "What the manufacturer refunds of that against proof.", ItemKind::trade},
    {Item::owner_discount, "owner discount", "What owners of several units bargain for.",
     ItemKind::trade},
    {Item::supervision, "supervision", "Supervisors of members.", ItemKind::running},
    {Item::care, "care", "Visits, events and advice that keep relations.", ItemKind::running},
    {Item::indemnity, "indemnity", "What is due when a member is put out of business.",
     ItemKind::running},
    {Item::deposit, "deposit", "What members have left with the manufacturer.",
     ItemKind::investment},
    {Item::opening, "opening", "Cost of opening that is gone at once.", ItemKind::running},
    {Item::capital, "capital", "Fittings and equipment that wear off.", ItemKind::investment},
    {Item::tax, "tax", "Tax on the profit of the manufacturer.", ItemKind::investment},
    {Item::ordering, "ordering", "Placing orders.", ItemKind::running},
    {Item::refunds, "refunds", "What consumers get back for goods they return.", ItemKind::trade},
    {Item::return_handling, "handling of returns", "Taking back, checking and storing returns.",
     ItemKind::running},
}};

/// The name of an item in a path or a column: "trade_discount".
inline std::string key_of(const ItemText& text) {
  std::string key(text.name);
  for (char& c : key)
    if (c == ' ' || c == '-') c = '_';
  return key;
}
/// What the manufacturer gives a member of what it has invoiced, beside the price.
inline constexpr Item terms_beside_price[] = {
    Item::trade_discount, Item::quantity_discount, Item::rebate,        Item::back_margin,
    Item::price_claim,    Item::slotting,          Item::tier_benefits, Item::owner_discount};

constexpr const ItemText& text_of(Item item) { return item_texts[static_cast<std::size_t>(item)]; }
static_assert([] {
  for (std::size_t i = 0; i < item_texts.size(); ++i)
    if (item_texts[i].item != static_cast<Item>(i)) return false;
  return true;
}());

}  // namespace channelsim::market
