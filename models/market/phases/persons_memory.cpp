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
  const std::uint8_t state = world.persons.standing[wish.person()][wish.lane()];
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
      const std::uint8_t state = persons.standing[person][lane];
      if (!layout.is_customer(state) || persons.waits[person][lane]) continue;
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
    add_up_purchases(at_once);
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

  /// Adds the purchases of each cohort, standing and alternative up, as those of cohorts are. The
  /// innermost loop of persons: what it looks at is named before, because any byte it writes could
  /// be part of it for all the compiler knows.
  void add_up_purchases(bool and_change_standings) {
    const Network& network = world_.network();
    Population& population = world_.population;
    Persons& persons = world_.persons;
    Lanes *const first = population.first.data(), *const more = population.more.data();
    const SmallLanes* const standing = persons.standing.data();
    const std::uint32_t* const offer_of = network.offer_of.data();
    const std::uint8_t* const next = next_.data();
    const std::uint32_t standings = layout_.standings();
    const bool tells_others = !persons.owners_known.empty();
    std::uint32_t begin = 0, end = 0;  // the cohort of the wish before; most have the same
    std::size_t row = 0, alternatives = 0;
    const std::span<const Wish> wishes = persons.wishes;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
      if (i + ahead < wishes.size()) __builtin_prefetch(&standing[wishes[i + ahead].person()], 1);
      if (tells_others && i + ahead / 4 < wishes.size())
        for (const std::uint32_t other :
             layout_.acquaintances.neighbours_of(wishes[i + ahead / 4].person()))
          __builtin_prefetch(&persons.owners_known[other], 1);
      const Wish wish = wishes[i];
      if (wish.is_given_up()) continue;
      const std::uint32_t person = wish.person(), alternative = wish.alternative();
      if (person < begin || person >= end) {
        const std::size_t cohort = cohort_of(persons, person), region = layout_.region_of(cohort);
        begin = persons.first_of_cohort[cohort];
        end = persons.first_of_cohort[cohort + 1];
        alternatives = network.alternatives_in(region);
        row = layout_.first_wish(network, region, layout_.kind_of(cohort), 0) -
              network.first_alternative[region];
      }
      const std::uint8_t lane = wish.lane(), state = standing[person][lane];
      const std::size_t place = row + alternative + state * alternatives;
      add_in_lane(wish.ordinal() == 0 ? first[place] : more[place], lane, 1);
      if (!and_change_standings) continue;
      set_standing(world_, person, lane, next[offer_of[alternative] * standings + state]);
    }
  }

  /// Counts what was added up, and leaves the tables empty for the next step.
  void count_purchases() {
    const Network& network = world_.network();
    Population& population = world_.population;
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
          note_purchases(world_, region, cohort, state, offer, first, more);
          population.count[cell] -= first;
          population.count[layout_.cell(cohort, after(state, offer))] += first;
        }
      }
    }
  }

  static constexpr std::size_t ahead = 48;  // wishes that memory has time for

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
    for (SmallLanes& each : persons.new_customer) each.fill(0);
    for_each_first_purchase([&](const Wish& wish, std::uint32_t offer) {
      if (!layout_.is_rival(offer) &&
          !layout_.has_bought(persons.standing[wish.person()][wish.lane()]))
        persons.new_customer[wish.person()][wish.lane()] =
            static_cast<std::uint8_t>(1 + layout_.channel_of[offer]);
    });
  }

  void change_standings() {
    for_each_first_purchase([&](const Wish& wish, std::uint32_t offer) {
      const std::uint8_t before = world_.persons.standing[wish.person()][wish.lane()];
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
      if (world_.persons.waits[wish.person()][wish.lane()]) continue;  // who waits stays
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
