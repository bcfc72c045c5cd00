#include "models/market/layout.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

using MarketSpec = Scenario<Parameter>;

/// The places of a list's entries in the order of their names.
template <class Entries>
RowNumbers by_name(const Entries& entries) {
  RowNumbers places(entries.size());
  std::iota(places.begin(), places.end(), 0u);
  std::sort(places.begin(), places.end(),
            [&](auto a, auto b) { return entries[a].name < entries[b].name; });
  return places;
}

/// The row of a name in a table whose rows stand at these places of a list.
template <class Entries>
std::uint32_t row_of(const Entries& entries, const RowNumbers& places, const std::string& name) {
  const auto found = std::lower_bound(
      places.begin(), places.end(), name,
      [&](auto place, const auto& wanted) { return entries[place].name < wanted; });
  const bool there = found != places.end() && entries[*found].name == name;
  return there ? static_cast<std::uint32_t>(found - places.begin()) : nobody;
}

bool lists(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/// Stages that come into force at all: of several at one date, the last.
std::vector<std::size_t> stages_in_force(const Plan& plan) {
  std::vector<std::size_t> stages;
  for (std::size_t i = 0; i < plan.stages.size(); ++i)
    if (i + 1 == plan.stages.size() || plan.stages[i + 1].from > plan.stages[i].from)
      stages.push_back(i);
  return stages;
}

/// Places of the members that have a row: those in business under any stage.
RowNumbers places_of_members(const MarketSpec& market, const std::set<std::string>& rows) {
  RowNumbers places = by_name(market.members);
  std::erase_if(places, [&](auto place) { return !rows.contains(market.members[place].name); });
  if (places.size() != rows.size())
    throw std::runtime_error("a member is missing from a stage of the plan");
  return places;
}

class LayoutBuilder {
 public:
  explicit LayoutBuilder(const Plan& plan) : plan_(plan) {}

  Layout build() {
    add_stages();
    add_shelves();
    add_offers();
    for (Network& network : layout_.networks) {
      add_supply(network);
      add_reach(network);
      add_calendar(network);
    }
    arrange_handovers(layout_);
    require_distinct_addresses();
    return std::move(layout_);
  }

 private:
  const MarketSpec& market(const Network& network) const {
    return plan_.stages[network.stage].market;
  }
  const Member<Parameter>& member(const Network& network, std::size_t row) const {
    return market(network).members[network.members[row]];
  }
  const std::string& product(const Network& network, std::size_t row) const {
    return market(network).products[network.products[row]].name;
  }

  void add_stages() {
    const std::vector<std::size_t> stages = stages_in_force(plan_);
    std::set<std::string> rows;
    for (const std::size_t stage : stages)
      for (const auto& each : plan_.stages[stage].market.members)
        if (each.active) rows.insert(each.name);
    for (const std::size_t stage : stages) {
      Network network;
      const MarketSpec& spec = plan_.stages[stage].market;
      network.from = layout_.networks.empty() ? 0 : plan_.stages[stage].from;
      network.stage = stage;
      network.products = by_name(spec.products);
      network.regions = by_name(spec.regions);
      network.segments = by_name(spec.segments);
      network.rivals = by_name(spec.rivals);
      network.members = places_of_members(spec, rows);
      layout_.networks.push_back(std::move(network));
    }
    const Network& first = layout_.networks.front();
    layout_.products = first.products.size();
    layout_.regions = first.regions.size();
    layout_.segments = first.segments.size();
    layout_.members = first.members.size();
    const MarketSpec& spec = market(first);
    for (const auto region : first.regions)
      for (const auto segment : first.segments)
        layout_.cohort_name.push_back(
            name_hash(spec.regions[region].name, spec.segments[segment].name));
  }

  bool is_open(const Network& network, std::size_t m, std::size_t p) const {
    const auto& spec = member(network, m);
    return spec.active && lists(spec.products, product(network, p));
  }

  /// Drop shipment takes no time and needs no ring; one slot stays empty.
  static std::uint32_t lead_time_of(const Traits<Parameter>& traits) {
    return traits.holds_stock ? traits.lead_time : 1;
  }

  void add_shelves() {
    const Network& first = layout_.networks.front();
    layout_.shelves_of.resize(layout_.members);
    for (std::uint32_t m = 0; m < layout_.members; ++m)
      for (std::uint32_t p = 0; p < layout_.products; ++p) {
        std::uint32_t longest = 0;
        for (const Network& network : layout_.networks)
          if (is_open(network, m, p))
            longest = std::max(longest, lead_time_of(member(network, m).traits));
        if (longest == 0) continue;  // never open
        layout_.shelves_of[m].push_back(static_cast<std::uint32_t>(layout_.shelves()));
        layout_.member.push_back(m);
        layout_.product.push_back(p);
        layout_.holds_stock.push_back(member(first, m).traits.holds_stock);
        layout_.longest_lead.push_back(longest);
        layout_.shelf_address.push_back({name_hash(member(first, m).name, product(first, p))});
      }
  }

  void add_offers() {
    const Network& first = layout_.networks.front();
    layout_.offer.assign(layout_.shelves(), nobody);
    for (std::uint32_t shelf = 0; shelf < layout_.shelves(); ++shelf) {
      if (member(first, layout_.member[shelf]).traits.sells_to != Customers::consumers) continue;
      layout_.offer[shelf] = static_cast<std::uint32_t>(layout_.offers());
      layout_.shelf.push_back(shelf);
      layout_.offer_address.push_back(layout_.shelf_address[shelf]);
    }
    for (const auto rival : first.rivals) {
      layout_.shelf.push_back(nobody);
      layout_.offer_address.push_back(
          {name_hash("offer of a rival", market(first).rivals[rival].name)});
    }
  }

  void add_supply(Network& network) const {
    const MarketSpec& spec = market(network);
    const std::size_t shelves = layout_.shelves();
    network.shelves.resize(layout_.members);
    network.open.assign(shelves, 0);
    network.supplier.assign(shelves, nobody);
    network.lead_time.assign(shelves, 1);
    network.customers.resize(shelves);
    for (std::uint32_t m = 0; m < layout_.members; ++m) {
      if (!member(network, m).active) continue;
      network.in_business.push_back(m);
      for (const std::uint32_t shelf : layout_.shelves_of[m]) {
        if (!is_open(network, m, layout_.product[shelf])) continue;
        network.open[shelf] = 1;
        network.lead_time[shelf] = lead_time_of(member(network, m).traits);
        network.shelves[m].push_back(shelf);
      }
    }
    RowNumbers suppliers(layout_.members, nobody);
    for (const std::uint32_t m : network.in_business) {
      suppliers[m] = row_of(spec.members, network.members, member(network, m).supplier);
      if (suppliers[m] == nobody) continue;
      for (const std::uint32_t shelf : network.shelves[m])
        for (const std::uint32_t theirs : network.shelves[suppliers[m]])
          if (layout_.product[theirs] == layout_.product[shelf]) {
            network.supplier[shelf] = theirs;
            network.customers[theirs].push_back(shelf);
          }
    }
    order_upstream(network, suppliers);
  }

  /// Sorts by how far upstream a member stands: 0 supplies nobody.
  static void order_upstream(Network& network, const RowNumbers& suppliers) {
    std::vector<int> tier(suppliers.size(), 0);
    bool moved = true;
    for (std::size_t pass = 0; moved && pass < suppliers.size(); ++pass) {  // chains have no cycles
      moved = false;
      for (const std::uint32_t m : network.in_business)
        if (const std::uint32_t supplier = suppliers[m];
            supplier != nobody && tier[supplier] <= tier[m]) {
          tier[supplier] = tier[m] + 1;
          moved = true;
        }
    }
    network.upstream_order = network.in_business;
    std::stable_sort(network.upstream_order.begin(), network.upstream_order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return tier[a] < tier[b]; });
  }

  RowNumbers reach_of(const Network& network, std::uint32_t offer) const {
    const MarketSpec& spec = market(network);
    const std::uint32_t shelf = layout_.shelf[offer];
    const std::optional<std::string>* region = nullptr;
    if (shelf == nobody) {
      const std::size_t rival = offer - (layout_.offers() - network.rivals.size());
      region = &spec.rivals[network.rivals[rival]].region;
    } else if (!network.open[shelf]) {
      return {};
    } else if (const auto& seller = member(network, layout_.member[shelf]);
               seller.traits.reach == Reach::region) {
      region = &seller.region;
    }
    if (region && *region) return {row_of(spec.regions, network.regions, **region)};
    RowNumbers everywhere(layout_.regions);
    std::iota(everywhere.begin(), everywhere.end(), 0u);
    return everywhere;
  }

  void add_reach(Network& network) const {
    network.offers_in.resize(layout_.regions);
    for (std::uint32_t offer = 0; offer < layout_.offers(); ++offer) {
      network.regions_of.push_back(reach_of(network, offer));
      for (const std::uint32_t region : network.regions_of.back())
        network.offers_in[region].push_back(offer);
      const std::uint32_t shelf = layout_.shelf[offer];
      if (shelf == nobody || network.open[shelf]) network.offers.push_back(offer);
    }
  }

  /// Whether a member takes part: as named, through its channel, or, where nobody is named, because
  /// it sells to consumers. (A distributor takes part when it is asked to.)
  static bool takes_part(const Promotion<Parameter>& promotion, const Member<Parameter>& member) {
    if (promotion.members.empty() && promotion.channels.empty())
      return member.traits.sells_to == Customers::consumers;
    return lists(promotion.members, member.name) && lists(promotion.channels, member.channel);
  }

  void add_calendar(Network& network) const {
    const MarketSpec& spec = market(network);
    network.calendar_of_shelf.resize(layout_.shelves());
    for (const std::uint32_t place : by_name(spec.promotions)) {
      const auto& promotion = spec.promotions[place];
      if (!promotion.active) continue;
      CalendarEntry entry{place, {}};
      for (const std::uint32_t m : network.in_business) {
        if (!takes_part(promotion, member(network, m))) continue;
        bool carries = false;
        for (const std::uint32_t shelf : network.shelves[m]) {
          if (!lists(promotion.products, product(network, layout_.product[shelf]))) continue;
          network.calendar_of_shelf[shelf].push_back(
              static_cast<std::uint32_t>(network.calendar.size()));
          carries = true;
        }
        if (carries) entry.members.push_back(m);
      }
      network.calendar.push_back(std::move(entry));
    }
  }

  /// Numbers are addressed by 64-bit hashes of names; two agents that shared one would share their
  /// luck.
  void require_distinct_addresses() const {
    std::vector<std::uint64_t> names;
    for (const Address& offer : layout_.offer_address) names.push_back(offer.name);
    if (market(layout_.networks.front()).demand.incidence == Incidence::bernoulli)
      for (std::size_t region = 0; region < layout_.regions; ++region)
        for (const std::uint32_t offer : ever_offered(region))
          for (std::size_t s = 0; s < layout_.segments; ++s)
            names.push_back(cohort_address(layout_, layout_.cohort(region, s), offer).name);
    std::sort(names.begin(), names.end());
    if (std::adjacent_find(names.begin(), names.end()) != names.end())
      throw std::runtime_error(
          "two agents have the same address of random numbers: rename a member, product, region or "
          "segment");
  }
  std::set<std::uint32_t> ever_offered(std::size_t region) const {
    std::set<std::uint32_t> offers;
    for (const Network& network : layout_.networks)
      offers.insert(network.offers_in[region].begin(), network.offers_in[region].end());
    return offers;
  }

  const Plan& plan_;
  Layout layout_;
};

}  // namespace

Layout layout_of(const Plan& plan) { return LayoutBuilder(plan).build(); }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
