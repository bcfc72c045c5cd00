#pragma once
// What a user sees of a run under way: how far it is, how long it takes, how sure it is by now.

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/experiment.hpp"

namespace channelsim {

enum class ProgressStyle : std::uint8_t {
  quiet,     // nothing
  lines,     // a line for every 10 %
  terminal,  // one line, redrawn at most 10 times a second, from 0.3 s on
};

/// Quiet when asked; otherwise by what standard error is.
ProgressStyle progress_style(bool quiet);

/// How sure the objective is so far, for display only: the half-width of a 95 % interval as a share
/// of the baseline's mean (the first plan's where none is marked). With several plans it is that of
/// the paired difference from the baseline, of the plan where it is widest. Normal quantile.
class ObjectivePrecision {
 public:
  /// `objective` is an index into the KPIs. Counts the rows that are there already.
  ObjectivePrecision(const Results& results, std::size_t objective);
  /// Counts the rows of a block that has just been stored.
  void add(Block block);
  /// Nothing before two replications, or when the mean is zero.
  std::optional<double> relative_half_width() const;

 private:
  /// Mean and squared deviations, updated value by value [Welford 1962].
  struct Moments {
    double count = 0, mean = 0, squares = 0;
    void add(double value);
    double half_width() const;
  };
  void add_pair(std::size_t plan, std::uint32_t replication);

  const Results& results_;
  std::size_t objective_;
  std::size_t baseline_;
  Moments level_;                     // of the baseline
  std::vector<Moments> differences_;  // of each plan from the baseline; its own stays empty
};

/// Shows progress on a stream, usually standard error. Ends its line when it goes.
class ProgressDisplay {
 public:
  using Clock = std::function<std::chrono::duration<double>()>;  // since any fixed moment

  /// Without an objective no half-width is shown. `results` are those the run fills.
  ProgressDisplay(std::ostream& out, ProgressStyle style, const Results& results,
                  std::optional<std::size_t> objective, Clock clock = steady_clock);
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  /// To be called from `RunOptions::on_progress`.
  void update(const Progress& progress);

 private:
  static std::chrono::duration<double> steady_clock();
  /// "400/1000 replications, 40 %, 200/s, 3 s left, half-width 0.8 %, 2 failed".
  std::string text(const Progress& progress, double seconds) const;
  void draw(const Progress& progress, double seconds);
  void print_line(const Progress& progress, double seconds);

  std::ostream& out_;
  ProgressStyle style_;
  std::optional<ObjectivePrecision> precision_;
  Clock clock_;
  std::chrono::duration<double> started_;
  std::optional<double> drawn_;  // seconds after the start
  std::uint64_t tenths_ = 0;     // printed as lines
  std::uint64_t failed_ = 0;     // replications
};

}  // namespace channelsim
