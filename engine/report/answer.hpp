#pragma once
// The decision in plain words, made from its figures: the answer, the gain with its interval, how
// sure it is, and what stands in the way. It never claims certainty.

#include <string>

#include "engine/report/run_label.hpp"
#include "engine/report/words.hpp"
#include "engine/statistics/decision.hpp"

namespace channelsim {

/// Whole sentences. Names of plans stand in them as they are given.
struct Answer {
  std::string decision;     // which plan, by how much, how sure
  std::string constraints;  // which plans break a bound; empty where none is stated
  std::string outlooks;     // whether it holds for who looks less far; empty where nobody asks
};

/// The answer for a decision over these results (see `analyse`), which covers the period.
Answer answer_of(const Results& results, const Decision& decision, const Span& period,
                 const Words& words);

/// "after 1 year".
std::string when_of(const OutlookVerdict& outlook, const Words& words);

}  // namespace channelsim
