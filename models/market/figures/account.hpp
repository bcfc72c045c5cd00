#pragma once
// The manufacturer's profit-and-loss account, line by line: items of the ledger, then what has
// changed in value without being paid.

#include <string>
#include <vector>

#include "models/market/scenario.hpp"

namespace channelsim::market {

/// The keys of all lines, in the order of the account.
std::vector<std::string> all_account_lines();
/// The lines that a market may post to; what is left out stays 0.
std::vector<std::string> account_lines(const Scenario<Parameter>& market);

}  // namespace channelsim::market
