#pragma once
// Figures of the series at the ends of their steps, as the report tells them.

#include <vector>

#include "models/market/report/facts.hpp"

namespace channelsim::market {

/// A figure of the series at one of its moments over the replications, ascending: of a flow what
/// was added since the moment before, or since the start.
std::vector<double> at_moment(const Facts& facts, std::size_t plan, std::size_t figure,
                              std::size_t moment, bool since_start = false);

}  // namespace channelsim::market
