#include "engine/run/interrupt.hpp"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace channelsim {
namespace {
constexpr std::array stop_signals{SIGINT, SIGTERM, SIGHUP};
/// A write into a broken pipe or beyond a limit fails by itself; that need not end the program.
constexpr std::array write_signals{SIGPIPE, SIGXFSZ};
constexpr int exit_interrupted = 130;

// A signal handler reaches nothing but globals.
std::atomic<bool> stop_requested = false;
std::atomic<std::int64_t> first_signal = 0;  // nanoseconds; 0: none yet
static_assert(std::atomic<bool>::is_always_lock_free &&
                  std::atomic<std::int64_t>::is_always_lock_free,
              "a signal handler must not wait");
std::array<struct sigaction, stop_signals.size()> actions_before;
std::array<struct sigaction, write_signals.size()> write_actions_before;

/// `timeout` and terminals signal a process and then its group: what comes together is one request.
constexpr std::int64_t together = 100'000'000;  // nanoseconds

void on_signal(int) {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  const std::int64_t now = time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec;
  std::int64_t first = 0;
  if (first_signal.compare_exchange_strong(first, now))
    stop_requested = true;
  else if (now - first >= together)
    _exit(exit_interrupted);
}
}  // namespace

StopOnSignal::StopOnSignal() {
  stop_requested = false;
  first_signal = 0;
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;  // writes under way are finished
  for (std::size_t i = 0; i < stop_signals.size(); ++i) {
    sigaction(stop_signals[i], &action, &actions_before[i]);
    // Who starts a program with `nohup` wants it to go on. (Scripts that start it with & ignore
    // SIGINT for it, too, but nobody sends that by chance.)
    if (stop_signals[i] == SIGHUP && actions_before[i].sa_handler == SIG_IGN)
      sigaction(stop_signals[i], &actions_before[i], nullptr);
  }
  action.sa_handler = SIG_IGN;
  for (std::size_t i = 0; i < write_signals.size(); ++i)
    sigaction(write_signals[i], &action, &write_actions_before[i]);
}

StopOnSignal::~StopOnSignal() {
  for (std::size_t i = 0; i < stop_signals.size(); ++i)
    sigaction(stop_signals[i], &actions_before[i], nullptr);
  for (std::size_t i = 0; i < write_signals.size(); ++i)
    sigaction(write_signals[i], &write_actions_before[i], nullptr);
}

const std::atomic<bool>& StopOnSignal::requested() const { return stop_requested; }

}  // namespace channelsim
