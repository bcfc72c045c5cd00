// Persons who found no stock.

#include <map>
#include <tuple>

#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {
constexpr Purpose lots{"lots among persons who want the same goods"};
constexpr Purpose reacting{"a person who found no stock reacts"};
constexpr Purpose choosing_again{"a person chooses again"};

class Crowd {
 public:
  Crowd(World& world, const Draws& draws, Step now)
      : world_(world), draws_(draws), now_(now), rule_(world.terms().demand.stock_out) {}

  void turn_away() {
    Persons& persons = world_.persons;
    for (const std::uint32_t offer : world_.network().offers)
      world_.offers.waiting_next[offer].value = 0.0;
    std::vector<Wish*> wanting;
    const std::vector<char> short_of_stock = alternatives_short_of_stock();
    for (Wish& wish : persons.wishes)
      if (short_of_stock[wish.alternative()]) wanting.push_back(&wish);
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
    return world_.network().offer_of[wish.alternative()];
  }
  std::size_t cohort_of(const Wish& wish) const {
    return market::cohort_of(world_.persons, wish.person());
  }
  /// By alternative: in some replication its offer could not serve all.
  std::vector<char> alternatives_short_of_stock() const {
    const Network& network = world_.network();
    std::vector<char> any_short(network.offer_of.size());
    for (std::size_t alternative = 0; alternative < any_short.size(); ++alternative)
      any_short[alternative] =
          any(world_.offers.unserved[network.offer_of[alternative]].value > 0.0);
    return any_short;
  }
  double uniform(Purpose purpose, const Wish& wish, std::uint32_t round = 0) const {
    return draws_.uniform_of(
        wish.lane(), purpose,
        person_address(*world_.layout, world_.persons, cohort_of(wish), wish.person()), now_,
        wish.ordinal() + Wish::most_ordinals * round);
  }

  /// Calls unlucky(wish) for as many wishes of each offer and replication as go short; each is as
  /// likely as another.
  void draw_lots(const std::vector<Wish*>& wanting, auto&& short_of, auto&& unlucky,
                 std::uint32_t round = 0) {
    std::map<std::pair<std::uint32_t, int>, std::vector<std::pair<double, Wish*>>> queues;
    for (Wish* wish : wanting)
      if (short_of(offer_of(*wish))[wish->lane()] > 0)
        queues[{offer_of(*wish), wish->lane()}].emplace_back(uniform(lots, *wish, round), wish);
    for (auto& [key, queue] : queues) {
      std::sort(queue.begin(), queue.end());
      auto count = static_cast<std::size_t>(short_of(key.first)[key.second]);
      for (; count > 0 && !queue.empty(); --count) {
        unlucky(*queue.back().second);
        queue.pop_back();
      }
    }
  }

  /// A first purchase may wait; any may be replaced by a second choice; else it is lost.
  void react(Wish& wish) {
    const std::uint32_t offer = offer_of(wish);
    const double u = uniform(reacting, wish);
    const double waits = wish.ordinal() == 0 ? rule_.wait[wish.lane()] : 0;
    const Wish wanted = wish;
    wish.give_up();
    if (u < waits) {
      world_.persons.waits(wish.person(), wish.lane()) = 1;
      newly_waiting_.push_back(wanted);
      add_in_lane(world_.offers.waiting_next[offer].value, wish.lane(), 1);
      return leave_the_cell(wanted, -1);
    }
    if (u < waits + rule_.second_choice[wish.lane()]) {
      wish.choose(wanted.alternative());
      again_.push_back(&wish);
      return;
    }
    lose(offer, wish.lane());
  }

  void lose(std::uint32_t offer, int lane) {
    add_in_lane(world_.shelves.lost[world_.layout->shelf[offer]].value, lane, 1);
  }

  /// Who waits is not counted among those who may buy.
  void leave_the_cell(const Wish& wish, double change) {
    const std::size_t cell =
        world_.layout->cell(cohort_of(wish), world_.persons.standing(wish.person(), wish.lane()));
    add_in_lane(world_.population.count[cell], wish.lane(), change);
    add_in_lane(world_.population.away[cell], wish.lane(), -change);
  }

  std::uint32_t next_choice(const Wish& wish, std::uint32_t round) {
    const Layout& layout = *world_.layout;
    const std::size_t cohort = cohort_of(wish);
    const std::size_t region = layout.region_of(cohort), kind = layout.kind_of(cohort);
    const std::uint32_t view = layout.view_of(world_.persons.standing(wish.person(), wish.lane()));
    const std::uint32_t first = world_.network().first_alternative[region];
    auto& chances = chances_[{cohort, view, wish.alternative()}];
    if (chances.empty()) {
      chances.resize(world_.network().alternatives_in(region));
      next_choices(world_, region, kind, view, wish.alternative() - first, chances);
    }
    double left = uniform(choosing_again, wish, round);
    for (std::uint32_t place = 0; place < chances.size(); ++place)
      if ((left -= chances[place][wish.lane()]) < 0) return first + place;
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
      const std::uint32_t next = next_choice(*wish, round);
      const bool chose = next != nobody;
      chose ? wish->choose(next) : wish->give_up();
      if (!chose || world_.layout->is_rival(offer_of(*wish))) {
        lose(wanted, wish->lane());
        wish->stay();
      }
      if (!chose) continue;
      add_in_lane(arriving[offer_of(*wish)], wish->lane(), 1);
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

  /// Those who waited since the last step are served as far as the stock went; all are back. They
  /// wanted nothing else in this step, so their lots are their own.
  void end_waiting() {
    Wishes waiting = std::move(world_.persons.waiting);
    std::vector<Wish*> back;
    for (Wish& wish : waiting) {
      world_.persons.waits(wish.person(), wish.lane()) = 0;
      leave_the_cell(wish, +1);
      back.push_back(&wish);
    }
    draw_lots(
        back,
        [&](std::uint32_t offer) {
          return (world_.offers.waiting[offer] - world_.offers.sold_to_waiting[offer]).value;
        },
        [](Wish& wish) { wish.give_up(); });
    for (const Wish& wish : waiting)
      if (!wish.is_given_up()) world_.persons.wishes.push_back(wish);
  }

  World& world_;
  const Draws& draws_;
  const Step now_;
  const StockOut<Lanes>& rule_;
  std::vector<Wish*> again_;  // choose another offer than the one they wanted last
  Wishes newly_waiting_;
  std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t>, std::vector<Lanes>> chances_;
};

}  // namespace

void turn_away_persons(World& world, const Draws& draws, Step now) {
  Crowd(world, draws, now).turn_away();
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
