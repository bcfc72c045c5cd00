// Who holds which tier, who is certified, and what a partner programme pays and costs.

#include <algorithm>

#include "models/market/week.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

namespace {

constexpr Purpose beginning_to_train{"beginning to train for a certificate"};
constexpr Purpose renewing{"renewing a certificate"};

/// What a member did in a step, as far as programmes look at it.
struct Turnover {
  Money<Lanes> counted{0.0};
  Lanes sold = 0.0;
};

Turnover turnover_of(const World& world, std::size_t m, TierBasis basis) {
  const Shelves& shelves = world.shelves;
  Turnover turnover;
  for (const std::uint32_t shelf : world.network().shelves[m]) {
    turnover.counted += basis == TierBasis::purchases
                            ? shelves.shipped[shelf] * shelves.purchase_price[shelf]
                            : shelves.sold[shelf] * shelves.price[shelf];
    turnover.sold += shelves.sold[shelf].value;
  }
  return turnover;
}

/// One member that takes part in a programme, in a step.
class Partner {
 public:
  Partner(World& world, const PartnerProgramme<Lanes>& programme, std::uint32_t m,
          const Draws& draws, Step now)
      : world_(world),
        states_(world.programmes),
        programme_(programme),
        m_(m),
        address_(world.layout->member_address[m]),
        draws_(draws),
        now_(now),
        there_(world.network().has(m) ? world.in_business(m) : Lanes(0.0)) {}

  void run() {
    const Turnover turnover = turnover_of(world_, m_, programme_.counts);
    forget_who_left();
    note_turnover(turnover);
    states_.activity[m_] = Money<Lanes>{0.0};
    if (!programme_.active) return pause();
    give_discount(turnover);
    do_marketing();
    if (programme_.certification) certify(*programme_.certification);
    if (ends_period(programme_.review, now_)) review();
  }

 private:
  void pay(Item item, Money<Lanes> amount) {
    world_.ledger.post(Parties::manufacturer, Parties::member(m_), item, amount * there_);
  }

  /// Who opens in the place of a member that left begins anew.
  void forget_who_left() {
    const auto gone = there_ == 0.0;
    if (!any(gone)) return;
    states_.tier[m_] = states_.tier[m_] * there_;
    states_.trained_at[m_] = select(gone, Lanes(never), states_.trained_at[m_]);
    states_.certified_until[m_] = select(gone, Lanes(0.0), states_.certified_until[m_]);
    for (std::uint32_t step = 0; step < programme_.window; ++step) {
      Money<Lanes>& counted = states_.history[states_.first_of_history[m_] + step];
      counted = counted * there_;
    }
    states_.counted_since_review[m_] = states_.counted_since_review[m_] * there_;
    states_.total_counted[m_] = states_.total_counted[m_] * there_;
    states_.last_sale[m_] = select(gone, Lanes(double(now_)), states_.last_sale[m_]);
    states_.has_sold[m_] = states_.has_sold[m_] * there_;
  }

  /// Without the programme there are no tiers, no training, and nothing to pay a rebate on.
  void pause() {
    states_.tier[m_] = 0.0;
    states_.trained_at[m_] = never;
    states_.counted_since_review[m_] = Money<Lanes>{0.0};
  }

  void note_turnover(const Turnover& turnover) {
    const Money<Lanes> counted = turnover.counted * there_;
    states_.history[states_.first_of_history[m_] + now_ % programme_.window] = counted;
    Money<Lanes> sum{0.0};
    for (std::uint32_t step = 0; step < programme_.window; ++step)
      sum += states_.history[states_.first_of_history[m_] + step];
    states_.counted_in_window[m_] = sum;
    states_.counted_since_review[m_] += counted;
    states_.total_counted[m_] += counted;
    const Lanes sells = there_ * yes_or_no(turnover.sold > 0.0);
    states_.last_sale[m_] = select(sells > 0.0, Lanes(double(now_)), states_.last_sale[m_]);
    const Lanes opened = world_.members.open_since[m_];
    const Lanes first = sells * (1.0 - states_.has_sold[m_]) * yes_or_no(opened >= 0.0);
    states_.first_sales[m_] += first;
    states_.steps_to_first_sale[m_] += select(first > 0.0, double(now_) - opened, Lanes(0.0));
    states_.has_sold[m_] = max(states_.has_sold[m_], sells);
  }

  Lanes benefit(Lanes Tier<Lanes>::*which) const {
    return benefit_of(programme_.tiers, states_.tier[m_], which);
  }

  void give_discount(const Turnover& turnover) {
    pay(Item::tier_benefits, turnover.counted * benefit(&Tier<Lanes>::discount));
  }

  /// Funds of a step are a share of what counts in a step of the window on average.
  void do_marketing() {
    if (!programme_.marketing) return;
    const Lanes share = benefit(&Tier<Lanes>::marketing_funds) / double(programme_.window);
    const Money<Lanes> activity =
        activity_of(*programme_.marketing, states_.counted_in_window[m_] * share) * there_;
    states_.activity[m_] = activity;
    world_.ledger.post(Parties::member(m_), world_.parties.services(), Item::member_marketing,
                       activity);
    pay(Item::marketing_funds, refund_of(*programme_.marketing, activity));
  }

  void pay_for_certificate(const Certification<Lanes>& certification, Money<Lanes> cost) {
    const std::size_t services = world_.parties.services();
    world_.ledger.post(Parties::manufacturer, services, Item::certification,
                       cost * certification.manufacturer_share);
    world_.ledger.post(Parties::member(m_), services, Item::certification,
                       cost * (1.0 - certification.manufacturer_share));
  }

  /// Training that ends with this step is attested, a certificate that does is renewed or lapses;
  /// at reviews those who have none may begin to train.
  void certify(const Certification<Lanes>& certification) {
    const double next = now_ + 1.0;
    Lanes& until = states_.certified_until[m_];
    Lanes& trained = states_.trained_at[m_];
    const Lanes renews =
        there_ * yes_or_no(until == next) *
        yes_or_no(draws_.uniform(renewing, address_, now_) < certification.renewal);
    until += renews * double(certification.term);
    pay_for_certificate(certification, certification.renewal_cost * renews);
    const auto attested = trained == next;
    until = select(attested, Lanes(next + certification.term), until);
    trained = select(attested, Lanes(never), trained);
    if (!ends_period(programme_.review, now_)) return;
    const Lanes begins =
        there_ * yes_or_no(until <= next) * yes_or_no(trained >= never) *
        yes_or_no(draws_.uniform(beginning_to_train, address_, now_) < certification.uptake);
    trained = select(begins > 0.0, Lanes(next + certification.training), trained);
    pay_for_certificate(certification, certification.cost * begins);
  }

  /// The rebate of the period goes by the tier held in it; then members rise and fall.
  void review() {
    pay(Item::tier_benefits, states_.counted_since_review[m_] * benefit(&Tier<Lanes>::rebate));
    states_.counted_since_review[m_] = Money<Lanes>{0.0};
    states_.tier[m_] = tier_reached(programme_.tiers, states_.counted_in_window[m_],
                                    yes_or_no(states_.certified_until[m_] > now_ + 1.0)) *
                       there_;
  }

  World& world_;
  ProgrammeStates& states_;
  const PartnerProgramme<Lanes>& programme_;
  const std::uint32_t m_;
  const Address address_;
  const Draws& draws_;
  const Step now_;
  const Lanes there_;
};

}  // namespace

void settle_programmes(World& world, const Draws& draws, Step now) {
  for (std::size_t row = 0; row < world.layout->partners.size(); ++row) {
    const PartnerProgramme<Lanes>& programme = world.terms().partner_programmes[row];
    for (const std::uint32_t m : world.layout->partners[row])
      Partner(world, programme, m, draws, now).run();
    if (programme.active)
      world.ledger.post(Parties::manufacturer, world.parties.services(), Item::partner_programme,
                        Money<Lanes>{programme.cost.value});
  }
}

Lanes appeal_of_partner(const World& world, std::size_t m, Step now) {
  const std::uint32_t row = world.layout->partner_programme[m];
  if (row == nobody) return 0.0;
  const PartnerProgramme<Lanes>& programme = world.terms().partner_programmes[row];
  Lanes appeal = 0.0;
  if (!programme.active) return appeal;
  if (programme.certification)
    appeal += programme.certification->attraction *
              yes_or_no(world.programmes.certified_until[m] > double(now));
  if (programme.marketing) appeal += pull_of(*programme.marketing, world.programmes.activity[m]);
  return appeal;
}

Lanes tier_margin(const World& world, std::size_t m, TierBasis basis) {
  const std::uint32_t row = world.layout->partner_programme[m];
  if (row == nobody) return 0.0;
  const PartnerProgramme<Lanes>& programme = world.terms().partner_programmes[row];
  if (!programme.active || programme.counts != basis) return 0.0;
  const Lanes held = world.programmes.tier[m];
  return benefit_of(programme.tiers, held, &Tier<Lanes>::discount) +
         benefit_of(programme.tiers, held, &Tier<Lanes>::rebate);
}

void build_programmes(World& world) {
  const Layout& layout = *world.layout;
  if (layout.partners.empty()) return;
  ProgrammeStates& states = world.programmes;
  for (auto* column : {&states.tier, &states.certified_until, &states.has_sold,
                       &states.steps_to_first_sale, &states.first_sales})
    column->assign(layout.members, 0.0);
  states.trained_at.assign(layout.members, never);
  states.last_sale.assign(layout.members, -1.0);
  for (auto* column : {&states.counted_in_window, &states.counted_since_review,
                       &states.total_counted, &states.activity})
    column->assign(layout.members, Money<Lanes>{0.0});
  std::size_t steps = 0;
  for (std::size_t m = 0; m < layout.members; ++m) {
    states.first_of_history.push_back(steps);
    if (const std::uint32_t row = layout.partner_programme[m]; row != nobody)
      steps += world.terms().partner_programmes[row].window;
  }
  states.history.assign(steps, Money<Lanes>{0.0});
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
