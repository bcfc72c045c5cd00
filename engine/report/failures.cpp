#include "engine/report/failures.hpp"

#include <fmt/format.h>

#include "engine/base/figures.hpp"
#include "engine/base/text.hpp"
#include "engine/statistics/decision.hpp"

namespace channelsim {

std::string when_of(const Failure& failure, const Span& period, const Words& words) {
  const std::string unit(period.unit.empty() ? "step" : period.unit);
  return words("failure." + unit, fmt::arg("number", failure.step));
}

std::string problem_text(const Failure& failure, const Words& words) {
  return words(fmt::format("failure.{}", problem_of(failure)),
               fmt::arg("value", fmt::format("{:.6g}", failure.value)));
}

std::string told(const Failure& failure, const PlanLabel& plan, const Span& period,
                 const Words& words) {
  const std::string name = printable(name_for_people(plan));
  return words("failure.told", fmt::arg("replication", failure.replication),
               fmt::arg("plan", words("plan.name", fmt::arg("plan", name))),
               fmt::arg("when", when_of(failure, period, words)),
               fmt::arg("variable", printable(failure.variable)),
               fmt::arg("problem", problem_text(failure, words)));
}

std::string replay_command(const Failure& failure, const PlanLabel& plan, std::string scenario) {
  return fmt::format("channelsim trace {} --strategy {} --replication {}", shell_word(scenario),
                     shell_word(plan.name), failure.replication);
}

}  // namespace channelsim
