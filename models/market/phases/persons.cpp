// Consumers who remember, one by one. Rates and shares are those of their cohort; what differs is
// luck, and, where the scenario says so, their pace, their loyalty and whom they know.

#include "engine/base/elementary.hpp"
#include "engine/random/continuous.hpp"
#include "models/market/incidence.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose considering{"a person considers buying"};
constexpr Purpose choosing{"a person chooses an offer"};
constexpr Purpose leaving{"a person leaves after a purchase"};
constexpr Purpose favouring{"how much a person favours an offer"};

/// What the persons of one cohort have in common in a step.
class Cohort {
 public:
  Cohort(World& world, const Draws& draws, Step now, std::size_t region, std::size_t kind,
         const Incidences& incidences)
      : world_(world),
        draws_(draws),
        now_(now),
        region_(region),
        row_(world.layout->cohort(region, kind)),
        segment_(world.segment_of(kind)),
        per_purchase_(segment_.churn ? std::get_if<ChurnPerPurchase<Lanes>>(&*segment_.churn)
                                     : nullptr),
        repeatedly_(buys_repeatedly(world)) {
    const Layout& layout = *world.layout;
    const bool network = layout.acquaintances.nodes() > 0;
    individual_ = network || !world.persons.pace.empty();
    for (std::uint32_t state = 0; state < layout.standings(); ++state) {
      const std::size_t shares =
          layout.first_share(world.network(), region, kind, layout.view_of(state));
      Lanes chosen = 0.0;
      for (std::size_t place = 0; place < world.network().alternatives_in(region); ++place)
        chosen += world.choices.share[shares + place];
      const Lanes imitation = imitation_rate(world, incidences, row_, state);
      const bool recruited = may_be_recruited(world, state);
      Lanes others = 0.0;
      if (!network) {
        others = imitation * incidences.owners;
        if (recruited) others += recruiting_rate(world, region);
      }
      const Lanes rate = considering_rate(world, incidences, region, kind, state) + others;
      states_.push_back({shares, chosen, rate, others, imitation, Lanes(recruited ? 1.0 : 0.0),
                         chance_to_buy(world, rate * chosen)});
    }
  }

  void buy() {
    for (std::uint32_t person = world_.persons.first_of_cohort[row_];
         person < world_.persons.first_of_cohort[row_ + 1]; ++person) {
      const SmallLanes& standing = world_.persons.standing[person];
      Lanes rate = 0.0;
      Lanes chance = lane_by_lane(
          [&](auto lane) { return states_[standing[lane]].chance[static_cast<int>(lane)]; });
      if (individual_) chance = chance_to_buy(world_, rate = own_rate(person));
      if (!any(chance > 0.0)) continue;
      const Address address = person_address(*world_.layout, world_.persons, row_, person);
      const Lanes uniform = draws_.uniform(considering, address, now_);
      const Mask buys = uniform < chance;
      if (!any(buys)) continue;
      for_each_lane(buys, [&](int lane) {
        if (world_.persons.waits[person][lane]) return;
        const State& state = states_[standing[lane]];
        const double mean = individual_ ? rate[lane] : state.rate[lane] * state.chosen[lane];
        wish(person, address, lane, state, uniform[lane], mean);
      });
    }
  }

 private:
  struct State {
    std::size_t shares;
    Lanes chosen;     // sum of the shares
    Lanes rate;       // of considering a purchase
    Lanes others;     // the part of it that others bring, whatever the own pace
    Lanes imitation;  // rate added where all acquaintances have a durable
    Lanes recruited;  // 1 where referrals bring such persons to the point of buying
    Lanes chance;     // of at least one purchase
  };

  /// Purchases per step of a person whose pace is its own or who looks at its acquaintances.
  Lanes own_rate(std::uint32_t person) const {
    const SmallLanes& standing = world_.persons.standing[person];
    const auto of_state = [&](auto&& number) {
      return lane_by_lane(
          [&](auto lane) { return number(states_[standing[lane]])[static_cast<int>(lane)]; });
    };
    Lanes rate = of_state([](const State& state) -> const Lanes& { return state.rate; });
    const Lanes chosen = of_state([](const State& state) -> const Lanes& { return state.chosen; });
    if (!world_.persons.pace.empty()) {
      const Lanes others =
          of_state([](const State& state) -> const Lanes& { return state.others; });
      rate = (rate - others) * world_.persons.pace[person] + others;
    }
    if (world_.layout->acquaintances.nodes() == 0) return rate * chosen;
    const Lanes imitation =
        of_state([](const State& state) -> const Lanes& { return state.imitation; });
    const Lanes recruited =
        of_state([](const State& state) -> const Lanes& { return state.recruited; });
    // Who has it in all replications meets nobody who could move it.
    if (any(imitation + recruited > 0.0)) {
      const Acquaintances known = acquaintances_of(world_, person);
      rate += imitation * known.owners + recruited * known.recruiting;
    }
    return rate * chosen;
  }

  /// As many purchases as the same uniform number gives by inversion.
  void wish(std::uint32_t person, Address address, int lane, const State& state, double uniform,
            double mean) {
    std::vector<Wish>& wishes = world_.persons.wishes;
    const std::size_t begin = wishes.size();
    double term = exponential(-mean), reached = 1 - term;
    for (std::uint16_t ordinal = 0;; ++ordinal) {
      const std::uint32_t alternative = choose(address, lane, state, ordinal);
      const bool leaves = leaves_after(person, address, lane, alternative, ordinal);
      wishes.push_back({person, alternative, ordinal, static_cast<std::uint8_t>(lane), leaves});
      if (leaves || !repeatedly_ || ordinal >= most_purchases) break;
      term *= mean / (ordinal + 1.0);
      reached -= term;
      if (!(uniform < reached)) break;
    }
    put_ours_first(begin);
  }

  /// Who buys from the manufacturer at all counts by that, whatever else it buys in the step.
  void put_ours_first(std::size_t begin) const {
    std::vector<Wish>& wishes = world_.persons.wishes;
    for (std::size_t i = begin; i < wishes.size(); ++i)
      if (!world_.layout->is_rival(world_.network().offer_of[wishes[i].alternative])) {
        std::swap(wishes[begin].ordinal, wishes[i].ordinal);
        return;
      }
  }

  /// What of the whole an offer takes of a person's choices. Where persons have favourites, gamma
  /// variates of the shape S x share stand for the shares: divided by their sum they are Dirichlet-
  /// distributed [Goodhardt, Ehrenberg & Chatfield 1984].
  double liking(Address address, int lane, const State& state, std::size_t place) const {
    const double share = world_.choices.share[state.shares + place][lane];
    if (!segment_.choice_concentration || share <= 0) return share;
    const Network& network = world_.network();
    const std::uint32_t offer = network.offer_at(region_, place);
    const Address pair{mixed(address.name + world_.layout->offer_address[offer].name),
                       address.number};
    return gamma_quantile(draws_.uniform(favouring, pair, 0)[lane],
                          *segment_.choice_concentration * share / state.chosen[lane]);
  }

  std::uint32_t choose(Address address, int lane, const State& state, std::uint32_t ordinal) const {
    const Network& network = world_.network();
    const std::size_t count = network.alternatives_in(region_);
    thread_local std::vector<double> likings;
    likings.resize(count);
    double all = 0;
    for (std::size_t place = 0; place < count; ++place)
      all += likings[place] = liking(address, lane, state, place);
    double left = draws_.uniform(choosing, address, now_, ordinal)[lane] * all;
    std::size_t chosen = 0;
    for (std::size_t place = 0; place < count; ++place) {
      if (likings[place] <= 0) continue;
      chosen = place;
      if ((left -= likings[place]) < 0) break;
    }
    return static_cast<std::uint32_t>(network.first_alternative[region_] + chosen);
  }

  bool leaves_after(std::uint32_t person, Address address, int lane, std::uint32_t alternative,
                    std::uint32_t ordinal) const {
    if (!per_purchase_ || world_.layout->is_rival(world_.network().offer_of[alternative]))
      return false;
    const bool alike = world_.persons.churn.empty() || per_purchase_->concentration <= 0;
    const double chance = alike ? per_purchase_->chance[lane] : world_.persons.churn[person][lane];
    return draws_.uniform(leaving, address, now_, ordinal)[lane] < chance;
  }

  static constexpr std::uint16_t most_purchases = 999;  // of one person in one step, beyond one

  World& world_;
  const Draws& draws_;
  const Step now_;
  const std::size_t region_, row_;
  const Segment<Lanes>& segment_;
  const ChurnPerPurchase<Lanes>* per_purchase_;
  const bool repeatedly_;
  bool individual_ = false;
  std::vector<State> states_;
};

}  // namespace

Address person_address(const Layout& layout, const Persons& persons, std::size_t cohort,
                       std::uint32_t person) {
  const Address group = cohort_address(layout, cohort);
  return {mixed(group.name + 0x9e3779b97f4a7c15 * (group.number + 1)),
          person - persons.first_of_cohort[cohort]};
}

std::size_t cohort_of(const Persons& persons, std::uint32_t person) {
  const auto next =
      std::upper_bound(persons.first_of_cohort.begin(), persons.first_of_cohort.end(), person);
  return static_cast<std::size_t>(next - persons.first_of_cohort.begin()) - 1;
}

double brought_by(const World& world, std::uint32_t person, int lane, std::size_t referral) {
  const std::uint8_t source = world.persons.new_customer[person][static_cast<std::size_t>(lane)];
  if (source == 0) return 0;
  const Layout& layout = *world.layout;
  const std::size_t region = layout.region_of(cohort_of(world.persons, person));
  const std::size_t referrals = world.terms().referrals.size();
  const std::size_t row = region * (layout.channels.size() + referrals) + source - 1u;
  return world.population.recruits_of[row * referrals + referral][lane];
}

namespace {
/// How many others a person brings by all referrals.
Lanes recruits_of(const World& world, std::uint32_t person) {
  const SmallLanes& source = world.persons.new_customer[person];
  Lanes recruits = 0.0;
  if (std::all_of(source.begin(), source.end(), [](auto each) { return each == 0; }))
    return recruits;
  for (int lane = 0; lane < lanes_per_block; ++lane)
    for (std::size_t row = 0; row < world.terms().referrals.size(); ++row)
      add_in_lane(recruits, lane, brought_by(world, person, lane, row));
  return recruits;
}
}  // namespace

Acquaintances acquaintances_of(const World& world, std::uint32_t person) {
  const Graph& network = world.layout->acquaintances;
  const Persons& persons = world.persons;
  const bool referrals = !world.terms().referrals.empty();
  std::array<std::uint16_t, lanes_per_block> owners{}, customers{};
  Acquaintances found;
  const auto others = network.neighbours_of(person);
  for (const std::uint32_t other : others) {
    const SmallLanes& states = persons.standing[other];
    for (std::size_t lane = 0; lane < lanes_per_block; ++lane) {
      owners[lane] =
          static_cast<std::uint16_t>(owners[lane] + (states[lane] >= standing::of_rivals));
      customers[lane] =
          static_cast<std::uint16_t>(customers[lane] + (states[lane] >= standing::first_channel));
    }
    if (referrals && persons.new_customer[other] != SmallLanes{})
      found.recruiting += recruits_of(world, other) / static_cast<double>(network.degree(other));
  }
  const double count = std::max<double>(static_cast<double>(others.size()), 1);
  found.owners = lane_by_lane([&](auto lane) { return owners[lane] / count; });
  found.customers = lane_by_lane([&](auto lane) { return customers[lane] / count; });
  return found;
}

void buy_in_person(World& world, const Draws& draws, Step now) {
  const Layout& layout = *world.layout;
  world.persons.wishes.clear();
  for (std::size_t region = 0; region < layout.regions; ++region) {
    const Incidences incidences = incidences_of(world, region);
    for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind) {
      note_recruiting(world, incidences, region, kind);
      Cohort(world, draws, now, region, kind, incidences).buy();
    }
  }
  for (Pieces<Lanes>& demand : world.offers.demand) demand.value = 0.0;
  for (const Wish& wish : world.persons.wishes)
    add_in_lane(world.offers.demand[world.network().offer_of[wish.alternative]].value, wish.lane,
                1);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
