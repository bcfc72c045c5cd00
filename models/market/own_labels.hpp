#pragma once
// Own labels of key accounts: to consumers they are offers of somebody else's, one at each member.

#include <string>
#include <string_view>
#include <vector>

#include "models/market/plan.hpp"

namespace channelsim::market {

/// What the own label at a member is called among rivals; names in scenarios have no brackets.
inline std::string own_label_at(const std::string& member) { return "own label [" + member + "]"; }
/// The member at which a rival's offer is the own label; "" for all other rivals.
inline std::string member_of_label(std::string_view rival) {
  constexpr std::string_view before = "own label [";
  if (!rival.starts_with(before) || !rival.ends_with(']')) return "";
  return std::string(rival.substr(before.size(), rival.size() - before.size() - 1));
}

/// Adds a rival to all markets for each member that has an own label beside it under any of them;
/// counted groups are expanded. What it costs and is worth follows from the member's own offer.
void add_own_labels(std::vector<Plan>& plans);

}  // namespace channelsim::market
