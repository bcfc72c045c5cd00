#pragma once
// How long parts of a computation took.

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace channelsim {

/// Measures from lap to lap.
class Stopwatch {
 public:
  std::chrono::nanoseconds lap() {
    const auto now = std::chrono::steady_clock::now();
    return now - std::exchange(last_, now);
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// Parts in the order in which they were first added, each with its time in sum.
class Timings {
 public:
  using Part = std::pair<std::string, std::chrono::nanoseconds>;

  void add(std::string_view name, std::chrono::nanoseconds taken) {
    const auto known = std::find_if(parts_.begin(), parts_.end(),
                                    [&](const Part& part) { return part.first == name; });
    if (known == parts_.end())
      parts_.emplace_back(name, taken);
    else
      known->second += taken;
  }
  void add(const Timings& others) {
    for (const auto& [name, taken] : others.parts_) add(name, taken);
  }
  const std::vector<Part>& parts() const { return parts_; }

 private:
  std::vector<Part> parts_;
};

}  // namespace channelsim
