#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/terminal_tables.hpp"
#include "engine/run/figure_name.hpp"

namespace channelsim {
namespace {
// A column has a cell of header and one per KPI shown.
constexpr Paint faint{.dim = true};
constexpr std::size_t least_header = 14;  // of a plan's column

/// Whether a figure is 0 under every plan.
bool tells_nothing(const TerminalView& view, std::size_t kpi) {
  const auto& plans = view.analysis.summaries;
  return view.analysis.replications > 0 &&
         std::all_of(plans.begin(), plans.end(), [&](const std::vector<Summary>& plan) {
           return plan[kpi].mean && *plan[kpi].mean == 0;
         });
}

std::vector<std::size_t> main_kpis(const TerminalView& view) {
  const auto& all = view.results.kpis();
  std::vector<std::size_t> kpis;
  for (std::size_t kpi = 0; kpi < all.size(); ++kpi)
    if (kpi == view.objective ||
        (figure_name(all[kpi].name).is_total() && !all[kpi].detail && !tells_nothing(view, kpi)))
      kpis.push_back(kpi);
  return kpis;
}

/// "+1.24 ± 0.07 M".
std::string with_half_width(const std::string& value, std::optional<double> half_width,
                            const FigureFormat& format) {
  std::string text = value;
  if (half_width) text += " ± " + format.number(*half_width);
  if (!format.scale().empty()) text += " " + format.scale();
  return text;
}

/// The baseline's mean; a lone plan also shows how sure it is.
std::string baseline_text(const TerminalView& view, std::size_t kpi) {
  const Summary& summary = view.analysis.summaries[view.analysis.baseline][kpi];
  if (!summary.mean) return std::string(view.no_figure());
  const std::optional<double> half = view.rivals() == 0 ? summary.half_width : std::nullopt;
  ScaleFinder scale;
  scale.add(summary.mean, half);
  const FigureFormat format = scale.format(view.words, view.results.kpis()[kpi].unit);
  return with_half_width(format.number(*summary.mean), half, format);
}

std::vector<std::vector<Cell>> first_columns(const TerminalView& view,
                                             const std::vector<std::size_t>& kpis) {
  const std::size_t baseline = view.analysis.baseline;
  const Words& words = view.words;
  const bool wide = view.width >= 90;  // on a narrow terminal an arrow leaves room for a plan
  std::vector<Cell> names{{words("terminal.figure"), false, faint}},
      units{{words("terminal.unit"), false, faint}},
      goals{{wide ? words("terminal.direction") : "", false, faint}},
      means{{fitted(view.name(baseline), 12), true, {.plan = baseline}}};
  for (const std::size_t index : kpis) {
    const Kpi& kpi = view.results.kpis()[index];
    const std::string unit = kpi.unit == "share" ? "%" : unit_of(kpi.unit, words);
    names.push_back({fitted(view.figure(index), view.width / 4)});
    units.push_back({fitted(printable(unit), wide ? 14 : 10), false, faint});
    goals.push_back({kpi.goal == Goal::raise   ? wide ? words("terminal.higher") : "↑"
                     : kpi.goal == Goal::lower ? wide ? words("terminal.lower") : "↓"
                                               : "–",
                     false, faint});
    means.push_back({baseline_text(view, index), true});
  }
  return {std::move(names), std::move(units), std::move(goals), std::move(means)};
}

/// The differences of a plan, with an empty header; each KPI has one scale over all plans.
std::vector<Cell> plan_column(const TerminalView& view, std::size_t plan,
                              const std::vector<std::size_t>& kpis) {
  std::vector<std::string> means;
  for (const std::size_t kpi : kpis) {
    const Difference d = view.difference(plan, kpi);
    means.push_back(d.mean ? view.difference_format(kpi).signed_number(*d.mean)
                           : std::string(view.no_figure()));
  }
  align_right(means);
  std::vector<Cell> cells(1);
  for (std::size_t i = 0; i < kpis.size(); ++i) {
    const Difference d = view.difference(plan, kpis[i]);
    const FigureFormat format = view.difference_format(kpis[i]);
    cells.push_back(
        {fmt::format("{} {}", mark_of(d), with_half_width(means[i], d.half_width, format)), false,
         paint_of(d)});
  }
  return cells;
}

std::string legend(const TerminalView& view, std::size_t figures_left, std::size_t plans_left) {
  const Words& words = view.words;
  const auto counted = [&](std::size_t count, std::string_view one, std::string_view many) {
    return words(count == 1 ? one : many, fmt::arg("count", count));
  };
  std::vector<std::string> parts;
  if (view.rivals() > 0)
    parts.push_back(words("terminal.legend",
                          fmt::arg("plan", view.name_in_a_sentence(view.analysis.baseline))));
  std::string left;
  if (plans_left > 0) left = counted(plans_left, "terminal.more_plan", "terminal.more_plans");
  if (!left.empty() && figures_left > 0) left += words("list.comma");
  if (figures_left > 0)
    left += counted(figures_left, "terminal.more_figure", "terminal.more_figures");
  if (!left.empty()) parts.push_back(words("terminal.in_the_files", fmt::arg("what", left)));
  return view.paragraph(in_a_row(parts, words), "  ", faint);
}
}  // namespace

std::string figure_table(const TerminalView& view) {
  const std::vector<std::size_t> kpis = main_kpis(view);
  std::vector<std::vector<Cell>> columns = first_columns(view, kpis);
  std::size_t used = 0;
  for (const auto& column : columns) used += widest(column) + 2;
  std::vector<std::size_t> shown;
  for (const std::size_t plan : view.order) {
    if (view.is_baseline(plan)) continue;
    std::vector<Cell> column = plan_column(view, plan, kpis);
    const std::size_t width = 2 + std::max(widest(column), least_header);
    if (used + width > view.width) break;
    used += width;
    columns.push_back(std::move(column));
    shown.push_back(plan);
  }
  for (std::size_t i = 0; i < shown.size(); ++i) {
    std::vector<Cell>& column = columns[columns.size() - shown.size() + i];
    const std::size_t width =
        std::max(widest(column), least_header) + (view.width - used) / shown.size();
    column[0] = {"  " + fitted(view.name(shown[i]), width - 2),
                 false,
                 {.bold = view.analysis.decision.recommended == shown[i], .plan = shown[i]}};
  }
  std::vector<std::vector<Cell>> rows(kpis.size() + 1);
  for (const auto& column : columns)
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(column[i]);
  return table(rows, "  ", view.colour) +
         legend(view, view.results.kpis().size() - kpis.size(), view.rivals() - shown.size());
}

}  // namespace channelsim
