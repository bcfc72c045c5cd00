#include "engine/report/group_tables.hpp"

#include <algorithm>

#include "engine/run/figure_name.hpp"

namespace channelsim {
namespace {

/// The place of a name in a list, which gets it where it lacks it.
std::size_t place_in(std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  names.emplace_back(name);
  return names.size() - 1;
}

}  // namespace

std::vector<GroupTable> group_tables(const std::vector<Kpi>& kpis) {
  struct Cell {
    std::size_t group, figure, kpi;
  };
  std::vector<std::string> dimensions;
  std::vector<GroupTable> tables;
  std::vector<std::vector<Cell>> cells;
  for (std::size_t kpi = 0; kpi < kpis.size(); ++kpi) {
    const FigureName name = figure_name(kpis[kpi].name);
    if (name.is_total()) continue;
    const std::size_t table = place_in(dimensions, name.dimension);
    if (table == tables.size()) {
      tables.push_back({dimensions.back(), {}, {}, {}});
      cells.emplace_back();
    }
    cells[table].push_back({place_in(tables[table].groups, name.group),
                            place_in(tables[table].figures, name.figure), kpi});
  }
  for (std::size_t table = 0; table < tables.size(); ++table) {
    GroupTable& t = tables[table];
    t.kpis.resize(t.groups.size() * t.figures.size());
    for (const auto& [group, figure, kpi] : cells[table])
      t.kpis[group * t.figures.size() + figure] = kpi;
  }
  return tables;
}

}  // namespace channelsim
