#include "engine/report/workbook/workings.hpp"

#include <utility>

namespace channelsim {

Workings::Workings(WorkbookFile& file, const Words& words)
    : sheet_(file, words, words("workbook.workings"), words("workbook.workings.title")) {
  sheet_.fit({});
}

const PlacedTable& Workings::add(DataTable table) {
  kept_.push_back(std::make_unique<Kept>(Kept{std::move(table), {}}));
  Kept& kept = *kept_.back();
  kept.placed = sheet_.table(kept.table);
  return kept.placed;
}

}  // namespace channelsim
