#pragma once
// Partners who look at their own return before they join, as who buys a franchise does: what they
// lay out, what they expect to earn on it, and what they ask for.

#include <cstdint>
#include <optional>

#include "engine/base/elementary.hpp"
#include "engine/base/quantity.hpp"
#include "engine/schema/amount.hpp"
#include "engine/schema/describe.hpp"
#include "models/market/life_cycle.hpp"

namespace channelsim::market {

/// A candidate joins when its expected return reaches its hurdle.
template <class Number>
struct Joining {
  Number hurdle{0.0};
  Number spread{0.0};
  std::uint32_t horizon = 260;
  Number discount_rate{0.004};
  Number evidence{0.0};

  static constexpr auto describe() {
    return record(
        "joining",
        "A candidate joins when the net present value of a place, as a share of what it lays out, "
        "reaches its hurdle [Brealey, Myers & Allen 2020].",
        fields(
            field<&Joining::hurdle>("Return beyond its discount rate, over the whole horizon, at "
                                    "which half of the candidates join, or, without a spread, all "
                                    "that reach it.",
                                    between(-10, 100)),
            field<&Joining::spread>("How much candidates differ: the chance is 1 / (1 + e^((hurdle "
                                    "- return) / spread)).",
                                    between(0, 10)),
            field<&Joining::horizon>("How far they look ahead.", between(1, 1040), unit("steps")),
            field<&Joining::discount_rate>("What they could earn elsewhere (0.004 a week is about "
                                           "23 % a year).",
                                           between(0, 1), unit("per step")),
            field<&Joining::evidence>("How much the profit of those who are in business counts, "
                                      "once they have been for 26 steps, against the plan: what a "
                                      "member sells where all places are taken.",
                                      between(0, 1))));
  }
};

/// A place as an investment: what it takes, what a step brings and costs, what is left of it.
template <class Number>
struct InvestmentCase {
  Money<Number> outlay;        // fittings, opening, fees, deposit, stock
  Money<Number> contribution;  // of a step at the level of sales that the place will have
  Money<Number> fixed;         // cost of a step whatever is sold
  Money<Number> residual;      // what comes back at the end of the horizon
};

inline namespace CHANNELSIM_LEVEL {

/// Chance that somebody decides for what has a return; without a spread, 1 or 0.
template <class Number>
Number chance_at_return(Number value, Number hurdle, Number spread) {
  const Number odds = exponential((hurdle - value) / max(spread, Number(1e-9)));
  return select(spread > 0.0, 1.0 / (1.0 + odds),
                select(value >= hurdle, Number(1.0), Number(0.0)));
}

/// Net present value as a share of the outlay; sales begin as `beginning` says.
template <class Number>
Number return_on(const InvestmentCase<Number>& place, const Joining<Number>& joining,
                 const std::optional<Beginning<Number>>& beginning) {
  const Number factor = 1.0 / (1.0 + joining.discount_rate);
  Number discount = 1.0, present = 0.0;
  for (std::uint32_t age = 0; age < joining.horizon; ++age) {
    discount *= factor;
    const Number level = beginning
                             ? exponential(utility_of_beginning(*beginning, Number(double(age))))
                             : Number(1.0);
    present += (place.contribution.value * level - place.fixed.value) * discount;
  }
  present += place.residual.value * discount - place.outlay.value;
  return present / max(place.outlay.value, Number(1.0));
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
