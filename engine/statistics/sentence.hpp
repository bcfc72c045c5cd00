#pragma once
// The decision in plain English, generated from its figures: the answer, the gain with its
// interval, how sure it is, and what stands in the way. It never claims certainty.

#include <optional>
#include <string>
#include <string_view>

#include "engine/statistics/decision.hpp"

namespace channelsim {

/// "units_sold[region=east]" → "units sold [region=east]".
std::string readable(std::string_view kpi);

/// Writes the answer for a decision whose other members are filled; `cost` is the KPI of ties.
std::string sentence_of(const Results& results, const Decision& decision,
                        std::optional<std::size_t> cost);

/// Whether the answer holds for who looks less far: "Looking 1 year ahead, ... would come first."
std::string outlook_sentence_of(const Results& results, const Decision& decision);

}  // namespace channelsim
