#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "engine/schema/lift.hpp"
#include "models/market/week.hpp"
#include "models/market/world.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

template <class Rows>
void sort_by_name(Rows& rows) {
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
}

template <class Rows>
std::uint32_t row_of(const Rows& rows, const std::string& name) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
  return found == rows.end() ? nobody : static_cast<std::uint32_t>(found - rows.begin());
}

bool lists(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

void add_members(World& world, const Scenario<Lanes>& plan) {
  Members& members = world.members;
  for (const auto& member : plan.members)
    if (member.active) members.spec.push_back(member);
  sort_by_name(members.spec);
  members.shelves.resize(members.size());
  std::vector<int> tier(members.size(), 0);  // how far upstream: 0 sells to nobody's supplier
  for (const auto& member : members.spec) {
    members.supplier.push_back(row_of(members.spec, member.supplier));
    members.region.push_back(member.region ? row_of(world.regions, *member.region) : nobody);
    members.channel.push_back(row_of(plan.channels, member.channel));
  }
  for (std::size_t pass = 0; pass < members.size();
       ++pass)  // chains have no cycles (checked at load)
    for (std::size_t m = 0; m < members.size(); ++m)
      if (const std::uint32_t supplier = members.supplier[m]; supplier != nobody)
        tier[supplier] = std::max(tier[supplier], tier[m] + 1);
  members.upstream_order.resize(members.size());
  std::iota(members.upstream_order.begin(), members.upstream_order.end(), 0u);
  std::stable_sort(members.upstream_order.begin(), members.upstream_order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return tier[a] < tier[b]; });
}

void add_shelves(World& world) {
  Members& members = world.members;
  Shelves& shelves = world.shelves;
  for (std::uint32_t m = 0; m < members.size(); ++m)
    for (std::uint32_t p = 0; p < world.products.size(); ++p) {
      if (!lists(members.spec[m].products, world.products[p].name)) continue;
      members.shelves[m].push_back(static_cast<std::uint32_t>(shelves.size()));
      shelves.member.push_back(m);
      shelves.product.push_back(p);
      shelves.address.push_back({name_hash(members.spec[m].name, world.products[p].name)});
    }
  const std::size_t count = shelves.size();
  for (auto* column : {&shelves.on_hand, &shelves.on_order, &shelves.forecast, &shelves.demand,
                       &shelves.sold, &shelves.ordered, &shelves.shipped, &shelves.total_demand,
                       &shelves.total_sold, &shelves.total_stock})
    column->assign(count, Pieces<Lanes>{0.0});
  shelves.price.assign(count, Price<Lanes>{0.0});
  shelves.purchase_price.assign(count, Price<Lanes>{0.0});
  shelves.trade_discount.assign(count, 0.0);
  shelves.total_revenue.assign(count, Money<Lanes>{0.0});
  shelves.opening_value.assign(count, Money<Lanes>{0.0});
  shelves.supplier.assign(count, nobody);
  shelves.offer.assign(count, nobody);
  shelves.customers.resize(count);
  for (std::size_t shelf = 0; shelf < count; ++shelf) {
    const std::uint32_t supplier = members.supplier[shelves.member[shelf]];
    if (supplier == nobody) continue;
    for (const std::uint32_t theirs : members.shelves[supplier])
      if (shelves.product[theirs] == shelves.product[shelf]) shelves.supplier[shelf] = theirs;
    if (shelves.supplier[shelf] != nobody)
      shelves.customers[shelves.supplier[shelf]].push_back(static_cast<std::uint32_t>(shelf));
  }
}

/// Purchase and asking prices before promotions, suppliers first.
void price_shelves(World& world) {
  Shelves& shelves = world.shelves;
  const auto& order = world.members.upstream_order;
  for (auto m = order.rbegin(); m != order.rend(); ++m)
    for (const std::uint32_t shelf : world.members.shelves[*m]) {
      const auto& traits = world.members.spec[*m].traits;
      const auto& product = world.products[shelves.product[shelf]];
      const std::uint32_t supplier = shelves.supplier[shelf];
      const bool from_manufacturer = supplier == nobody;
      const bool inside =
          traits.owner == Owner::manufacturer &&
          (from_manufacturer ||
           world.members.spec[shelves.member[supplier]].traits.owner == Owner::manufacturer);
      if (inside)  // nothing is earned by moving goods between the manufacturer's own rooms
        shelves.purchase_price[shelf] = product.unit_cost;
      else
        shelves.purchase_price[shelf] =
            (from_manufacturer ? product.list_price : shelves.price[supplier]) *
            (1.0 - traits.purchase_discount);
      shelves.price[shelf] = asking_price(
          traits.pricing,
          {product.list_price, product.recommended_price, shelves.purchase_price[shelf]});
    }
}

void add_offers(World& world, const Scenario<Lanes>& plan) {
  Offers& offers = world.offers;
  std::vector<std::uint32_t> everywhere(world.regions.size());
  std::iota(everywhere.begin(), everywhere.end(), 0u);
  const auto add = [&](std::uint32_t shelf, Address address, std::vector<std::uint32_t> regions,
                       Price<Lanes> price, Lanes utility, const std::string& channel) {
    if (shelf != nobody)
      world.shelves.offer[shelf] = static_cast<std::uint32_t>(offers.shelf.size());
    offers.shelf.push_back(shelf);
    offers.address.push_back(address);
    offers.regions.push_back(std::move(regions));
    offers.price.push_back(price);
    offers.utility.push_back(utility);
    std::vector<Lanes> taste;
    for (const auto& segment : world.segments) {
      Lanes liking = 0.0;
      for (const auto& t : segment.tastes)
        if (t.channel == channel) liking += t.attraction;
      taste.push_back(liking);
    }
    offers.taste.push_back(std::move(taste));
  };
  for (std::uint32_t shelf = 0; shelf < world.shelves.size(); ++shelf) {
    const auto& member = world.members.spec[world.shelves.member[shelf]];
    if (member.traits.sells_to != Customers::consumers) continue;
    const std::uint32_t home = world.members.region[world.shelves.member[shelf]];
    add(shelf, world.shelves.address[shelf],
        member.traits.reach == Reach::everywhere ? everywhere : std::vector<std::uint32_t>{home},
        world.shelves.price[shelf],
        member.traits.attraction + member.site +
            world.products[world.shelves.product[shelf]].attraction,
        member.channel);
  }
  auto rivals = plan.rivals;
  sort_by_name(rivals);
  for (const auto& rival : rivals)
    add(nobody, {name_hash("offer of a rival", rival.name)},
        rival.region ? std::vector<std::uint32_t>{row_of(world.regions, *rival.region)}
                     : everywhere,
        rival.price, rival.attraction, "");
  offers.weight.assign(offers.size() * world.segments.size(), 0.0);
  offers.expected.assign(offers.size(), 0.0);
  offers.demand.assign(offers.size(), Pieces<Lanes>{0.0});
  offers.total_demand.assign(offers.size(), Pieces<Lanes>{0.0});
  offers.price_changed.assign(offers.size(), 1);
}

/// Where consumers buy at most once, a cohort is a whole number of them: what a segment's share
/// leaves over counts for the next segment of the region, so that the region keeps its size.
void add_cohorts(World& world) {
  Cohorts& cohorts = world.cohorts;
  const bool whole = world.demand_spec.incidence == Incidence::bernoulli;
  for (const auto& region : world.regions) {
    double shares = 0, placed = 0;
    for (const auto& segment : world.segments) {
      shares += segment.share;
      const double consumers = whole ? std::floor(region.consumers * shares + 0.5) - placed
                                     : region.consumers * segment.share;
      cohorts.consumers.push_back(consumers);
      cohorts.name.push_back(name_hash(region.name, segment.name));
      placed += consumers;
    }
  }
  cohorts.scale.assign(cohorts.consumers.size(), 1.0);
  cohorts.offers.resize(world.regions.size());
  for (std::uint32_t offer = 0; offer < world.offers.size(); ++offer)
    for (const std::uint32_t region : world.offers.regions[offer])
      cohorts.offers[region].push_back(offer);
}

/// Whether a member takes part: as named, through its channel, or, where nobody is named, because
/// it sells to consumers. (A distributor takes part when it is asked to.)
bool takes_part(const Promotion<Lanes>& promotion, const Member<Lanes>& member) {
  if (promotion.members.empty() && promotion.channels.empty())
    return member.traits.sells_to == Customers::consumers;
  return lists(promotion.members, member.name) && lists(promotion.channels, member.channel);
}

void add_calendar(World& world, const Scenario<Lanes>& plan) {
  Calendar& calendar = world.calendar;
  calendar.by_shelf.resize(world.shelves.size());
  calendar.state.assign(world.shelves.size(), 0);
  auto promotions = plan.promotions;
  sort_by_name(promotions);
  for (const auto& promotion : promotions) {
    if (!promotion.active) continue;
    Calendar::Entry entry{promotion, {}};
    for (std::uint32_t m = 0; m < world.members.size(); ++m) {
      if (!takes_part(promotion, world.members.spec[m])) continue;
      bool carries = false;
      for (const std::uint32_t shelf : world.members.shelves[m]) {
        if (!lists(promotion.products, world.products[world.shelves.product[shelf]].name)) continue;
        calendar.by_shelf[shelf].push_back(static_cast<std::uint32_t>(calendar.entries.size()));
        carries = true;
      }
      if (carries) entry.members.push_back(m);
    }
    calendar.entries.push_back(std::move(entry));
  }
}

/// Numbers are addressed by 64-bit hashes of names; two agents that shared one would share their
/// luck.
void require_distinct_addresses(const World& world) {
  std::vector<std::uint64_t> names;
  for (const Address& offer : world.offers.address) names.push_back(offer.name);
  if (world.demand_spec.incidence == Incidence::bernoulli)
    for (std::size_t region = 0; region < world.regions.size(); ++region)
      for (std::size_t s = 0; s < world.segments.size(); ++s)
        for (const std::uint32_t offer : world.cohorts.offers[region])
          names.push_back(cohort_address(world, world.cohort(region, s), offer).name);
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end())
    throw std::runtime_error(
        "two agents have the same address of random numbers: rename a member, product, region or "
        "segment");
}

/// Stock and orders under way as after a long time at the forecast.
void open_shelf(World& world, std::size_t shelf, Pieces<Lanes> forecast) {
  Shelves& shelves = world.shelves;
  const auto& traits = world.members.spec[shelves.member[shelf]].traits;
  const auto& product = world.products[shelves.product[shelf]];
  const double lead_time = traits.lead_time;
  if (!traits.holds_stock) {
    shelves.shipments.add_row(1, Pieces<Lanes>{0.0});
    return;
  }
  Pieces<Lanes> per_step = product.divisible ? forecast : floor(forecast + Pieces<Lanes>{0.5});
  Pieces<Lanes> on_hand =
      order_quantity(traits.replenishment,
                     {Pieces<Lanes>{0.0}, per_step * lead_time, forecast, Lanes(lead_time + 1)});
  if (!product.divisible) on_hand = ceil(on_hand);
  shelves.forecast[shelf] = forecast;
  shelves.on_hand[shelf] = on_hand;
  shelves.on_order[shelf] = per_step * lead_time;
  shelves.shipments.add_row(traits.lead_time, per_step);
  world.opening_goods[shelves.product[shelf]] += on_hand + shelves.on_order[shelf];
}

/// Expected demand of the first step: of consumers, then of the members supplied.
Column<Pieces<Lanes>> opening_forecasts(World& world) {
  const Shelves& shelves = world.shelves;
  Column<Pieces<Lanes>> forecast(shelves.size(), Pieces<Lanes>{0.0});
  const Draws unused(0, 0);
  turn_season(world, unused, 0);
  set_prices(world, unused, 0);
  weigh_offers(world, unused, 0);
  for (std::size_t offer = 0; offer < world.offers.size(); ++offer)
    if (const std::uint32_t shelf = world.offers.shelf[offer]; shelf != nobody)
      forecast[shelf] += Pieces<Lanes>{world.offers.expected[offer] * world.season};
  for (const std::uint32_t m : world.members.upstream_order)
    for (const std::uint32_t shelf : world.members.shelves[m]) {
      if (const auto& stated = world.members.spec[m].opening_forecast)
        forecast[shelf] = Pieces<Lanes>{stated->value};
      if (shelves.supplier[shelf] != nobody) forecast[shelves.supplier[shelf]] += forecast[shelf];
    }
  return forecast;
}

}  // namespace

bool runs(const Promotion<Lanes>& promotion, const Member<Lanes>& member, Step now) {
  const Step shifted = now + member.promotion_shift;
  if (shifted < promotion.start.step) return false;
  const Step since = shifted - promotion.start.step;
  return (promotion.every > 0 ? since % promotion.every : since) < promotion.length;
}

World build_world(const Scenario<Parameter>& plan, const Futures<Lanes>& futures) {
  Scenario<Lanes> spec;
  lift(plan, spec, futures);
  World world;
  world.demand_spec = spec.demand;
  world.manufacturer = spec.manufacturer;
  world.segments = spec.segments;
  world.regions = spec.regions;
  world.products = spec.products;
  sort_by_name(world.segments);
  sort_by_name(world.regions);
  sort_by_name(world.products);
  add_members(world, spec);
  add_shelves(world);
  price_shelves(world);
  add_offers(world, spec);
  add_cohorts(world);
  add_calendar(world, spec);
  require_distinct_addresses(world);
  world.parties.members = world.members.size();
  world.ledger = Ledger<Lanes>(world.parties.count());
  world.accounts.resize(1 + world.members.size());
  world.produced.assign(world.products.size(), Pieces<Lanes>{0.0});
  world.opening_goods.assign(world.products.size(), Pieces<Lanes>{0.0});
  update_choice(world, true);
  const Column<Pieces<Lanes>> forecast = opening_forecasts(world);
  for (std::size_t shelf = 0; shelf < world.shelves.size(); ++shelf) {
    open_shelf(world, shelf, forecast[shelf]);
    world.shelves.opening_value[shelf] =
        (world.shelves.on_hand[shelf] + world.shelves.on_order[shelf]) *
        world.shelves.purchase_price[shelf];
  }
  return world;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
