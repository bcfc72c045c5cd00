#include "models/market/terms.hpp"

#include <map>

#include "models/market/names.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

/// Copies the entries at these places of a list; the numbers take their values in the futures.
template <class From, class To>
void lift_rows(const std::vector<From>& entries, const RowNumbers& places, std::vector<To>& rows,
               const Futures<Lanes>& futures) {
  rows.resize(places.size());
  for (std::size_t row = 0; row < places.size(); ++row)
    lift(entries[places[row]], rows[row], futures);
}

void add_members(Terms& terms, const std::vector<Member<Parameter>>& members,
                 const Network& network, const Futures<Lanes>& futures) {
  std::vector<const Traits<Lanes>*> traits(members.size());
  for (const std::uint32_t place : network.members) {
    const Member<Parameter>& member = members[place];
    const Traits<Lanes>*& own = traits[network.shared_traits[place]];
    if (!own) {
      lift(member.traits, terms.traits.emplace_back(), futures);
      own = &terms.traits.back();
    }
    terms.members.push_back({.name = member.name,
                             .channel = member.channel,
                             .region = member.region,
                             .site = lifted(member.site, futures),
                             .floor_space = lifted(member.floor_space, futures),
                             .travel_time = lifted(member.travel_time, futures),
                             .catchment = {},
                             .promotion_shift = member.promotion_shift,
                             .opening_forecast = member.opening_forecast,
                             .traits = *own});
    lift(member.catchment, terms.members.back().catchment, futures);
  }
}

/// Suppliers first: what they ask is what their customers pay.
void add_prices(Terms& terms, const Layout& layout, const Network& network) {
  terms.purchase_price.assign(layout.shelves(), Price<Lanes>{0.0});
  terms.price.assign(layout.shelves(), Price<Lanes>{0.0});
  const RowNumbers& order = network.upstream_order;
  for (auto m = order.rbegin(); m != order.rend(); ++m)
    for (const std::uint32_t shelf : network.shelves[*m]) {
      terms.purchase_price[shelf] = purchase_price_of(terms, layout, network, shelf, terms.price);
      terms.price[shelf] = base_price_of(terms, layout, shelf, terms.purchase_price[shelf]);
    }
}

/// A closed shelf goes by the last purchase price it had, before its first opening by the first.
void price_closed_shelves(PlanTerms& plan, const Layout& layout) {
  const std::size_t stages = layout.networks.size();
  for (std::size_t shelf = 0; shelf < layout.shelves(); ++shelf) {
    std::size_t known = 0;
    while (!layout.networks[known].open[shelf]) ++known;
    for (std::size_t stage = 0; stage < stages; ++stage)
      if (layout.networks[stage].open[shelf])
        known = stage;
      else
        plan.stages[stage].purchase_price[shelf] = plan.stages[known].purchase_price[shelf];
  }
}

/// Whether what a member needs is not simply what it orders.
bool has_order_rules(const Traits<Lanes>& traits) {
  return traits.order_inflation || traits.loading || any(traits.minimum_order.value > 0.0) ||
         any(traits.order_multiple.value > 0.0);
}

/// What a kind of consumers thinks of a channel.
Lanes taste_for(const Segment<Lanes>& segment, const ConsumerKind& kind,
                const std::string& channel) {
  Lanes liking = 0.0;
  for (const auto& taste : segment.tastes) {
    if (taste.channel != channel) continue;
    liking += taste.attraction;
    for (const auto& [differing, node] : kind.taste_nodes)
      if (differing == channel) liking += taste.sd * node;
  }
  return liking;
}

/// a ln(floor space) - l ln(travel time) [Huff 1964].
Lanes pull_of_place(const Segment<Lanes>& segment, const MemberTerms& member,
                    const std::string& region) {
  if (member.traits.reach == Reach::everywhere) return 0.0;
  const auto* catchment = catchment_of(member.catchment, region);
  return segment.space_exponent * logarithm(member.floor_space) -
         segment.distance_decay *
             logarithm(catchment ? catchment->travel_time : member.travel_time);
}

/// Utility of who is not there in a stage.
constexpr double not_there = -1000;

/// The own label that a rival's offer is, or nothing.
const OwnLabelOffer* own_label_of(const Network& network, std::uint32_t rival) {
  for (const OwnLabelOffer& each : network.own_labels)
    if (each.rival == rival) return &each;
  return nullptr;
}

/// The own label beside which a shelf stands, or nothing.
const OwnLabel<Lanes>* label_beside(const Terms& terms, const Network& network,
                                    const Layout& layout, std::uint32_t shelf) {
  for (const OwnLabelOffer& each : network.own_labels)
    if (each.shelf == shelf)
      return &*terms.key_accounts[network.account_of[layout.member[shelf]]].own_label;
  return nullptr;
}

/// An own label is so much cheaper than what the member asks for the product beside it.
void price_own_labels(Terms& terms, const Network& network, const Layout& layout) {
  for (const OwnLabelOffer& each : network.own_labels)
    if (each.shelf != nobody)
      terms.rivals[each.rival].price =
          terms.price[each.shelf] *
          (1.0 - label_beside(terms, network, layout, each.shelf)->price_gap);
}

/// Utility of one of the manufacturer's offers before its price.
Lanes attraction_of(const Terms& terms, const Layout& layout, std::uint32_t shelf,
                    const ConsumerKind& kind, const std::string& region) {
  const auto& member = terms.members[layout.member[shelf]];
  const auto& product = terms.products[layout.product[shelf]];
  const auto& segment = terms.segments[kind.segment];
  return member.traits.attraction + member.site + product.attraction +
         taste_for(segment, kind, member.channel) +
         (segment.advice_need * product.advice_need * member.traits.advice -
          segment.delivery_sensitivity * member.traits.delivery_time +
          pull_of_place(segment, member, region));
}

/// The same where an own label takes some of its place.
Lanes attraction_at_shelf(const Terms& terms, const Layout& layout, const Network& network,
                          std::uint32_t shelf, const ConsumerKind& kind,
                          const std::string& region) {
  const Lanes attraction = attraction_of(terms, layout, shelf, kind, region);
  const auto* label = label_beside(terms, network, layout, shelf);
  return label ? attraction - label->place : attraction;
}

/// Utility of a rival's offer: its own, or that of an own label beside a product of ours.
Lanes attraction_of_rival(const Terms& terms, const Layout& layout, const Network& network,
                          std::uint32_t rival, const ConsumerKind& kind,
                          const std::string& region) {
  const OwnLabelOffer* offer = own_label_of(network, rival);
  if (!offer) return terms.rivals[rival].attraction;
  if (offer->shelf == nobody) return not_there;
  return attraction_of(terms, layout, offer->shelf, kind, region) +
         label_beside(terms, network, layout, offer->shelf)->attraction;
}

void add_attractions(Terms& terms, const Layout& layout, const Network& network,
                     const std::vector<Region<Lanes>>& regions) {
  const std::size_t first_rival = layout.offers() - terms.rivals.size();
  for (std::size_t region = 0; region < layout.regions; ++region)
    for (const ConsumerKind& kind : layout.kinds)
      for (auto a = network.first_alternative[region]; a < network.first_alternative[region + 1];
           ++a) {
        const std::uint32_t offer = network.offer_of[a];
        const std::string& here = regions[region].name;
        terms.attraction.push_back(
            layout.is_rival(offer)
                ? attraction_of_rival(terms, layout, network,
                                      static_cast<std::uint32_t>(offer - first_rival), kind, here)
                : attraction_at_shelf(terms, layout, network, layout.shelf[offer], kind, here));
      }
}

void add_price_sensitivities(Terms& terms, const Layout& layout) {
  for (const ConsumerKind& kind : layout.kinds) {
    const auto& segment = terms.segments[kind.segment];
    Lanes sensitivity = segment.price_sensitivity;
    if (segment.price_spread) {
      if (const auto* normal = std::get_if<NormalSpread<Lanes>>(&*segment.price_spread))
        sensitivity += normal->sd * kind.price_node;
      else
        sensitivity *= exponential(std::get<LognormalSpread<Lanes>>(*segment.price_spread).sd *
                                   kind.price_node);
    }
    terms.price_sensitivity.push_back(sensitivity);
  }
}

/// The name of the nest that an offer belongs to.
std::string nest_name(const Terms& terms, const Layout& layout, NestsBy by, std::uint32_t offer) {
  if (layout.is_rival(offer)) return "rivals";
  const auto& member = terms.members[layout.member[layout.shelf[offer]]];
  switch (by) {
    case NestsBy::format:
      return default_text(member.traits.format);
    case NestsBy::channel:
      return member.channel;
    case NestsBy::product:
      break;
  }
  return terms.products[layout.product[layout.shelf[offer]]].name;
}

void add_nests(Terms& terms, const Layout& layout, const Network& network) {
  terms.nests.resize(layout.regions);
  const auto* rule = std::get_if<NestedLogit<Lanes>>(&terms.demand.choice);
  for (std::size_t region = 0; region < layout.regions; ++region) {
    Nests<Lanes>& nests = terms.nests[region];
    std::map<std::string, std::uint32_t> rows;
    for (auto a = network.first_alternative[region]; a < network.first_alternative[region + 1];
         ++a) {
      const std::string name =
          rule ? nest_name(terms, layout, rule->nests_by, network.offer_of[a]) : "";
      const auto [found, added] =
          rows.try_emplace(name, static_cast<std::uint32_t>(nests.dissimilarity.size()));
      nests.nest_of.push_back(found->second);
      if (!added) continue;
      Lanes dissimilarity = rule ? rule->dissimilarity : Lanes(1.0);
      if (rule)
        for (const auto& nest : rule->nests)
          if (nest.name == name) dissimilarity = nest.dissimilarity;
      nests.dissimilarity.push_back(dissimilarity);
    }
  }
}

/// Where consumers buy at most once or remember, a cohort is a whole number of them: what a
/// cohort's share leaves over counts for the next one of the region, so that the region keeps its
/// size.
void add_cohorts(Terms& terms, const Layout& layout, const std::vector<Region<Lanes>>& regions) {
  const bool whole = layout.memory || std::holds_alternative<Bernoulli>(terms.demand.incidence);
  for (const auto& region : regions) {
    double shares = 0;
    Lanes placed = 0.0;
    for (const ConsumerKind& kind : layout.kinds) {
      const double share = terms.segments[kind.segment].share * kind.weight;
      shares += share;
      const Lanes consumers =
          whole ? floor(region.consumers * shares + 0.5) - placed : region.consumers * share;
      terms.consumers.push_back(consumers);
      placed += consumers;
    }
  }
}

bool costs_something(const std::optional<Functions<Lanes>>& functions) {
  if (!functions) return false;
  for (const auto& [function, item] : Functions<Lanes>::all())
    if (const auto& work = (*functions).*function;
        work && any((work->per_order.value > 0.0) | (work->per_drop.value > 0.0) |
                    (work->per_case.value > 0.0)))
      return true;
  return false;
}

Uses uses_of(const Traits<Lanes>& traits) {
  return {.order_rules = has_order_rules(traits),
          .forward_buying = any(traits.forward_buying > 0.0),
          .handling = any(traits.handling_cost.value > 0.0) || traits.pick_up,
          .complaints = any(traits.complaint_rate > 0.0),
          .commission = any(traits.commission > 0.0),
          .holding = any(traits.holding_rate != 0.0),
          .fixed_cost = any(traits.fixed_cost.value != 0.0),
          .paid_work = costs_something(traits.functions),
          .fees = traits.fees.has_value(),
          .pick_up = traits.pick_up.has_value()};
}

Terms terms_of_stage(const Scenario<Parameter>& market, const Layout& layout,
                     const Network& network, const Futures<Lanes>& futures) {
  Terms terms;
  lift(market.demand, terms.demand, futures);
  lift(market.manufacturer, terms.manufacturer, futures);
  lift_rows(market.products, network.products, terms.products, futures);
  lift_rows(market.segments, network.segments, terms.segments, futures);
  add_members(terms, market.members, network, futures);
  for (const auto& member : terms.members) terms.uses.push_back(uses_of(member.traits));
  terms.promotions.resize(network.calendar.size());
  for (std::size_t entry = 0; entry < network.calendar.size(); ++entry)
    lift(market.promotions[network.calendar[entry].promotion], terms.promotions[entry], futures);
  std::vector<Region<Lanes>> regions;
  lift_rows(market.regions, network.regions, regions, futures);
  for (const auto& region : regions) terms.region_names.push_back(region.name);
  lift_rows(market.rivals, network.rivals, terms.rivals, futures);
  lift_rows(market.events, network.events, terms.events, futures);
  lift_rows(market.campaigns, network.campaigns, terms.campaigns, futures);
  lift_rows(market.referrals, network.referrals, terms.referrals, futures);
  lift_rows(market.recruiting, network.recruiting, terms.recruiting, futures);
  lift_rows(market.multi_unit_owners, network.multi_unit_owners, terms.multi_unit_owners, futures);
  lift_rows(market.partner_programmes, network.partner_programmes, terms.partner_programmes,
            futures);
  lift_rows(market.incidents, network.incidents, terms.incidents, futures);
  lift_rows(market.key_accounts, network.key_accounts, terms.key_accounts, futures);
  terms.growth_exponent = logarithm_of_one_plus(terms.demand.growth);
  add_prices(terms, layout, network);
  price_own_labels(terms, network, layout);
  add_attractions(terms, layout, network, regions);
  add_price_sensitivities(terms, layout);
  add_nests(terms, layout, network);
  add_cohorts(terms, layout, regions);
  return terms;
}

}  // namespace

namespace {

/// What a shelf would pay if its member's account bought for this member alone.
Price<Lanes> price_for_member(const Terms& terms, const Layout& layout, const Network& network,
                              std::uint32_t shelf, const Column<Price<Lanes>>& asked) {
  const auto& traits = terms.members[layout.member[shelf]].traits;
  const auto& product = terms.products[layout.product[shelf]];
  const std::uint32_t supplier = network.supplier[shelf];
  const bool from_manufacturer = supplier == nobody;
  const bool inside = traits.owner == Owner::manufacturer &&
                      (from_manufacturer ||
                       terms.members[layout.member[supplier]].traits.owner == Owner::manufacturer);
  // Nothing is earned by moving the manufacturer's own goods.
  if (inside || !traits.takes_title) return product.unit_cost;
  const Price<Lanes> price =
      (from_manufacturer ? product.list_price : asked[supplier]) * (1.0 - traits.purchase_discount);
  const std::uint32_t account = network.account_of[layout.member[shelf]];
  return account == nobody ? price : price * (1.0 - terms.key_accounts[account].discount);
}

}  // namespace

Price<Lanes> purchase_price_of(const Terms& terms, const Layout& layout, const Network& network,
                               std::uint32_t shelf, const Column<Price<Lanes>>& asked) {
  Price<Lanes> price = price_for_member(terms, layout, network, shelf, asked);
  const std::uint32_t account = network.account_of[layout.member[shelf]];
  if (account == nobody || terms.key_accounts[account].compares_prices != PriceComparison::buys)
    return price;
  for (const std::uint32_t m : network.members_of[account])
    for (const std::uint32_t other : network.shelves[m])
      if (layout.product[other] == layout.product[shelf])
        price = min(price, price_for_member(terms, layout, network, other, asked));
  return price;
}

Price<Lanes> base_price_of(const Terms& terms, const Layout& layout, std::uint32_t shelf,
                           Price<Lanes> purchase_price) {
  const auto& product = terms.products[layout.product[shelf]];
  return asking_price(terms.members[layout.member[shelf]].traits.pricing,
                      {product.list_price, product.recommended_price, purchase_price});
}

PlanTerms terms_of(const Plan& plan, const Layout& layout, const Futures<Lanes>& futures) {
  PlanTerms terms;
  for (const Network& network : layout.networks)
    terms.stages.push_back(
        terms_of_stage(plan.stages[network.stage].market, layout, network, futures));
  price_closed_shelves(terms, layout);
  terms.openings.resize(layout.late_openings.size());
  return terms;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
