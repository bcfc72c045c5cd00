#include "engine/base/seeded_defect.hpp"
#include "engine/random/multinomial.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose waiting{"waiting for goods"};
constexpr Purpose choosing_again{"choosing again"};
constexpr Purpose collecting{"collecting an order in a store"};
constexpr Purpose buying_along{"buying something else with it"};

/// Who waits, chooses again or is remembered is one consumer with one piece, so what is left of a
/// divisible piece stays on the shelf.
Mask takes_whole_pieces(const World& world) {
  const StockOut<Lanes>& rule = world.terms().demand.stock_out;
  return world.layout->memory ? Mask(true) : (rule.second_choice > 0.0) | (rule.wait > 0.0);
}

/// What consumers can take from a stock of which they take whole pieces.
Pieces<Lanes> whole_pieces_of(Pieces<Lanes> stock) { return max(floor(stock), Pieces<Lanes>{0.0}); }

/// Who waited comes first, then who came today. Drop shipment and rivals always deliver.
void serve_first_choices(World& world) {
  Shelves& shelves = world.shelves;
  Offers& offers = world.offers;
  const Layout& layout = *world.layout;
  const Mask whole = takes_whole_pieces(world);
  for (const std::uint32_t offer : world.network().offers) {
    const std::uint32_t shelf = layout.shelf[offer];
    const Pieces<Lanes> wanted = offers.demand[offer], waited = offers.waiting[offer];
    const bool from_stock = shelf != nobody && layout.holds_stock[shelf];
    Pieces<Lanes> stock = from_stock ? shelves.on_hand[shelf] : waited + wanted;
    if (from_stock && any(whole))
      stock.value = select(whole, whole_pieces_of(stock).value, stock.value);
    const Pieces<Lanes> for_waiting = min(waited, stock);
    const Pieces<Lanes> sold = min(wanted, stock - for_waiting);
    offers.sold_to_waiting[offer] = for_waiting;
    offers.sold[offer] = for_waiting + sold;
    offers.unserved[offer] = wanted - sold;
    if (shelf == nobody) continue;
    if (from_stock && !seeded("sold_stays_in_stock")) shelves.on_hand[shelf] -= offers.sold[offer];
    shelves.demand[shelf] = wanted;  // who waited was counted when they first came
    shelves.sold[shelf] = offers.sold[offer];
    shelves.lost[shelf] = waited - for_waiting;
  }
}

/// By offer of the market: the chance that one who wanted `wanted` and chooses again takes it. Its
/// buyers are a mixture of all cohorts.
Column<Lanes> next_offers(const World& world, std::uint32_t wanted) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  Column<Lanes> next(layout.offers(), 0.0);
  std::vector<Lanes> chances;
  for (const std::uint32_t alternative : network.alternatives_of[wanted]) {
    const std::uint32_t region = network.region_of[alternative];
    const std::size_t place = alternative - network.first_alternative[region];
    chances.resize(network.alternatives_in(region));
    for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind) {
      const Lanes part =
          mean_purchases(world, region, kind, place) / max(world.offers.expected[wanted], 1e-300);
      next_choices(world, region, kind, Layout::sees_all, place, chances);
      for (std::size_t other = 0; other < chances.size(); ++other)
        next[network.offer_at(region, other)] += part * chances[other];
    }
  }
  return next;
}

/// Consumers without memory who found no stock. Each round ends with the stock of one offer at
/// least, so that there are at most as many as offers.
class Disappointed {
 public:
  Disappointed(World& world, const Draws& draws, Step now)
      : world_(world), draws_(draws), now_(now), choosing_(world.layout->offers(), 0.0) {}

  void run() {
    for (const std::uint32_t offer : world_.network().offers) react(offer);
    for (std::uint32_t round = 0; somebody_chooses(); ++round) choose_again(round);
  }

 private:
  /// Some wait, some choose again, the others go without.
  void react(std::uint32_t offer) {
    const StockOut<Lanes>& rule = world_.terms().demand.stock_out;
    const Address address = world_.layout->offer_address[offer];
    const Lanes unserved = world_.offers.unserved[offer].value;
    Lanes& come_back = world_.offers.waiting[offer].value;
    come_back = 0.0;  // all who came back have been served, or not
    if (!any(unserved > 0.0)) return;
    const Lanes waits =
        binomial_quantile(draws_.uniform(waiting, address, now_), unserved, rule.wait);
    come_back = waits;
    choosing_[offer] =
        binomial_quantile(draws_.uniform(choosing_again, address, now_), unserved - waits,
                          min(rule.second_choice / max(1.0 - rule.wait, 1e-300), 1.0));
    world_.shelves.lost[world_.layout->shelf[offer]].value += unserved - waits - choosing_[offer];
  }

  bool somebody_chooses() const {
    return std::any_of(choosing_.begin(), choosing_.end(),
                       [](const Lanes& each) { return any(each > 0.0); });
  }

  void choose_again(std::uint32_t round) {
    Column<Lanes> arriving(world_.layout->offers(), 0.0);
    for (const std::uint32_t offer : world_.network().offers)
      if (any(choosing_[offer] > 0.0)) spread(offer, round, arriving);
    for (const std::uint32_t offer : world_.network().offers) {
      choosing_[offer] = 0.0;
      if (any(arriving[offer] > 0.0))
        choosing_[offer] = arriving[offer] - serve_again(world_, offer, arriving[offer]);
    }
  }

  void spread(std::uint32_t offer, std::uint32_t round, Column<Lanes>& arriving) const {
    const Layout& layout = *world_.layout;
    const Column<Lanes> next = next_offers(world_, offer);
    MultinomialSplit split(choosing_[offer]);
    Lanes lost = choosing_[offer];
    for (const std::uint32_t other : world_.network().offers) {
      if (!any((next[other] > 0.0) & (split.left() > 0.0))) continue;
      const Address pair{
          mixed(layout.offer_address[offer].name + layout.offer_address[other].name * 3)};
      const Lanes chosen =
          split.next(draws_.uniform(choosing_again, pair, now_, round), next[other]);
      arriving[other] += chosen;
      if (!layout.is_rival(other)) lost -= chosen;
    }
    world_.shelves.lost[layout.shelf[offer]].value += lost;
  }

  World& world_;
  const Draws& draws_;
  const Step now_;
  Column<Lanes> choosing_;  // by offer they wanted last
};

/// Nothing is short and nobody waits: what was wanted was served.
bool all_are_served(const World& world) {
  for (const std::uint32_t offer : world.network().offers)
    if (any((world.offers.unserved[offer].value > 0.0) | (world.offers.waiting[offer].value > 0.0)))
      return false;
  return true;
}

void lose_all(World& world) {
  for (const std::uint32_t offer : world.network().offers)
    if (const std::uint32_t shelf = world.layout->shelf[offer]; shelf != nobody)
      world.shelves.lost[shelf] += world.offers.unserved[offer];
}

}  // namespace

Lanes serve_again(World& world, std::uint32_t offer, Lanes arriving) {
  Shelves& shelves = world.shelves;
  const std::uint32_t shelf = world.layout->shelf[offer];
  const bool from_stock = shelf != nobody && world.layout->holds_stock[shelf];
  const Lanes served =
      from_stock ? min(arriving, whole_pieces_of(shelves.on_hand[shelf]).value) : arriving;
  world.offers.sold[offer].value += served;
  if (shelf == nobody) return served;
  if (from_stock) shelves.on_hand[shelf].value -= served;
  shelves.demand[shelf].value += arriving;
  shelves.sold[shelf].value += served;
  return served;
}

void serve_consumers(World& world, const Draws& draws, Step now) {
  serve_first_choices(world);
  if (!any(takes_whole_pieces(world)))
    lose_all(world);
  else if (all_are_served(world))
    return;
  else if (world.layout->persons)
    turn_away_persons(world, draws, now);
  else if (world.layout->memory)
    turn_away_cohorts(world, draws, now);
  else
    Disappointed(world, draws, now).run();
}

void stop_waiting(World& world) {
  const Layout& layout = *world.layout;
  for (std::uint32_t offer = 0; offer < layout.offers(); ++offer) {
    Pieces<Lanes>& waiting = world.offers.waiting[offer];
    if (layout.shelf[offer] != nobody) world.shelves.total_lost[layout.shelf[offer]] += waiting;
    waiting = Pieces<Lanes>{0.0};
  }
  if (!layout.memory) return;
  Population& population = world.population;
  for (std::size_t cell = 0; cell < population.count.size(); ++cell) {
    population.count[cell] += population.away[cell];
    population.away[cell] = 0.0;
  }
  for (const Wish& wish : world.persons.waiting)
    world.persons.waits(wish.person(), wish.lane()) = 0;
  world.persons.waiting.clear();
  std::fill(population.waiting.begin(), population.waiting.end(), Lanes(0.0));
}

/// Of the orders of a member that offers it, some are collected in the stores of the region, and
/// some who collect buy something else there [Gallino & Moreno 2014].
void collect_orders(World& world, const Draws& draws, Step now) {
  Shelves& shelves = world.shelves;
  const Layout& layout = *world.layout;
  for (const std::uint32_t offer : world.network().offers) {
    const std::uint32_t shelf = layout.shelf[offer];
    if (shelf == nobody) continue;
    const std::uint32_t m = layout.member[shelf];
    if (!world.terms().uses[m].pick_up) continue;
    const auto& pick_up = world.terms().members[m].traits.pick_up;
    shelves.collected[shelf] =
        part_of(world, draws, collecting, shelf, now, shelves.sold[shelf], pick_up->share);
    shelves.bought_along[shelf] =
        part_of(world, draws, buying_along, shelf, now, shelves.collected[shelf], pick_up->attach);
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
