#pragma once
// Ctrl-C and termination requests as a flag that a run looks at between blocks.

#include <atomic>

namespace channelsim {

/// While it lives, the first SIGINT, SIGTERM or, unless it was ignored, SIGHUP sets a flag; a
/// second one, 0.1 s later or more, ends the program at once with exit code 130. A write that can't
/// be done fails without a signal. Afterwards signals do what they did before. One at a time.
class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

  const std::atomic<bool>& requested() const;
};

}  // namespace channelsim
