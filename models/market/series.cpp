#include "models/market/series.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/market/checks.hpp"
#include "models/market/kpis.hpp"

namespace channelsim::market {

namespace {

std::vector<std::string> names_of(const std::vector<KpiColumn>& columns) {
  std::vector<std::string> names;
  for (const KpiColumn& column : columns) names.push_back(column.label.name);
  return names;
}
/// The names of the columns of the results.
std::vector<std::string> figures_of(const Study& study) {
  return names_of(told_columns(markets_of(study.plans)));
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

/// What is told where the scenario asks for nothing: cheap to follow, so no present values.
std::vector<std::string> usual_figures(const Scenario<Parameter>& scenario) {
  std::vector<std::string> figures = {"units_sold", "manufacturer_cash"};
  const std::string& objective = scenario.decision.objective;
  const bool present_value = objective.starts_with("manufacturer_npv") ||
                             objective == "return_on_cash" || objective == "partner_npv";
  if (!present_value && std::find(figures.begin(), figures.end(), objective) == figures.end())
    figures.insert(figures.begin(), objective);
  return figures;
}
constexpr std::uint32_t usual_values = 26;

}  // namespace

SeriesCells series_of(const Study& study) {
  const Scenario<Parameter>& scenario = study.scenario;
  const bool usual = scenario.series.figures.empty();
  const std::vector<std::string> names = figures_of(study);
  SeriesCells cells;
  for (const std::string& figure : usual ? usual_figures(scenario) : scenario.series.figures) {
    const auto found = std::find(names.begin(), names.end(), figure);
    if (found != names.end()) cells.kpis.push_back(static_cast<std::size_t>(found - names.begin()));
  }
  const std::uint32_t last = scenario.horizon - 1;
  const std::uint32_t every =
      usual ? (scenario.horizon + usual_values - 1) / usual_values : scenario.series.every;
  for (std::uint32_t step = every - 1; step < last; step += every) cells.steps.push_back(step);
  cells.steps.push_back(last);
  return cells;
}

namespace {
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

void check_asked_figures(const Study& study, const Node& tree, Issues& issues) {
  const std::vector<KpiColumn> columns = kpi_columns(markets_of(study.plans));
  std::vector<std::string> known = names_of(columns);
  check_asked("series", study.scenario.series.figures, known, tree, issues);
  const std::vector<KpiText> texts = kpi_texts();
  for (const KpiColumn& column : columns) known.emplace_back(texts[column.figure].name);
  check_asked("figures", study.scenario.figures, known, tree, issues);
}

void check_actuals(const Study& study, const Node& tree, Issues& issues) {
  const std::vector<Actual>& actuals = study.scenario.actuals;
  if (actuals.empty()) return;
  const std::vector<std::string> names = figures_of(study);
  const SeriesCells cells = series_of(study);
  const Node* list = tree.get("actuals");
  for (std::size_t i = 0; i < actuals.size(); ++i) {
    const Actual& actual = actuals[i];
    const Node* node = list && i < list->items.size() ? &list->items[i] : nullptr;
    const std::string path = fmt::format("actuals[{}]", i);
    const auto place_of = [&](const char* key) {
      const Node* value = node ? node->get(key) : nullptr;
      return value ? value->place : node ? node->place : tree.place;
    };
    const auto found = std::find(names.begin(), names.end(), actual.figure);
    if (found == names.end()) {
      issues.push_back(
          no_such_figure(actual.figure, names, place_of("figure"), path + ".figure", ""));
      continue;
    }
    if (!actual.until || actual.until->step == study.scenario.horizon) continue;
    const auto kpi = static_cast<std::size_t>(found - names.begin());
    const bool told = std::find(cells.kpis.begin(), cells.kpis.end(), kpi) != cells.kpis.end();
    const bool then = std::find(cells.steps.begin(), cells.steps.end(), actual.until->step - 1) !=
                      cells.steps.end();
    if (!told || !then)
      issues.push_back(
          {IssueCode::broken_rule, place_of("until"), path + ".until",
           fmt::format("'{}' is not told at the end of the step before", actual.figure),
           told ? "choose the end of one of the steps of `series`"
                : "name the figure in `series`"});
  }
}

}  // namespace channelsim::market
