#pragma once
// The market in a block of replications: tables whose rows are agents and whose cells are lanes.
// Rows stand in the order of names, so that the order of the file changes no sum.

#include <string>
#include <vector>

#include "engine/schema/lift.hpp"
#include "engine/world/ledger.hpp"
#include "engine/world/pipeline.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

template <class T>
using Column = std::vector<T>;  // one cell per row
inline constexpr std::uint32_t nobody = ~0u;

/// Active members and what they are charged with. Row = member.
struct Members {
  std::vector<Member<Lanes>> spec;
  std::vector<std::uint32_t> supplier;  // row of the supplying member, or nobody: the manufacturer
  std::vector<std::uint32_t> region;    // row of its region, or nobody
  std::vector<std::vector<std::uint32_t>> shelves;  // rows of its products
  std::vector<std::uint32_t> upstream_order;  // rows sorted so that customers come before suppliers
  std::vector<std::uint32_t> channel;         // index into the scenario's channels

  std::size_t size() const { return spec.size(); }
};

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
  std::vector<std::uint32_t> member, product;
  std::vector<std::uint32_t> supplier;                // the shelf that fills its orders, or nobody
  std::vector<std::vector<std::uint32_t>> customers;  // the shelves whose orders it fills
  std::vector<std::uint32_t> offer;  // what it is to consumers, or nobody: not open to them
  std::vector<Address> address;
  Column<Pieces<Lanes>> on_hand, on_order, forecast;
  Column<Pieces<Lanes>> demand;   // this step: wanted by consumers, or ordered by members
  Column<Pieces<Lanes>> sold;     // this step: handed over
  Column<Pieces<Lanes>> ordered;  // this step: asked of the supplier
  Column<Pieces<Lanes>> shipped;  // this step: sent by the supplier
  Column<Price<Lanes>> price;     // asked this step, promotions included
  Column<Price<Lanes>> purchase_price;
  Column<Lanes> trade_discount;  // this step, as a share of the purchase price
  Column<Pieces<Lanes>> total_demand, total_sold, total_stock;  // since the start
  Column<Money<Lanes>> total_revenue;
  Column<Money<Lanes>> opening_value;
  Pipeline<Pieces<Lanes>> shipments;

  std::size_t size() const { return member.size(); }
};

/// What consumers choose among: shelves open to them, then rivals. Row = offer.
struct Offers {
  std::vector<std::uint32_t> shelf;  // or nobody: a rival's
  std::vector<Address> address;
  std::vector<std::vector<std::uint32_t>> regions;  // where it can be bought
  Column<Price<Lanes>> price;
  Column<Lanes> utility;                  // price and taste aside
  std::vector<std::vector<Lanes>> taste;  // by segment
  Column<Lanes> weight;                   // e^V; row = offer x segment
  Column<Lanes> expected;                 // purchases per step before season
  Column<Pieces<Lanes>> demand;           // this step
  Column<Pieces<Lanes>> total_demand;     // since the start
  std::vector<char> price_changed;

  std::size_t size() const { return shelf.size(); }
};

/// Consumers of one region and segment. Row = region x segment.
struct Cohorts {
  std::vector<double> consumers;
  std::vector<std::uint64_t> name;
  Column<Lanes> scale;  // 1 / (1 + sum of weights): the chance not to buy
  std::vector<std::vector<std::uint32_t>> offers;  // by region, in the order of offers
};

/// An entry of the promotion calendar and the shelves it concerns.
struct Calendar {
  struct Entry {
    Promotion<Lanes> spec;
    std::vector<std::uint32_t> members;
  };
  std::vector<Entry> entries;
  std::vector<std::vector<std::uint32_t>> by_shelf;  // entries that concern a shelf
  std::vector<std::uint64_t> state;                  // by shelf: which of them are running
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
  Demand<Lanes> demand_spec;
  std::vector<Segment<Lanes>> segments;
  std::vector<Region<Lanes>> regions;
  std::vector<Product<Lanes>> products;
  Manufacturer<Lanes> manufacturer;
  Members members;
  Shelves shelves;
  Offers offers;
  Cohorts cohorts;
  Calendar calendar;
  Parties parties;
  Ledger<Lanes> ledger;
  std::vector<Account> accounts;                  // by party: the manufacturer, then the members
  Column<Pieces<Lanes>> produced, opening_goods;  // by product
  Lanes season = 1.0;
  Step steps = 0;  // since the start

  std::size_t cohort(std::size_t region, std::size_t segment) const {
    return region * segments.size() + segment;
  }
  std::size_t weight(std::size_t offer, std::size_t segment) const {
    return offer * segments.size() + segment;
  }
};

/// The world of a plan at the start of step 0.
World build_world(const Scenario<Parameter>& plan, const Futures<Lanes>& futures);

/// Whose luck the purchases of a cohort at an offer are.
inline Address cohort_address(const World& world, std::size_t cohort, std::size_t offer) {
  return {
      mixed(world.cohorts.name[cohort] * 0x9e3779b97f4a7c15 + world.offers.address[offer].name)};
}

/// Whether a promotion runs for a member in a step.
bool runs(const Promotion<Lanes>& promotion, const Member<Lanes>& member, Step now);

/// Throws std::runtime_error unless goods and money are conserved in every lane below `lanes`:
/// made + opening = sold + on hand + under way for each product, and the ledger's balances add up
/// to 0.
void check_conservation(const World& world, int lanes);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
