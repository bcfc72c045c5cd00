#pragma once
// An experiment: a pure function evaluated for every plan and replication, block by block.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/run/results.hpp"

namespace channelsim {

/// The grid plan × replication, cut into blocks of `block_size` (at least 1) replications; the last
/// block of a plan may be shorter.
struct Experiment {
  std::size_t plans;
  std::uint32_t replications;
  std::uint32_t block_size;
};

std::size_t block_count(const Experiment& experiment);
/// Blocks in the order they are run: the first of all plans, the second of all plans, … so that
/// what is interrupted has the same replications under every plan.
Block block_at(const Experiment& experiment, std::size_t index);

/// Thrown by an evaluation that was asked to stop: its block counts as not begun.
struct Stopped {};

/// Fills `rows` (zeros; `count` rows of the results' `row_size()`) for a block, and returns which
/// of its replications failed, whose rows count for nothing. Must be pure: it is called from many
/// threads, and a resumed run relies on getting the same numbers. May throw, also `Stopped`.
using Evaluate = std::function<std::vector<Failure>(Block block, std::span<double> rows)>;

/// A block has been finished.
struct Progress {
  Block block;
  std::span<const double> rows;       // of this block; valid during the call
  std::span<const Failure> failures;  // of this block, whose rows are zeros
  std::uint64_t computed;             // replications by this run, over all plans
  std::uint64_t done;                 // the same and those that were there before
  std::uint64_t total;                // plans × replications
};

struct RunOptions {
  int threads = 0;  // 0: all CPUs this process may use
  std::optional<std::chrono::seconds> time_limit = {};
  /// Called after each finished block, one call at a time; meanwhile the results stand still.
  /// What it throws ends the run and is passed on.
  std::function<void(const Progress&)> on_progress = {};
  const std::atomic<bool>* stop = nullptr;  // set it, and the run ends without further blocks
};

/// A block whose evaluation threw.
struct BlockFailure {
  std::uint32_t plan;
  std::uint32_t first;  // first replication
  std::string message;
};

struct RunOutcome {
  bool complete;     // no replication is left: each has its row or has failed
  bool interrupted;  // by the stop flag or the time limit, with blocks left to evaluate
  std::vector<BlockFailure> failures;  // in order of block
};

/// Evaluates the blocks that `results` does not have yet and stores their rows. The rows do not
/// depend on the number of threads. Throws std::invalid_argument when the shapes disagree.
RunOutcome run(const Experiment& experiment, const Evaluate& evaluate, const RunOptions& options,
               Results& results);

}  // namespace channelsim
