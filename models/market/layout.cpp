#include "models/market/layout.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "models/market/consumer_checks.hpp"
#include "models/market/groups.hpp"
#include "models/market/names.hpp"
#include "models/market/shared_traits.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

using MarketSpec = Scenario<Parameter>;

/// Stages that come into force at all: of several at one date, the last.
std::vector<std::size_t> stages_in_force(const Plan& plan) {
  std::vector<std::size_t> stages;
  for (std::size_t i = 0; i < plan.stages.size(); ++i)
    if (i + 1 == plan.stages.size() || plan.stages[i + 1].from > plan.stages[i].from)
      stages.push_back(i);
  return stages;
}

/// Whether anybody looks at how the manufacturer's prices move.
bool prices_matter(const MarketSpec& market) {
  const auto* bass = std::get_if<Bass<Parameter>>(&market.demand.incidence);
  return (bass && (bass->price_effect.uncertain() || bass->price_effect.sure != 0)) ||
         std::any_of(market.rivals.begin(), market.rivals.end(), [](const auto& rival) {
           return rival.follow.uncertain() || rival.follow.sure > 0;
         });
}

/// Decided for all futures alike: who is reached must not follow from replications beside it.
bool buys_for_good(const MarketSpec& market) {
  const auto* bass = std::get_if<Bass<Parameter>>(&market.demand.incidence);
  return bass && !bass->replacement_rate.uncertain() && bass->replacement_rate.sure == 0;
}

bool uses_credit(const Traits<Parameter>& traits) {
  return traits.credit || traits.customer_credit || traits.payout || traits.finance ||
         traits.default_risk;
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
    add_network();
    add_shelves();
    add_offers();
    for (Network& network : layout_.networks) connect(network, layout_, market(network));
    add_accounts();
    add_ways();
    add_lives();
    arrange_handovers(layout_);
    add_marks();
    note_stock_keeping(layout_, plan_);
    note_partnerships(layout_, plan_);
    require_distinct_addresses();
    require_room_for_alternatives();
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
      network.shared_traits = shared_traits(spec.members);
      network.for_good = buys_for_good(spec);
      layout_.networks.push_back(std::move(network));
    }
    const Network& first = layout_.networks.front();
    layout_.products = first.products.size();
    layout_.regions = first.regions.size();
    layout_.segments = first.segments.size();
    layout_.members = first.members.size();
    const MarketSpec& spec = market(first);
    layout_.kinds = kinds_of(first, spec);
    layout_.memory = spec.consumers.remember();
    layout_.persons = spec.consumers.resolution == Resolution::persons;
    for (const auto region : first.regions)
      for (const ConsumerKind& kind : layout_.kinds)
        layout_.cohort_name.push_back(
            name_hash(spec.regions[region].name, spec.segments[first.segments[kind.segment]].name));
    for (const Network& network : layout_.networks)
      layout_.prices_matter |= prices_matter(market(network));
    for (const Network& network : layout_.networks)
      for (const auto& segment : market(network).segments)
        layout_.habits |= layout_.memory && (segment.habit.uncertain() || segment.habit.sure != 0);
  }

  /// Persons of all regions are nodes of one network, the same in all replications.
  void add_network() {
    const MarketSpec& spec = plan_.opening();
    if (!layout_.persons || !spec.consumers.network) return;
    const auto persons = static_cast<std::uint32_t>(consumers_of(spec));  // whole, as was checked
    const std::uint64_t name = name_hash("acquaintances");
    layout_.acquaintances =
        std::visit([&](const auto& network) { return graph_of(network, persons, spec.seed, name); },
                   *spec.consumers.network);
  }
  static Graph graph_of(const RandomNetwork& network, std::uint32_t persons, std::uint64_t seed,
                        std::uint64_t name) {
    return random_graph(persons, network.degree, seed, name);
  }
  static Graph graph_of(const SmallWorld& network, std::uint32_t persons, std::uint64_t seed,
                        std::uint64_t name) {
    return small_world(persons, network.degree, network.rewiring, seed, name);
  }
  static Graph graph_of(const ScaleFree& network, std::uint32_t persons, std::uint64_t seed,
                        std::uint64_t name) {
    return scale_free(persons, network.links, seed, name);
  }
  static Graph graph_of(const KnownTies& network, std::uint32_t persons, std::uint64_t,
                        std::uint64_t) {
    std::vector<Edge> edges;
    for (const Tie& tie : network.ties) edges.push_back({tie.from, tie.to});
    return graph_of_edges(persons, edges);
  }

  void add_shelves() {
    const Network& first = layout_.networks.front();
    layout_.shelves_of.resize(layout_.members);
    for (std::uint32_t m = 0; m < layout_.members; ++m)
      for (std::uint32_t p = 0; p < layout_.products; ++p) {
        std::uint32_t longest = 0;
        for (const Network& network : layout_.networks)
          if (is_open(network, market(network), m, p))
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
    std::set<std::string> channels;
    for (std::size_t m = 0; m < layout_.members; ++m)
      if (member(first, m).traits.sells_to == Customers::consumers)
        channels.insert(member(first, m).channel);
    layout_.channels.assign(channels.begin(), channels.end());
    for (const char* standing : {"unaware", "prospect", "of rivals", "left"})
      layout_.standing_name.push_back(name_hash(standing));
    for (const std::string& channel : channels)
      layout_.standing_name.push_back(name_hash("customer of", channel));
    layout_.standing_name.push_back(name_hash("customer of rivals"));
    layout_.offer.assign(layout_.shelves(), nobody);
    for (std::uint32_t shelf = 0; shelf < layout_.shelves(); ++shelf) {
      if (member(first, layout_.member[shelf]).traits.sells_to != Customers::consumers) continue;
      layout_.offer[shelf] = static_cast<std::uint32_t>(layout_.offers());
      layout_.shelf.push_back(shelf);
      layout_.offer_address.push_back(layout_.shelf_address[shelf]);
      const auto& channel = member(first, layout_.member[shelf]).channel;
      layout_.channel_of.push_back(
          static_cast<std::uint32_t>(std::distance(channels.begin(), channels.find(channel))));
    }
    for (const auto rival : first.rivals) {
      layout_.shelf.push_back(nobody);
      layout_.channel_of.push_back(static_cast<std::uint32_t>(channels.size()));
      layout_.offer_address.push_back(
          {name_hash("offer of a rival", market(first).rivals[rival].name)});
    }
  }

  /// By which ways goods come to the shelves; the manufacturer may step in for a supplier.
  void add_ways() {
    std::map<std::pair<std::string, std::string>, std::uint32_t> rows;
    const auto row_of_way = [&](const std::string& from, const std::string& to) {
      const auto [way, is_new] = rows.try_emplace({from, to}, layout_.ways.size());
      if (is_new) layout_.ways.emplace_back(from, to);
      return way->second;
    };
    for (Network& network : layout_.networks)
      for (std::uint32_t shelf = 0; shelf < layout_.shelves(); ++shelf) {
        const std::string& channel = member(network, layout_.member[shelf]).channel;
        const std::uint32_t supplier = network.supplier[shelf];
        network.way_from_maker.push_back(row_of_way("manufacturer", channel));
        network.way.push_back(
            supplier == nobody
                ? network.way_from_maker.back()
                : row_of_way(member(network, layout_.member[supplier]).channel, channel));
      }
  }

  void add_accounts() {
    layout_.account_of.assign(layout_.members, nobody);
    for (const Network& network : layout_.networks)
      for (std::uint32_t m = 0; m < layout_.members; ++m)
        if (network.account_of[m] != nobody) layout_.account_of[m] = network.account_of[m];
  }

  /// Who comes and goes by luck, who opens with a stage.
  void add_lives() {
    layout_.programme.assign(layout_.members, nobody);
    for (std::uint32_t m = 0; m < layout_.members; ++m)
      layout_.member_address.push_back({name_hash(member(layout_.networks.front(), m).name)});
    const MarketSpec& spec = market(layout_.networks.front());
    for (const std::uint32_t programme : by_name(spec.recruiting)) {
      layout_.recruits.emplace_back();
      for (std::uint32_t m = 0; m < layout_.members; ++m)
        if (group_of(member(layout_.networks.front(), m).name) ==
            spec.recruiting[programme].members) {
          layout_.recruits.back().push_back(m);
          layout_.programme[m] = static_cast<std::uint32_t>(layout_.recruits.size() - 1);
        }
      std::sort(layout_.recruits.back().begin(), layout_.recruits.back().end(),
                [&](auto a, auto b) { return place_in_group(a) < place_in_group(b); });
    }
    layout_.lives = !spec.recruiting.empty();
    for (std::size_t stage = 0; stage < layout_.networks.size(); ++stage) {
      Network& network = layout_.networks[stage];
      network.recruiting = by_name(market(network).recruiting);
      add_incidents(network);
      for (const auto& account : market(network).key_accounts) {
        layout_.accounts = true;
        layout_.lives |= reviews_margin(account);
        layout_.credit |= account.back_margin.has_value();
      }
      for (std::uint32_t m = 0; m < layout_.members; ++m) {
        layout_.lives |= lives(member(network, m).traits);
        layout_.credit |= uses_credit(member(network, m).traits);
        if (stage > 0 && member(network, m).active &&
            !member(layout_.networks[stage - 1], m).active)
          network.opening.push_back(m);
        if (stage > 0 && !member(network, m).active &&
            member(layout_.networks[stage - 1], m).active)
          network.closing.push_back(m);
        layout_.answers |= member(network, m).traits.answers.has_value();
        layout_.parting |= member(network, m).traits.leaving.has_value();
      }
    }
  }
  /// NAME#10 comes after NAME#9.
  unsigned long place_in_group(std::uint32_t row) const {
    return number_in_group(member(layout_.networks.front(), row).name);
  }

  void add_incidents(Network& network) {
    const auto& incidents = market(network).incidents;
    network.incidents = by_name(incidents);
    network.incidents_of.resize(layout_.members);
    for (std::uint32_t row = 0; row < network.incidents.size(); ++row)
      for (std::uint32_t m = 0; m < layout_.members; ++m)
        if (member(network, m).channel == incidents[network.incidents[row]].channel)
          network.incidents_of[m].push_back(row);
    layout_.lives |= !incidents.empty();
  }

  void add_marks() {
    const MarketSpec& spec = plan_.opening();
    const double year = layout_.steps_per_year = steps_per_year(spec.units.step);
    const auto add = [&](double years, Step at) {
      const Step before = at > year ? at - static_cast<Step>(year) : 0;
      layout_.marks.push_back({years, at, before});
    };
    for (const double years : marked_years)
      if (const auto at = static_cast<Step>(years * year + 0.5); at <= spec.horizon) add(years, at);
    add(0, spec.horizon);
    for (const std::string& figure : spec.series.figures)
      layout_.follows_value |= figure.starts_with("manufacturer_npv") || figure == "return_on_cash";
  }

  /// Numbers are addressed by 64-bit hashes of names; two agents that shared one would share their
  /// luck.
  void require_distinct_addresses() const {
    std::vector<std::uint64_t> names;
    for (const Address& offer : layout_.offer_address) names.push_back(offer.name);
    const bool by_cohort = layout_.memory || std::holds_alternative<Bernoulli>(
                                                 market(layout_.networks.front()).demand.incidence);
    if (by_cohort)
      for (std::size_t region = 0; region < layout_.regions; ++region)
        for (const std::uint32_t offer : ever_offered(region))
          for (std::size_t kind = 0; kind < layout_.kinds.size(); ++kind)
            if (layout_.kinds[kind].number == 0)
              names.push_back(cohort_address(layout_, layout_.cohort(region, kind), offer).name);
    std::sort(names.begin(), names.end());
    if (std::adjacent_find(names.begin(), names.end()) != names.end())
      throw std::runtime_error(
          "two agents have the same address of random numbers: rename a member, product, region or "
          "segment");
  }
  /// What a person wants is one word, in which persons and alternatives have so much room.
  void require_room_for_alternatives() const {
    static_assert(most_persons <= Wish::most_persons);
    if (!layout_.persons) return;
    for (const Network& network : layout_.networks)
      if (network.offer_of.size() > Wish::most_alternatives)
        throw std::runtime_error("persons can choose among " +
                                 std::to_string(Wish::most_alternatives) +
                                 " offers of all regions together, not more");
  }
  std::set<std::uint32_t> ever_offered(std::size_t region) const {
    std::set<std::uint32_t> offers;
    for (const Network& network : layout_.networks)
      for (auto a = network.first_alternative[region]; a < network.first_alternative[region + 1];
           ++a)
        offers.insert(network.offer_of[a]);
    return offers;
  }

  const Plan& plan_;
  Layout layout_;
};

}  // namespace

Layout layout_of(const Plan& plan) { return LayoutBuilder(plan).build(); }

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
