#include "engine/run/experiment.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>

#include "engine/base/seeded_defect.hpp"
#include "engine/run/threads.hpp"

namespace channelsim {
namespace {

std::uint64_t replications_in(const std::vector<Block>& blocks) {
  std::uint64_t sum = 0;
  for (const Block& block : blocks) sum += block.count;
  return sum;
}

std::vector<Block> missing_blocks(const Experiment& experiment, const Results& results) {
  std::vector<Block> missing;
  for (std::size_t index = 0; index < block_count(experiment); ++index) {
    const Block block = block_at(experiment, index);
    bool there = true;
    for (std::uint32_t i = 0; i < block.count; ++i)
      there = there && (results.has(block.plan, block.first + i) ||
                        results.failure_of(block.plan, block.first + i));
    if (!there) missing.push_back(block);
  }
  return missing;
}

/// What the threads of one run share.
class Execution {
 public:
  Execution(const Experiment& experiment, const Evaluate& evaluate, const RunOptions& options,
            Results& results)
      : evaluate_(evaluate),
        options_(options),
        results_(results),
        blocks_(missing_blocks(experiment, results)),
        total_(std::uint64_t{experiment.replications} * experiment.plans),
        found_(total_ - replications_in(blocks_)) {}

  RunOutcome run() {
    const int threads = options_.threads > 0 ? options_.threads : usable_cpus();
    for_each_in_order(blocks_.size(), threads, [this](std::size_t index) {
      if (stop_requested()) return false;
      evaluate_block(index);
      return true;
    });
    RunOutcome outcome{results_.finished(), finished_ + failures_.size() < blocks_.size(), {}};
    for (auto& [index, message] : failures_)
      outcome.failures.push_back({blocks_[index].plan, blocks_[index].first, std::move(message)});
    return outcome;
  }

 private:
  bool stop_requested() const {
    if (broken_off_) return true;
    if (options_.stop && options_.stop->load(std::memory_order_relaxed)) return true;
    return options_.time_limit &&
           std::chrono::steady_clock::now() - started_ >= *options_.time_limit;
  }

  void evaluate_block(std::size_t index) {
    const Block block = blocks_[index];
    std::vector<double> rows(block.count * results_.row_size());
    std::vector<Failure> failures;
    try {
      failures = evaluate_(block, rows);
    } catch (const Stopped&) {
      return;
    } catch (const std::exception& error) {
      return fail(index, error.what());
    } catch (...) {
      return fail(index, "an unknown error");
    }
    for (const Failure& failure : failures)
      std::fill_n(
          rows.begin() + std::ptrdiff_t((failure.replication - block.first) * results_.row_size()),
          results_.row_size(), 0.0);
    const std::lock_guard lock(mutex_);
    if (broken_off_) return;
    results_.store(block, rows);
    for (const Failure& failure : failures)
      if (!seeded("failed_row_kept")) results_.fail(failure);
    ++finished_;
    computed_ += block.count;
    tell({block, rows, failures, computed_, found_ + computed_, total_});
  }

  /// Whoever could not take a block is told of no other, whatever threads still compute.
  void tell(const Progress& progress) {
    if (!options_.on_progress) return;
    try {
      options_.on_progress(progress);
    } catch (...) {
      broken_off_ = true;
      throw;
    }
  }

  void fail(std::size_t index, std::string message) {
    const std::lock_guard lock(mutex_);
    failures_.emplace(index, std::move(message));
  }

  const Evaluate& evaluate_;
  const RunOptions& options_;
  Results& results_;
  const std::vector<Block> blocks_;
  const std::uint64_t total_, found_;  // replications
  const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();

  std::atomic<bool> broken_off_ = false;
  std::mutex mutex_;  // guards the results and what follows
  std::size_t finished_ = 0;
  std::uint64_t computed_ = 0;                   // replications
  std::map<std::size_t, std::string> failures_;  // by index of the block
};

}  // namespace

std::size_t block_count(const Experiment& experiment) {
  const std::size_t size = experiment.block_size;
  const std::size_t partial = seeded("last_block_dropped") ? 0 : size - 1;
  return experiment.plans * ((experiment.replications + partial) / size);
}

Block block_at(const Experiment& experiment, std::size_t index) {
  const auto plan = static_cast<std::uint32_t>(index % experiment.plans);
  const auto first = static_cast<std::uint32_t>(index / experiment.plans * experiment.block_size);
  return {plan, first, std::min(experiment.block_size, experiment.replications - first)};
}

RunOutcome run(const Experiment& experiment, const Evaluate& evaluate, const RunOptions& options,
               Results& results) {
  if (experiment.block_size == 0) throw std::invalid_argument("a block needs a replication");
  if (results.plans().size() != experiment.plans ||
      results.replications() != experiment.replications)
    throw std::invalid_argument("the results have another shape than the experiment");
  return Execution(experiment, evaluate, options, results).run();
}

}  // namespace channelsim
