#pragma once
// A study simulated in memory, for who looks at its figures and leaves no files.

#include <optional>
#include <string>
#include <vector>

#include "engine/run/experiment.hpp"
#include "models/market/load.hpp"
#include "models/market/market.hpp"

namespace channelsim::market {

class Trial {
 public:
  /// Throws InputError (E504) for more work than is sensible.
  Trial(Study study, std::vector<Invariant> invariants, int threads);

  const Study& study() const { return study_; }
  /// What went wrong under a plan, or nothing.
  std::optional<std::string> failure(std::size_t plan) const;
  /// A figure by replication; empty where there is none of that name.
  std::vector<double> column(std::size_t plan, const std::string& kpi) const;

 private:
  Study study_;
  Market market_;
  Results results_;
  RunOutcome outcome_{};
};

}  // namespace channelsim::market
