#pragma once
// Credit between members and their suppliers, the members' own purse, and what happens when one
// cannot pay.

#include <cstdint>
#include <optional>

#include "engine/base/quantity.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// Invoices paid after their day: a share of them, by a lognormal delay.
template <class Number>
struct LatePayment {
  Number share{0.4};
  Number median{};
  Number spread{0.8};
  std::uint32_t longest = 26;

  static constexpr auto describe() {
    return record(
        "late_payment",
        "Invoices paid late: a share of them, by a lognormal delay, rounded up to whole steps.",
        fields(field<&LatePayment::share>("Share of invoices paid late.", between(0, 1)),
               field<&LatePayment::median>("Median delay after the day.", required, between(0, 520),
                                           unit("steps")),
               field<&LatePayment::spread>("Standard deviation of the delay's logarithm.",
                                           between(0, 3)),
               field<&LatePayment::longest>("Longest delay; what is later counts as this.",
                                            between(1, 520), unit("steps"))));
  }
};

/// Reminders: they cost, and late payers pay earlier.
template <class Number>
struct Dunning {
  MoneyPerStep<Number> cost{};
  Number effect{0.3};

  static constexpr auto describe() {
    return record(
        "dunning", "Reminding who pays late, and calling in.",
        fields(field<&Dunning::cost>("What it costs the supplier for each member.", at_least(0)),
               field<&Dunning::effect>("Share by which delays become shorter.", between(0, 1))));
  }
};

/// On which terms somebody who buys is granted credit.
template <class Number>
struct Credit {
  std::uint32_t terms = 0;
  std::optional<LatePayment<Number>> late;
  std::optional<Dunning<Number>> dunning;
  std::optional<Money<Number>> limit;
  std::uint32_t block_after = 0;
  Number bad_debt{0.0};

  static constexpr auto describe() {
    return record(
        "credit", "On which terms somebody who buys is granted credit.",
        fields(field<&Credit::terms>("When an invoice is due; 0 = at once.", between(0, 520),
                                     unit("steps")),
               field<&Credit::late>("Invoices paid late.", otherwise("none")),
               field<&Credit::dunning>("Reminders.", otherwise("none")),
               field<&Credit::limit>("Most that the member may owe: orders beyond it are not "
                                     "delivered until something is paid.",
                                     at_least(0), otherwise("no limit")),
               field<&Credit::block_after>("The supplier delivers nothing while the member has "
                                           "been short of a payment for so long; 0 = never.",
                                           between(0, 520), unit("steps")),
               field<&Credit::bad_debt>("Share of what is invoiced that is never paid.",
                                        between(0, 1))));
  }
};

/// A member's own purse. Without one it can always pay.
template <class Number>
struct Finance {
  Money<Number> opening_cash{};
  Money<Number> overdraft{};
  Number interest{0.0};
  std::uint32_t patience = 8;

  static constexpr auto describe() {
    return record(
        "finance",
        "A member's own purse: it orders what it can pay for, pays late when it cannot, and gives "
        "up in the end.",
        fields(
            field<&Finance::opening_cash>("Cash at the start, or when it opens.", at_least(0)),
            field<&Finance::overdraft>("How far the bank lets it go below nothing.", at_least(0)),
            field<&Finance::interest>("Interest on what it owes the bank (0.0015 a week is "
                                      "about 8 % a year).",
                                      between(0, 1), unit("per step")),
            field<&Finance::patience>("It gives up when it has been short of a payment for so "
                                      "long.",
                                      between(1, 520), unit("steps"))));
  }
};

/// When a member fails: its hazard rises with the strain on its purse [Cox 1972].
template <class Number>
struct DefaultRisk {
  Number hazard{};
  Number strain_effect{1.0};
  Number loss_given_default{0.45};
  std::uint32_t settlement_delay = 26;

  static constexpr auto describe() {
    return record(
        "default_risk",
        "A member fails at the rate hazard x e^(strain_effect x strain), where strain is the used "
        "share of its overdraft [Cox 1972]. Its supplier gets part of what it is owed, late.",
        fields(field<&DefaultRisk::hazard>("Rate of failure without strain (0.0006 a week is 3 % "
                                           "a year).",
                                           required, between(0, 10), unit("per step")),
               field<&DefaultRisk::strain_effect>("What the strain adds to its logarithm.",
                                                  between(0, 20)),
               field<&DefaultRisk::loss_given_default>("Share of what it owes that is lost "
                                                       "[Basel Committee 2006: 0.45].",
                                                       between(0, 1)),
               field<&DefaultRisk::settlement_delay>("When the rest is paid.", between(1, 520),
                                                     unit("steps"))));
  }
};

}  // namespace channelsim::market
