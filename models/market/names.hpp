#pragma once
// Entries of a scenario's lists by their names.

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "models/market/layout.hpp"

namespace channelsim::market {
inline namespace CHANNELSIM_LEVEL {

/// The places of a list's entries in the order of their names.
template <class Entries>
RowNumbers by_name(const Entries& entries) {
  RowNumbers places(entries.size());
  std::iota(places.begin(), places.end(), 0u);
  std::sort(places.begin(), places.end(),
            [&](auto a, auto b) { return entries[a].name < entries[b].name; });
  return places;
}

/// The row of a name in a table whose rows stand at these places of a list.
template <class Entries>
std::uint32_t row_of(const Entries& entries, const RowNumbers& places, const std::string& name) {
  const auto found = std::lower_bound(
      places.begin(), places.end(), name,
      [&](auto place, const auto& wanted) { return entries[place].name < wanted; });
  const bool there = found != places.end() && entries[*found].name == name;
  return there ? static_cast<std::uint32_t>(found - places.begin()) : nobody;
}

/// Whether a list that stands for all where it is empty holds a name.
inline bool lists(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/// How far consumers of another region travel to a member, if they come at all.
template <class Number>
const Catchment<Number>* catchment_of(const std::vector<Catchment<Number>>& catchment,
                                      const std::string& region) {
  for (const Catchment<Number>& each : catchment)
    if (each.region == region) return &each;
  return nullptr;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::market
