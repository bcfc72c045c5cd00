#pragma once
// The name of a KPI taken apart.

#include <string_view>

namespace channelsim {

/// "units_sold[channel=web_shop]" is the figure units_sold of the group web_shop by channel;
/// without a group it is a total. What doesn't have this form is the name of a total.
struct FigureName {
  std::string_view figure, dimension, group;
  constexpr bool is_total() const { return dimension.empty(); }
};

constexpr FigureName figure_name(std::string_view kpi) {
  const std::size_t bracket = kpi.find('[');
  if (bracket == kpi.npos || !kpi.ends_with(']')) return {kpi, {}, {}};
  const std::string_view inside = kpi.substr(bracket + 1, kpi.size() - bracket - 2);
  const std::size_t equals = inside.find('=');
  if (equals == inside.npos || equals == 0) return {kpi, {}, {}};
  return {kpi.substr(0, bracket), inside.substr(0, equals), inside.substr(equals + 1)};
}

}  // namespace channelsim
