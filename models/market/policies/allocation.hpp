#pragma once
// Who gets what when a supplier is short.

#include "engine/base/quantity.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// The share of every order that can be filled: m_i K / sum m [Cachon & Lariviere 1999, proportional].
template <class Number> Number proportional_fill(Pieces<Number> available, Pieces<Number> ordered) {
  return min(Number(1.0), available / max(ordered, Pieces<Number>{1e-300}));
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
