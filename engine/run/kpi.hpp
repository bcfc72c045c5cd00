#pragma once
// What a replication is measured by: a figure with a unit, a meaning and a wished direction.

#include <cstdint>
#include <string>
#include <string_view>

namespace channelsim {

/// Which way is better; a watched figure has no better side and gets no verdict.
enum class Goal : std::uint8_t { raise, lower, watch };

constexpr std::string_view to_string(Goal goal) {
  return goal == Goal::raise ? "raise" : goal == Goal::lower ? "lower" : "watch";
}

/// What a series tells of a figure.
enum class OverTime : std::uint8_t { flow, level };

constexpr std::string_view to_string(OverTime over_time) {
  return over_time == OverTime::flow ? "flow" : "level";
}
constexpr std::string_view meaning(OverTime over_time) {
  return over_time == OverTime::flow ? "what was added since the value before"
                                     : "how it stood, counted from the start";
}

/// One column of the results.
struct Kpi {
  std::string name;  // unique; "units_sold" or "units_sold[channel=web_shop]"
  std::string unit;  // "CNY", "pieces", "share", …
  Goal goal = Goal::watch;
  std::string doc;  // one sentence
  OverTime over_time = OverTime::flow;
  bool detail = false;  // for files and reports; left out where there is little room
};

}  // namespace channelsim
