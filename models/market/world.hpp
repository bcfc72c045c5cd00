#pragma once
// The state of the market in a block of replications: tables whose rows are agents and whose cells
// are lanes, beside the layout and the terms they run under.

#include <memory>
#include <vector>

#include "engine/world/ledger.hpp"
#include "engine/world/pipeline.hpp"
#include "models/market/terms.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// What stands in a member's account since the start; costs are positive.
struct Account {
  Money<Lanes> revenue{0.0};    // from consumers or from the members it supplies
  Money<Lanes> purchases{0.0};  // goods bought, or made
  Money<Lanes> trade_support{
      0.0};  // trade discounts: received by members, paid by the manufacturer
  Money<Lanes> commission{0.0};
  Money<Lanes> handling{0.0};
  Money<Lanes> holding{0.0};
  Money<Lanes> fixed{0.0};
  Money<Lanes> promotion{0.0};
};

/// A member's stock of one product. Row = member x product in its range.
struct Shelves {
  Column<Pieces<Lanes>> on_hand, on_order, forecast;
  Column<Pieces<Lanes>> demand;   // this step: wanted by consumers, or ordered by members
  Column<Pieces<Lanes>> sold;     // this step: handed over
  Column<Pieces<Lanes>> ordered;  // this step: asked of the supplier
  Column<Pieces<Lanes>> shipped;  // this step: sent by the supplier
  Column<Pieces<Lanes>> made;     // this step: of what the manufacturer sent, not from its stock
  Column<Price<Lanes>> price;     // asked this step, promotions included
  Column<Lanes> trade_discount;   // this step, as a share of the purchase price
  Column<Pieces<Lanes>> total_demand, total_sold, total_stock;  // since the start
  Column<Money<Lanes>> total_revenue;
  Column<Money<Lanes>> opening_value;
  std::vector<std::uint64_t> promotions_running;  // a number for the set of them
  Pipeline<Pieces<Lanes>> shipments;

  std::size_t size() const { return on_hand.size(); }
};

/// What consumers choose among: shelves open to them, then rivals. Row = offer.
struct Offers {
  Column<Price<Lanes>> price;
  Column<Lanes> weight;                // e^V; row = offer x segment
  Column<Lanes> expected;              // purchases per step before season
  Column<Pieces<Lanes>> demand;        // this step
  Column<Pieces<Lanes>> total_demand;  // since the start; of rivals only
  std::vector<char> price_changed;
};

/// The parties of the ledger: the manufacturer, the members, consumers, and all who are paid for
/// services or materials.
struct Parties {
  std::size_t members = 0;
  static constexpr std::size_t manufacturer = 0;
  static constexpr std::size_t member(std::size_t row) { return 1 + row; }
  std::size_t consumers() const { return 1 + members; }
  std::size_t services() const { return 2 + members; }
  std::size_t count() const { return 3 + members; }
};

struct World {
  std::shared_ptr<const Layout> layout;
  std::shared_ptr<const PlanTerms> plan;
  std::size_t stage = 0;  // which network and terms are in force
  Shelves shelves;
  Offers offers;
  Column<Lanes> nobody_chosen;  // by cohort, 1 / (1 + sum of weights): the chance not to buy
  Parties parties;
  Ledger<Lanes> ledger;
  std::vector<Account> accounts;                  // by party: the manufacturer, then the members
  Column<Pieces<Lanes>> produced, opening_goods;  // by product
  Column<Pieces<Lanes>> factory_stock;  // by product: sent back, waiting for the next order
  Lanes season = 1.0;
  Step steps = 0;  // since the start

  const Network& network() const { return layout->networks[stage]; }
  const Terms& terms() const { return plan->stages[stage]; }
  /// Who fills the orders of a shelf, as a party.
  std::size_t supplier_of(std::size_t shelf) const {
    const std::uint32_t supplier = network().supplier[shelf];
    return supplier == nobody ? Parties::manufacturer : Parties::member(layout->member[supplier]);
  }
};

/// The world of a plan at the start of step 0. The layout is the plan's, made once.
World build_world(const Plan& plan, std::shared_ptr<const Layout> layout,
                  const Futures<Lanes>& futures);
inline World build_world(const Plan& plan, const Futures<Lanes>& futures = {}) {
  return build_world(plan, std::make_shared<const Layout>(layout_of(plan)), futures);
}

/// Whether a promotion runs for a member in a step.
bool runs(const Promotion<Lanes>& promotion, const Member<Lanes>& member, Step now);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
