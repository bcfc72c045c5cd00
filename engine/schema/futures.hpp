#pragma once
// Futures: for each, every uncertain value of a study is drawn once. A value is a pure function of
// (seed, the value's path, future), the same under every plan.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/random/copula.hpp"
#include "engine/schema/distribution.hpp"

namespace channelsim {

/// The rank correlation of some uncertain values, by path or given name.
struct RankCorrelation {
  std::vector<std::string> between;
  double coefficient;
};

class FutureSampler {
 public:
  /// `chances` replications share a future. Correlations that no values can have are replaced by
  /// the nearest that they can.
  FutureSampler(const Assumptions& assumptions, std::span<const RankCorrelation> correlations,
                std::uint64_t seed, std::uint32_t chances);

  /// Values per replication.
  std::size_t count() const { return distributions_.size(); }
  /// How far the correlations had to be moved, the largest change of one; 0 as stated.
  double largest_adjustment() const { return largest_adjustment_; }

  /// Fills `values`, by slot and replication: values[slot x replications + i] is that of
  /// replication first + i.
  void sample(std::uint32_t first, std::uint32_t replications, std::span<double> values) const;

 private:
  void join(const Assumptions& assumptions, std::span<const RankCorrelation> correlations);
  /// The uniform number of every path in a future.
  std::vector<double> luck_of(std::uint32_t future) const;

  std::vector<Distribution> distributions_;  // by slot
  std::vector<std::size_t> luck_;            // by slot: index into the paths
  std::vector<std::uint64_t> addresses_;     // of the paths
  std::vector<std::size_t> correlated_;      // indices of the paths that the copula joins
  std::optional<GaussianCopula> copula_;
  double largest_adjustment_ = 0;
  std::uint64_t seed_;
  std::uint32_t chances_;
};

}  // namespace channelsim
