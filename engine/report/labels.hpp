#pragma once
// What things are called: figures, groups of them, units, spans of time, lists. Keys of the
// catalogue are made from names, so that a model adds words and no code.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/figures.hpp"
#include "engine/report/run_label.hpp"
#include "engine/report/words.hpp"
#include "engine/run/kpi.hpp"

namespace channelsim {

/// "units_sold[region=east]" → "units sold (region east)": the text "kpi.units_sold", and of the
/// group "group.region"; as the name says where there is none.
std::string label_of(std::string_view kpi, const Words& words);
inline std::string label_of(const Kpi& kpi, const Words& words) {
  return label_of(kpi.name, words);
}
/// The sentence that says what a figure is: the text "kpi.units_sold.doc", in English as declared.
std::string doc_of(const Kpi& kpi, const Words& words);

/// What a name that a scenario may use without declaring it is called: the text "name.NAME";
/// of others the name, underscores as spaces.
std::string name_of(std::string_view name, const Words& words);

/// A unit of the results, as `FigureFormat` takes it: the text "unit.pieces", or the unit itself;
/// of "EUR per piece" both parts.
std::string unit_of(std::string_view unit, const Words& words);
/// How figures of a unit of the results are written in these words.
FigureFormat format_of(const Words& words, Scaling scaling, std::string_view unit, double largest,
                       double finest = 0);

/// "104 weeks", "1 year".
std::string span_of(const Span& span, const Words& words);

/// "a, b and c".
std::string listed(std::span<const std::string> items, const Words& words);
/// Sentences one after the other; empty ones leave no gap.
std::string in_a_row(const std::vector<std::string>& sentences, const Words& words);

}  // namespace channelsim
