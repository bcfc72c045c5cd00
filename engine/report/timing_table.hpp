#pragma once
// Where the time of a run went, for who looks after its speed.

#include <cstdint>
#include <string>

#include "engine/base/timings.hpp"

namespace channelsim {

/// A line per phase: seconds of all threads, share, and nanoseconds for each of so many steps of a
/// replication; then a line per stage of the run with its wall time.
std::string timing_table(const Timings& phases, const Timings& stages, std::uint64_t steps);

}  // namespace channelsim
