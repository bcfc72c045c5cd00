#pragma once
// The sections of a report, each a file of its name: its data, its sentences, its pictures. A
// section with nothing to tell of this run is none.

#include <optional>

#include "models/market/report/facts.hpp"

namespace channelsim::market {

std::optional<Section> answer_section(const Facts& facts);
std::optional<Section> plans_section(const Facts& facts);
std::optional<Section> flows_section(const Facts& facts);
std::optional<Section> bridge_section(const Facts& facts);
std::optional<Section> risk_section(const Facts& facts);
std::optional<Section> time_section(const Facts& facts);
std::optional<Section> where_section(const Facts& facts);
std::optional<Section> partners_section(const Facts& facts);
std::optional<Section> roadmap_section(const Facts& facts);
std::optional<Section> assumptions_section(const Facts& facts);
std::optional<Section> base_year_section(const Facts& facts);
std::optional<Section> trust_section(const Facts& facts);

}  // namespace channelsim::market
