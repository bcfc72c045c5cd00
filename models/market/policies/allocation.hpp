#pragma once
// Who gets what when a supplier is short [Cachon & Lariviere 1999].

#include <span>
#include <variant>
#include <vector>

#include "engine/base/quantity.hpp"
#include "engine/schema/describe.hpp"

namespace channelsim::market {

/// The same share of every order.
template <class Number>
struct ProportionalAllocation {
  static constexpr auto describe() {
    return record("proportional", "The same share of every order.", fields());
  }
};

/// The same number of pieces less for everybody; who ordered less than that gets nothing.
template <class Number>
struct LinearAllocation {
  static constexpr auto describe() {
    return record("linear",
                  "Everybody gets the same number of pieces less than ordered; who ordered less "
                  "than that gets nothing.",
                  fields());
  }
};

/// The same number of pieces for everybody, and to nobody more than ordered: asking for more does
/// not help.
template <class Number>
struct UniformAllocation {
  static constexpr auto describe() {
    return record("uniform",
                  "Everybody gets the same number of pieces, but nobody more than ordered; who "
                  "orders more than needed gains nothing by it.",
                  fields());
  }
};

/// The one line to extend.
template <class Number>
using Allocation = std::variant<ProportionalAllocation<Number>, LinearAllocation<Number>,
                                UniformAllocation<Number>>;

inline namespace CHANNELSIM_LEVEL {

/// What an order m_i receives of the stock K when all orders add up to M: m_i, or m_i K / M when
/// short [Cachon & Lariviere 1999, proportional]. The product is taken first, so that a quotient
/// that is whole comes out whole.
template <class Number>
Pieces<Number> proportional_allocation(Pieces<Number> order, Pieces<Number> available,
                                       Pieces<Number> ordered) {
  const Number part = order.value * available.value / max(ordered.value, 1e-300);
  return min(order, Pieces<Number>{part});
}

template <class Number>
Pieces<Number> sum_of(std::span<const Pieces<Number>> all) {
  Pieces<Number> sum{Number(0.0)};
  for (const Pieces<Number>& each : all) sum += each;
  return sum;
}

template <class Number>
void allocate(const ProportionalAllocation<Number>&, std::span<const Pieces<Number>> orders,
              Pieces<Number> available, std::span<Pieces<Number>> given) {
  const Pieces<Number> ordered = sum_of(orders);
  for (std::size_t i = 0; i < orders.size(); ++i)
    given[i] = proportional_allocation(orders[i], available, ordered);
}

/// m_i - (M - K) / n over the n largest orders, of which none comes out negative
/// [Cachon & Lariviere 1999, linear]. Whoever ordered less than the cut drops out, which makes the
/// cut of the others larger, until nobody else does.
template <class Number>
void allocate(const LinearAllocation<Number>&, std::span<const Pieces<Number>> orders,
              Pieces<Number> available, std::span<Pieces<Number>> given) {
  std::vector<Number> takes_part(orders.size(), Number(1.0));
  Number cut(0.0);
  for (std::size_t round = 0; round < orders.size(); ++round) {
    Number ordered(0.0), count(0.0);
    for (std::size_t i = 0; i < orders.size(); ++i) {
      ordered += takes_part[i] * orders[i].value;
      count += takes_part[i];
    }
    cut = max((ordered - available.value) / max(count, Number(1.0)), Number(0.0));
    bool somebody_drops_out = false;
    for (std::size_t i = 0; i < orders.size(); ++i) {
      const auto drops_out = (takes_part[i] > Number(0.0)) & (orders[i].value < cut);
      somebody_drops_out |= any(drops_out);
      takes_part[i] = select(drops_out, Number(0.0), takes_part[i]);
    }
    if (!somebody_drops_out) break;
  }
  for (std::size_t i = 0; i < orders.size(); ++i)
    given[i] = {
        select(takes_part[i] > Number(0.0), max(orders[i].value - cut, Number(0.0)), Number(0.0))};
}

/// min(m_i, x) with x such that the sum is K [Cachon & Lariviere 1999, uniform]. Whoever ordered no
/// more than the equal part is served in full, which leaves more to the others, until all who are
/// left ordered more.
template <class Number>
void allocate(const UniformAllocation<Number>&, std::span<const Pieces<Number>> orders,
              Pieces<Number> available, std::span<Pieces<Number>> given) {
  std::vector<Number> waits(orders.size(), Number(1.0));
  Number part(0.0);
  for (std::size_t round = 0; round < orders.size(); ++round) {
    Number left = available.value, count(0.0);
    for (std::size_t i = 0; i < orders.size(); ++i) {
      left -= (1.0 - waits[i]) * orders[i].value;
      count += waits[i];
    }
    part = max(left, Number(0.0)) / max(count, Number(1.0));
    bool somebody_is_served = false;
    for (std::size_t i = 0; i < orders.size(); ++i) {
      const auto served = (waits[i] > Number(0.0)) & (orders[i].value <= part);
      somebody_is_served |= any(served);
      waits[i] = select(served, Number(0.0), waits[i]);
    }
    if (!somebody_is_served) break;
  }
  for (std::size_t i = 0; i < orders.size(); ++i)
    given[i] = {select(waits[i] > Number(0.0), min(orders[i].value, part), orders[i].value)};
}

/// What each of the orders is given of what is available; as much as was ordered where there is
/// enough.
template <class Number>
void allocate(const Allocation<Number>& rule, std::span<const Pieces<Number>> orders,
              Pieces<Number> available, std::span<Pieces<Number>> given) {
  std::visit([&](const auto& r) { allocate(r, orders, available, given); }, rule);
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
