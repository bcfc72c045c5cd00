#pragma once
// Who has a row in the tables of a plan, and how rows hang together under each of its stages: names
// and row numbers only, so that it is worked out once per plan, however uncertain the numbers are.

#include <vector>

#include "engine/random/draws.hpp"
#include "models/market/plan.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

inline constexpr std::uint32_t nobody = ~0u;
using RowNumbers = std::vector<std::uint32_t>;

/// What is left on a closed shelf, or still arrives there, goes to the shelf that supplied it last,
/// or (nobody) back to the factory.
struct SendingBack {
  std::uint32_t shelf, to;
};

/// A shelf that opens after the start and is stocked ahead, from a step on.
struct LateOpening {
  std::uint32_t shelf;
  std::size_t stage;  // row of the network it opens with
  Step order_from;
};

/// An entry of the promotion calendar and who takes part.
struct CalendarEntry {
  std::uint32_t promotion;  // its place in the stage's list
  RowNumbers members;
};

/// The channel system in force from a step on: who is in business, who supplies whom, who can buy
/// where. A shelf is open when its member is in business and has the product in its range.
struct Network {
  Step from = 0;
  std::size_t stage = 0;  // its place in the plan's list
  // Where the entries of the tables' rows stand in the stage's lists.
  RowNumbers products, regions, segments, rivals, members;

  RowNumbers in_business;              // rows of members
  RowNumbers upstream_order;           // of those: customers come before suppliers
  std::vector<RowNumbers> shelves;     // by member: its open shelves
  std::vector<char> open;              // by shelf
  RowNumbers trading;                  // shelves that are open or stocked ahead of their opening
  RowNumbers supplier;                 // by shelf: the shelf that fills its orders, or nobody
  RowNumbers lead_time;                // by shelf: steps from order to arrival
  std::vector<RowNumbers> customers;   // by shelf: the shelves whose orders it fills
  std::vector<SendingBack> send_back;  // customers come before suppliers
  RowNumbers stocked_ahead;            // late openings that may order in this stage

  RowNumbers offers;                   // what consumers can choose
  std::vector<RowNumbers> regions_of;  // by offer: where it can be bought
  std::vector<RowNumbers> offers_in;   // by region, in the order of offers

  std::vector<CalendarEntry> calendar;        // by name
  std::vector<RowNumbers> calendar_of_shelf;  // by shelf: the entries that concern it
};

/// Rows stand in the order of names, so that the order of the file changes no sum. A member or a
/// product of its range has a row when it is in business under any stage.
struct Layout {
  std::size_t products = 0, regions = 0, segments = 0, members = 0;
  // Row = member x product: shelves.
  RowNumbers member, product;
  RowNumbers offer;  // what it is to consumers, or nobody: not open to them
  std::vector<char> holds_stock;
  RowNumbers longest_lead;  // steps: the longest way goods to it may take
  std::vector<Address> shelf_address;
  std::vector<RowNumbers> shelves_of;  // by member: all its shelves, open or not
  // Row = offer: shelves open to consumers, then rivals.
  RowNumbers shelf;  // or nobody: a rival's
  std::vector<Address> offer_address;
  std::vector<std::uint64_t> cohort_name;  // row = region x segment
  std::vector<LateOpening> late_openings;
  std::vector<Network> networks;  // ascending by date, the first from step 0

  std::size_t shelves() const { return member.size(); }
  std::size_t offers() const { return shelf.size(); }
  std::size_t cohorts() const { return regions * segments; }
  std::size_t cohort(std::size_t region, std::size_t segment) const {
    return region * segments + segment;
  }
  std::size_t weight(std::size_t offer_row, std::size_t segment) const {
    return offer_row * segments + segment;
  }
};

/// The layout of a plan. Throws std::runtime_error when two agents would share their luck.
Layout layout_of(const Plan& plan);

/// Fills in who supplies whom, who can buy where and who takes part in what under one stage, whose
/// rows are known.
void connect(Network& network, const Layout& layout, const Scenario<Parameter>& market);

/// Whether a member is in business and has a product in its range under a stage.
bool is_open(const Network& network, const Scenario<Parameter>& market, std::size_t member,
             std::size_t product);
/// Steps from order to arrival; drop shipment takes none and has a ring of one slot all the same.
inline std::uint32_t lead_time_of(const Traits<Parameter>& traits) {
  return traits.holds_stock ? traits.lead_time : 1;
}

/// Fills in what one stage leaves to another: shelves stocked ahead of their opening, goods sent
/// back from those that are closed.
void arrange_handovers(Layout& layout);

/// Whose luck the purchases of a cohort at an offer are.
inline Address cohort_address(const Layout& layout, std::size_t cohort, std::size_t offer) {
  return {
      mixed(layout.cohort_name[cohort] * 0x9e3779b97f4a7c15 + layout.offer_address[offer].name)};
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
