#pragma once
// By what reviewers and links name the sections of a report of the market.

#include <string_view>
#include <vector>

namespace channelsim::market {

/// All that a report may have, in the order in which they are read.
const std::vector<std::string_view>& section_ids();

}  // namespace channelsim::market
