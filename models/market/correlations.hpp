#pragma once
// Uncertain values that move together.

#include "models/market/load.hpp"

namespace channelsim::market {

/// What is correlated must be uncertain under some plan, and each pair is correlated once.
void check_correlations(const Study& study, const Node& tree, Issues& issues);

/// Warns where the correlations contradict each other and the nearest that can be are used.
void warn_of_moved_correlations(const Study& study, const Node& tree, Issues& issues);

/// The uncertain values of a study, drawn for each future.
FutureValues futures_of(const Study& study);

}  // namespace channelsim::market
