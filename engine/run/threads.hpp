#pragma once
// Work on many indices by several threads.

#include <cstddef>
#include <functional>

namespace channelsim {

/// CPUs this process may use, by its affinity and its control groups; at least 1.
int usable_cpus();

/// Calls `work(index)` for 0 … count-1 on `threads` (at least 1) threads and waits for the end.
/// Indices are handed out in order, so what is finished is nearly a prefix. Once `work` has
/// returned false or thrown, no further index is handed out; the first exception is passed on.
void for_each_in_order(std::size_t count, int threads,
                       const std::function<bool(std::size_t index)>& work);

}  // namespace channelsim
