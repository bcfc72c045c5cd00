#pragma once
// The channels as somebody judges them, beside the channels as they are simulated.

#include <optional>
#include <string>
#include <vector>

#include "models/market/load.hpp"

namespace channelsim::market {

struct ChannelScore {
  std::string channel;
  std::optional<double> opinion;  // 0 to 10; none where a criterion has no score
  std::vector<double> simulated;  // means under the baseline, by figure
};

struct EvaluationOutcome {
  std::string plan;
  std::vector<std::string> criteria;
  std::vector<double> weights;         // of the criteria; they sum to 1
  double consistency_ratio = 0;        // above 0.10 the comparisons contradict each other
  std::vector<std::string> figures;    // of the simulation
  std::vector<ChannelScore> channels;  // in the order of names
};

/// Weighs the criteria, adds up the opinions, and simulates the baseline. Throws InputError where
/// the scenario has no evaluation.
EvaluationOutcome evaluate(Study study, int threads);

}  // namespace channelsim::market
