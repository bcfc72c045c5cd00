// The oneTBB executor: the only file that includes TBB.

#include "engine/run/threads.hpp"

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <cmath>

#include "engine/base/floating_point.hpp"
#include "engine/run/cpu_quota.hpp"

namespace channelsim {

int usable_cpus() {
  const int by_affinity = tbb::info::default_concurrency();
  const double by_quota = std::ceil(cpu_quota().value_or(by_affinity));
  return by_quota < by_affinity ? static_cast<int>(by_quota) : by_affinity;
}

void for_each_in_order(std::size_t count, int threads,
                       const std::function<bool(std::size_t index)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto take_until_empty = [&](int) {
    try {
      require_standard_arithmetic();
      for (std::size_t index = next++; index < count; index = next++)
        if (!work(index)) next = count;
    } catch (...) {
      next = count;
      throw;
    }
  };
  // The limit makes room for more threads than CPUs; an arena above it would warn on stderr.
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  // One task per thread that fetches index after index: TBB's own splitting of ranges would hand
  // them out of order.
  arena.execute(
      [&] { tbb::parallel_for(0, threads, take_until_empty, tbb::simple_partitioner{}); });
}

}  // namespace channelsim
