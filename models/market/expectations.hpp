#pragma once
// The sanity checks that a scenario carries, tried out.

#include <filesystem>
#include <string>
#include <vector>

#include "models/market/load.hpp"

namespace channelsim::market {

/// One expectation under one plan.
struct CheckOutcome {
  std::string name, plan;
  bool held;
  std::string found;  // "mean fill_rate is 0.93, expected at least 0.95"
};

/// Simulates the scenario as far as its expectations ask for, each with its own changes. Throws
/// InputError as load_study does.
std::vector<CheckOutcome> check_expectations(const std::filesystem::path& file,
                                             const LoadOptions& options, int threads);

}  // namespace channelsim::market
