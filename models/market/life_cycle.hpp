#pragma once
// A member's life: what it takes to open, how it begins, what it earns for, when it gives up.

#include <cstdint>
#include <optional>

#include "engine/base/elementary.hpp"
#include "engine/base/quantity.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// What a member's owner lays out when it opens.
template <class Number>
struct Investment {
  Money<Number> capital{};
  Number life{260.0};
  Money<Number> one_off{};

  static constexpr auto describe() {
    return record(
        "investment", "What a member's owner lays out when it opens after the start.",
        fields(field<&Investment::capital>("Fittings, equipment, systems: they wear off evenly.",
                                           at_least(0)),
               field<&Investment::life>("How long they last.", between(1, 5200), unit("steps")),
               field<&Investment::one_off>("Cost of opening that is gone at once.", at_least(0))));
  }
};

/// How a member begins: a ramp until it is known, or a honeymoon while it is new.
template <class Number>
struct Beginning {
  Number ramp{0.0};
  Number start{0.3};
  Number honeymoon{0.0};
  Number half_life{8.0};

  static constexpr auto describe() {
    return record(
        "beginning",
        "How sales of a member that opens after the start begin: they rise from a share to the "
        "full level, or are lifted while it is new.",
        fields(field<&Beginning::ramp>("How long sales take to rise to their level.",
                                       between(0, 520), unit("steps")),
               field<&Beginning::start>("Share of its level it starts with.", between(0.001, 1)),
               field<&Beginning::honeymoon>("By which share people come more often at first: the "
                                            "opening is news.",
                                            between(0, 10)),
               field<&Beginning::half_life>("When half of that is gone.", between(0.1, 520),
                                            unit("steps"))));
  }
};

/// What a member does because of what it earns.
template <class Number>
struct Conduct {
  Number fair_margin{0.2};
  Number effort_response{0.0};
  Number exit_hazard{0.0};
  Number return_effect{1.0};
  MoneyPerStep<Number> required_profit{};
  Number lost_to_rivals{0.0};
  Number ability_effect{0.0};

  static constexpr auto describe() {
    return record(
        "conduct",
        "What a member does because of what it earns: effort follows its margin [Chu & Desai "
        "1995; Albers, Mantrala & Sridhar 2010], and it leaves the sooner the less it earns.",
        fields(
            field<&Conduct::fair_margin>("Share of the price that it thinks fair to keep.",
                                         above(0)),
            field<&Conduct::effort_response>("Its effort is margin / fair_margin, from 0.2 to 2; "
                                             "sales are multiplied by effort^this (0.33 is usual "
                                             "for sales forces).",
                                             between(0, 2)),
            field<&Conduct::exit_hazard>("Rate at which it leaves while it earns what it requires.",
                                         between(0, 10), unit("per step")),
            field<&Conduct::return_effect>("The rate is multiplied by e^(this x shortfall): the "
                                           "shortfall of its profit, as a share of what it "
                                           "requires, from -1 to 2.",
                                           between(0, 20)),
            field<&Conduct::required_profit>("Profit that it requires.", at_least(0)),
            field<&Conduct::lost_to_rivals>("Share of its customers' choice that goes with it to a "
                                            "rival when it leaves, and is not open to others.",
                                            between(0, 1)),
            field<&Conduct::ability_effect>("Utility that one standard deviation of hidden ability "
                                            "adds, for members who were screened.",
                                            between(-10, 10))));
  }
};

inline namespace CHANNELSIM_LEVEL {

/// Utility that a member's beginning adds when it has been open for `age` steps: logarithms, so
/// that small shares are multiplied.
template <class Number>
Number utility_of_beginning(const Beginning<Number>& beginning, Number age) {
  const Number part = min(age / max(beginning.ramp, 1e-9), Number(1.0));
  const Number level = beginning.start + (1.0 - beginning.start) * part;
  constexpr double halving = 0.6931471805599453;  // ln 2
  const Number news = beginning.honeymoon * exponential(-age * halving / beginning.half_life);
  return select(beginning.ramp > 0.0, logarithm(level), Number(0.0)) + logarithm(1.0 + news);
}

/// Effort of a member that keeps the share `margin` of its price.
template <class Number>
Number effort_at(const Conduct<Number>& conduct, Number margin) {
  return min(max(margin / conduct.fair_margin, Number(0.2)), Number(2.0));
}

/// Rate at which a member leaves that earns `profit` per step.
template <class Number>
Number exit_rate(const Conduct<Number>& conduct, Number profit) {
  const Number required = conduct.required_profit.value;
  const Number shortfall =
      select(required > 0.0, (required - profit) / max(required, 1e-9), Number(0.0));
  return conduct.exit_hazard *
         exponential(conduct.return_effect * min(max(shortfall, Number(-1.0)), Number(2.0)));
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
