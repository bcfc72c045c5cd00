// Persons who found no stock, and what each person remembers of a step.

#include <map>
#include <tuple>

#include "models/market/incidence.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose lots{"lots among persons who want the same goods"};
constexpr Purpose reacting{"a person who found no stock reacts"};
constexpr Purpose choosing_again{"a person chooses again"};
constexpr Purpose leaving{"a customer leaves"};
constexpr Purpose recruited{"a first purchase that referrals brought"};

std::size_t cohort_of(const Persons& persons, std::uint32_t person) {
  const auto next =
      std::upper_bound(persons.first_of_cohort.begin(), persons.first_of_cohort.end(), person);
  return static_cast<std::size_t>(next - persons.first_of_cohort.begin()) - 1;
}

class Crowd {
 public:
  Crowd(World& world, const Draws& draws, Step now)
      : world_(world), draws_(draws), now_(now), rule_(world.terms().demand.stock_out) {}

  void turn_away() {
    Persons& persons = world_.persons;
    for (const std::uint32_t offer : world_.network().offers)
      world_.offers.waiting_next[offer].value = 0.0;
    std::vector<Wish*> wanting;
    for (Wish& wish : persons.wishes) wanting.push_back(&wish);
    draw_lots(
        wanting, [&](std::uint32_t offer) { return world_.offers.unserved[offer].value; },
        [&](Wish& wish) { react(wish); });
    for (std::uint32_t round = 1; !again_.empty(); ++round) choose_again(round);
    end_waiting();
    persons.waiting = std::move(newly_waiting_);
    for (const std::uint32_t offer : world_.network().offers)
      world_.offers.waiting[offer] = world_.offers.waiting_next[offer];
  }

 private:
  std::uint32_t offer_of(const Wish& wish) const {
    return world_.network().offer_of[wish.alternative];
  }
  double uniform(Purpose purpose, const Wish& wish, std::uint32_t round = 0) const {
    const std::size_t cohort = cohort_of(world_.persons, wish.person);
    return draws_.uniform(purpose,
                          person_address(*world_.layout, world_.persons, cohort, wish.person), now_,
                          wish.ordinal + 1000u * round)[wish.lane];
  }

  /// Calls unlucky(wish) for as many wishes of each offer and replication as go short; each is as
  /// likely as another.
  void draw_lots(const std::vector<Wish*>& wanting, auto&& short_of, auto&& unlucky,
                 std::uint32_t round = 0) {
    std::map<std::pair<std::uint32_t, int>, std::vector<std::pair<double, Wish*>>> queues;
    for (Wish* wish : wanting)
      if (short_of(offer_of(*wish))[wish->lane] > 0)
        queues[{offer_of(*wish), wish->lane}].emplace_back(uniform(lots, *wish, round), wish);
    for (auto& [key, queue] : queues) {
      std::sort(queue.begin(), queue.end());
      auto count = static_cast<std::size_t>(short_of(key.first)[key.second]);
      for (; count > 0 && !queue.empty(); --count) {
        unlucky(*queue.back().second);
        queue.pop_back();
      }
    }
  }

  static void add(Lanes& lanes, int lane, double amount) { lanes.set(lane, lanes[lane] + amount); }

  /// A first purchase may wait; any may be replaced by a second choice; else it is lost.
  void react(Wish& wish) {
    const std::uint32_t offer = offer_of(wish);
    const double u = uniform(reacting, wish);
    const double waits = wish.ordinal == 0 ? rule_.wait[wish.lane] : 0;
    const Wish wanted = wish;
    wish.alternative = nobody;
    if (u < waits) {
      world_.persons.waits[wish.person][wish.lane] = 1;
      newly_waiting_.push_back(wanted);
      add(world_.offers.waiting_next[offer].value, wish.lane, 1);
      return leave_the_cell(wanted, -1);
    }
    if (u < waits + rule_.second_choice[wish.lane]) {
      wish.alternative = wanted.alternative;
      again_.push_back(&wish);
      return;
    }
    lose(offer, wish.lane);
  }

  void lose(std::uint32_t offer, int lane) {
    add(world_.shelves.lost[world_.layout->shelf[offer]].value, lane, 1);
  }

  /// Who waits is not counted among those who may buy.
  void leave_the_cell(const Wish& wish, double change) {
    const std::size_t cell = world_.layout->cell(cohort_of(world_.persons, wish.person),
                                                 world_.persons.standing[wish.person][wish.lane]);
    add(world_.population.count[cell], wish.lane, change);
  }

  std::uint32_t next_choice(const Wish& wish, std::uint32_t round) {
    const Layout& layout = *world_.layout;
    const std::size_t cohort = cohort_of(world_.persons, wish.person);
    const std::size_t region = cohort / layout.kinds.size(), kind = cohort % layout.kinds.size();
    const std::uint32_t view = layout.view_of(world_.persons.standing[wish.person][wish.lane]);
    const std::uint32_t first = world_.network().first_alternative[region];
    auto& chances = chances_[{cohort, view, wish.alternative}];
    if (chances.empty()) {
      chances.resize(world_.network().alternatives_in(region));
      next_choices(world_, region, kind, view, wish.alternative - first, chances);
    }
    double left = uniform(choosing_again, wish, round);
    for (std::uint32_t place = 0; place < chances.size(); ++place)
      if ((left -= chances[place][wish.lane]) < 0) return first + place;
    return nobody;
  }

  /// One round: all choose among what is left, then each offer serves who comes. Who goes short
  /// again chooses once more.
  void choose_again(std::uint32_t round) {
    chances_.clear();
    Column<Lanes> arriving(world_.layout->offers(), 0.0), short_of = arriving;
    std::vector<Wish*> coming;
    for (Wish* wish : again_) {
      const std::uint32_t wanted = offer_of(*wish);
      wish->alternative = next_choice(*wish, round);
      const bool chose = wish->alternative != nobody;
      if (!chose || world_.layout->is_rival(offer_of(*wish))) lose(wanted, wish->lane);
      if (!chose) continue;
      add(arriving[offer_of(*wish)], wish->lane, 1);
      coming.push_back(wish);
    }
    for (const std::uint32_t offer : world_.network().offers)
      if (any(arriving[offer] > 0.0))
        short_of[offer] = arriving[offer] - serve_again(world_, offer, arriving[offer]);
    again_.clear();
    draw_lots(
        coming, [&](std::uint32_t offer) { return short_of[offer]; },
        [&](Wish& wish) { again_.push_back(&wish); }, round);
  }

  /// Those who waited since the last step are served as far as the stock went; all are back.
  void end_waiting() {
    std::vector<Wish> waiting = std::move(world_.persons.waiting);
    std::vector<Wish*> back;
    for (Wish& wish : waiting) {
      world_.persons.waits[wish.person][wish.lane] = 0;
      leave_the_cell(wish, +1);
      back.push_back(&wish);
    }
    draw_lots(
        back,
        [&](std::uint32_t offer) {
          return (world_.offers.waiting[offer] - world_.offers.sold_to_waiting[offer]).value;
        },
        [](Wish& wish) { wish.alternative = nobody; }, 2);
    for (const Wish& wish : waiting)
      if (wish.alternative != nobody) world_.persons.wishes.push_back(wish);
  }

  static constexpr std::uint32_t waited = 1u << 20;  // a round of their own

  World& world_;
  const Draws& draws_;
  const Step now_;
  const StockOut<Lanes>& rule_;
  std::vector<Wish*> again_;  // choose another offer than the one they wanted last
  std::vector<Wish> newly_waiting_;
  std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t>, std::vector<Lanes>> chances_;
};

Lanes one_in(int lane) {
  Lanes one = 0.0;
  one.set(lane, 1.0);
  return one;
}

/// The part of a person's purchase rate that is recruiting, in one replication.
double recruited_share(const World& world, const Wish& wish, std::size_t cohort,
                       std::uint8_t state) {
  const Layout& layout = *world.layout;
  const bool network = layout.acquaintances.nodes() > 0;
  if (!network && world.persons.pace.empty())
    return world.population.recruited_share[layout.cell(cohort, state)][wish.lane];
  const std::size_t region = cohort / layout.kinds.size(), kind = cohort % layout.kinds.size();
  const Incidences incidences = incidences_of(world, region);
  Acquaintances met{incidences.owners, 0.0, recruiting_rate(world, region)};
  if (network) met = acquaintances_of(world, wish.person);
  Lanes alone = considering_rate(world, incidences, region, kind, state);
  if (!world.persons.pace.empty()) alone *= world.persons.pace[wish.person];
  alone += imitation_rate(world, incidences, cohort, state) * met.owners;
  return (met.recruiting / max(alone + met.recruiting, 1e-300))[wish.lane];
}

/// Whether a first purchase was brought by referrals, as likely as their part in the rate.
void note_recruit(World& world, const Draws& draws, Step now, const Wish& wish,
                  std::size_t cohort) {
  const std::size_t region = cohort / world.layout->kinds.size();
  const std::uint8_t state = world.persons.standing[wish.person][wish.lane];
  if (!may_be_recruited(world, state) || world.terms().referrals.empty()) return;
  const double brought = recruited_share(world, wish, cohort, state);
  if (brought <= 0) return;
  const Address who = person_address(*world.layout, world.persons, cohort, wish.person);
  double left = draws.uniform(recruited, who, now)[wish.lane];
  const Lanes all = recruiting_rate(world, region);
  for (std::size_t row = 0; row < world.terms().referrals.size(); ++row) {
    const double part =
        all[wish.lane] > 0
            ? world.population.recruiting[row * world.layout->regions + region][wish.lane] /
                  all[wish.lane]
            : 1.0 / static_cast<double>(world.terms().referrals.size());
    if ((left -= brought * part) >= 0) continue;
    world.population.recruits[row] += one_in(wish.lane);
    return;
  }
}

void leave_in_person(World& world, const Draws& draws, Step now, std::size_t cohort) {
  const Layout& layout = *world.layout;
  Persons& persons = world.persons;
  const std::size_t region = cohort / layout.kinds.size();
  const auto& churn =
      world.terms().segments[layout.kinds[cohort % layout.kinds.size()].segment].churn;
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
      world.population.lost[cohort] += one_in(lane);
    }
  }
}

}  // namespace

void turn_away_persons(World& world, const Draws& draws, Step now) {
  for (const std::uint32_t offer : world.network().offers)
    if (any((world.offers.unserved[offer].value > 0.0) |
            (world.offers.waiting[offer].value > 0.0))) {
      Crowd(world, draws, now).turn_away();
      return;
    }
}

void remember_in_person(World& world, const Draws& draws, Step now) {
  const Layout& layout = *world.layout;
  Persons& persons = world.persons;
  std::vector<Wish> bought;
  for (const Wish& wish : persons.wishes)
    if (wish.alternative != nobody) bought.push_back(wish);
  // What each was before the step decides how all its purchases count; it changes afterwards.
  for (const Wish& wish : bought) {
    const std::size_t cohort = cohort_of(persons, wish.person);
    const std::uint32_t offer = world.network().offer_of[wish.alternative];
    const Lanes one = one_in(wish.lane);
    note_purchases(world, cohort / layout.kinds.size(), cohort,
                   persons.standing[wish.person][wish.lane], offer,
                   wish.ordinal == 0 ? one : Lanes(0.0), wish.ordinal == 0 ? Lanes(0.0) : one);
    if (wish.ordinal == 0 && !layout.is_rival(offer)) note_recruit(world, draws, now, wish, cohort);
  }
  for (SmallLanes& each : persons.new_customer) each.fill(0);
  for (const Wish& wish : bought) {
    const std::size_t cohort = cohort_of(persons, wish.person);
    const std::uint32_t offer = world.network().offer_of[wish.alternative];
    const std::uint8_t before = persons.standing[wish.person][wish.lane];
    if (wish.ordinal == 0) {
      if (!layout.is_rival(offer) && !layout.has_bought(before))
        persons.new_customer[wish.person][wish.lane] = 1;
      move_person(world, cohort, wish.person, wish.lane, standing_next(world, before, offer));
    }
  }
  for (const Wish& wish : bought) {
    if (!wish.leaves) continue;
    const std::size_t cohort = cohort_of(persons, wish.person);
    move_person(world, cohort, wish.person, wish.lane, standing::left);
    world.population.lost[cohort] += one_in(wish.lane);
    world.population.customer_steps[cohort] += one_in(wish.lane);  // until then it was one
  }
  for (std::size_t cohort = 0; cohort < layout.cohorts(); ++cohort)
    leave_in_person(world, draws, now, cohort);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
