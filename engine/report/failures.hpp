#pragma once
// Replications that failed, in words: which, when, what was wrong, and the command that plays one
// again.

#include <string>

#include "engine/report/run_label.hpp"
#include "engine/report/words.hpp"
#include "engine/run/results.hpp"

namespace channelsim {

/// "Replication 17 of 'Web' failed in week 3: price[member=a,product=b] is not a number."
/// Steps are called by the unit of the period.
std::string told(const Failure& failure, const PlanLabel& plan, const Span& period,
                 const Words& words);

/// "week 3".
std::string when_of(const Failure& failure, const Span& period, const Words& words);
/// "is not a number".
std::string problem_text(const Failure& failure, const Words& words);

/// The command that plays a replication again up to its failure; `scenario` is a file, or the
/// folder of a run.
std::string replay_command(const Failure& failure, const PlanLabel& plan, std::string scenario);

}  // namespace channelsim
