#pragma once
// Counted members: one entry of a scenario that stands for many.

#include <string>
#include <string_view>

#include "models/market/scenario.hpp"

namespace channelsim::market {

/// Replaces each member with a count by as many members, NAME#1 and so on, and its name by theirs
/// where promotions name it.
void expand_counts(Scenario<Parameter>& market);

/// "shop" of "shop#3", and the whole name of who is not one of a group.
inline std::string_view group_of(std::string_view member) {
  return member.substr(0, member.find('#'));
}

/// 3 of "shop#3", and 0 of who is not one of a group.
inline unsigned long number_in_group(std::string_view member) {
  const std::size_t mark = member.find('#');
  return mark == std::string_view::npos ? 0 : std::stoul(std::string(member.substr(mark + 1)));
}

}  // namespace channelsim::market
