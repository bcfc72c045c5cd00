#pragma once
// What becomes of the quantity a member needs before it is an order: lots, caution, pressure.

#include "engine/base/quantity.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// Customers who expect to go short order more than they need.
template <class Number>
struct OrderInflation {
  static constexpr bool bare_value_is_first = true;
  Number strength{1.0};
  Number learning{0.2};

  static constexpr auto describe() {
    return record(
        "order_inflation",
        "Orders are raised to quantity x (1 + strength x expected shortage), as customers of a "
        "supplier who shares out what it has do [Lee, Padmanabhan & Whang 1997].",
        fields(field<&OrderInflation::strength>(
                   "By how much an expected shortage raises orders; 0 = not at all.", required,
                   between(0, 100)),
               field<&OrderInflation::learning>(
                   "Weight of the share of the last order that was not filled in the expected "
                   "shortage, which is exponentially smoothed.",
                   between(0, 1))));
  }
};

/// Goods the supplier presses on its customers, so that it sells in more than is sold out.
template <class Number>
struct Loading {
  Number share{0.0};
  std::uint32_t every = 13;

  static constexpr auto describe() {
    return record(
        "loading",
        "In the last step of every period the member takes more than it orders (channel stuffing) "
        "[Lai, Debo & Nan 2011].",
        fields(field<&Loading::share>("By which share of its order.", required, between(0, 100)),
               field<&Loading::every>("Length of the period.", between(1, 5200), unit("steps"))));
  }
};

inline namespace CHANNELSIM_LEVEL {

/// A quantity as it can be ordered: at least the minimum, in full packs. Nothing stays nothing; a
/// minimum or a pack of 0 does not count [Kiesmüller, de Kok & Dabia 2011].
template <class Number>
Pieces<Number> in_lots(Pieces<Number> quantity, Pieces<Number> minimum, Pieces<Number> multiple) {
  const Pieces<Number> nothing{Number(0.0)};
  const Pieces<Number> raised = max(quantity, minimum);
  const Number packs = ceil(raised.value / max(multiple.value, Number(1e-300)));
  const Pieces<Number> lots{select(multiple > nothing, packs * multiple.value, raised.value)};
  return {select(quantity > nothing, lots.value, nothing.value)};
}

/// The share of an order that was not filled; of no order nothing is known.
template <class Number>
Number shortage_learnt(Number expected, Pieces<Number> ordered, Pieces<Number> received,
                       Number learning) {
  const Number unfilled =
      max(1.0 - received.value / max(ordered.value, Number(1e-300)), Number(0.0));
  return select(ordered.value > Number(0.0), expected + (unfilled - expected) * learning, expected);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
