#pragma once
// What a study will cost, told before it starts.

#include <string>

#include "models/market/load.hpp"

namespace channelsim::market {

/// Work and room of a run.
struct WorkEstimate {
  double shelf_steps;  // plans x replications x steps x shelves
  double bytes;        // of memory, at most held at once
  double disk_bytes;   // while it runs
};
WorkEstimate estimate(const Study& study);

/// "4.2e+06 shelf-steps, about 1 s on one CPU; 42 MB of memory, 3 MB of disk".
std::string to_text(const WorkEstimate& work);

/// Most shelf-steps that are run without --allow-large.
inline constexpr double most_shelf_steps = 1e12;
/// Most bytes of disk, if that much is free.
inline constexpr double most_disk_bytes = 1e11;

/// Throws InputError (E504) when the study would take more work than that, more than `bytes` of
/// memory (half of what the machine has free) or more than `disk_bytes` of disk (what is
/// free where its folder lies). The remedy ends the message.
void require_affordable(const Study& study, double bytes, double disk_bytes,
                        const std::string& remedy = "--allow-large runs it all the same");

}  // namespace channelsim::market
