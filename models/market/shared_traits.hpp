#pragma once
// Which members run under the same traits: numbers that are kept once for all of them.

#include <algorithm>
#include <deque>
#include <map>
#include <string_view>
#include <vector>

#include "engine/schema/same.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {

/// By member: the place of the one whose traits it shares, its own where it is the first that has
/// them. Only members of a channel are compared, each with the last few that are unlike: there are
/// seldom more, and where all are unlike, comparing all would take the square of their number.
inline std::vector<std::size_t> shared_traits(const std::vector<Member<Parameter>>& members) {
  constexpr std::size_t compared = 8;
  std::map<std::string_view, std::deque<std::size_t>> unlike;  // by channel, the latest first
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < members.size(); ++place) {
    auto& of_channel = unlike[members[place].channel];
    const auto found = std::find_if(of_channel.begin(), of_channel.end(), [&](std::size_t each) {
      return same(members[each].traits, members[place].traits);
    });
    places.push_back(found == of_channel.end() ? place : *found);
    if (found != of_channel.end()) continue;
    if (of_channel.size() == compared) of_channel.pop_back();
    of_channel.push_front(place);
  }
  return places;
}

}  // namespace channelsim::market
