#include "models/market/terms.hpp"

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

/// Purchase and asking prices before promotions of one open shelf, whose supplier has its own.
void price_shelf(Terms& terms, const Layout& layout, const Network& network, std::uint32_t shelf) {
  const auto& traits = terms.members[layout.member[shelf]].traits;
  const auto& product = terms.products[layout.product[shelf]];
  const std::uint32_t supplier = network.supplier[shelf];
  const bool from_manufacturer = supplier == nobody;
  const bool inside = traits.owner == Owner::manufacturer &&
                      (from_manufacturer ||
                       terms.members[layout.member[supplier]].traits.owner == Owner::manufacturer);
  if (inside)  // nothing is earned by moving goods between the manufacturer's own rooms
    terms.purchase_price[shelf] = product.unit_cost;
  else
    terms.purchase_price[shelf] = (from_manufacturer ? product.list_price : terms.price[supplier]) *
                                  (1.0 - traits.purchase_discount);
  terms.price[shelf] = asking_price(
      traits.pricing, {product.list_price, product.recommended_price, terms.purchase_price[shelf]});
}

/// Suppliers first: what they ask is what their customers pay.
void add_prices(Terms& terms, const Layout& layout, const Network& network) {
  terms.purchase_price.assign(layout.shelves(), Price<Lanes>{0.0});
  terms.price.assign(layout.shelves(), Price<Lanes>{0.0});
  const RowNumbers& order = network.upstream_order;
  for (auto m = order.rbegin(); m != order.rend(); ++m)
    for (const std::uint32_t shelf : network.shelves[*m])
      price_shelf(terms, layout, network, shelf);
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

Lanes taste_for(const Segment<Lanes>& segment, const std::string& channel) {
  Lanes liking = 0.0;
  for (const auto& taste : segment.tastes)
    if (taste.channel == channel) liking += taste.attraction;
  return liking;
}

void add_attractions(Terms& terms, const Layout& layout, const std::vector<Rival<Lanes>>& rivals) {
  const std::size_t first_rival = layout.offers() - rivals.size();
  for (std::size_t offer = 0; offer < layout.offers(); ++offer)
    if (const std::uint32_t shelf = layout.shelf[offer]; shelf == nobody) {
      const Rival<Lanes>& rival = rivals[offer - first_rival];
      terms.rival_price.push_back(rival.price);
      terms.attraction.insert(terms.attraction.end(), layout.segments, rival.attraction);
    } else {
      const auto& member = terms.members[layout.member[shelf]];
      const Lanes utility =
          member.traits.attraction + member.site + terms.products[layout.product[shelf]].attraction;
      for (const auto& segment : terms.segments)
        terms.attraction.push_back(utility + taste_for(segment, member.channel));
    }
}

/// Where consumers buy at most once, a cohort is a whole number of them: what a segment's share
/// leaves over counts for the next segment of the region, so that the region keeps its size.
void add_cohorts(Terms& terms, const std::vector<Region<Lanes>>& regions) {
  const bool whole = terms.demand.incidence == Incidence::bernoulli;
  for (const auto& region : regions) {
    double shares = 0;
    Lanes placed = 0.0;
    for (const auto& segment : terms.segments) {
      shares += segment.share;
      const Lanes consumers = whole ? floor(region.consumers * shares + 0.5) - placed
                                    : region.consumers * segment.share;
      terms.consumers.push_back(consumers);
      placed += consumers;
    }
  }
}

Terms terms_of_stage(const Scenario<Parameter>& market, const Layout& layout,
                     const Network& network, const Futures<Lanes>& futures) {
  Terms terms;
  lift(market.demand, terms.demand, futures);
  lift(market.manufacturer, terms.manufacturer, futures);
  lift_rows(market.products, network.products, terms.products, futures);
  lift_rows(market.segments, network.segments, terms.segments, futures);
  lift_rows(market.members, network.members, terms.members, futures);
  terms.promotions.resize(network.calendar.size());
  for (std::size_t entry = 0; entry < network.calendar.size(); ++entry)
    lift(market.promotions[network.calendar[entry].promotion], terms.promotions[entry], futures);
  std::vector<Region<Lanes>> regions;
  lift_rows(market.regions, network.regions, regions, futures);
  std::vector<Rival<Lanes>> rivals;
  lift_rows(market.rivals, network.rivals, rivals, futures);
  add_prices(terms, layout, network);
  add_attractions(terms, layout, rivals);
  add_cohorts(terms, regions);
  return terms;
}

}  // namespace

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
