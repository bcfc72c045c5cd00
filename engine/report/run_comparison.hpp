#pragma once
// Two saved runs, an earlier and a later one: what changed in what was put in, and what changed in
// the answer. Runs of different versions can be compared; only their databases are asked.

#include <optional>
#include <string>
#include <vector>

#include "engine/report/results_database.hpp"
#include "engine/schema/tree_difference.hpp"
#include "engine/statistics/comparison.hpp"

namespace channelsim {

/// A run as far as it is compared. Throws DatabaseError as ResultsDatabase does, and for a scenario
/// that can't be read.
struct ComparedRun {
  explicit ComparedRun(ResultsDatabase database);

  RunFacts facts;
  Node scenario;
  Results results;
};

/// A figure of a plan, or how far it is ahead of the baseline, in both runs. What does not exist is
/// none.
struct FigureChange {
  std::string plan;      // its name
  std::string label;     // for people, in the later run
  std::string baseline;  // against which the figure is taken; empty for the figure itself
  std::string kpi, unit;
  struct Side {
    std::optional<double> mean, half_width;
  } before, after;
  Difference change;     // after minus before; its verdict says whether it exceeds chance
  bool paired = false;   // by replications of the same luck
  std::string sentence;  // all that in words

  bool exceeds_chance() const;
};

struct RunComparison {
  std::vector<ValueDifference> inputs;
  std::vector<FigureChange> figures;               // plans both have, in the order of the later run
  std::vector<std::string> plans_new, plans_gone;  // names
  std::vector<std::string> remarks;                // what can't be compared, and why
  std::string recommendation;                      // "Hybrid is recommended, as before."
};

/// Compares the objective of each plan and its lead over the baseline, then the `further` figures.
/// Runs of one seed are compared replication by replication, others as independent samples (Welch).
RunComparison compare_runs(const ComparedRun& before, const ComparedRun& after,
                           const std::vector<std::string>& further = {});

}  // namespace channelsim
