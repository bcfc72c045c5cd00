#pragma once
// What differs between two trees, value by value: lists of named entries are compared by name.

#include <string>
#include <vector>

#include "engine/schema/located_tree.hpp"

namespace channelsim {

/// One way in which two trees differ. An empty text says that it is not there; "there" stands for
/// a whole named entry.
struct ValueDifference {
  std::string path, a, b;
};

/// In the order of `a`, then what only `b` has, map by map.
std::vector<ValueDifference> differences_between(const Node& a, const Node& b);

/// " (+25 %)" where both are numbers that measure something and the first is not 0; else nothing.
std::string relative_change(const ValueDifference& difference);

}  // namespace channelsim
