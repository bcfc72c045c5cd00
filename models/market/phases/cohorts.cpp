// Consumers who remember, counted: each cohort is split by what they have done. Counts move as the
// sums of what persons do, so that figures have the same distribution as those of persons.

#include "engine/base/elementary.hpp"
#include "engine/random/multinomial.hpp"
#include "models/market/incidence.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose first_purchases{"consumers of a cohort who buy from an offer"};
constexpr Purpose more_purchases{"further purchases of a cohort at an offer"};
constexpr Purpose buying_more{"consumers of a cohort who buy again in the same step"};
constexpr Purpose buying_elsewhere{"consumers of a cohort who also buy from rivals"};

/// One standing of a cohort and its alternatives.
struct Cell {
  std::size_t region, kind;
  std::uint32_t state;
};

class Shoppers {
 public:
  Shoppers(World& world, const Draws& draws, Step now, Cell cell, const Incidences& incidences)
      : world_(world),
        draws_(draws),
        now_(now),
        cell_(cell),
        incidences_(incidences),
        cohort_(world.layout->cohort(cell.region, cell.kind)),
        shares_(world.layout->first_share(world.network(), cell.region, cell.kind,
                                          world.layout->view_of(cell.state))),
        wishes_(world.layout->first_wish(world.network(), cell.region, cell.kind, cell.state)),
        count_(world.network().alternatives_in(cell.region)) {}

  void buy() {
    const Lanes consumers = world_.population.count[world_.layout->cell(cohort_, cell_.state)];
    if (!any(consumers > 0.0)) return;
    const Lanes considering = rate_of_cell();
    for (std::size_t place = 0; place < count_; ++place) side_of(place).chosen += share(place);
    for (Side* side : {&ours_, &rivals_}) side->rate = considering * side->chosen;
    if (!any(ours_.rate + rivals_.rate > 0.0)) return;
    find_chances();
    buy_first(consumers);
    if (buys_repeatedly(world_)) buy_more();
    for (std::size_t place = 0; place < count_; ++place)
      world_.offers.demand[offer(place)].value +=
          world_.population.first[wishes_ + place] + world_.population.more[wishes_ + place];
  }

 private:
  /// The manufacturer's offers, or those of rivals.
  struct Side {
    Lanes chosen = 0.0;  // sum of the shares
    Lanes rate = 0.0;    // purchases per consumer
    Lanes chance = 0.0;  // that a consumer's purchase which counts is one of these
    Lanes buyers = 0.0;  // consumers for whom it is
  };
  Side& side_of(std::size_t place) {
    return world_.layout->is_rival(offer(place)) ? rivals_ : ours_;
  }

  Lanes share(std::size_t place) const { return world_.choices.share[shares_ + place]; }
  std::uint32_t offer(std::size_t place) const {
    const Network& network = world_.network();
    return network.offer_at(cell_.region, place);
  }
  Address address(std::size_t place) const {
    return of_standing(*world_.layout, cohort_address(*world_.layout, cohort_, offer(place)),
                       cell_.state);
  }

  Lanes rate_of_cell() const {
    Lanes rate = considering_rate(world_, incidences_, cell_.region, cell_.kind, cell_.state) +
                 imitation_rate(world_, incidences_, cohort_, cell_.state) * incidences_.owners;
    if (may_be_recruited(world_, cell_.state)) rate += recruiting_rate(world_, cell_.region);
    return rate;
  }

  /// Who buys from the manufacturer at all counts by that, whatever else it buys in the step.
  void find_chances() {
    if (buys_repeatedly(world_)) {
      ours_.chance = chance_to_buy(world_, ours_.rate);
      rivals_.chance = (1.0 - ours_.chance) * chance_to_buy(world_, rivals_.rate);
      return;
    }
    const Lanes all = ours_.rate + rivals_.rate, chance = chance_to_buy(world_, all);
    for (Side* side : {&ours_, &rivals_}) side->chance = chance * (side->rate / max(all, 1e-300));
  }

  /// Each consumer's purchase that counts: a multinomial over the offers and not buying.
  void buy_first(Lanes consumers) {
    MultinomialSplit split(consumers);
    for (std::size_t place = 0; place < count_; ++place) {
      Side& side = side_of(place);
      Lanes& first = world_.population.first[wishes_ + place];
      const Lanes part = side.chance * (share(place) / max(side.chosen, 1e-300));
      if (!any(part > 0.0)) continue;
      first = split.next(draws_.uniform(first_purchases, address(place), now_), part);
      side.buyers += first;
    }
  }

  /// Further purchases of the same offers, and of rivals by who has bought from the manufacturer.
  void buy_more() {
    const Lanes both = binomial_quantile(draws_.uniform(buying_elsewhere, who(), now_),
                                         ours_.buyers, chance_to_buy(world_, rivals_.rate));
    spread(ours_, further(ours_.buyers, ours_.rate, 0));
    spread(rivals_, both + further(rivals_.buyers + both, rivals_.rate, most_purchases));
  }

  /// Of those who buy i times some buy at least once more: P(N > i) / P(N >= i) of a Poisson
  /// number.
  Lanes further(Lanes buyers, Lanes rate, std::uint32_t first_index) const {
    Lanes term = exponential(-rate), reached = 1.0 - term, again = buyers, more = 0.0;
    for (std::uint32_t i = 1; i < most_purchases && any(again > 0.0); ++i) {
      term *= rate / double(i);
      const Lanes beyond = max(reached - term, 0.0);
      again = binomial_quantile(draws_.uniform(buying_more, who(), now_, first_index + i), again,
                                min(beyond / max(reached, 1e-300), 1.0));
      more += again;
      reached = beyond;
    }
    return more;
  }

  void spread(const Side& side, Lanes more) {
    MultinomialSplit split(more, side.chosen);
    for (std::size_t place = 0; place < count_ && any(split.left() > 0.0); ++place) {
      const Lanes part = share(place);
      if (&side_of(place) != &side || !any(part > 0.0)) continue;
      world_.population.more[wishes_ + place] =
          split.next(draws_.uniform(more_purchases, address(place), now_), part);
    }
  }

  Address who() const {
    return of_standing(*world_.layout, cohort_address(*world_.layout, cohort_), cell_.state);
  }

  static constexpr std::uint32_t most_purchases = 1000;  // of one consumer in one step

  World& world_;
  const Draws& draws_;
  const Step now_;
  const Cell cell_;
  const Incidences& incidences_;
  const std::size_t cohort_;
  const std::size_t shares_, wishes_, count_;
  Side ours_, rivals_;
};

}  // namespace

void buy_in_cohorts(World& world, const Draws& draws, Step now) {
  Population& population = world.population;
  std::fill(population.first.begin(), population.first.end(), Lanes(0.0));
  std::fill(population.more.begin(), population.more.end(), Lanes(0.0));
  for (Pieces<Lanes>& demand : world.offers.demand) demand.value = 0.0;
  for (std::size_t region = 0; region < world.layout->regions; ++region) {
    const Incidences incidences = incidences_of(world, region);
    for (std::size_t kind = 0; kind < world.layout->kinds.size(); ++kind) {
      note_recruiting(world, incidences, region, kind);
      for (std::uint32_t state = 0; state < world.layout->standings(); ++state)
        Shoppers(world, draws, now, {region, kind, state}, incidences).buy();
    }
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
