#include "models/market/series.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/market/checks.hpp"
#include "models/market/kpis.hpp"

namespace channelsim::market {

namespace {

/// The names of the columns of the results.
std::vector<std::string> figures_of(const Study& study) {
  std::vector<std::string> names;
  for (const KpiColumn& column : kpi_columns(markets_of(study.plans)))
    names.push_back(column.label.name);
  return names;
}

/// A figure where it is asked for: in a list or alone, in the map or in the short form.
struct Asked {
  Place place;
  std::string path;
};
Asked asked(const Node& tree, std::size_t index) {
  const Node* node = tree.get("series");
  std::string path = "series";
  if (node && node->kind == Node::Kind::map) {
    node = node->get("figures");
    path += ".figures";
  }
  if (!node) return {tree.place, path};
  if (node->kind != Node::Kind::list) return {node->place, path};
  return {node->items[index].place, fmt::format("{}[{}]", path, index)};
}

}  // namespace

SeriesCells series_of(const Study& study) {
  const Series& series = study.scenario.series;
  if (series.figures.empty()) return {};
  const std::vector<std::string> names = figures_of(study);
  SeriesCells cells;
  for (const std::string& figure : series.figures) {
    const auto found = std::find(names.begin(), names.end(), figure);
    if (found != names.end()) cells.kpis.push_back(static_cast<std::size_t>(found - names.begin()));
  }
  const std::uint32_t last = study.scenario.horizon - 1;
  for (std::uint32_t step = series.every - 1; step < last; step += series.every)
    cells.steps.push_back(step);
  cells.steps.push_back(last);
  return cells;
}

void check_series(const Study& study, const Node& tree, Issues& issues) {
  const std::vector<std::string>& figures = study.scenario.series.figures;
  if (figures.empty()) return;
  const std::vector<std::string> names = figures_of(study);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const auto [place, path] = asked(tree, i);
    const auto here = figures.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(names.begin(), names.end(), figures[i]) == names.end())
      issues.push_back(no_such_figure(figures[i], names, place, path, ""));
    else if (std::find(figures.begin(), here, figures[i]) != here)
      issues.push_back({IssueCode::duplicate_name, place, path,
                        fmt::format("'{}' is told over time already", figures[i]), ""});
  }
}

}  // namespace channelsim::market
