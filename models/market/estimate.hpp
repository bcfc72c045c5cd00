#pragma once
// What a study will cost, told before it starts.

#include <string>

#include "models/market/load.hpp"

namespace channelsim::market {

/// Work and memory of a run.
struct WorkEstimate {
  double shelf_steps;  // plans x replications x steps x shelves
  double bytes;        // at most held at once
};
WorkEstimate estimate(const Study& study);

/// "4.2 million shelf-steps, about 1 s on one CPU; 12 MB".
std::string to_text(const WorkEstimate& work);

/// Most shelf-steps that are run without --allow-large.
inline constexpr double most_shelf_steps = 1e12;

/// Throws InputError (E504) when the study would take more work than that, or more than `bytes` of
/// memory: half of what the machine has free. The remedy ends the message.
void require_affordable(const Study& study, double bytes,
                        const std::string& remedy = "--allow-large runs it all the same");

}  // namespace channelsim::market
