#include "engine/report/timing_table.hpp"

#include <fmt/format.h>

#include "engine/report/layout.hpp"

namespace channelsim {

std::string timing_table(const Timings& phases, const Timings& stages, std::uint64_t steps) {
  const auto seconds_of = [](std::chrono::nanoseconds taken) {
    return std::chrono::duration<double>(taken).count();
  };
  double all = 0;
  for (const auto& [name, taken] : phases.parts()) all += seconds_of(taken);
  const auto number = [](std::string text) { return Cell{std::move(text), true}; };
  std::vector<std::vector<Cell>> rows{
      {{"phase"}, number("seconds"), number("share"), number("ns a step and replication")}};
  for (const auto& [name, taken] : phases.parts()) {
    const double seconds = seconds_of(taken);
    rows.push_back({{name},
                    number(fmt::format("{:.3f}", seconds)),
                    number(fmt::format("{:.1f} %", all > 0 ? 100 * seconds / all : 0)),
                    number(fmt::format(
                        "{:.1f}", steps > 0 ? 1e9 * seconds / static_cast<double>(steps) : 0))});
  }
  rows.push_back({{"stage of the run"}, number("wall")});
  for (const auto& [name, taken] : stages.parts())
    rows.push_back({{name}, number(fmt::format("{:.3f}", seconds_of(taken)))});
  return table(rows, "", false);
}

}  // namespace channelsim
