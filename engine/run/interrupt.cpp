#include "engine/run/interrupt.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstddef>

namespace channelsim {
namespace {
constexpr std::array stop_signals{SIGINT, SIGTERM};
constexpr int exit_interrupted = 130;

// A signal handler reaches nothing but globals.
std::atomic<bool> stop_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler must not wait");
std::array<struct sigaction, stop_signals.size()> actions_before;

void on_signal(int) {
  if (stop_requested.exchange(true)) _exit(exit_interrupted);
}
}  // namespace

StopOnSignal::StopOnSignal() {
  stop_requested = false;
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;  // writes under way are finished
  for (std::size_t i = 0; i < stop_signals.size(); ++i)
    sigaction(stop_signals[i], &action, &actions_before[i]);
}

StopOnSignal::~StopOnSignal() {
  for (std::size_t i = 0; i < stop_signals.size(); ++i)
    sigaction(stop_signals[i], &actions_before[i], nullptr);
}

const std::atomic<bool>& StopOnSignal::requested() const { return stop_requested; }

}  // namespace channelsim
