#pragma once
// The figures that are measured on the way, too: further cells of a replication's row, behind its
// KPIs, so that whatever keeps and orders rows keeps them with the rest.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace channelsim {

struct SeriesCells {
  std::vector<std::size_t> kpis;     // which columns of the results, in the order they are told
  std::vector<std::uint32_t> steps;  // at whose ends they are measured; from 0, ascending

  std::size_t count() const { return kpis.size() * steps.size(); }
  /// The cell, from the first behind the KPIs, of kpis[figure] at the end of steps[moment].
  std::size_t at(std::size_t figure, std::size_t moment) const {
    return figure * steps.size() + moment;
  }
};

}  // namespace channelsim
