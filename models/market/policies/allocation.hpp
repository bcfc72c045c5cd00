#pragma once
// Who gets what when a supplier is short.

#include "engine/base/quantity.hpp"

namespace channelsim::market {
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

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
