#pragma once
// What the tables of a terminal answer share: the figures, the order of the plans, names and paint.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/labels.hpp"
#include "engine/report/layout.hpp"
#include "engine/report/terminal.hpp"

namespace channelsim {

/// One answer in the making.
class TerminalView {
 public:
  TerminalView(const Results& results, const Analysis& analysis, const TerminalOptions& options,
               const Words& words);

  const Results& results;
  const Analysis& analysis;
  const Words& words;
  const std::size_t objective;     // KPI
  std::vector<std::size_t> order;  // of the plans: the best first, or as listed without figures
  const std::size_t width;
  const bool colour;

  std::size_t rivals() const { return order.size() - 1; }
  bool is_baseline(std::size_t plan) const { return plan == analysis.baseline; }
  /// The name for people, harmless on a terminal.
  std::string name(std::size_t plan) const;
  /// The same among other words, in quotes where the language needs them.
  std::string name_in_a_sentence(std::size_t plan) const;
  /// A figure in a table: in English by its name, as the files have it.
  std::string figure(std::size_t kpi) const;
  /// The difference to the baseline; of the baseline itself none.
  Difference difference(std::size_t plan, std::size_t kpi) const;
  /// The scale in which the differences of a KPI are written for all plans.
  FigureFormat difference_format(std::size_t kpi) const;
  std::string_view no_figure() const { return channelsim::no_figure(words.language()); }
  /// Wrapped lines with a line end each; none for an empty text.
  std::string paragraph(std::string_view text, std::string_view indent, const Paint& paint) const;
};

/// "▲" better, "▼" worse, "·" undecided, " " without a verdict.
std::string_view mark_of(const Difference& difference);
/// Decided differences stand out.
Paint paint_of(const Difference& difference);

/// Finds the scale for values with half-widths; the smallest positive half-width keeps a digit.
class ScaleFinder {
 public:
  void add(std::optional<double> value, std::optional<double> half_width);
  FigureFormat format(const Words& words, std::string_view unit) const {
    return format_of(words, Scaling::letters, unit, largest_, finest_);
  }

 private:
  double largest_ = 0, finest_ = 0;
};

/// Pads texts that stand under one another to the widest, on the left.
void align_right(std::vector<std::string>& texts);

std::size_t widest(const std::vector<Cell>& column);

}  // namespace channelsim
