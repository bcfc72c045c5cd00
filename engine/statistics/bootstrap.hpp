#pragma once
// How sure it is that a plan has the best average, when chance alone could have ranked the plans.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/run/kpi.hpp"

namespace channelsim {

/// The confidence that each plan has the best mean: the share of 2,000 resamples of the
/// replications (drawn with replacement, the same for all plans) in which its mean is best [Efron &
/// Tibshirani 1993]. Equal plans share a win, and one win more is shared by all, so that no
/// confidence is exactly 0 or 1 [Davison & Hinkley 1997, 4.2.2]; they sum to 1. `columns` holds one
/// column of finite values per plan, all of one length of at least 2. The same seed gives the same
/// figures, whatever the number of threads (0: all CPUs this process may use).
std::vector<double> confidence_of_best_mean(std::span<const std::vector<double>> columns, Goal goal,
                                            std::uint64_t seed, int threads = 0);

}  // namespace channelsim
