#pragma once
// The numbers of a plan in a block of replications, by stage: what a run reads and never writes.

#include <deque>

#include "engine/schema/lift.hpp"
#include "models/market/layout.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

template <class T>
using Column = std::vector<T>;  // one cell per row

/// 1 in the lanes of a mask, 0 in the others.
CHANNELSIM_INLINE Lanes yes_or_no(auto mask) { return select(mask, Lanes(1.0), Lanes(0.0)); }

/// What of its traits a member has a use for at all: the rest needs no look at it in each step.
struct Uses {
  bool order_rules = false;  // lots, inflation or loading change orders
  bool forward_buying = false;
  // Cost something.
  bool handling = false, complaints = false, commission = false, holding = false;
  bool fixed_cost = false;
  bool paid_work = false;  // functions of its channel do
  bool fees = false, pick_up = false;
};

/// The numbers of a member. What sets it apart from others of its channel is its own; traits are
/// shared by those that differ in none, so that they stay in a processor's cache.
struct MemberTerms {
  std::string name, channel;
  std::optional<std::string> region;
  Lanes site = 0.0, floor_space = 1.0, travel_time = 1.0;
  std::vector<Catchment<Lanes>> catchment;
  std::uint32_t promotion_shift = 0;
  std::optional<PiecesPerStep<double>> opening_forecast;
  const Traits<Lanes>& traits;
};

/// Prices, traits, tastes and sizes in force from a step on.
struct Terms {
  Terms() = default;
  Terms(Terms&&) = default;  // a copy's members would look at the traits of the original
  Demand<Lanes> demand;
  Manufacturer<Lanes> manufacturer;
  std::vector<Product<Lanes>> products;
  std::vector<std::string> region_names;
  std::vector<Segment<Lanes>> segments;
  Lanes growth_exponent = 0.0;               // logarithm of the growth per step
  std::vector<MemberTerms> members;          // also those who are not in business
  std::deque<Traits<Lanes>> traits;          // what members look at
  std::vector<Uses> uses;                    // by member
  std::vector<Promotion<Lanes>> promotions;  // row = entry of the network's calendar
  Column<Price<Lanes>> purchase_price;       // by shelf; of a closed one the last it had
  Column<Price<Lanes>> price;                // by shelf: asked while no promotion runs
  std::vector<Rival<Lanes>> rivals;
  std::vector<Event<Lanes>> events;
  std::vector<Campaign<Lanes>> campaigns;
  std::vector<Referral<Lanes>> referrals;
  std::vector<Recruiting<Lanes>> recruiting;
  std::vector<MultiUnitOwner<Lanes>> multi_unit_owners;
  std::vector<PartnerProgramme<Lanes>> partner_programmes;
  std::vector<Incident<Lanes>> incidents;
  std::vector<KeyAccount<Lanes>> key_accounts;
  Column<Lanes> attraction;         // by region x kind x alternative: utility before its price
  Column<Lanes> price_sensitivity;  // by kind
  std::vector<Nests<Lanes>> nests;  // by region
  Column<Lanes> consumers;          // by cohort
};

/// What a shelf opens with.
struct FirstStock {
  Pieces<Lanes> forecast{0.0};  // per step
  Pieces<Lanes> on_hand{0.0};
  Pieces<Lanes> per_step{0.0};  // arrives in each step of the lead time
};

struct PlanTerms {
  std::vector<Terms> stages;         // as the layout's networks
  std::vector<FirstStock> openings;  // as the layout's late openings
};

/// What a shelf that is open pays its supplier, who asks the prices of `asked` (by shelf).
Price<Lanes> purchase_price_of(const Terms& terms, const Layout& layout, const Network& network,
                               std::uint32_t shelf, const Column<Price<Lanes>>& asked);
/// What the member of a shelf asks that pays such a price, before its price moves by itself.
Price<Lanes> base_price_of(const Terms& terms, const Layout& layout, std::uint32_t shelf,
                           Price<Lanes> purchase_price);

/// The terms of all stages of a plan; what shelves open with is left open.
PlanTerms terms_of(const Plan& plan, const Layout& layout, const Futures<Lanes>& futures);

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
