// Consumers who remember, counted: each cohort is split by what they have done. Counts move as the
// sums of what persons do, so that figures have the same distribution as those of persons.

#include "engine/base/elementary.hpp"
#include "engine/random/binomial.hpp"
#include "models/market/incidence.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose first_purchases{"consumers of a cohort who buy from an offer"};
constexpr Purpose more_purchases{"further purchases of a cohort at an offer"};
constexpr Purpose buying_more{"consumers of a cohort who buy again in the same step"};

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
    Lanes chosen = 0.0;
    for (std::size_t place = 0; place < count_; ++place) chosen += share(place);
    const Lanes rate = rate_of_cell() * chosen;
    if (!any(rate > 0.0)) return;
    const Lanes buyers = buy_first(consumers, chance_to_buy(world_, rate), chosen);
    if (buys_repeatedly(world_)) buy_more(buyers, rate, chosen);
    for (std::size_t place = 0; place < count_; ++place)
      world_.offers.demand[offer(place)].value +=
          world_.population.first[wishes_ + place] + world_.population.more[wishes_ + place];
  }

 private:
  Lanes share(std::size_t place) const { return world_.choices.share[shares_ + place]; }
  std::uint32_t offer(std::size_t place) const {
    const Network& network = world_.network();
    return network.offer_of[network.first_alternative[cell_.region] + place];
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

  /// Each consumer's first purchase: a multinomial over the offers and not buying.
  Lanes buy_first(Lanes consumers, Lanes chance, Lanes chosen) {
    Lanes left = consumers, chance_left = 1.0, buyers = 0.0;
    for (std::size_t place = 0; place < count_; ++place) {
      Lanes& first = world_.population.first[wishes_ + place];
      const Lanes part = chance * (share(place) / max(chosen, 1e-300));
      if (!any(part > 0.0)) continue;
      first = binomial_quantile(draws_.uniform(first_purchases, address(place), now_), left,
                                min(part / chance_left, 1.0));
      left -= first;
      buyers += first;
      chance_left = max(chance_left - part, 1e-300);
    }
    return buyers;
  }

  /// Of those who buy i times some buy at least once more: P(N > i) / P(N >= i) of a Poisson
  /// number.
  void buy_more(Lanes buyers, Lanes rate, Lanes chosen) {
    const Address who =
        of_standing(*world_.layout, cohort_address(*world_.layout, cohort_), cell_.state);
    Lanes term = exponential(-rate), reached = 1.0 - term, again = buyers, more = 0.0;
    for (std::uint32_t i = 1; i < most_purchases && any(again > 0.0); ++i) {
      term *= rate / double(i);
      const Lanes further = max(reached - term, 0.0);
      again = binomial_quantile(draws_.uniform(buying_more, who, now_, i), again,
                                min(further / max(reached, 1e-300), 1.0));
      more += again;
      reached = further;
    }
    Lanes share_left = chosen;
    for (std::size_t place = 0; place < count_ && any(more > 0.0); ++place) {
      const Lanes part = share(place);
      if (!any(part > 0.0)) continue;
      const Lanes bought =
          binomial_quantile(draws_.uniform(more_purchases, address(place), now_), more,
                            select(part >= share_left * (1 - 1e-12), Lanes(1.0),
                                   min(part / max(share_left, 1e-300), 1.0)));
      world_.population.more[wishes_ + place] = bought;
      more -= bought;
      share_left -= part;
    }
  }

  static constexpr std::uint32_t most_purchases = 1000;  // of one consumer in one step

  World& world_;
  const Draws& draws_;
  const Step now_;
  const Cell cell_;
  const Incidences& incidences_;
  const std::size_t cohort_;
  const std::size_t shares_, wishes_, count_;
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
