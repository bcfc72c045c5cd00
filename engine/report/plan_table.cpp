#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/interval_picture.hpp"
#include "engine/report/terminal_tables.hpp"

namespace channelsim {
namespace {
// A column has two cells of header and one per plan.
constexpr Paint faint{.dim = true};
constexpr std::size_t unit_width = 12, least_name = 12, most_picture = 36;

std::vector<Cell> averages(const TerminalView& view) {
  const auto summary = [&](std::size_t plan) {
    return view.analysis.summaries[plan][view.objective];
  };
  ScaleFinder scale;
  for (const std::size_t plan : view.order) scale.add(summary(plan).mean, summary(plan).half_width);
  const FigureFormat format = scale.format(view.words, view.results.kpis()[view.objective].unit);
  std::vector<std::string> halves;
  for (const std::size_t plan : view.order) {
    const auto& half = summary(plan).half_width;
    halves.push_back(half ? " ± " + format.number(*half) : "");
  }
  align_right(halves);
  std::vector<Cell> cells{{view.words("terminal.average"), true, faint},
                          {fitted(printable(format.unit()), unit_width), true, faint}};
  for (std::size_t i = 0; i < view.order.size(); ++i) {
    const auto& mean = summary(view.order[i]).mean;
    cells.push_back(
        {(mean ? format.number(*mean) : std::string(view.no_figure())) + halves[i], true});
  }
  return cells;
}

std::vector<Cell> differences(const TerminalView& view) {
  const FigureFormat format = view.difference_format(view.objective);
  std::vector<std::string> means, lows, highs;
  for (const std::size_t plan : view.order) {
    const Difference d = view.difference(plan, view.objective);
    means.push_back(d.mean ? format.signed_number(*d.mean) : "");
    lows.push_back(d.half_width ? format.signed_number(*d.mean - *d.half_width) : "");
    highs.push_back(d.half_width ? format.signed_number(*d.mean + *d.half_width) : "");
  }
  for (auto* texts : {&means, &lows, &highs}) align_right(*texts);
  const std::string unit = fitted(printable(format.difference_unit()), unit_width);
  std::vector<Cell> cells{
      {},
      {unit.empty() ? view.words("terminal.interval")
                    : view.words("terminal.unit_and_interval", fmt::arg("unit", unit)),
       false, faint}};
  for (std::size_t i = 0; i < view.order.size(); ++i) {
    const Difference d = view.difference(view.order[i], view.objective);
    std::string text = view.is_baseline(view.order[i]) ? "  " + view.words("terminal.baseline")
                       : d.mean                        ? fmt::format("{} {}", mark_of(d), means[i])
                                                       : fmt::format("  {}", view.no_figure());
    if (d.half_width) text += "  " + format.range(lows[i], highs[i]);
    cells.push_back({std::move(text), false, paint_of(d)});
  }
  const std::string against =
      view.words("terminal.against", fmt::arg("plan", view.name(view.analysis.baseline)));
  cells[0] = {fitted(against, widest(cells)), false, faint};
  return cells;
}

std::vector<Cell> confidences(const TerminalView& view) {
  std::vector<Cell> cells{{view.words("terminal.confidence_above"), true, faint},
                          {view.words("terminal.confidence_below"), true, faint}};
  for (const std::size_t plan : view.order) {
    const auto& share = view.analysis.decision.confidence_best_mean[plan];
    cells.push_back({share ? confidence_text(view.words.language(), *share, Scaling::letters)
                           : std::string(view.no_figure()),
                     true});
  }
  return cells;
}

std::vector<Cell> futures(const TerminalView& view) {
  const auto& shares = view.analysis.decision.share_of_futures_best;
  std::vector<Cell> cells{{view.words("terminal.futures_above"), true, faint},
                          {view.words("terminal.futures_below"), true, faint}};
  for (const std::size_t plan : view.order)
    cells.push_back({share_text(view.words.language(), shares[plan]), true});
  return cells;
}

std::vector<Cell> pictures(const TerminalView& view, std::size_t width) {
  std::vector<Difference> all;
  for (const std::size_t plan : view.order) all.push_back(view.difference(plan, view.objective));
  const IntervalPicture picture(all, width);
  const FigureFormat format = view.difference_format(view.objective);
  const bool rightwards = view.results.kpis()[view.objective].goal == Goal::raise;
  std::vector<Cell> cells{
      {view.words(rightwards ? "terminal.better_right" : "terminal.better_left"), rightwards,
       faint},
      {picture.axis(format.signed_number(picture.low()), format.signed_number(picture.high())),
       false, faint}};
  for (std::size_t i = 0; i < all.size(); ++i)
    cells.push_back({picture.draw(all[i]), false, {.plan = view.order[i]}});
  return cells;
}

std::vector<Cell> names(const TerminalView& view, std::size_t width) {
  std::vector<Cell> cells{{}, {"  " + view.words("terminal.plan"), false, faint}};
  for (const std::size_t plan : view.order) {
    const bool chosen = view.analysis.decision.recommended == plan;
    cells.push_back({(chosen ? "★ " : "  ") + fitted(view.name(plan), width),
                     false,
                     {.bold = chosen, .plan = plan}});
  }
  return cells;
}

std::string heading(const TerminalView& view) {
  const bool higher = view.results.kpis()[view.objective].goal == Goal::raise;
  return view.paragraph(
      view.words(higher ? "terminal.higher_is_better" : "terminal.lower_is_better",
                 fmt::arg("figure", view.figure(view.objective))),
      "  ", {.bold = true});
}
}  // namespace

std::string plan_table(const TerminalView& view) {
  std::vector<std::vector<Cell>> columns{averages(view)};
  if (view.rivals() > 0) {
    columns.push_back(differences(view));
    columns.push_back(confidences(view));
    if (!view.analysis.decision.share_of_futures_best.empty()) columns.push_back(futures(view));
  }
  // Names and picture share what the figures leave of the line.
  std::size_t free = view.width - 2;
  for (const auto& column : columns) free -= std::min(free, widest(column) + 2);
  std::size_t longest = 0;
  for (const std::size_t plan : view.order)
    longest = std::max(longest, display_width(view.name(plan)));
  const std::size_t least_picture = std::min(12 + (view.width - 80) / 2, most_picture);
  const bool room = view.rivals() > 0 && free >= least_name + 2 + least_picture;
  const std::size_t name_width = std::min(longest, room ? free - 2 - least_picture : free);
  if (room) columns.push_back(pictures(view, std::min(free - 2 - name_width, most_picture)));
  columns.insert(columns.begin(), names(view, name_width));

  std::vector<std::vector<Cell>> rows(view.order.size() + 2);
  for (const auto& column : columns)
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(column[i]);
  return heading(view) + table(rows, "", view.colour);
}

}  // namespace channelsim
