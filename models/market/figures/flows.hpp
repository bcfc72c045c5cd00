#pragma once
// From whom to whom goods and the money for them go: the manufacturer, channels, consumers.

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "models/market/scenario.hpp"

namespace channelsim::market {

inline constexpr std::string_view goods_flow_kpi = "goods_flow", money_flow_kpi = "money_flow";
/// What the parties that are no channel are called.
inline constexpr std::string_view maker_party = "manufacturer", consumers_party = "consumers";

using Way = std::pair<std::string, std::string>;  // from, to

/// The ways that goods may take in a market, and those of the money for them.
std::set<Way> ways_of_goods(const Scenario<Parameter>& market);
std::set<Way> ways_of_money(const Scenario<Parameter>& market);

}  // namespace channelsim::market
