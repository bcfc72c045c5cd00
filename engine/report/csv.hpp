#pragma once
// The rows of an experiment as comma-separated values for programs (RFC 4180, UTF-8).

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "engine/report/file.hpp"
#include "engine/run/results.hpp"

namespace channelsim {

/// A field, quoted when it holds a comma, a quote, a line end or a space at an end.
std::string csv_field(std::string_view text);

/// Writes the header "strategy,replication,<KPI names>" and a line per finished row in order of
/// plan and replication (from 0); lines end with CR LF. Numbers are in the shortest form that reads
/// back equal, and nothing where a value is not finite. `kpis` are the columns in their order.
void write_rows(const Results& results, std::span<const std::size_t> kpis, const Sink& sink);

/// The same with all KPIs in their own order: replications.csv.
void write_rows(const Results& results, const Sink& sink);

}  // namespace channelsim
