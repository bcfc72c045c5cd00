#pragma once
// Columns of a figure by group: "channel_profit[region=east]" and its likes.

#include <string>
#include <vector>

#include "models/market/report/facts.hpp"

namespace channelsim::market {

struct GroupFigure {
  std::string group;  // its name in the scenario
  std::size_t kpi;
};

/// The groups of a breakdown by which the results tell a figure.
std::vector<GroupFigure> by_group(const Facts& facts, std::string_view figure,
                                  std::string_view breakdown);
/// What people call a group.
std::string group_name(const Facts& facts, std::string_view breakdown, const std::string& group);

}  // namespace channelsim::market
