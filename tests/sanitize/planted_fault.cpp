// Commits the fault that it is told to: proof that the sanitizers of this build see it.
// usage: planted_fault race|heap|cast|division

#include <chrono>
#include <cstring>
#include <thread>
#include <vector>

#include "engine/run/threads.hpp"

namespace {

volatile double zero = 0, too_large = 1e300;
double sum = 0;

/// Threads of oneTBB that add to one number, each without knowing of the others; they rest, so that
/// each is under way before the first fetches its next index.
void race() {
  channelsim::for_each_in_order(80, 8, [](std::size_t index) {
    sum += static_cast<double>(index);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    return true;
  });
}

void heap() {
  std::vector<char> text(8);
  volatile std::size_t behind = 8;
  sum += text.data()[behind];
}

}  // namespace

int main(int, char** arguments) {
  const char* fault = arguments[1];
  if (std::strcmp(fault, "race") == 0) race();
  if (std::strcmp(fault, "heap") == 0) heap();
  if (std::strcmp(fault, "cast") == 0) sum += static_cast<double>(static_cast<long>(too_large));
  if (std::strcmp(fault, "division") == 0) sum = 1 / zero;
  return sum == 0.5 ? 1 : 0;
}
