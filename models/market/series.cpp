#include "models/market/series.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "models/market/checks.hpp"
#include "models/market/told_figures.hpp"

namespace channelsim::market {

namespace {

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
  const std::vector<std::string> names = told_figures(study);
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

void check_actuals(const Study& study, const Node& tree, Issues& issues) {
  const std::vector<Actual>& actuals = study.scenario.actuals;
  if (actuals.empty()) return;
  const std::vector<std::string> names = told_figures(study);
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
