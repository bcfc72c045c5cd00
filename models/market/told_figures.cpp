#include "models/market/told_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "models/market/checks.hpp"
#include "models/market/kpis.hpp"

namespace channelsim::market {

namespace {

std::vector<std::string> names_of(const std::vector<KpiColumn>& columns) {
  std::vector<std::string> names;
  for (const KpiColumn& column : columns) names.push_back(column.label.name);
  return names;
}

/// The columns on which a study rests, whatever else it wants told.
std::set<std::string> needed(const Scenario<Parameter>& scenario) {
  std::set<std::string> names = {std::string(cost_kpi), scenario.decision.objective};
  for (const auto& bound : scenario.decision.constraints) names.insert(bound.figure);
  names.insert(scenario.series.figures.begin(), scenario.series.figures.end());
  for (const Actual& actual : scenario.actuals) names.insert(actual.figure);
  for (const Expectation& expectation : scenario.expect)
    if (expectation.kpi) names.insert(*expectation.kpi);
  return names;
}

/// A figure where it is asked for: in a list or alone, in the map or in the short form.
struct Asked {
  Place place;
  std::string path;
};
Asked asked(const Node& tree, std::string path, std::size_t index) {
  const Node* node = tree.get(path);
  if (node && node->kind == Node::Kind::map) {
    node = node->get("figures");
    path += ".figures";
  }
  if (!node) return {tree.place, path};
  if (node->kind != Node::Kind::list) return {node->place, path};
  return {node->items[index].place, fmt::format("{}[{}]", path, index)};
}

/// Each figure that a key asks for is one of those that are known, and is asked for once.
void check_asked(const std::string& key, const std::vector<std::string>& figures,
                 const std::vector<std::string>& known, const Node& tree, Issues& issues) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const auto [place, path] = asked(tree, key, i);
    const auto here = figures.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(known.begin(), known.end(), figures[i]) == known.end())
      issues.push_back(no_such_figure(figures[i], known, place, path, ""));
    else if (std::find(figures.begin(), here, figures[i]) != here)
      issues.push_back({IssueCode::duplicate_name, place, path,
                        fmt::format("'{}' is told already", figures[i]), ""});
  }
}
}  // namespace

std::vector<std::string> told_figures(const Study& study) {
  return names_of(told_columns(markets_of(study.plans)));
}

void settle_told_figures(Study& study) {
  const std::vector<std::string>& figures = study.scenario.figures;
  if (figures.empty()) return;
  const std::set<std::string> asked(figures.begin(), figures.end()), rest = needed(study.scenario);
  const std::vector<KpiText> texts = kpi_texts();
  std::vector<std::string> told;
  for (const KpiColumn& column : kpi_columns(markets_of(study.plans))) {
    const std::string& name = column.label.name;
    if (asked.contains(std::string(texts[column.figure].name)) || asked.contains(name) ||
        rest.contains(name))
      told.push_back(name);
  }
  for (Plan& plan : study.plans)
    for (Stage& stage : plan.stages) stage.market.figures = told;
}

void check_asked_figures(const Study& study, const Node& tree, Issues& issues) {
  const std::vector<KpiColumn> columns = kpi_columns(markets_of(study.plans));
  std::vector<std::string> known = names_of(columns);
  check_asked("series", study.scenario.series.figures, known, tree, issues);
  const std::vector<KpiText> texts = kpi_texts();
  for (const KpiColumn& column : columns) known.emplace_back(texts[column.figure].name);
  check_asked("figures", study.scenario.figures, known, tree, issues);
}

}  // namespace channelsim::market
