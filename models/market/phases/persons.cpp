// Consumers who remember, one by one. Rates and shares are those of their cohort; what differs is
// luck, and, where the scenario says so, their pace, their loyalty and whom they know.

#include <bit>
#include <boost/container/small_vector.hpp>
#include <numeric>
#include <optional>

#include "engine/base/elementary.hpp"
#include "engine/random/continuous.hpp"
#include "engine/random/turns.hpp"
#include "models/market/alike_buyers.hpp"
#include "models/market/incidence.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose considering{"a person considers buying"};
constexpr Purpose reaching{"which persons of a cohort may buy, and what they choose"};
constexpr Purpose choosing{"a person chooses an offer"};
constexpr Purpose leaving{"a person leaves after a purchase"};
constexpr Purpose favouring{"how much a person favours an offer"};

/// What the persons of one cohort have in common in a step.
class Cohort {
 public:
  Cohort(World& world, const Draws& draws, Step now, std::size_t region, std::size_t kind,
         const Incidences& incidences, bool somebody_recruits, std::optional<int> sole_lane)
      : world_(world),
        draws_(draws),
        now_(now),
        region_(region),
        row_(world.layout->cohort(region, kind)),
        segment_(world.segment_of(kind)),
        per_purchase_(segment_.churn ? std::get_if<ChurnPerPurchase<Lanes>>(&*segment_.churn)
                                     : nullptr),
        repeatedly_(buys_repeatedly(world)),
        somebody_recruits_(somebody_recruits),
        sole_lane_(sole_lane),
        by_acquaintances_(world.layout->acquaintances.nodes() > 0),
        by_pace_(!world.persons.pace.empty()),
        once_only_(buys_for_good(world)),
        somebody_waits_(!world.persons.waiting.empty()),
        begin_(world.persons.first_of_cohort[row_]),
        end_(world.persons.first_of_cohort[row_ + 1]),
        first_alternative_(world.network().first_alternative[region]),
        offers_(world.network().offer_of.data() + first_alternative_),
        demand_(world.offers.demand.data()) {
    const Layout& layout = *world.layout;
    int buying_standings = 0;
    for (std::uint32_t state = 0; state < layout.standings(); ++state) {
      const std::size_t shares =
          layout.first_share(world.network(), region, kind, layout.view_of(state));
      Lanes chosen = 0.0;
      for (std::size_t place = 0; place < world.network().alternatives_in(region); ++place)
        chosen += world.choices.share[shares + place];
      const Lanes imitation = imitation_rate(world, incidences, row_, state);
      const bool recruited = may_be_recruited(world, state);
      Lanes others = 0.0;
      if (!by_acquaintances_) {
        others = imitation * incidences.owners;
        if (recruited) others += recruiting_rate(world, region);
      }
      const Lanes rate = considering_rate(world, incidences, region, kind, state) + others;
      states_.push_back({shares, chosen, rate, others, imitation, Lanes(recruited ? 1.0 : 0.0),
                         rate * chosen, imitation * chosen, chance_to_buy(world, rate * chosen)});
      const State& these = states_.back();
      const Mask stand = world.population.count[layout.cell(row_, state)] > 0.0;
      if (!any(stand)) continue;
      if (!usual_) usual_ = state;
      if (any(these.mean + these.pull > 0.0)) {
        ++buying_standings;
        sole_buyers_ = state;
      }
      const State& usual = states_[*usual_];
      alike_ = alike_ && shares == usual.shares && !any(these.chance != usual.chance);
      // As if all acquaintances had a durable, where they matter.
      const Lanes most = by_acquaintances_ ? these.mean + these.pull : these.mean;
      highest_ = max(highest_, select(stand, chance_to_buy(world, most), 0.0));
    }
    if (buying_standings != 1) sole_buyers_.reset();
  }

  void buy() {
    if (!usual_) return;
    // Without a limit to what persons differ by, each has to be asked.
    if (by_pace_ || (by_acquaintances_ && somebody_recruits_))
      buy_one_by_one();
    else
      buy_in_turns();
  }

 private:
  struct State {
    std::size_t shares;
    Lanes chosen;     // sum of the shares
    Lanes rate;       // of considering a purchase
    Lanes others;     // the part of it that others bring, whatever the own pace
    Lanes imitation;  // rate added where all acquaintances have a durable
    Lanes recruited;  // 1 where referrals bring such persons to the point of buying
    Lanes mean;       // purchases per step
    Lanes pull;       // added to it where all acquaintances have a durable
    Lanes chance;     // of at least one purchase
  };

  /// The luck of who buys: a uniform number, its chance to buy, and the mean of its purchases.
  struct Luck {
    double uniform, chance, mean;
  };

  void buy_one_by_one() {
    for (std::uint32_t person = begin_; person < end_; ++person) {
      const Lanes rate = own_rate(person), chance = chance_to_buy(world_, rate);
      if (!any(chance > 0.0)) continue;
      const Address address = person_address(*world_.layout, world_.persons, row_, person);
      const Lanes uniform = draws_.uniform(considering, address, now_);
      const Mask buys = (uniform < chance) & world_.persons.present;
      if (!any(buys)) continue;
      for_each_lane(buys, [&](int lane) {
        if (waits(person, lane)) return;
        wish(person, lane, state_of(person, lane),
             {uniform[lane] / chance[lane], chance[lane], rate[lane]});
      });
    }
  }

  /// Persons who differ by what they and their acquaintances have done: from one who may buy to the
  /// next. How many are passed over is geometric in the highest chance, and who is reached buys
  /// with its own over that [Devroye 1986, ch. X.2 and II.3].
  void buy_in_turns() {
    constexpr double nobody_buys = -1e300, surest = 1 - 0x1p-50;
    const Lanes everybody = double(end_ - begin_);
    if (once_only_) leave_out_owners();
    const Lanes listed = once_only_ ? world_.persons.candidates_of[row_] : everybody;
    somebody_left_out_ = any(listed < everybody);
    const TurnsOfGroup<lanes_per_block> all{
        select(highest_ > 0.0, 1.0 / logarithm_of_one_plus(-min(highest_, surest)), nobody_buys),
        listed, world_.persons.present};
    const bool quick = alike_ && !once_only_ && !by_acquaintances_ && !repeatedly_ &&
                       !per_purchase_ && !segment_.choice_concentration;
    if (!sole_lane_) return quick ? buy_alike(draws_, all, 0) : buy_unlike(draws_, all, 0);
    const int lane = *sole_lane_;
    const TurnsOfGroup<1> one{all.scale[lane], all.size[lane], true};
    const Draws draws = draws_.in_lane(lane);
    quick ? buy_alike(draws, one, lane) : buy_unlike(draws, one, lane);
  }

  template <int lanes>
  void for_each_turns(const Draws& draws, const TurnsOfGroup<lanes>& cohort, auto&& visit) const {
    cohort.for_each(draws, reaching, cohort_address(*world_.layout, row_), now_, visit);
  }

  template <int lanes>
  void buy_alike(const Draws& draws, const TurnsOfGroup<lanes>& cohort, int first_lane) {
    const State& usual = states_[*usual_];
    AlikeBuyers<lanes> buyers(world_, region_, usual.shares, usual.chosen, first_lane);
    for_each_turns(draws, cohort, [&](Turns<lanes>& turns) {
      if (somebody_waits_)
        for_each_lane(turns.within, [&](int i) {
          const auto person = begin_ + static_cast<std::uint32_t>(turns.place[i]);
          if (waits(person, first_lane + i % lanes)) turns.within.bits.set(i, 0);
        });
      buyers.buy(turns, begin_);
    });
    buyers.note();
  }

  /// Who buys of some rows, one behind the other: what comes of a row does not have to wait for how
  /// many of it they are.
  template <int rows>
  class Found {
   public:
    void clear() { count_ = 0; }
    CHANNELSIM_INLINE void add(Mask buys, WordsOf<lanes_per_block> persons,
                               WordsOf<lanes_per_block> lanes, Lanes uniform, Lanes chance,
                               Lanes mean) {
      write_where(buys, to_bits(uniform), uniform_ + count_);
      write_where(buys, to_bits(chance), chance_ + count_);
      write_where(buys, to_bits(mean), mean_ + count_);
      const WordsOf<lanes_per_block> no_choice(std::uint64_t{0});
      count_ += write_where(buys, Wish::words(persons, no_choice, lanes), who_ + count_);
    }
    void for_each(auto&& visit) const {
      for (int i = 0; i < count_; ++i) {
        const Wish who(who_[i]);
        visit(who.person(), int{who.lane()},
              Luck{std::bit_cast<double>(uniform_[i]), std::bit_cast<double>(chance_[i]),
                   std::bit_cast<double>(mean_[i])});
      }
    }

   private:
    static constexpr int room = rows * lanes_per_block;  // registers are written whole, within it
    std::uint64_t who_[room], uniform_[room], chance_[room], mean_[room];
    int count_ = 0;
  };

  /// Whether who is reached buys, a row at a time; what the answer leaves of the uniform number is
  /// as good as new, but for the bits that a small chance takes.
  template <int lanes>
  void buy_unlike(const Draws& draws, const TurnsOfGroup<lanes>& cohort, int first_lane) {
    constexpr int rows = lanes * turns_together<lanes> / lanes_per_block;
    static_assert(rows >= 1);
    const auto columns =
        lanes == 1 ? WordsOf<lanes_per_block>(std::uint64_t(first_lane)) : lane_numbers();
    const Lanes highest = lanes == 1 ? Lanes(highest_[first_lane]) : highest_;
    Found<rows> found;
    for_each_turns(draws, cohort, [&](const Turns<lanes>& turns) {
      found.clear();
      for (int row = 0; row < rows; ++row) {
        const Mask within(row_of<lanes_per_block>(turns.within.bits, row));
        const Lanes place = select(within, row_of<lanes_per_block>(turns.place, row), 0.0);
        const Lanes luck = row_of<lanes_per_block>(turns.luck, row), uniform = luck * highest;
        const WordsOf<lanes_per_block> persons = persons_at(to_words(place), columns);
        const Lanes mean = means_of<lanes>(persons, columns);
        const Mask may_buy = within & (uniform < mean);  // no chance is above its rate
        if (!any(may_buy)) continue;
        const Lanes chance = chance_to_buy(world_, mean);
        found.add(may_buy & (uniform < chance), persons, columns, luck, chance, mean);
      }
      found.for_each([&](std::uint32_t person, int lane, Luck luck) {
        const State& state = state_of(person, lane);
        if (sole_buyers_ && &state != &states_[*sole_buyers_]) return;
        if (somebody_waits_ && waits(person, lane)) return;
        // Where the chance is the highest, this is the number itself, as for who is alike.
        luck.uniform /= luck.chance / highest_[lane];
        wish(person, lane, state, luck);
      });
    });
  }

  WordsOf<lanes_per_block> persons_at(WordsOf<lanes_per_block> places,
                                      WordsOf<lanes_per_block> lanes) const {
    places += std::uint64_t{begin_};
    if (!somebody_left_out_) return places;
    return world_.persons.candidates.at(places, lanes);
  }

  /// Purchases per step of these persons in these replications; where all buyers stand alike, as if
  /// they were among them: to look that up for the few who then buy costs less.
  template <int lanes>
  Lanes means_of(WordsOf<lanes_per_block> persons, WordsOf<lanes_per_block> columns) const {
    WordsOf<lanes_per_block> first_of_state(std::uint64_t{0});
    if (!sole_buyers_)
      first_of_state = world_.persons.standing.at(persons, columns) *
                       std::uint64_t{sizeof(State) / sizeof(double)};
    const auto of_states = [&](Lanes State::*number) {
      if (!sole_buyers_)
        return gather(reinterpret_cast<const double*>(&(states_[0].*number)),
                      first_of_state + columns);
      const Lanes& row = states_[*sole_buyers_].*number;
      return lanes == 1 ? Lanes(row[static_cast<int>(columns[0])]) : row;
    };
    if (!by_acquaintances_) return of_states(&State::mean);
    return of_states(&State::mean) +
           of_states(&State::pull) * world_.persons.owners_known.share(persons, columns);
  }

  /// Persons who have a durable go from the list once they are a quarter of it: to reach one for
  /// nothing costs less than to look at all.
  void leave_out_owners() {
    const Layout& layout = *world_.layout;
    Persons& persons = world_.persons;
    Lanes without = 0.0;
    for (std::uint32_t state = 0; state < standing::of_rivals; ++state)
      without += world_.population.all(layout.cell(row_, state));
    Lanes& listed = persons.candidates_of[row_];
    for_each_lane(without < 0.75 * listed, [&](int lane) {
      std::uint32_t* const candidates =
          persons.candidates.of_lane(std::size_t(lane)).data() + begin_;
      std::uint32_t kept = 0;
      for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(listed[lane]); ++i) {
        const std::uint32_t person = candidates[i];
        candidates[kept] = person;
        kept += persons.standing(person, std::size_t(lane)) < standing::of_rivals;
      }
      listed.set(lane, kept);
    });
  }

  const State& state_of(std::uint32_t person, int lane) const {
    return states_[world_.persons.standing(person, std::size_t(lane))];
  }

  bool waits(std::uint32_t person, int lane) const {
    return world_.persons.waits(person, std::size_t(lane)) != 0;
  }

  Address address_of(std::uint32_t person) const {
    return person_address(*world_.layout, world_.persons, row_, person);
  }

  /// Purchases per step of a person whose pace is its own or who looks at its acquaintances.
  Lanes own_rate(std::uint32_t person) const {
    const auto standing = world_.persons.standing.in_all_lanes(person);
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
    if (!by_acquaintances_) return rate * chosen;
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

  void want(std::uint32_t person, int lane, std::uint32_t place, std::uint32_t ordinal = 0,
            bool leaves = false) {
    add_in_lane(demand_[offers_[place]].value, lane, 1);
    world_.persons.wishes.emplace_back(person, first_alternative_ + place, lane, ordinal, leaves);
  }

  /// Where there is one purchase, its luck chooses the offer, too.
  CHANNELSIM_INLINE void wish(std::uint32_t person, int lane, const State& state, Luck luck) {
    if (repeatedly_) return wish_repeatedly(person, lane, state, luck);
    const std::uint32_t place = choose(person, lane, state, luck.uniform);
    want(person, lane, place, 0, leaves_after(person, lane, place, 0));
  }

  /// As many purchases as the uniform number gives by inversion.
  [[gnu::noinline]] void wish_repeatedly(std::uint32_t person, int lane, const State& state,
                                         Luck luck) {
    const std::size_t begin = world_.persons.wishes.size();
    double term = exponential(-luck.mean), reached = 1 - term;
    for (std::uint32_t ordinal = 0;; ++ordinal) {
      const double uniform = draws_.uniform_of(lane, choosing, address_of(person), now_, ordinal);
      const std::uint32_t place = choose(person, lane, state, uniform);
      const bool leaves = leaves_after(person, lane, place, ordinal);
      want(person, lane, place, ordinal, leaves);
      if (leaves || ordinal >= most_purchases) break;
      term *= luck.mean / (ordinal + 1.0);
      reached -= term;
      if (!(luck.uniform * luck.chance < reached)) break;
    }
    put_ours_first(begin);
  }

  /// Who buys from the manufacturer at all counts by that, whatever else it buys in the step.
  void put_ours_first(std::size_t begin) const {
    Wishes& wishes = world_.persons.wishes;
    for (std::size_t i = begin; i < wishes.size(); ++i)
      if (!world_.layout->is_rival(world_.network().offer_of[wishes[i].alternative()])) {
        if (i != begin) wishes[begin].exchange_ordinals(wishes[i]);
        return;
      }
  }

  std::uint32_t choose(std::uint32_t person, int lane, const State& state, double uniform) const {
    if (segment_.choice_concentration)
      return choose_favourite(address_of(person), lane, state, uniform);
    const double left = uniform * state.chosen[lane];
    double sum = 0;
    for (std::uint32_t place = 0;; ++place) {
      sum += world_.choices.share[state.shares + place][lane];
      if (left < sum || !(sum < state.chosen[lane])) return place;
    }
  }

  /// Where persons have favourites, gamma variates of the shape S x share stand for the shares:
  /// divided by their sum they are Dirichlet-distributed [Goodhardt, Ehrenberg & Chatfield 1984].
  std::uint32_t choose_favourite(Address address, int lane, const State& state,
                                 double uniform) const {
    const std::size_t count = world_.network().alternatives_in(region_);
    thread_local std::vector<double> likings;
    likings.resize(count);
    double all = 0;
    for (std::size_t place = 0; place < count; ++place)
      all += likings[place] = liking(address, lane, state, place);
    double left = uniform * all;
    std::size_t chosen = 0;
    for (std::size_t place = 0; place < count; ++place) {
      if (likings[place] <= 0) continue;
      chosen = place;
      if ((left -= likings[place]) < 0) break;
    }
    return static_cast<std::uint32_t>(chosen);
  }

  double liking(Address address, int lane, const State& state, std::size_t place) const {
    const double share = world_.choices.share[state.shares + place][lane];
    if (share <= 0) return 0;
    const std::uint32_t offer = world_.network().offer_at(region_, place);
    const Address pair{mixed(address.name + world_.layout->offer_address[offer].name),
                       address.number};
    return gamma_quantile(draws_.uniform_of(lane, favouring, pair, 0),
                          *segment_.choice_concentration * share / state.chosen[lane]);
  }

  bool leaves_after(std::uint32_t person, int lane, std::uint32_t place,
                    std::uint32_t ordinal) const {
    if (!per_purchase_ || world_.layout->is_rival(world_.network().offer_at(region_, place)))
      return false;
    const bool alike = world_.persons.churn.empty() || per_purchase_->concentration <= 0;
    const double chance = alike ? per_purchase_->chance[lane] : world_.persons.churn[person][lane];
    return draws_.uniform_of(lane, leaving, address_of(person), now_, ordinal) < chance;
  }

  static constexpr std::uint32_t most_purchases = Wish::most_ordinals - 1;  // in a step, beyond one

  World& world_;
  const Draws& draws_;
  const Step now_;
  const std::size_t region_, row_;
  const Segment<Lanes>& segment_;
  const ChurnPerPurchase<Lanes>* per_purchase_;
  const bool repeatedly_, somebody_recruits_;
  const std::optional<int> sole_lane_;     // the one that is looked at, if it is one
  const bool by_acquaintances_, by_pace_;  // chances differ from person to person
  const bool once_only_;                   // who has bought is done
  const bool somebody_waits_;
  const std::uint32_t begin_, end_;  // its persons
  const std::uint32_t first_alternative_;
  const std::uint32_t* const offers_;   // of the alternatives of its region
  Pieces<Lanes>* const demand_;         // by offer
  bool somebody_left_out_ = false;      // its list of candidates is not all of it
  bool alike_ = true;                   // whatever a person has done, it buys and chooses alike
  Lanes highest_ = 0.0;                 // chance of a purchase
  std::optional<std::uint32_t> usual_;  // a standing that somebody has
  std::optional<std::uint32_t> sole_buyers_;  // the standing of all who may buy, if it is one
  boost::container::small_vector<State, 16, std::allocator<State>> states_;  // no heap as a rule
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

namespace {
void name_candidates(Persons& persons) {
  persons.candidates.assign(persons.size());
  for (std::size_t lane = 0; lane < lanes_per_block; ++lane) {
    const auto all = persons.candidates.of_lane(lane);
    std::iota(all.begin(), all.end(), 0u);
  }
  persons.candidates_of.clear();
  for (std::size_t cohort = 0; cohort + 1 < persons.first_of_cohort.size(); ++cohort)
    persons.candidates_of.emplace_back(
        double(persons.first_of_cohort[cohort + 1] - persons.first_of_cohort[cohort]));
}

/// The one replication that is looked at, if it is one.
std::optional<int> sole_lane_of(Mask present) {
  const std::uint64_t lanes = bits_of(present);
  return std::has_single_bit(lanes) ? std::optional(std::countr_zero(lanes)) : std::nullopt;
}
}  // namespace

void buy_in_person(World& world, const Draws& draws, Step now) {
  const Layout& layout = *world.layout;
  world.persons.wishes.clear();
  for (Pieces<Lanes>& demand : world.offers.demand) demand.value = 0.0;
  if (buys_for_good(world) && world.persons.candidates.empty()) name_candidates(world.persons);
  const auto& referrals = world.terms().referrals;
  const bool somebody_recruits =
      std::any_of(referrals.begin(), referrals.end(), [](const auto& each) { return each.active; });
  const std::optional<int> sole_lane = sole_lane_of(world.persons.present);
  for (std::size_t region = 0; region < layout.regions; ++region) {
    const Incidences incidences = incidences_of(world, region);
    for (std::size_t kind = 0; kind < layout.kinds.size(); ++kind) {
      note_recruiting(world, incidences, region, kind);
      Cohort(world, draws, now, region, kind, incidences, somebody_recruits, sole_lane).buy();
    }
  }
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
