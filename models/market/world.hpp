#pragma once
// The state of the market in a block of replications: tables whose rows are agents and whose cells
// are lanes, beside the layout and the terms they run under.

#include <memory>
#include <vector>

#include "engine/world/ledger.hpp"
#include "engine/world/pipeline.hpp"
#include "models/market/account_states.hpp"
#include "models/market/items.hpp"
#include "models/market/members.hpp"
#include "models/market/partner_states.hpp"
#include "models/market/persons.hpp"
#include "models/market/stock.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// A member's stock of one product. Row = member x product in its range.
struct Shelves {
  Column<Pieces<Lanes>> on_hand, on_order, forecast;
  Column<Pieces<Lanes>> demand;        // this step: wanted by consumers, or ordered by members
  Column<Pieces<Lanes>> lost;          // this step: wanted by consumers who then went without
  Column<Pieces<Lanes>> collected;     // this step: of those sold, picked up in a store
  Column<Pieces<Lanes>> bought_along;  // this step: other purchases of who did
  Column<Pieces<Lanes>> sold;          // this step: handed over
  Column<Pieces<Lanes>> ordered;       // this step: asked of the supplier
  Column<Pieces<Lanes>> shipped;       // this step: sent by the supplier
  Column<Pieces<Lanes>>
      direct;                  // this step: of these, from the manufacturer in the supplier's place
  Column<Pieces<Lanes>> made;  // this step: of what the manufacturer sent, not from its stock
  Column<Price<Lanes>> purchase_price;  // in force: of the terms, unless a supplier's price moves
  Column<Price<Lanes>> regular_price;   // asked while no promotion runs
  std::vector<char> price_moved;        // this step: the regular price, by a policy of its own
  Column<Price<Lanes>> price;           // asked this step, promotions included
  Column<Lanes> trade_discount;         // this step, as a share of the purchase price
  Column<Pieces<Lanes>> total_lost, total_sold, total_stock;  // since the start
  // On hand or under way otherwise than sent by a supplier, less what left otherwise than sold: at
  // the start, by members that closed, returned by consumers, scrapped.
  Column<Pieces<Lanes>> entered;
  Column<Pieces<Lanes>> total_ordered;  // since the start, where orders are looked at
  Column<Lanes> orders_placed;          // the same
  Column<Pieces<Lanes>> total_owed;     // owed to it, added up over steps
  Column<Money<Lanes>> total_revenue;
  Column<Money<Lanes>> opening_value;
  // Since a period of the contract began: bought, and what counts toward a rebate.
  Column<Pieces<Lanes>> bought_in_period, counted_in_period;
  std::vector<std::uint64_t> promotions_running;  // a number for the set of them
  Pipeline<Pieces<Lanes>> shipments;

  std::size_t size() const { return on_hand.size(); }
};

/// What consumers choose among: shelves open to them, then rivals. Row = offer.
struct Offers {
  Column<Price<Lanes>> price;
  Column<Lanes> price_cut;         // share that promotions take off
  Column<Lanes> expected;          // purchases per step before season
  Column<Pieces<Lanes>> demand;    // this step, first choices
  Column<Pieces<Lanes>> unserved;  // of these, where no stock was left
  Column<Pieces<Lanes>> sold;      // this step; of rivals, too
  Column<Pieces<Lanes>> waiting;   // come back for it: in this step; after fulfilment, in the next
  Column<Pieces<Lanes>> waiting_next;  // of those who remember, while this step's are served
  Column<Pieces<Lanes>> sold_to_waiting;
  Column<Pieces<Lanes>> total_sold;  // since the start; of rivals only
  std::vector<char> price_changed;
};

/// What of a region's choice has to be worked out again.
enum class Stale : std::uint8_t { nothing, expectation, shares, weights };

/// How consumers see the alternatives.
struct Choices {
  Column<Lanes> appeal;  // by alternative: utility that experience and marketing add
  // By region, where there are nests; row = kind x nest: the utility that weights are counted from.
  std::vector<Column<Lanes>> anchor;
  Column<Lanes> weight;           // by region x kind x alternative
  Column<Lanes> habitual_weight;  // the same, of who bought last through its channel
  Column<Lanes> share;            // by region x kind x view x alternative: purchases per time that
                                  // a consumer considers buying
  Column<Lanes> readiness;        // by cohort: multiplies the purchase rate
  Column<Lanes> pace;             // by cohort: its rate against the segment's, where rates differ
  std::vector<Stale> stale;       // by region
};

/// What moves the whole market.
struct Climate {
  Lanes season = 1.0;                  // index of all purchase rates, trend and events included
  Lanes shock = 0.0;                   // logarithm
  Column<Lanes> rival_noise;           // logarithm of the rival's price, by rival
  Column<Price<Lanes>> average_price;  // of the manufacturer's goods, by region
  Column<Price<Lanes>> price_before;   // the same a step ago
  Column<Price<Lanes>> opening_price;  // the same at the start
};

/// Of what nobody has met yet.
inline constexpr double unknown_expectation = -1e9;

/// What marketing has built up. Rows as the network's campaigns and referrals.
struct Marketing {
  Column<Money<Lanes>> stock;  // of impressions (adstock), by campaign
  Column<Lanes> response;      // 0 to 1, by campaign
  Column<Lanes> learning;      // rate at which consumers learn of the offers, by region
  Column<Lanes> lift;          // of the purchase rate, by region; 1 = none
  Column<Lanes> rise;          // relative rise of advertising against the step before, by region
  std::vector<char> seeded;    // by referral
  Column<Lanes> brand;         // strength, by region
  // By region x channel.
  Column<Lanes> satisfaction, expectation;  // the latter unknown before the first experience
};

/// Consumers who remember. A cell is a standing of a cohort.
struct Population {
  Column<Lanes> size;   // by cohort: consumers, the same at all times
  Column<Lanes> count;  // by cell: consumers; who waits for goods is not among them
  Column<Lanes> away;   // by cell: consumers who wait for goods
  Lanes all(std::size_t cell) const { return count[cell] + away[cell]; }
  Column<Lanes> recruiting;  // by referral x region, this step: rate it adds for who has not bought
  // For persons in a network: how many each brings who was new in the last step, by region x
  // (channel first bought from, then referral whose seed it is) x referral.
  Column<Lanes> recruits_of;
  Column<Lanes> recruited_share;  // by cell: part of its purchase rate that is recruiting
  Column<Lanes> newcomers;  // by region x channel, last step: consumers who bought the first time
  // Purchases of this step, by alternative x kind x standing: by consumers who buy, one each, and
  // what they buy beyond that. After fulfilment: those that were served.
  Column<Lanes> first, more;
  Column<Lanes> waiting;          // the same, of consumers who come back in the next step
  Column<Lanes> household_stock;  // by cohort, in pieces, ahead of use
  // Since the start, by cohort.
  Column<Lanes> bought, repeated, rivals_bought, acquired, lost, customer_steps, margin;
  Column<Lanes> switched;  // channel last bought from x channel bought from, rivals at the end
  // By referral, this step: first purchases that it brought, and seeds that were set.
  Column<Lanes> recruits, seeded;
};

/// What has been sent, and paid for it, by the ways of the layout since the start.
struct Flows {
  Column<Pieces<Lanes>> goods;
  Column<Money<Lanes>> money;
};

/// The parties of the ledger: the manufacturer, the members, consumers, and all who are paid for
/// services or materials.
struct Parties {
  std::size_t members = 0;
  static constexpr std::size_t manufacturer = 0;
  static constexpr std::size_t member(std::size_t row) { return 1 + row; }
  static constexpr std::size_t row_of(std::size_t member) { return member - 1; }
  std::size_t consumers() const { return 1 + members; }
  std::size_t services() const { return 2 + members; }
  std::size_t count() const { return 3 + members; }
};

struct World {
  std::shared_ptr<const Layout> layout;
  std::shared_ptr<const PlanTerms> plan;
  std::size_t stage = 0;  // which network and terms are in force
  Shelves shelves;
  Planning planning;
  Ages ages;
  GoodsBack goods_back;
  Offers offers;
  Choices choices;
  Climate climate;
  Marketing marketing;
  Population population;
  Persons persons;
  MemberStates members;
  ProgrammeStates programmes;
  OwnerStates owners;
  AccountStates accounts;
  Receivables receivables;
  Valuation valuation;
  Parties parties;
  Flows flows;
  Ledger<Lanes, Item> ledger;
  Column<Pieces<Lanes>> produced, opening_goods;  // by product
  Column<Pieces<Lanes>> cleared;        // by product, since the start: sold off outside the market
  Column<Pieces<Lanes>> factory_stock;  // by product: sent back, waiting for the next order
  Column<Pieces<Lanes>> scrapped;       // by product, since the start
  Step steps = 0;                       // since the start

  const Network& network() const { return layout->networks[stage]; }
  const Terms& terms() const { return plan->stages[stage]; }
  /// The segment of a kind of consumers.
  const Segment<Lanes>& segment_of(std::size_t kind) const {
    return terms().segments[layout->kinds[kind].segment];
  }
  /// 1 where a member is in business in a replication, 0 where it is not.
  Lanes in_business(std::size_t member) const {
    return layout->lives ? members.in_business[member] : Lanes(1.0);
  }
  /// The same, but 0 where it has delisted the manufacturer's goods, too.
  Lanes sells_ours(std::size_t member) const {
    if (!layout->lives) return 1.0;
    return select(members.delisted[member] > 0.0, Lanes(0.0), members.in_business[member]);
  }
  /// Who fills the orders of a shelf, as a party, while it is in business.
  std::size_t supplier_of(std::size_t shelf) const {
    const std::uint32_t supplier = network().supplier[shelf];
    return supplier == nobody ? Parties::manufacturer : Parties::member(layout->member[supplier]);
  }
};

/// What consumers pay for a piece of a shelf: the price asked less a coupon.
inline Price<Lanes> price_to_consumers(const World& world, std::size_t shelf, Price<Lanes> asked) {
  const auto& fees = world.terms().members[world.layout->member[shelf]].traits.fees;
  return fees && fees->coupon ? price_with(*fees->coupon, asked) : asked;
}
inline Price<Lanes> price_to_consumers(const World& world, std::size_t shelf) {
  return price_to_consumers(world, shelf, world.shelves.price[shelf]);
}

/// What a member pays its supplier, both as parties; negative: what is taken off.
inline void pay_supplier(World& world, std::size_t member, std::size_t supplier, Item item,
                         Money<Lanes> amount) {
  world.ledger.post(member, supplier, item, amount);
  if (supplier != Parties::manufacturer) world.members.traded[Parties::row_of(supplier)] += amount;
}

/// What a supplier gives a member, both as parties, for goods that go back.
inline void credit_goods(World& world, std::size_t supplier, std::size_t member,
                         Money<Lanes> amount) {
  world.ledger.post(supplier, member, Item::goods, amount);
  world.members.goods_credited[Parties::row_of(member)] += amount;
  if (supplier != Parties::manufacturer)
    world.members.goods_credited[Parties::row_of(supplier)] -= amount;
}

/// The world of a plan at the start of step 0. The layout is the plan's, made once.
World build_world(const Plan& plan, std::shared_ptr<const Layout> layout,
                  const Futures<Lanes>& futures);
inline World build_world(const Plan& plan, const Futures<Lanes>& futures = {}) {
  return build_world(plan, std::make_shared<const Layout>(layout_of(plan)), futures);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
