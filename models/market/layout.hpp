#pragma once
// Who has a row in the tables of a plan, and how rows hang together under each of its stages: names
// and row numbers only, so that it is worked out once per plan, however uncertain the numbers are.

#include <algorithm>
#include <vector>

#include "engine/network/graph.hpp"
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

/// What a campaign or a referral programme is about: yes or no by region, and by channel.
struct Target {
  std::vector<char> region, channel;
};

/// The own label of a key account at one of its members, among rivals.
struct OwnLabelOffer {
  std::uint32_t rival;  // its row among rivals
  std::uint32_t shelf;  // beside which it stands, or nobody: it is not there in this stage
};

/// An entry of the promotion calendar and who takes part.
struct CalendarEntry {
  std::uint32_t promotion;  // its place in the stage's list
  std::uint32_t event;      // row of the event with which it takes place, or nobody
  RowNumbers members;
};

/// The channel system in force from a step on: who is in business, who supplies whom, who can buy
/// where. A shelf is open when its member is in business and has the product in its range.
struct Network {
  Step from = 0;
  std::size_t stage = 0;  // its place in the plan's list
  // Where the entries of the tables' rows stand in the stage's lists.
  RowNumbers products, regions, segments, rivals, members;
  std::vector<std::size_t> shared_traits;  // by place of a member: whose traits it has

  RowNumbers in_business;           // rows of members, ascending
  RowNumbers upstream_order;        // of those: customers come before suppliers
  std::vector<RowNumbers> shelves;  // by member: its open shelves
  std::vector<char> open;           // by shelf
  RowNumbers trading;               // shelves that are open or stocked ahead of their opening
  RowNumbers supplier;              // by shelf: the shelf that fills its orders, or nobody
  RowNumbers way, way_from_maker;   // by shelf: rows of the ways by which goods come to it
  RowNumbers moving_prices;   // open shelves whose price, or supplier's, moves by itself; suppliers
                              // come first
  RowNumbers under_contract;  // members in business with terms beside prices, or a season's end
  RowNumbers lead_time;       // by shelf: steps from order to arrival
  std::vector<RowNumbers> customers;   // by shelf: the shelves whose orders it fills
  std::vector<SendingBack> send_back;  // customers come before suppliers
  RowNumbers stocked_ahead;            // late openings that may order in this stage

  bool for_good = false;  // consumers buy a durable once, without replacement in any future
  RowNumbers offers;      // what consumers can choose
  // Row = alternative: an offer in a region where it can be bought; a region's stand together, in
  // the order of offers.
  RowNumbers offer_of, region_of;
  RowNumbers first_alternative;             // by region, and the number of all at the end
  std::vector<RowNumbers> alternatives_of;  // by offer
  std::size_t alternatives_in(std::size_t region) const {
    return first_alternative[region + 1] - first_alternative[region];
  }
  std::uint32_t offer_at(std::size_t region, std::size_t place) const {
    return offer_of[first_alternative[region] + place];
  }
  /// Whether a member is among those in business.
  bool has(std::uint32_t member) const {
    return std::binary_search(in_business.begin(), in_business.end(), member);
  }
  std::vector<RowNumbers> stores_in;  // by region: members who sell there from a store

  RowNumbers opening;                  // members that come into business with this stage
  RowNumbers creditor;                 // by member: who supplies it, a member's row or nobody
  std::vector<RowNumbers> debtors;     // by member: whom it supplies
  RowNumbers key_accounts;             // places in the stage's list
  RowNumbers account_of;               // by member: the account whose terms hold for it, or nobody
  std::vector<RowNumbers> members_of;  // by account: its members in business
  std::vector<OwnLabelOffer> own_labels;

  RowNumbers recruiting, incidents;                  // places in the stage's lists
  RowNumbers multi_unit_owners, partner_programmes;  // the same
  std::vector<RowNumbers> incidents_of;              // by member: those of its channel
  RowNumbers closing;  // members that go out of business with this stage

  RowNumbers campaigns, referrals, events;                 // places in the stage's lists
  std::vector<Target> campaign_targets, referral_targets;  // by campaign, by referral

  std::vector<CalendarEntry> calendar;        // by name
  std::vector<RowNumbers> calendar_of_shelf;  // by shelf: the entries that concern it
};

/// Consumers of a segment who are alike, where tastes differ within it: a node of the quadrature
/// over its normal tastes [Golub & Welsch 1969].
struct ConsumerKind {
  std::uint32_t segment;                                    // row
  std::uint32_t number;                                     // within the segment
  double weight;                                            // share of the segment
  double price_node;                                        // in standard deviations
  std::vector<std::pair<std::string, double>> taste_nodes;  // by channel
};

/// What a consumer has done so far, where consumers remember. After these come the channels last
/// bought from, and at the end the customers who last bought from a rival.
namespace standing {
inline constexpr std::uint32_t unaware = 0;    // does not know the manufacturer's offers
inline constexpr std::uint32_t prospect = 1;   // knows them, has never bought anything
inline constexpr std::uint32_t of_rivals = 2;  // knows them, has bought from rivals only
inline constexpr std::uint32_t left = 3;       // was a customer, and has left for good
inline constexpr std::uint32_t first_channel = 4;
}  // namespace standing

/// A moment at which the business is valued as if the study ended there.
struct Mark {
  double years;  // 0: the end of the study
  Step at, year_before;
};

/// Which ways of keeping stock occur under any stage; what does not costs nothing.
struct StockKeeping {
  bool growth = false;         // a forecast with a trend
  bool safety = false;         // safety stock beyond what the forecast makes of it
  bool deviations = false;     // some of it by the forecast's error
  bool shared_demand = false;  // a supplier that sees what consumers want
  bool inflation = false;      // orders by expected shortage
  bool backorders = false;     // what is not sent is owed
  bool orders = false;         // orders are looked at
  bool ages = false;           // products with a shelf life
  bool returns = false;        // consumers send goods back
};

/// Rows stand in the order of names, so that the order of the file changes no sum. A member or a
/// product of its range has a row when it is in business under any stage.
struct Layout {
  std::size_t products = 0, regions = 0, segments = 0, members = 0;
  std::vector<ConsumerKind> kinds;  // the same in every region
  bool memory = false, persons = false, habits = false;
  bool prices_matter = false;  // somebody looks at how the manufacturer's prices move
  bool lives = false;  // members come, go, begin or make an effort by luck or by what they earn
  bool values_partners = false;  // what partners get is discounted, step by step
  bool answers = false;          // somebody answers what the manufacturer does elsewhere
  bool parting = false;          // somebody's customers may go with it
  bool credit = false;           // somebody pays later, or has a purse of its own
  bool accounts = false;         // there are key accounts

  std::vector<RowNumbers> recruits;   // by programme: the members whose places it fills
  RowNumbers programme;               // by member: the one that fills its place, or nobody
  std::vector<RowNumbers> partners;   // by partner programme: the members that take part
  RowNumbers partner_programme;       // by member: the one it takes part in, or nobody
  bool owners = false;                // somebody owns, or may come to own, several members
  RowNumbers owner_rule;              // by member: its row of multi_unit_owners, or nobody
  RowNumbers first_owner;             // by member: the row that names its owner at the start
  std::vector<RowNumbers> expanding;  // by recruiting programme: members whose owners may expand
  std::vector<Address> member_address;
  // Row = member x product: shelves.
  RowNumbers member, product;
  RowNumbers offer;  // what it is to consumers, or nobody: not open to them
  std::vector<char> holds_stock;
  RowNumbers longest_lead;  // steps: the longest way goods to it may take
  StockKeeping stock;
  RowNumbers longest_window;      // by shelf: steps of the longest moving average, or 0
  RowNumbers longest_return;      // by shelf: steps until consumers send goods back, or 0: never
  RowNumbers shelf_life;          // by product: steps, or 0: unlimited
  std::vector<char> independent;  // by member
  std::vector<Address> shelf_address;
  std::vector<RowNumbers> shelves_of;  // by member: all its shelves, open or not
  // Row = offer: shelves open to consumers, then rivals.
  RowNumbers shelf;  // or nobody: a rival's
  std::vector<Address> offer_address;
  RowNumbers channel_of;                   // by offer; of rivals the number of channels
  std::vector<std::string> channels;       // those that sell to consumers, in order of names
  std::vector<std::uint64_t> cohort_name;  // row = region x kind
  std::vector<std::uint64_t> standing_name;
  Graph acquaintances;  // of persons, where a network is stated
  std::vector<Mark> marks;
  bool follows_value = false;  // a series tells present values over time
  double steps_per_year = 52;
  std::vector<LateOpening> late_openings;
  RowNumbers account_of;  // by member: the key account it belongs to last in the plan, or nobody
  // From whom to whom goods go: channels, or the manufacturer.
  std::vector<std::pair<std::string, std::string>> ways;
  std::vector<Network> networks;  // ascending by date, the first from step 0

  std::size_t shelves() const { return member.size(); }
  std::size_t offers() const { return shelf.size(); }
  bool is_rival(std::size_t offer_row) const { return shelf[offer_row] == nobody; }
  std::size_t cohorts() const { return regions * kinds.size(); }
  std::size_t cohort(std::size_t region, std::size_t kind) const {
    return region * kinds.size() + kind;
  }
  std::size_t region_of(std::size_t cohort_row) const { return cohort_row / kinds.size(); }
  std::size_t kind_of(std::size_t cohort_row) const { return cohort_row % kinds.size(); }
  /// Row of a table by region x channel.
  std::size_t region_channel(std::size_t region, std::size_t channel) const {
    return region * channels.size() + channel;
  }
  /// Row of the first of a region's alternatives in a table by region x kind x alternative (or
  /// region x kind x view x alternative), in which those of a choice set follow each other.
  std::size_t first_row(const Network& network, std::size_t region, std::size_t kind) const {
    return network.first_alternative[region] * kinds.size() +
           kind * network.alternatives_in(region);
  }
  std::size_t first_share(const Network& network, std::size_t region, std::size_t kind,
                          std::size_t view) const {
    return first_row(network, region, kind) * views() + view * network.alternatives_in(region);
  }
  std::size_t cell(std::size_t cohort_row, std::size_t state) const {
    return cohort_row * standings() + state;
  }
  /// First row of a table by region x kind x standing x alternative.
  std::size_t first_wish(const Network& network, std::size_t region, std::size_t kind,
                         std::size_t state) const {
    return first_row(network, region, kind) * standings() + state * network.alternatives_in(region);
  }

  // Where consumers remember: what they have done, and how they see the offers because of it.
  std::uint32_t standings() const {
    return standing::first_channel + static_cast<std::uint32_t>(channels.size()) + 1;
  }
  /// Of who has bought from a channel; of a rival's customers, if they were ours before.
  std::uint32_t standing_after(std::uint32_t channel) const {
    return standing::first_channel + channel;
  }
  bool is_customer(std::uint32_t state) const { return state >= standing::first_channel; }
  bool has_bought(std::uint32_t state) const { return state >= standing::left; }
  std::uint32_t views() const {
    return !memory ? 1 : habits ? 2 + static_cast<std::uint32_t>(channels.size()) + 1 : 2;
  }
  std::uint32_t view_of(std::uint32_t state) const {
    if (state == standing::unaware || state == standing::left) return sees_rivals_only;
    if (!habits || state == standing::prospect) return sees_all;
    return 2 + (state == standing::of_rivals ? static_cast<std::uint32_t>(channels.size())
                                             : state - standing::first_channel);
  }
  static constexpr std::uint32_t sees_all = 0, sees_rivals_only = 1;
};

/// The layout of a plan. Throws std::runtime_error when two agents would share their luck.
Layout layout_of(const Plan& plan);

/// Fills in who supplies whom, who can buy where and who takes part in what under one stage, whose
/// rows are known.
void connect(Network& network, const Layout& layout, const Scenario<Parameter>& market);

/// Fills in who belongs to which key account, and where own labels stand.
void connect_accounts(Network& network, const Layout& layout, const Scenario<Parameter>& market);

/// Whether a member is in business and has a product in its range under a stage.
bool is_open(const Network& network, const Scenario<Parameter>& market, std::size_t member,
             std::size_t product);
/// Fills in who takes part in which partner programme, and who owns whom.
void note_partnerships(Layout& layout, const Plan& plan);
/// Fills in how stock is kept.
void note_stock_keeping(Layout& layout, const Plan& plan);
/// Whether a market has independent members that keep stock; whether its orders are looked at,
/// because they are anything but what demand was or because a figure of them is asked for; whether
/// what is not sent is owed.
bool has_trade(const Scenario<Parameter>& market);
bool looks_at_orders(const Scenario<Parameter>& market);
bool owes_goods(const Scenario<Parameter>& market);
/// Steps from order to arrival; drop shipment takes none and has a ring of one slot all the same.
inline std::uint32_t lead_time_of(const Traits<Parameter>& traits) {
  return traits.holds_stock ? traits.lead_time : 1;
}

/// Fills in what one stage leaves to another: shelves stocked ahead of their opening, goods sent
/// back from those that are closed.
void arrange_handovers(Layout& layout);

/// Whose luck that of a cohort is.
inline Address cohort_address(const Layout& layout, std::size_t cohort) {
  return {layout.cohort_name[cohort], layout.kinds[layout.kind_of(cohort)].number};
}
/// Whose luck the purchases of a cohort at an offer are.
inline Address cohort_address(const Layout& layout, std::size_t cohort, std::size_t offer) {
  return {mixed(layout.cohort_name[cohort] * 0x9e3779b97f4a7c15 + layout.offer_address[offer].name),
          layout.kinds[layout.kind_of(cohort)].number};
}

/// Whose luck that of those of a cohort is who stand alike. What they have bought from counts by
/// its name, so that a channel more leaves the luck of the others alone.
inline Address of_standing(const Layout& layout, Address cohort, std::uint32_t state) {
  return {mixed(cohort.name + layout.standing_name[state]), cohort.number};
}

/// The kinds of consumers of a market, in the order of segments.
std::vector<ConsumerKind> kinds_of(const Network& network, const Scenario<Parameter>& market);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
