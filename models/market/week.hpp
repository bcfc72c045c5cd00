#pragma once
// The whole week on one page: its phases, and the systems that run in them.

#include <optional>
#include <span>

#include "engine/world/schedule.hpp"
#include "models/market/world.hpp"

namespace channelsim::market {

/// The documented order of a step; week.cpp names each and says what happens in it.
enum class Phase : std::uint8_t {
  arrivals,
  environment,
  plan,
  development,
  pricing,
  effort,
  demand,
  fulfilment,
  aftersales,
  replenishment,
  settlement,
  relations,
  observation,
};
std::string_view to_string(Phase phase);
std::string_view meaning(Phase phase);

inline namespace CHANNELSIM_LEVEL {

const Schedule<World, Phase>& week();

// The systems, by phase; each file of phases/ holds those of one phase or of one part of it.
void receive_shipments(World&, const Draws&, Step);
void take_back_returns(World&, const Draws&, Step);
void settle_in(World&, const Draws&, Step);
void shake_market(World&, const Draws&, Step);
void turn_season(World&, const Draws&, Step);
void pay_invoices(World&, const Draws&, Step);
void recruit_partners(World&, const Draws&, Step);
void develop_members(World&, const Draws&, Step);
void choose_effort(World&, const Draws&, Step);
void move_rivals(World&, const Draws&, Step);
void review_prices(World&, const Draws&, Step);
void change_plan(World&, const Draws&, Step);
void set_prices(World&, const Draws&, Step);
void note_prices(World&, const Draws&, Step);
void advertise(World&, const Draws&, Step);
void spread_the_word(World&, const Draws&, Step);
void find_appeal(World&, const Draws&, Step);
void weigh_offers(World&, const Draws&, Step);
void prepare_consumers(World&, const Draws&, Step);
void expect_purchases(World&, const Draws&, Step);
void buy(World&, const Draws&, Step);
void serve_consumers(World&, const Draws&, Step);
void collect_orders(World&, const Draws&, Step);
void scrap_expired(World&, const Draws&, Step);
void return_goods(World&, const Draws&, Step);
void remember(World&, const Draws&, Step);
void judge(World&, const Draws&, Step);
void end_seasons(World&, const Draws&, Step);
void replenish(World&, const Draws&, Step);
void settle_accounts(World&, const Draws&, Step);
void settle_fees(World&, const Draws&, Step);
void value_business(World&, const Draws&, Step);
void keep_relations(World&, const Draws&, Step);
void settle_contracts(World&, const Draws&, Step);
void settle_owners(World&, const Draws&, Step);
void settle_programmes(World&, const Draws&, Step);
void settle_key_accounts(World&, const Draws&, Step);
void review_key_accounts(World&, const Draws&, Step);
void observe(World&, const Draws&, Step);

// --- parts of the week that others need

/// Puts a stage in force: its prices, nobody's promotion running yet, and consumers' choice.
void bring_into_force(World& world, std::size_t stage);
/// Prices with promotions as they are planned: nobody's compliance is known yet.
void plan_prices(World& world, Step now);

/// Whether something that begins at a date and comes again is under way.
bool runs(Moment start, std::uint32_t length, std::uint32_t every, Step now);
/// Which time an event takes place, or an entry of the calendar runs for a member (row), counted
/// from 0; nothing where it does not.
std::optional<std::uint32_t> occurrence(const Event<Lanes>& event, Step now);
std::optional<std::uint32_t> occurrence(const World& world, std::uint32_t entry,
                                        std::uint32_t member, Step now);
/// By which share of the first number the second is larger; 0 where the first is none.
inline Lanes relative_change(Lanes before, Lanes now) {
  return select(before > 0.0, now / max(before, 1e-300) - 1.0, Lanes(0.0));
}
/// What a campaign costs in a step.
Money<Lanes> spending_of(const Campaign<Lanes>& campaign, Step now);

/// Brings pieces of a shelf's stock back to another one or to the manufacturer.
void carry_back(World& world, SendingBack way, Pieces<Lanes> goods);
/// The same, credited at the purchase price; returns the credit.
Money<Lanes> take_back(World& world, SendingBack way, Pieces<Lanes> goods);

/// Consumers look at a member's offers anew.
void members_changed(World& world, std::size_t m);
/// What its life adds to the utility of a member's offers: how new it is, what effort it makes, who
/// runs it, where it found a place.
Lanes appeal_of_member(const World& world, std::size_t m, Step now);

/// Utility that certification and marketing of its own add to the offers of a partner.
Lanes appeal_of_partner(const World& world, std::size_t m, Step now);
/// What its tier adds to a member's margin, where the tier counts its purchases, or its sales.
Lanes tier_margin(const World& world, std::size_t m, TierBasis basis);

/// What its next owner lays out for a place of a recruiting programme: fittings, fees, deposit and
/// the stock it opens with.
Money<Lanes> outlay_of_place(const World& world, std::size_t m);
/// What a candidate for the next place of a programme, of which so many are taken, expects to gain
/// beyond its discount rate, as a share of what it lays out.
Lanes expected_return(const World& world, std::size_t programme, Lanes taken, Step now);

// Owners of several units; those that end in `purse` know no other purse than one that is shared.
/// Counts the units of each owner that are in business.
void count_units(World& world);
/// Adds what a member has to its owner, by lane.
void add_to_owner(const World& world, std::size_t m, Lanes amount, Column<Lanes>& by_owner);
/// A new owner takes a place; an owner takes another one. By lane, where `chosen` is 1.
void found_owner(World& world, std::size_t m, Lanes chosen);
void join_owner(World& world, std::size_t m, Lanes chosen, Lanes owner);
/// Whether a member pays from a purse it shares, or fails with its owner's other units.
bool shares_purse(const World& world, std::size_t m);
bool fails_with_owner(const World& world, std::size_t m);
/// Works out what is in each shared purse; what a member then finds in its owner's, and how much of
/// it may be overdrawn.
void fill_purses(World& world);
Money<Lanes> purse_of(const World& world, std::size_t m);
Money<Lanes> overdraft_of(const World& world, std::size_t m);
void pay_from_purse(World& world, std::size_t m, Money<Lanes> amount);
/// By member: 1 where a unit of its owner fails with whom it fails together.
Column<Lanes> failing_owners(const World& world, const Column<Lanes>& units_that_fail);
/// The uniform number that a member's owner has in a step.
Lanes luck_of_owner(const World& world, Purpose purpose, std::size_t m, const Draws& draws,
                    Step now);
/// By what its owner's experience multiplies the rates at which a member fails and leaves, and its
/// managers the effort.
Lanes risk_of_owner(const World& world, std::size_t m);
Lanes effort_of_managers(const World& world, std::size_t m);
/// With a stage that has begun, key accounts are paid for products that they list for the first
/// time, and promises of service begin anew where the account is another.
void begin_with_accounts(World& world, const Network& before);
/// Utility that a product of ours loses because its account favours its own label.
Lanes lost_to_own_label(const World& world, std::uint32_t shelf);

/// What is due to members that the stage `next` puts out of business.
void part_with_members(World& world, std::size_t next);
/// Customers who went with a member come back in time.
void win_back(World& world);

/// What a member has received less what it has paid, in cash, since the start.
Money<Lanes> money_of(const World& world, std::size_t m);
/// What a member has in its purse.
Money<Lanes> cash_of(const World& world, std::size_t m);
/// Books what a member bought of its supplier, or consumers of it, when that is not paid at once.
void invoice_member(World& world, std::size_t m, Money<Lanes> amount, const Draws& draws, Step now);
void invoice_consumers(World& world, std::size_t m, Money<Lanes> amount, const Draws& draws,
                       Step now);
/// What consumers paid a platform, its commission aside, is due to the seller when it is paid out.
void await_payout(World& world, std::size_t m, Money<Lanes> sales_less_commission, Step now);
/// The share of an order that a member can pay for and its supplier is willing to deliver.
Lanes affordable_share(const World& world, std::size_t m, Money<Lanes> order);
/// A member pays at once all that it owes its supplier, by lane where `chosen` is 1.
void settle_debts(World& world, std::size_t m, Lanes chosen);
/// Settles what members owe who are `gone`: first with goods they sent back, the rest in part and
/// late.
void wind_up_debts(World& world, std::size_t m, Lanes gone, Money<Lanes> credited, Step now);

/// Stock and orders under way of a shelf as after a long time at a forecast.
FirstStock first_stock(const World& world, std::size_t shelf, Pieces<Lanes> forecast);
/// Tables of partner programmes and of owners, where there are any.
void build_programmes(World& world);
void build_owners(World& world);
/// Books what work for a member costs who performs it: its supplier or, where that has gone, the
/// manufacturer. What consumers do costs nothing.
void pay_for_work(World& world, Performer by, std::size_t m, Item item, Money<Lanes> cost);
/// Calls `book(party, share)` for who supplies: a member (or nobody: the manufacturer) and, where
/// that has gone, the manufacturer in its place; shares are 1 or 0.
template <class Book>
void for_each_supplier(const World& world, std::uint32_t supplier, Book&& book) {
  if (supplier == nobody) return book(Parties::manufacturer, Lanes(1.0));
  const Lanes there = world.in_business(supplier);
  book(Parties::member(supplier), there);
  if (any(there < 1.0)) book(Parties::manufacturer, 1.0 - there);
}
/// Refunds, and the work and commissions that returns bring with them.
void settle_returns(World& world);

/// What a shelf expects from now on, as if demand had always been that.
void expect_demand(World& world, std::size_t shelf, Pieces<Lanes> forecast);
/// A supplier (a shelf) fills the orders of members from its stock.
void serve_members(World& world, std::size_t shelf, Step now);
/// The manufacturer fills an order, or all orders of a product that it cannot make at will.
void make_and_send(World& world, std::size_t shelf, Step now);
void make_to_capacity(World& world, std::size_t product, Step now);
/// Where its supplier has gone, the manufacturer delivers to a member itself.
void stand_in_for_supplier(World& world, std::size_t shelf, Step now);
/// Drop shipment: what consumers bought this step goes straight to them.
void make_for_consumers(World& world, std::size_t shelf);
/// Whole pieces only, of this product.
bool whole_pieces(const World& world, std::size_t shelf);
/// So many of a number of pieces of a shelf's product with a chance; of divisible goods the mean.
Pieces<Lanes> part_of(const World& world, const Draws& draws, Purpose purpose, std::uint32_t shelf,
                      Step now, Pieces<Lanes> pieces, Lanes chance);

// Ages of perishable goods; each does nothing for others.
/// What arrives on a shelf keeps its age; what spoilt under way is scrapped.
void receive_ages(World& world, std::size_t shelf, Step now);
/// What leaves a shelf is the oldest. To a customer it comes from its supplier, a shelf, or new
/// from the manufacturer (nobody); what is moved goes from one shelf to another within a step.
void take_oldest(World& world, std::size_t shelf, Pieces<Lanes> quantity, Step now);
void send_ages(World& world, std::size_t shelf, std::uint32_t supplier, Pieces<Lanes> quantity,
               Step now);
void move_ages(World& world, std::size_t from, std::uint32_t to, Pieces<Lanes> quantity);
/// Ages as after a long time at `per_step`.
void open_ages(World& world, std::size_t shelf, Pieces<Lanes> per_step);

/// Moves shares of one kind between stores and the web: showrooming and webrooming.
void cross_formats(const World& world, std::size_t region, std::size_t kind,
                   std::span<Lanes> shares);
/// Raises the shares of offers whose price is cut by what households buy ahead.
void stock_up(const World& world, std::size_t region, std::size_t kind, std::span<Lanes> shares);
/// Purchases per step, before season, of a cohort without memory at one of its region's
/// alternatives.
Lanes mean_purchases(const World& world, std::size_t region, std::size_t kind, std::size_t place);
/// What one consumer of a kind who considers buys of each of the region's alternatives when one of
/// them has another price: `shares` by place.
void shares_at_price(const World& world, std::uint32_t alternative, std::size_t kind,
                     Price<Lanes> price, std::span<Lanes> shares);
/// By alternative: the chance that consumers of a view who wanted the one at `place`, which is out
/// of stock, choose this one next among those that can be had still.
void next_choices(const World& world, std::size_t region, std::size_t kind, std::uint32_t view,
                  std::size_t place, std::span<Lanes> chances);

/// Purchases of consumers who remember, as they are counted or one by one.
void buy_in_cohorts(World& world, const Draws& draws, Step now);
void buy_in_person(World& world, const Draws& draws, Step now);
/// What consumers do who found no stock (`Offers::unserved`): wait, choose again, go without.
void turn_away_cohorts(World& world, const Draws& draws, Step now);
void turn_away_persons(World& world, const Draws& draws, Step now);
/// Serves consumers who come because they found no stock elsewhere; returns how many it could.
Lanes serve_again(World& world, std::uint32_t offer, Lanes arriving);
/// Consumers who waited for an offer go on without it.
void stop_waiting(World& world);
void remember_in_person(World& world, const Draws& draws, Step now);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
