// Applicants come, are investigated, chosen and signed; who signed opens after its training.

#include <algorithm>

#include "engine/base/elementary.hpp"
#include "engine/random/normal.hpp"
#include "engine/random/poisson.hpp"
#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

constexpr Purpose applying{"applying as a partner"};
constexpr Purpose hidden_trait{"hidden trait of an applicant"};
constexpr Purpose seen_trait{"noise of an investigation"};
constexpr Purpose weighing_return{"weighing the expected return"};
constexpr Purpose signing{"signing a contract"};
constexpr Purpose succeeding{"opening after the training"};
constexpr Purpose expanding{"opening another unit"};
constexpr Purpose opening_another{"opening another unit after the training"};

constexpr std::size_t trait_count = TraitWeights<Lanes>::count;

/// What an applicant is worth and what its investigation says, both in standard deviations.
struct Applicant {
  Lanes ability, score;
};

Lanes length_of(const std::array<Lanes, trait_count>& weights) {
  Lanes sum = 1e-300;
  for (const Lanes& each : weights) sum += each * each;
  return square_root(sum);
}

/// The applicant with a number among those of a step. Ability is the sum of traits by what
/// matters, score that of traits seen with noise by the criteria; both have the variance 1.
Applicant look_at(const Screening<Lanes>& screening, Address address, std::uint32_t number,
                  const Draws& draws, Step now) {
  const auto matters = screening.matters.all(), criteria = screening.criteria.all();
  const Lanes noise = square_root(max(1.0 - screening.accuracy * screening.accuracy, Lanes(0.0)));
  Applicant applicant{0.0, 0.0};
  for (std::uint32_t trait = 0; trait < trait_count; ++trait) {
    const auto index = number * static_cast<std::uint32_t>(trait_count) + trait;
    const Lanes truth = normal_quantile(draws.uniform(hidden_trait, address, now, index));
    const Lanes error = normal_quantile(draws.uniform(seen_trait, address, now, index));
    applicant.ability += matters[trait] * truth;
    applicant.score += criteria[trait] * (screening.accuracy * truth + noise * error);
  }
  applicant.ability *= 1.0 / length_of(matters);
  applicant.score *= 1.0 / length_of(criteria);
  return applicant;
}

/// The places that a programme fills, of those that its plan keeps for the group.
RowNumbers places_of(const World& world, std::size_t programme) {
  RowNumbers places = world.layout->recruits[programme];
  std::erase_if(places, [&](std::uint32_t m) { return !world.network().has(m); });
  return places;
}

/// One programme in a step.
class Round {
 public:
  Round(World& world, std::size_t programme, const Draws& draws, Step now)
      : world_(world),
        programme_(programme),
        rule_(world.terms().recruiting[programme]),
        pool_(world.members.pools[programme]),
        places_(places_of(world, programme)),
        address_{name_hash(rule_.name)},
        draws_(draws),
        now_(now) {}

  void run() {
    if (!rule_.active || places_.empty()) return;
    const Lanes applicants =
        poisson_quantile(draws_.uniform(applying, address_, now_), rule_.applicants);
    double most = 0;
    for (int lane = 0; lane < lanes_per_block; ++lane) most = std::max(most, applicants[lane]);
    world_.members.applicants += applicants;
    for (std::uint32_t number = 0; number < most; ++number)
      consider(number, yes_or_no(applicants > double(number)));
    close_round();
    if (rule_.expansion && ends_period(rule_.expansion->every, now_)) expand(*rule_.expansion);
    Money<Lanes> cost{rule_.cost.value};
    if (rule_.screening) cost += rule_.screening->cost * applicants;
    post(cost);
  }

 private:
  void post(Money<Lanes> cost) {
    world_.ledger.post(Parties::manufacturer, world_.parties.services(), Item::recruiting, cost);
  }

  void consider(std::uint32_t number, Lanes there) {
    if (!rule_.screening) return sign(number, there, 0.0);
    const Applicant applicant = look_at(*rule_.screening, address_, number, draws_, now_);
    if (const auto* threshold = std::get_if<ScoreThreshold<Lanes>>(&rule_.screening->choose))
      return sign(number, there * yes_or_no(applicant.score >= threshold->score),
                  applicant.ability);
    for (int lane = 0; lane < lanes_per_block; ++lane)
      if (there[lane] > 0)
        pool_[static_cast<std::size_t>(lane)].push_back(
            {applicant.score[lane], applicant.ability[lane]});
  }

  /// The best of those who applied since the last round; the others are sent away.
  void close_round() {
    const auto* best =
        rule_.screening ? std::get_if<BestOfRound>(&rule_.screening->choose) : nullptr;
    if (!best || !ends_period(best->every, now_)) return;
    for (auto& lane : pool_)
      std::stable_sort(lane.begin(), lane.end(),
                       [](const auto& a, const auto& b) { return a.score > b.score; });
    for (std::uint32_t rank = 0; rank < best->number; ++rank) {
      Lanes there = 0.0, ability = 0.0;
      for (int lane = 0; lane < lanes_per_block; ++lane) {
        const auto& candidates = pool_[static_cast<std::size_t>(lane)];
        if (rank >= candidates.size()) continue;
        there.set(lane, 1.0);
        ability.set(lane, candidates[rank].ability);
      }
      sign(rank, there, ability);
    }
    for (auto& lane : pool_) lane.clear();
  }

  Lanes places_taken() const {
    const MemberStates& members = world_.members;
    Lanes taken = 0.0;
    for (const std::uint32_t m : places_)
      taken += yes_or_no((members.in_business[m] > 0.0) | (members.opens_at[m] < never));
    return taken;
  }

  /// Who is chosen looks at what it can expect to earn.
  Lanes who_joins(std::uint32_t number, Lanes chosen) {
    if (!rule_.joining || !any(chosen > 0.0)) return chosen;
    const Lanes value = expected_return(world_, programme_, places_taken(), now_);
    const Lanes chance = chance_at_return(value, rule_.joining->hurdle, rule_.joining->spread);
    const Lanes joins =
        chosen * yes_or_no(draws_.uniform(weighing_return, address_, now_, number) < chance);
    world_.members.invited += chosen;
    world_.members.declined += chosen - joins;
    world_.members.expected_returns += value * chosen;
    return joins;
  }

  /// Who is chosen and joins signs or not; who signed opens unless the training fails.
  void sign(std::uint32_t number, Lanes chosen, Lanes ability) {
    const Lanes signs = who_joins(number, chosen) *
                        yes_or_no(draws_.uniform(signing, address_, now_, number) < rule_.signing);
    const Lanes opens =
        yes_or_no(draws_.uniform(succeeding, address_, now_, number) < rule_.success);
    world_.members.contracts += take_place(signs, opens, ability, nullptr);
  }

  /// The first free place is taken where `signs` is 1, and opens after the training where `opens`
  /// is: by a new owner, or by one that has a name already. Returns where there was a place.
  Lanes take_place(Lanes signs, Lanes opens, Lanes ability, const Lanes* owner) {
    MemberStates& members = world_.members;
    const Lanes taken = places_taken();
    Lanes placed = 0.0;
    for (const std::uint32_t m : places_) {
      if (!any(signs > 0.0)) return placed;
      const auto free = (members.in_business[m] == 0.0) & (members.opens_at[m] >= never);
      const Lanes takes = signs * yes_or_no(free);
      if (!any(takes > 0.0)) continue;
      const auto comes = takes * opens > 0.0;
      settle_debts(world_, m, takes * opens);  // what is left of whoever had the place before
      members.opens_at[m] =
          select(comes, Lanes(double(now_ + rule_.onboarding)), members.opens_at[m]);
      members.ability[m] = select(comes, ability, members.ability[m]);
      members.place[m] = select(comes, taken, members.place[m]);
      if (owner) {
        join_owner(world_, m, takes * opens, *owner);
        world_.owners.expanded[m] += takes * opens;
      } else {
        found_owner(world_, m, takes * opens);
      }
      post(rule_.cost_per_contract * takes);
      placed += takes;
      signs -= takes;
    }
    return placed;
  }

  /// What the owners who may expand have, by owner.
  struct Owners {
    Column<Lanes> units, seasoned, earned, cash;
  };
  Owners look_at_owners(const Expansion<Lanes>& expansion) const {
    const MemberStates& members = world_.members;
    const Column<Lanes> none(world_.layout->members, 0.0);
    Owners owners{none, none, none, none};
    for (const std::uint32_t m : world_.network().in_business)
      add_to_owner(world_, m,
                   yes_or_no((members.in_business[m] > 0.0) | (members.opens_at[m] < never)),
                   owners.units);
    for (const std::uint32_t m : world_.layout->expanding[programme_]) {
      if (!world_.network().has(m)) continue;
      const Lanes there = members.in_business[m];
      const Lanes seasoned =
          there * yes_or_no(double(now_) - members.open_since[m] >= double(expansion.seasoned));
      add_to_owner(world_, m, seasoned, owners.seasoned);
      add_to_owner(world_, m, members.profit[m] * seasoned, owners.earned);
      add_to_owner(world_, m, cash_of(world_, m).value * there, owners.cash);
    }
    return owners;
  }

  /// Owners whose units earn enough open another place, in the order of their names; who has a
  /// purse has to have the outlay in it.
  void expand(const Expansion<Lanes>& expansion) {
    const Owners owners = look_at_owners(expansion);
    const std::size_t place = places_.front();
    const Lanes outlay = max(outlay_of_place(world_, place).value, Lanes(1.0));
    const bool has_purse = world_.terms().members[place].traits.finance.has_value();
    for (std::uint32_t owner = 0; owner < world_.layout->members; ++owner) {
      const Lanes seasoned = owners.seasoned[owner];
      if (!any(seasoned > 0.0)) continue;
      const Lanes value =
          owners.earned[owner] / max(seasoned, Lanes(1.0)) * world_.layout->steps_per_year / outlay;
      const Lanes chance = chance_at_return(value, expansion.hurdle, expansion.spread);
      const Address address = world_.layout->member_address[owner];
      Lanes wants = yes_or_no(seasoned > 0.0) *
                    yes_or_no(owners.units[owner] < double(expansion.most_units)) *
                    yes_or_no(draws_.uniform(expanding, address, now_) < chance);
      if (has_purse) wants *= yes_or_no(owners.cash[owner] >= outlay);
      if (!any(wants > 0.0)) continue;
      const Lanes opens = yes_or_no(draws_.uniform(opening_another, address, now_) < rule_.success);
      const Lanes name = double(owner);
      take_place(wants, opens, world_.members.ability[owner], &name);
    }
  }

  World& world_;
  const std::size_t programme_;
  const Recruiting<Lanes>& rule_;
  MemberStates::Pool& pool_;
  const RowNumbers places_;
  const Address address_;
  const Draws& draws_;
  const Step now_;
};

}  // namespace

void recruit_partners(World& world, const Draws& draws, Step now) {
  for (std::size_t programme = 0; programme < world.layout->recruits.size(); ++programme)
    Round(world, programme, draws, now).run();
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
