#pragma once
// Where in a scenario something stands, and between which bounds a value lies: what its checks have
// in common.

#include <initializer_list>

#include "engine/schema/distribution.hpp"
#include "engine/schema/located_tree.hpp"
#include "engine/schema/parameter.hpp"

namespace channelsim::market {

/// Keys and positions that lead to a value: "segments", "2", "habit".
using Keys = std::initializer_list<std::string_view>;

/// The value there, or the nearest thing above it that is written down.
Place place_at(const Node& tree, Keys keys);
/// "segments[2].habit".
std::string path_of(Keys keys);
/// The rule that a value breaks, told at its place.
Issue broken_rule(const Node& tree, Keys keys, std::string message, std::string hint);

/// The quantile of a value over the futures: 0 gives the least, 1 the greatest.
double value_at(Parameter value, const Assumptions& assumptions, double share);

}  // namespace channelsim::market
