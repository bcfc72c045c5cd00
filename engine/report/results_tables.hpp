#pragma once
// The tables and views of results.sqlite, as SQL; what each column means is told in
// docs/reference/results_database.md.

#include <string>
#include <string_view>
#include <vector>

#include "engine/run/kpi.hpp"

namespace channelsim {

inline constexpr int results_application = 0x4353494d;  // "CSIM": marks the file
inline constexpr int results_version = 2;               // of the tables

/// Statements that make the empty tables and the views. Figures are columns, because people ask for
/// them by name; groups are rows, because there may be thousands and names that differ by case
/// only.
std::string results_tables(const std::vector<Kpi>& kpis, std::string_view objective);

}  // namespace channelsim
