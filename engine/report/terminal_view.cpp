#include "engine/report/terminal_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/text.hpp"

namespace channelsim {

TerminalView::TerminalView(const Results& the_results, const Analysis& the_analysis,
                           const TerminalOptions& options, const Words& the_words)
    : results(the_results),
      analysis(the_analysis),
      words(the_words),
      objective(analysis.decision.objective),
      order(analysis.decision.ranking),
      width(std::max<std::size_t>(options.width, 80)),
      colour(options.colour) {
  if (!order.empty()) return;
  order.resize(results.plans().size());
  std::iota(order.begin(), order.end(), std::size_t{0});
}

std::string TerminalView::name(std::size_t plan) const {
  return printable(name_for_people(results.plans()[plan]));
}

std::string TerminalView::name_in_a_sentence(std::size_t plan) const {
  return words("plan.name", fmt::arg("plan", name(plan)));
}

std::string TerminalView::figure(std::size_t kpi) const {
  const std::string& name = results.kpis()[kpi].name;
  return printable(words.language() == Language::english ? name : label_of(name, words));
}

Difference TerminalView::difference(std::size_t plan, std::size_t kpi) const {
  return is_baseline(plan) ? Difference{} : analysis.difference(plan, kpi);
}

FigureFormat TerminalView::difference_format(std::size_t kpi) const {
  ScaleFinder scale;
  for (const std::size_t plan : order)
    scale.add(difference(plan, kpi).mean, difference(plan, kpi).half_width);
  return scale.format(words, results.kpis()[kpi].unit);
}

std::string TerminalView::paragraph(std::string_view text, std::string_view indent,
                                    const Paint& paint) const {
  std::string lines;
  for (const std::string& line : wrapped(printable(text), width - indent.size()))
    lines += fmt::format("{}{}\n", indent, colour ? painted(line, paint) : line);
  return lines;
}

std::string_view mark_of(const Difference& difference) {
  if (!difference.verdict) return " ";
  return *difference.verdict == Verdict::better  ? "▲"
         : *difference.verdict == Verdict::worse ? "▼"
                                                 : "·";
}

Paint paint_of(const Difference& difference) {
  const bool decided = difference.verdict && *difference.verdict != Verdict::undecided;
  return {.bold = decided, .dim = !decided};
}

void ScaleFinder::add(std::optional<double> value, std::optional<double> half_width) {
  const double half = half_width.value_or(0);
  if (value) largest_ = std::max(largest_, std::abs(*value) + half);
  if (half > 0) finest_ = finest_ > 0 ? std::min(finest_, half) : half;
}

void align_right(std::vector<std::string>& texts) {
  std::size_t width = 0;
  for (const std::string& text : texts) width = std::max(width, display_width(text));
  for (std::string& text : texts) text = padded(text, width, true);
}

std::size_t widest(const std::vector<Cell>& column) {
  std::size_t width = 0;
  for (const Cell& cell : column) width = std::max(width, display_width(cell.text));
  return width;
}

}  // namespace channelsim
