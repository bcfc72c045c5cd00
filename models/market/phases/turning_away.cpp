// What consumers of a cohort do who found no stock: some wait, some choose again, the others go
// without. Who goes short is drawn by lot, each purchase as likely as another.

#include "engine/random/hypergeometric.hpp"
#include "engine/random/multinomial.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose going_short{"purchases of a cohort that find no stock"};
constexpr Purpose waiting{"consumers of a cohort who wait for goods"};
constexpr Purpose choosing_again{"consumers of a cohort who choose again"};

/// How many of `marked` are among `drawn` out of `population`.
Lanes by_lot(Lanes uniform, Lanes population, Lanes marked, Lanes drawn) {
  Lanes result = 0.0;
  for_each_lane((drawn > 0.0) & (marked > 0.0), [&](int lane) {
    result.set(lane,
               hypergeometric_quantile(uniform[lane], population[lane], marked[lane], drawn[lane]));
  });
  return result;
}

/// A row of purchases at an offer, and whose they are.
struct Row {
  std::size_t wish;  // row of Population::first and its like
  std::size_t region, kind;
  std::uint32_t state;
  std::size_t place;  // among the region's alternatives
};

void for_each_row(const World& world, std::uint32_t offer, auto&& visit) {
  const Layout& layout = *world.layout;
  const Network& network = world.network();
  for (const std::uint32_t alternative : network.alternatives_of[offer]) {
    const std::size_t region = network.region_of[alternative];
    const std::size_t place = alternative - network.first_alternative[region];
    for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind)
      for (std::uint32_t state = 0; state < layout.standings(); ++state)
        visit(Row{layout.first_wish(network, region, kind, state) + place, region, kind, state,
                  place});
  }
}

/// What a number is drawn for; further rounds of choosing again have numbers of their own.
enum class Lot : std::uint32_t { first, more, waited, count };

/// First purchases of consumers of a row, and what they buy beyond.
struct Wanted {
  Column<Lanes> first, more;

  explicit Wanted(std::size_t rows) : first(rows, 0.0), more(rows, 0.0) {}
};

class TurnedAway {
 public:
  TurnedAway(World& world, const Draws& draws, Step now)
      : world_(world),
        draws_(draws),
        now_(now),
        rule_(world.terms().demand.stock_out),
        population_(world.population),
        choosing_(world.population.first.size()),
        newly_waiting_(world.population.first.size(), 0.0) {}

  void run() {
    for (const std::uint32_t offer : world_.network().offers) turn_away(offer);
    for (round_ = 1; somebody_chooses_; ++round_) choose_again();
    for (const std::uint32_t offer : world_.network().offers) end_waiting(offer);
    population_.waiting.swap(newly_waiting_);
  }

 private:
  std::uint32_t index(Lot lot) const {
    return round_ * static_cast<std::uint32_t>(Lot::count) + static_cast<std::uint32_t>(lot);
  }
  Lanes uniform(Purpose purpose, const Row& row, std::uint32_t offer, Lot lot) const {
    const Layout& layout = *world_.layout;
    const Address cohort = cohort_address(layout, layout.cohort(row.region, row.kind), offer);
    return draws_.uniform(purpose, of_standing(layout, cohort, row.state), now_, index(lot));
  }
  /// Takes a row's part of those who go short out of it.
  Lanes take(Lanes& purchases, const Row& row, std::uint32_t offer, Lot lot, Lanes& population,
             Lanes& short_of) const {
    Lanes taken = 0.0;
    if (any((purchases > 0.0) & (short_of > 0.0)))
      taken = by_lot(uniform(going_short, row, offer, lot), population, purchases, short_of);
    population -= purchases;
    short_of -= taken;
    purchases -= taken;
    return taken;
  }

  void turn_away(std::uint32_t offer) {
    Lanes short_of = world_.offers.unserved[offer].value;
    world_.offers.waiting_next[offer].value = 0.0;
    if (!any(short_of > 0.0)) return;
    Lanes population = world_.offers.demand[offer].value, lost = short_of;
    for_each_row(world_, offer, [&](const Row& row) {
      const Lanes first =
          take(population_.first[row.wish], row, offer, Lot::first, population, short_of);
      const Lanes more =
          take(population_.more[row.wish], row, offer, Lot::more, population, short_of);
      if (any((first > 0.0) | (more > 0.0))) lost -= react(row, offer, first, more);
    });
    world_.shelves.lost[world_.layout->shelf[offer]].value += lost;
  }

  /// Returns how many are not lost yet: they wait or choose again.
  Lanes react(const Row& row, std::uint32_t offer, Lanes first, Lanes more) {
    const Lanes waits =
        binomial_quantile(uniform(waiting, row, offer, Lot::first), first, rule_.wait);
    newly_waiting_[row.wish] = waits;
    population_.count[cell_of(row)] -= waits;
    population_.away[cell_of(row)] += waits;
    world_.offers.waiting_next[offer].value += waits;
    const Lanes chance = min(rule_.second_choice / max(1.0 - rule_.wait, 1e-300), 1.0);
    Lanes& again = choosing_.first[row.wish];
    Lanes& more_again = choosing_.more[row.wish];
    again =
        binomial_quantile(uniform(choosing_again, row, offer, Lot::first), first - waits, chance);
    more_again = binomial_quantile(uniform(choosing_again, row, offer, Lot::more), more,
                                   rule_.second_choice);
    somebody_chooses_ |= any((again > 0.0) | (more_again > 0.0));
    return waits + again + more_again;
  }

  /// One round: all choose among what is left, then each offer serves who comes. Who goes short
  /// again chooses once more.
  void choose_again() {
    Wanted arriving(choosing_.first.size());
    Column<Lanes> total(world_.layout->offers(), 0.0);
    for (const std::uint32_t offer : world_.network().offers)
      for_each_row(world_, offer, [&](const Row& row) { choose(row, offer, arriving, total); });
    somebody_chooses_ = false;
    for (const std::uint32_t offer : world_.network().offers) {
      if (!any(total[offer] > 0.0)) continue;
      Lanes population = total[offer];
      Lanes short_of = population - serve_again(world_, offer, population);
      somebody_chooses_ |= any(short_of > 0.0);
      for_each_row(world_, offer, [&](const Row& row) {
        Lanes& first = arriving.first[row.wish];
        Lanes& more = arriving.more[row.wish];
        choosing_.first[row.wish] = take(first, row, offer, Lot::first, population, short_of);
        choosing_.more[row.wish] = take(more, row, offer, Lot::more, population, short_of);
        population_.first[row.wish] += first;
        population_.more[row.wish] += more;
      });
    }
  }

  void choose(const Row& row, std::uint32_t offer, Wanted& arriving, Column<Lanes>& total) {
    Lanes& first = choosing_.first[row.wish];
    Lanes& more = choosing_.more[row.wish];
    if (!any((first > 0.0) | (more > 0.0))) return;
    std::vector<Lanes> chances(world_.network().alternatives_in(row.region));
    next_choices(world_, row.region, row.kind, world_.layout->view_of(row.state), row.place,
                 chances);
    const Lanes kept = spread(row, offer, first, chances, Lot::first, arriving.first, total) +
                       spread(row, offer, more, chances, Lot::more, arriving.more, total);
    world_.shelves.lost[world_.layout->shelf[offer]].value += first + more - kept;
    first = 0.0;
    more = 0.0;
  }

  /// Returns how many chose another of the manufacturer's offers.
  Lanes spread(const Row& row, std::uint32_t from, Lanes choosing,
               const std::vector<Lanes>& chances, Lot lot, Column<Lanes>& into,
               Column<Lanes>& total) const {
    const Layout& layout = *world_.layout;
    const Network& network = world_.network();
    const std::uint64_t who =
        cohort_address(layout, layout.cohort(row.region, row.kind), from).name;
    MultinomialSplit split(choosing);
    Lanes ours = 0.0;
    for (std::size_t place = 0; place < chances.size() && any(split.left() > 0.0); ++place) {
      if (!any(chances[place] > 0.0)) continue;
      const std::uint32_t offer = network.offer_at(row.region, place);
      const Address pair{mixed(who + layout.offer_address[offer].name * 3),
                         layout.kinds[row.kind].number};
      const Lanes uniform =
          draws_.uniform(choosing_again, of_standing(layout, pair, row.state), now_, index(lot));
      const Lanes chosen = split.next(uniform, chances[place]);
      into[row.wish - row.place + place] += chosen;
      total[offer] += chosen;
      if (!layout.is_rival(offer)) ours += chosen;
    }
    return ours;
  }

  /// Those who waited since the last step are served as far as the stock went; all are back.
  void end_waiting(std::uint32_t offer) {
    Lanes population = world_.offers.waiting[offer].value;
    Lanes short_of = population - world_.offers.sold_to_waiting[offer].value;
    if (any(population > 0.0))
      for_each_row(world_, offer, [&](const Row& row) {
        Lanes& waited = population_.waiting[row.wish];
        population_.count[cell_of(row)] += waited;
        population_.away[cell_of(row)] -= waited;
        take(waited, row, offer, Lot::waited, population, short_of);
        population_.first[row.wish] += waited;
      });
    world_.offers.waiting[offer] = world_.offers.waiting_next[offer];
  }

  std::size_t cell_of(const Row& row) const {
    return world_.layout->cell(world_.layout->cohort(row.region, row.kind), row.state);
  }

  World& world_;
  const Draws& draws_;
  const Step now_;
  const StockOut<Lanes>& rule_;
  Population& population_;
  std::uint32_t round_ = 0;
  Wanted choosing_;  // by row of the offer they wanted last
  bool somebody_chooses_ = false;
  Column<Lanes> newly_waiting_;
};

}  // namespace

void turn_away_cohorts(World& world, const Draws& draws, Step now) {
  TurnedAway(world, draws, now).run();
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
