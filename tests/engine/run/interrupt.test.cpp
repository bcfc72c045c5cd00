#include "engine/run/interrupt.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
/// How a child process ends that runs `work` and then leaves with exit code 7.
template <class Work>
int status_of_child(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(7);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}
}  // namespace

TEST_CASE("the first signal asks for a stop and the program goes on") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const StopOnSignal stop;
    CHECK_FALSE(stop.requested());
    std::raise(signal);
    CHECK(stop.requested());
  }
}

TEST_CASE("a second signal ends the program at once with exit code 130") {
  const int status = status_of_child([] {
    const StopOnSignal stop;
    std::raise(SIGINT);
    std::this_thread::sleep_for(std::chrono::milliseconds(110));
    std::raise(SIGTERM);
  });
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 130);
}

TEST_CASE("after its time a signal does what it did before") {
  const int status = status_of_child([] {
    std::signal(SIGTERM, SIG_DFL);
    { const StopOnSignal stop; }
    std::raise(SIGTERM);
  });
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGTERM);
}
