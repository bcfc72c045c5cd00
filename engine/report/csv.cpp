#include "engine/report/csv.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "engine/base/seeded_defect.hpp"
#include "engine/base/text.hpp"

namespace channelsim {

std::string csv_field(std::string_view text) {
  const bool plain = text.find_first_of(",\"\r\n") == std::string_view::npos &&
                     !text.starts_with(' ') && !text.ends_with(' ');
  if (plain) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' && !seeded("quotes_not_doubled")) quoted += '"';
    quoted += c;
  }
  return quoted += '"';
}

void write_rows(const Results& results, std::span<const std::size_t> kpis, const Sink& sink) {
  const std::uint32_t chances = results.chances();
  std::string line = chances > 1 ? "strategy,future,chance" : "strategy,replication";
  for (const std::size_t kpi : kpis)
    fmt::format_to(std::back_inserter(line), ",{}", csv_field(results.kpis()[kpi].name));
  sink(line += "\r\n");
  RowReader reader(results);
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan) {
    const std::string name = csv_field(results.plans()[plan].name);
    for (std::uint32_t replication = 0; replication < results.replications(); ++replication) {
      if (!results.has(plan, replication)) continue;
      const std::span<const double> row = reader.row(plan, replication);
      line = chances > 1
                 ? fmt::format("{},{},{}", name, replication / chances, replication % chances)
                 : fmt::format("{},{}", name, replication);
      for (const std::size_t kpi : kpis) {
        line += ',';
        if (std::isfinite(row[kpi])) append_shortest(line, row[kpi]);
      }
      sink(line += "\r\n");
    }
  }
}

void write_rows(const Results& results, const Sink& sink) {
  std::vector<std::size_t> kpis(results.kpis().size());
  std::iota(kpis.begin(), kpis.end(), std::size_t{0});
  write_rows(results, kpis, sink);
}

}  // namespace channelsim
