#include "models/market/names.hpp"
#include "models/market/range.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

class Connector {
 public:
  Connector(Network& network, const Layout& layout, const Scenario<Parameter>& market)
      : network_(network), layout_(layout), market_(market) {}

  void run() {
    add_supply();
    connect_accounts(network_, layout_, market_);
    add_reach();
    add_stores();
    network_.events = by_name(market_.events);
    add_calendar();
    add_targets();
  }

 private:
  const Member<Parameter>& member(std::size_t row) const {
    return market_.members[network_.members[row]];
  }
  const std::string& product(std::size_t row) const {
    return market_.products[network_.products[row]].name;
  }

  void add_supply() {
    const std::size_t shelves = layout_.shelves();
    network_.shelves.resize(layout_.members);
    network_.open.assign(shelves, 0);
    network_.supplier.assign(shelves, nobody);
    network_.lead_time.assign(shelves, 1);
    network_.customers.resize(shelves);
    for (std::uint32_t m = 0; m < layout_.members; ++m) {
      if (!member(m).active) continue;
      network_.in_business.push_back(m);
      for (const std::uint32_t shelf : layout_.shelves_of[m]) {
        if (!is_open(network_, market_, m, layout_.product[shelf])) continue;
        network_.open[shelf] = 1;
        network_.lead_time[shelf] = lead_time_of(member(m).traits);
        network_.shelves[m].push_back(shelf);
      }
    }
    RowNumbers suppliers(layout_.members, nobody);
    network_.creditor.assign(layout_.members, nobody);
    network_.debtors.resize(layout_.members);
    for (const std::uint32_t m : network_.in_business) {
      suppliers[m] = row_of(market_.members, network_.members, member(m).supplier);
      network_.creditor[m] = suppliers[m];
      if (suppliers[m] == nobody) continue;
      network_.debtors[suppliers[m]].push_back(m);
      for (const std::uint32_t shelf : network_.shelves[m])
        for (const std::uint32_t theirs : network_.shelves[suppliers[m]])
          if (layout_.product[theirs] == layout_.product[shelf]) {
            network_.supplier[shelf] = theirs;
            network_.customers[theirs].push_back(shelf);
          }
    }
    order_upstream(suppliers);
    add_moving_prices();
    add_contracts();
  }

  void add_contracts() {
    for (const std::uint32_t m : network_.in_business) {
      const auto& traits = member(m).traits;
      if (traits.takes_title && (has_terms(traits.contract) || traits.clearance))
        network_.under_contract.push_back(m);
    }
  }

  void add_moving_prices() {
    std::vector<char> moves(layout_.shelves(), 0);
    const RowNumbers& order = network_.upstream_order;
    for (auto m = order.rbegin(); m != order.rend(); ++m)
      for (const std::uint32_t shelf : network_.shelves[*m]) {
        const std::uint32_t supplier = network_.supplier[shelf];
        moves[shelf] =
            moves_by_step(member(*m).traits.pricing) || (supplier != nobody && moves[supplier]);
        if (moves[shelf]) network_.moving_prices.push_back(shelf);
      }
  }

  /// Sorts by how far upstream a member stands: 0 supplies nobody.
  void order_upstream(const RowNumbers& suppliers) {
    std::vector<int> tier(suppliers.size(), 0);
    bool moved = true;
    for (std::size_t pass = 0; moved && pass < suppliers.size(); ++pass) {  // chains have no cycles
      moved = false;
      for (const std::uint32_t m : network_.in_business)
        if (const std::uint32_t supplier = suppliers[m];
            supplier != nobody && tier[supplier] <= tier[m]) {
          tier[supplier] = tier[m] + 1;
          moved = true;
        }
    }
    network_.upstream_order = network_.in_business;
    std::stable_sort(network_.upstream_order.begin(), network_.upstream_order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return tier[a] < tier[b]; });
  }

  /// Whether consumers of a region can choose an offer.
  bool reaches(std::uint32_t offer, const std::string& region) const {
    const std::uint32_t shelf = layout_.shelf[offer];
    if (shelf == nobody) {
      const std::size_t rival = offer - (layout_.offers() - network_.rivals.size());
      const auto& where = market_.rivals[network_.rivals[rival]].region;
      return !where || *where == region;
    }
    if (!network_.open[shelf]) return false;
    const auto& seller = member(layout_.member[shelf]);
    if (seller.traits.reach == Reach::everywhere || !seller.region) return true;
    return *seller.region == region || catchment_of(seller.catchment, region) != nullptr;
  }

  void add_reach() {
    network_.alternatives_of.resize(layout_.offers());
    for (std::uint32_t region = 0; region < layout_.regions; ++region) {
      network_.first_alternative.push_back(static_cast<std::uint32_t>(network_.offer_of.size()));
      for (std::uint32_t offer = 0; offer < layout_.offers(); ++offer) {
        if (!reaches(offer, market_.regions[network_.regions[region]].name)) continue;
        network_.alternatives_of[offer].push_back(
            static_cast<std::uint32_t>(network_.offer_of.size()));
        network_.offer_of.push_back(offer);
        network_.region_of.push_back(region);
      }
    }
    network_.first_alternative.push_back(static_cast<std::uint32_t>(network_.offer_of.size()));
    for (std::uint32_t offer = 0; offer < layout_.offers(); ++offer)
      if (layout_.is_rival(offer) || network_.open[layout_.shelf[offer]])
        network_.offers.push_back(offer);
  }

  void add_stores() {
    network_.stores_in.resize(layout_.regions);
    for (std::size_t region = 0; region < layout_.regions; ++region) {
      RowNumbers& stores = network_.stores_in[region];
      for (std::size_t place = 0; place < network_.alternatives_in(region); ++place) {
        const std::uint32_t shelf = layout_.shelf[network_.offer_at(region, place)];
        if (shelf != nobody && member(layout_.member[shelf]).traits.format == Format::store)
          stores.push_back(layout_.member[shelf]);
      }
      std::sort(stores.begin(), stores.end());
      stores.erase(std::unique(stores.begin(), stores.end()), stores.end());
    }
  }

  Target target_of(const std::vector<std::string>& regions,
                   const std::vector<std::string>& channels) const {
    Target target;
    for (const std::uint32_t place : network_.regions)
      target.region.push_back(lists(regions, market_.regions[place].name));
    for (const std::string& channel : layout_.channels)
      target.channel.push_back(lists(channels, channel));
    return target;
  }
  void add_targets() {
    network_.campaigns = by_name(market_.campaigns);
    for (const std::uint32_t place : network_.campaigns)
      network_.campaign_targets.push_back(
          target_of(market_.campaigns[place].regions, market_.campaigns[place].channels));
    network_.referrals = by_name(market_.referrals);
    for (const std::uint32_t place : network_.referrals)
      network_.referral_targets.push_back(target_of({}, market_.referrals[place].channels));
  }

  /// Whether a member takes part: as named, through its channel, or, where nobody is named, because
  /// it sells to consumers. (A distributor takes part when it is asked to.)
  static bool takes_part(const Promotion<Parameter>& promotion, const Member<Parameter>& member) {
    if (promotion.members.empty() && promotion.channels.empty())
      return member.traits.sells_to == Customers::consumers;
    return lists(promotion.members, member.name) && lists(promotion.channels, member.channel);
  }

  void add_calendar() {
    network_.calendar_of_shelf.resize(layout_.shelves());
    for (const std::uint32_t place : by_name(market_.promotions)) {
      const auto& promotion = market_.promotions[place];
      if (!promotion.active) continue;
      CalendarEntry entry{place, nobody, {}};
      if (promotion.event) entry.event = row_of(market_.events, network_.events, *promotion.event);
      for (const std::uint32_t m : network_.in_business) {
        if (!takes_part(promotion, member(m))) continue;
        bool carries = false;
        for (const std::uint32_t shelf : network_.shelves[m]) {
          if (!lists(promotion.products, product(layout_.product[shelf]))) continue;
          network_.calendar_of_shelf[shelf].push_back(
              static_cast<std::uint32_t>(network_.calendar.size()));
          carries = true;
        }
        if (carries) entry.members.push_back(m);
      }
      network_.calendar.push_back(std::move(entry));
    }
  }

  Network& network_;
  const Layout& layout_;
  const Scenario<Parameter>& market_;
};

}  // namespace

bool is_open(const Network& network, const Scenario<Parameter>& market, std::size_t member,
             std::size_t product) {
  const auto& spec = market.members[network.members[member]];
  return spec.active && carries(market, spec, market.products[network.products[product]].name);
}

void connect(Network& network, const Layout& layout, const Scenario<Parameter>& market) {
  Connector(network, layout, market).run();
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
