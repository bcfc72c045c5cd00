// The plans side by side: the objective with intervals, and every figure against the baseline.

#include <algorithm>
#include <cmath>

#include "engine/run/figure_name.hpp"
#include "models/market/report/sections.hpp"
#include "models/market/report/verdicts.hpp"

namespace channelsim::market {

namespace {

/// Figures of the whole market that are not 0 under every plan, by unit in order of appearance.
std::vector<std::pair<std::string, std::vector<std::size_t>>> figures_by_unit(const Facts& f) {
  std::vector<std::pair<std::string, std::vector<std::size_t>>> units;
  for (std::size_t kpi = 0; kpi < f.results().kpis().size(); ++kpi) {
    const Kpi& label = f.kpi(kpi);
    if (kpi != f.objective && !figure_name(label.name).is_total()) continue;
    bool tells = kpi == f.objective;
    for (std::size_t plan = 0; plan < f.plans(); ++plan) tells |= f.mean(plan, kpi) != 0;
    if (!tells) continue;
    auto group = std::find_if(units.begin(), units.end(),
                              [&](const auto& each) { return each.first == label.unit; });
    if (group == units.end()) group = units.insert(units.end(), {label.unit, {}});
    group->second.push_back(kpi);
  }
  return units;
}

std::string better_side(const Facts& f, Goal goal) {
  return goal == Goal::watch
             ? ""
             : f.words(goal == Goal::raise ? "plans.higher_is_better" : "plans.lower_is_better");
}

DataTable figures_in(const Facts& f, const std::string& unit, const std::vector<std::size_t>& kpis,
                     std::size_t number) {
  const std::string told = unit.empty() ? f.words("plans.plain") : f.say.unit(unit);
  DataTable table{fmt::format("figures_{}", number),
                  f.words("plans.figures_in", fmt::arg("unit", unit == "share" ? "%" : told)),
                  {f.text_column("column.figure"), f.text_column("plans.better"),
                   f.plan_column(f.baseline, unit)},
                  {}};
  for (std::size_t plan = 0; plan < f.plans(); ++plan)
    if (plan != f.baseline) add_difference_columns(f, table, plan, unit);
  for (const std::size_t kpi : kpis) {
    DataRow row{
        {f.say.figure(f.kpi(kpi).name), better_side(f, f.kpi(kpi).goal), f.mean(f.baseline, kpi)},
        {}};
    for (std::size_t plan = 0; plan < f.plans(); ++plan)
      if (plan != f.baseline) add_difference(f, row, f.analysis().difference(plan, kpi));
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// The differences of the objective to the baseline, with their 95 % intervals.
DataTable intervals(const Facts& f) {
  const std::string& unit = f.goal().unit;
  DataTable table{"plan_intervals",
                  f.words("plans.intervals", fmt::arg("figure", f.say.figure(f.goal().name)),
                          fmt::arg("plan", f.plan(f.baseline))),
                  {f.text_column("column.plan"),
                   {f.words("column.low"), unit, {}, true},
                   {f.words("column.middle"), unit, {}, true},
                   {f.words("column.high"), unit, {}, true}},
                  {}};
  for (const std::size_t plan : f.analysis().decision.ranking) {
    if (plan == f.baseline) continue;
    const Difference& gain = f.analysis().difference(plan, f.objective);
    const double half = gain.half_width.value_or(0);
    table.rows.push_back({{f.plan(plan), *gain.mean - half, *gain.mean, *gain.mean + half}, plan});
  }
  return table;
}

void tell(const Facts& f, Section& section, const DataTable& counted) {
  const std::string figure = f.say.figure(f.goal().name);
  for (const DataRow& row : counted.rows) {
    const std::size_t plan = *row.plan;
    const Difference& gain = f.analysis().difference(plan, f.objective);
    const auto number = [&](std::size_t cell) {
      return f.say.count(static_cast<std::uint64_t>(std::get<double>(row.cells[cell])));
    };
    const std::string size =
        gain.half_width ? f.say.difference_with(f.goal().unit, *gain.mean, *gain.half_width)
                        : f.say.difference(f.goal().unit, *gain.mean);
    const std::string counts =
        f.words("plans.counts_told", fmt::arg("better", number(1)), fmt::arg("worse", number(2)),
                fmt::arg("same", number(3)), fmt::arg("undecided", number(4)));
    section.sentences.push_back(
        f.words(is_same(gain) ? "plans.sentence_same" : "plans.sentence",
                fmt::arg("plan", f.plan(plan)), fmt::arg("figure", figure), fmt::arg("size", size),
                fmt::arg("direction", f.words(*gain.mean >= 0 ? "say.higher" : "say.lower")),
                fmt::arg("baseline", f.plan(f.baseline)),
                fmt::arg("verdict", verdict_text(f, gain)), fmt::arg("counts", counts)));
  }
}

}  // namespace

std::optional<Section> plans_section(const Facts& f) {
  if (!f.any()) return {};
  Section section;
  const auto units = figures_by_unit(f);
  if (f.plans() > 1) {
    std::vector<std::size_t> kpis;
    for (const auto& [unit, of_unit] : units)
      kpis.insert(kpis.end(), of_unit.begin(), of_unit.end());
    const DataTable counted = verdict_counts(f, "verdicts", f.words("plans.counts"),
                                             f.words("say.better"), f.words("say.worse"), kpis);
    tell(f, section, counted);
    section.tables = {intervals(f), counted};
    section.pictures.push_back(
        {PictureKind::intervals, section.tables[0].title, f.words("plans.picture.description"), 0});
  } else {
    section.sentences.push_back(f.words("plans.single", fmt::arg("plan", f.plan(0))));
  }
  std::size_t number = 0;
  for (const auto& [unit, kpis] : units)
    section.tables.push_back(figures_in(f, unit, kpis, ++number));
  return section;
}

}  // namespace channelsim::market
