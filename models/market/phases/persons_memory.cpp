// What each person remembers of a step: where it bought, who brought it, whether it leaves.

#include "models/market/incidence.hpp"
#include "models/market/memory.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose leaving{"a customer leaves"};
constexpr Purpose recruited{"a first purchase that referrals brought"};

/// The part of a person's purchase rate that is recruiting, in one replication.
double recruited_share(const World& world, const Wish& wish, std::size_t cohort,
                       std::uint8_t state) {
  const Layout& layout = *world.layout;
  const bool network = layout.acquaintances.nodes() > 0;
  if (!network && world.persons.pace.empty())
    return world.population.recruited_share[layout.cell(cohort, state)][wish.lane()];
  const std::size_t region = layout.region_of(cohort), kind = layout.kind_of(cohort);
  const Incidences incidences = incidences_of(world, region);
  Acquaintances met{incidences.owners, 0.0, recruiting_rate(world, region)};
  if (network) met = acquaintances_of(world, wish.person());
  Lanes alone = considering_rate(world, incidences, region, kind, state);
  if (!world.persons.pace.empty()) alone *= world.persons.pace[wish.person()];
  alone += imitation_rate(world, incidences, cohort, state) * met.owners;
  return (met.recruiting / max(alone + met.recruiting, 1e-300))[wish.lane()];
}

/// By referral: its part of the recruiting that a person meets.
std::vector<double> parts_of_referrals(const World& world, const Wish& wish, std::size_t region) {
  const Graph& network = world.layout->acquaintances;
  std::vector<double> parts(world.terms().referrals.size(), 0.0);
  double all = 0;
  for (std::size_t row = 0; row < parts.size(); ++row) {
    if (network.nodes() == 0)
      parts[row] = world.population.recruiting[row * world.layout->regions + region][wish.lane()];
    else
      for (const std::uint32_t other : network.neighbours_of(wish.person()))
        parts[row] += brought_by(world, other, wish.lane(), row) / network.degree(other);
    all += parts[row];
  }
  for (double& part : parts) part /= std::max(all, 1e-300);
  return parts;
}

/// Whether a first purchase was brought by referrals, as likely as their part in the rate.
void note_recruit(World& world, const Draws& draws, Step now, const Wish& wish) {
  const std::size_t cohort = cohort_of(world.persons, wish.person());
  const std::size_t region = world.layout->region_of(cohort);
  const std::uint8_t state = world.persons.standing(wish.person(), wish.lane());
  if (!may_be_recruited(world, state)) return;
  const double brought = recruited_share(world, wish, cohort, state);
  if (brought <= 0) return;
  const Address who = person_address(*world.layout, world.persons, cohort, wish.person());
  double left = draws.uniform_of(wish.lane(), recruited, who, now);
  const std::vector<double> parts = parts_of_referrals(world, wish, region);
  for (std::size_t row = 0; row < parts.size(); ++row) {
    if ((left -= brought * parts[row]) >= 0) continue;
    add_in_lane(world.population.recruits[row], wish.lane(), 1);
    return;
  }
}

void leave_in_person(World& world, const Draws& draws, Step now, std::size_t cohort) {
  const Layout& layout = *world.layout;
  Persons& persons = world.persons;
  const std::size_t region = layout.region_of(cohort);
  const auto& churn = world.segment_of(layout.kind_of(cohort)).churn;
  const auto* per_step = churn ? std::get_if<ChurnPerStep<Lanes>>(&*churn) : nullptr;
  std::vector<Lanes> usual(layout.standings(), 0.0);
  Lanes customers = 0.0;
  for (std::uint32_t state = standing::first_channel; state < layout.standings(); ++state) {
    customers += world.population.count[layout.cell(cohort, state)];
    if (per_step) usual[state] = chance_to_leave(world, region, per_step->chance, state);
  }
  world.population.customer_steps[cohort] += customers;
  if (!per_step || !any(customers > 0.0)) return;
  for (auto person = persons.first_of_cohort[cohort]; person < persons.first_of_cohort[cohort + 1];
       ++person) {
    const Lanes uniform =
        draws.uniform(leaving, person_address(layout, persons, cohort, person), now);
    for (int lane = 0; lane < lanes_per_block; ++lane) {
      const std::uint8_t state = persons.standing(person, lane);
      if (!layout.is_customer(state) || persons.waits(person, lane)) continue;
      const double chance =
          persons.churn.empty() || per_step->concentration <= 0
              ? usual[state][lane]
              : chance_to_leave(world, region, persons.churn[person], state)[lane];
      if (uniform[lane] >= chance) continue;
      move_person(world, cohort, person, lane, standing::left);
      add_in_lane(world.population.lost[cohort], lane, 1);
    }
  }
}

/// By offer x standing: what a person is after a purchase.
std::vector<std::uint8_t> standings_next(const World& world) {
  const std::uint32_t standings = world.layout->standings();
  std::vector<std::uint8_t> next(world.layout->offers() * standings);
  for (const std::uint32_t offer : world.network().offers)
    for (std::uint32_t state = 0; state < standings; ++state)
      next[offer * standings + state] =
          static_cast<std::uint8_t>(standing_next(world, state, offer));
  return next;
}

/// What persons were before the step decides how all their purchases count; it changes afterwards.
class StepMemory {
 public:
  StepMemory(World& world, const Draws& draws, Step now)
      : world_(world),
        layout_(*world.layout),
        draws_(draws),
        now_(now),
        repeatedly_(buys_repeatedly(world)),
        next_(standings_next(world)) {}

  void remember() {
    // Who buys once in a step is looked up once.
    const bool at_once = !repeatedly_ && world_.terms().referrals.empty();
    if (at_once)
      world_.persons.owners_known.empty() ? take_purchases<false>() : take_purchases<true>();
    else
      add_up_purchases();
    count_purchases();
    if (!world_.terms().referrals.empty()) note_referrals();
    if (!at_once) change_standings();
    if (some_leave_after_purchases()) leave_after_purchases();
    for (std::size_t cohort = 0; cohort < layout_.cohorts(); ++cohort)
      leave_in_person(world_, draws_, now_, cohort);
  }

 private:
  std::uint8_t after(std::uint32_t state, std::uint32_t offer) const {
    return next_[offer * layout_.standings() + state];
  }

  /// Where the purchases of a cohort are added up: by standing and alternative, as those of cohorts
  /// are.
  struct Table {
    std::uint32_t begin = 0, persons = 0, first_alternative = 0;
    std::size_t alternatives = 0, row = 0;
    bool holds(std::uint32_t person) const { return person - begin < persons; }
    std::size_t at(std::uint32_t state, std::uint32_t alternative) const {
      return alternative - first_alternative + state * alternatives;
    }
    /// In lanes, where the persons have the first standing of all.
    std::size_t count_of(const Wish& wish) const {
      return at(0, wish.alternative()) * lanes_per_block + wish.lane();
    }
    CHANNELSIM_INLINE WordsOf<lanes_per_block> counts_of(const Wish::Row& wishes) const {
      return (wishes.alternatives - std::uint64_t{first_alternative}) *
                 std::uint64_t{lanes_per_block} +
             wishes.lanes;
    }
    /// Whether all of a row are its persons', and none is given up.
    CHANNELSIM_INLINE bool holds_all(const Wish::Row& wishes) const {
      return all((wishes.persons - std::uint64_t{begin} < std::uint64_t{persons}) &
                 (wishes.alternatives - std::uint64_t{first_alternative} < alternatives));
    }
  };
  Table table_of(std::uint32_t person) const {
    const Network& network = world_.network();
    const std::size_t cohort = cohort_of(world_.persons, person);
    const std::size_t region = layout_.region_of(cohort);
    const auto& first = world_.persons.first_of_cohort;
    return {first[cohort], first[cohort + 1] - first[cohort], network.first_alternative[region],
            network.alternatives_in(region),
            layout_.first_wish(network, region, layout_.kind_of(cohort), 0)};
  }

  /// Adds the purchases up and changes the standings of who buys. The innermost loop of persons:
  /// what it looks at is named before, because any byte it writes could be part of it for all the
  /// compiler knows, and where it lies is worked out for a row of wishes at once.
  template <bool tells_others>
  void take_purchases() {
    Persons& persons = world_.persons;
    double* const added = reinterpret_cast<double*>(world_.population.first.data());
    std::uint8_t* const standings = persons.standing.data();
    std::array<std::vector<std::uint32_t>, lanes_per_block> new_owners;
    const std::vector<std::uint8_t> changes = next_by_alternative();
    const std::span<const Wish> wishes(persons.wishes.data(), persons.wishes.size());
    for (std::size_t i = 0; i < wishes.size();) {
      const Table table = table_of(wishes[i].person());
      const std::uint8_t* const next =
          &changes[std::size_t{table.first_alternative} * layout_.standings()];
      double* const counts = added + table.row * lanes_per_block;
      const std::size_t in_a_row = table.alternatives * lanes_per_block;
      // `at` is where its standing lies, `count` its number in the first row of the table.
      const auto take = [&](const Wish& wish, std::size_t at, std::size_t count) {
        const std::uint8_t before = standings[at];
        const std::size_t place = before * in_a_row + count;
        const std::uint8_t after = next[place / lanes_per_block];
        standings[at] = after;
        counts[place] += 1;
        if (tells_others && buys_first(before, after))
          new_owners[place % lanes_per_block].push_back(wish.person());
      };
      const auto take_row = [&](const Wish* row) {
        const Wish::Row parts = Wish::row(row);
        if (!table.holds_all(parts)) return false;
        std::uint64_t at[lanes_per_block], count[lanes_per_block];
        persons.standing.places(parts.persons, parts.lanes).store(at);
        table.counts_of(parts).store(count);
        for (std::size_t k = 0; k < lanes_per_block; ++k) take(row[k], at[k], count[k]);
        return true;
      };
      const auto is_next = [&] { return i < wishes.size() && table.holds(wishes[i].person()); };
      while (is_next()) {
        const std::size_t end = i + lanes_per_block;
        if (end <= wishes.size() && take_row(&wishes[i])) {
          i = end;
          continue;
        }
        for (; i < end && is_next(); ++i)
          if (const Wish wish = wishes[i]; !wish.is_given_up())
            take(wish, persons.standing.place(wish.person(), wish.lane()), table.count_of(wish));
      }
    }
    if (tells_others)
      for (std::size_t lane = 0; lane < new_owners.size(); ++lane)
        tell_acquaintances(world_, new_owners[lane], lane);
  }

  /// What comes next, region by region, by standing and alternative.
  std::vector<std::uint8_t> next_by_alternative() const {
    const Network& network = world_.network();
    std::vector<std::uint8_t> next;
    next.reserve(network.offer_of.size() * layout_.standings());
    for (std::size_t region = 0; region < layout_.regions; ++region)
      for (std::uint32_t state = 0; state < layout_.standings(); ++state)
        for (std::size_t place = 0; place < network.alternatives_in(region); ++place)
          next.push_back(after(state, network.offer_at(region, place)));
    return next;
  }

  /// Adds all purchases up, the first of each and further ones.
  void add_up_purchases() {
    Population& population = world_.population;
    Table table;
    for (const Wish& wish : world_.persons.wishes) {
      if (wish.is_given_up()) continue;
      if (!table.holds(wish.person())) table = table_of(wish.person());
      const std::uint8_t state = world_.persons.standing(wish.person(), wish.lane());
      auto& added = wish.ordinal() == 0 ? population.first : population.more;
      add_in_lane(added[table.row + table.at(state, wish.alternative())], wish.lane(), 1);
    }
  }

  /// Counts what was added up, and leaves the tables empty for the next step.
  void count_purchases() {
    const Network& network = world_.network();
    Population& population = world_.population;
    const std::vector<Lanes> contributions = contributions_of(world_);
    for (std::size_t cohort = 0; cohort < layout_.cohorts(); ++cohort) {
      const std::size_t region = layout_.region_of(cohort), kind = layout_.kind_of(cohort);
      for (std::uint32_t state = 0; state < layout_.standings(); ++state) {
        const std::size_t cell = layout_.cell(cohort, state);
        if (!any(population.all(cell) > 0.0)) continue;  // who waits may have bought, too
        const std::size_t row = layout_.first_wish(network, region, kind, state);
        for (std::size_t place = 0; place < network.alternatives_in(region); ++place) {
          const Lanes first = std::exchange(population.first[row + place], 0.0);
          const Lanes more = repeatedly_ ? std::exchange(population.more[row + place], 0.0) : 0.0;
          if (!any(first + more > 0.0)) continue;
          const std::uint32_t offer = network.offer_at(region, place);
          note_purchases(world_, region, cohort, state, offer, contributions[offer], first, more);
          population.count[cell] -= first;
          population.count[layout_.cell(cohort, after(state, offer))] += first;
        }
      }
    }
  }

  void for_each_first_purchase(auto&& visit) {
    for (const Wish& wish : world_.persons.wishes)
      if (!wish.is_given_up() && wish.ordinal() == 0)
        visit(wish, world_.network().offer_of[wish.alternative()]);
  }

  void note_referrals() {
    Persons& persons = world_.persons;
    for_each_first_purchase([&](const Wish& wish, std::uint32_t offer) {
      if (!layout_.is_rival(offer)) note_recruit(world_, draws_, now_, wish);
    });
    persons.new_customer.assign(persons.size());
    for_each_first_purchase([&](const Wish& wish, std::uint32_t offer) {
      if (!layout_.is_rival(offer) &&
          !layout_.has_bought(persons.standing(wish.person(), wish.lane())))
        persons.new_customer(wish.person(), wish.lane()) =
            static_cast<std::uint8_t>(1 + layout_.channel_of[offer]);
    });
  }

  void change_standings() {
    for_each_first_purchase([&](const Wish& wish, std::uint32_t offer) {
      const std::uint8_t before = world_.persons.standing(wish.person(), wish.lane());
      set_standing(world_, wish.person(), wish.lane(), after(before, offer));
    });
  }

  bool some_leave_after_purchases() const {
    const auto& segments = world_.terms().segments;
    return std::any_of(segments.begin(), segments.end(), [](const auto& segment) {
      return segment.churn && std::holds_alternative<ChurnPerPurchase<Lanes>>(*segment.churn);
    });
  }

  void leave_after_purchases() {
    for (const Wish& wish : world_.persons.wishes) {
      if (!wish.leaves() || wish.is_given_up()) continue;
      if (world_.persons.waits(wish.person(), wish.lane())) continue;  // who waits stays
      // Whose first purchase was given up has not become a customer by a further one.
      if (!layout_.is_customer(world_.persons.standing(wish.person(), wish.lane()))) continue;
      const std::size_t cohort = cohort_of(world_.persons, wish.person());
      move_person(world_, cohort, wish.person(), wish.lane(), standing::left);
      add_in_lane(world_.population.lost[cohort], wish.lane(), 1);
      // Until then it was a customer.
      add_in_lane(world_.population.customer_steps[cohort], wish.lane(), 1);
    }
  }

  World& world_;
  const Layout& layout_;
  const Draws& draws_;
  const Step now_;
  const bool repeatedly_;                 // within a step
  const std::vector<std::uint8_t> next_;  // by offer x standing: what a person is after a purchase
};

}  // namespace

void remember_in_person(World& world, const Draws& draws, Step now) {
  StepMemory(world, draws, now).remember();
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
