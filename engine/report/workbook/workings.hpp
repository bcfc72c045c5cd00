#pragma once
// What charts are drawn from where a table doesn't hold it the way the chart needs it.

#include <memory>
#include <string_view>
#include <vector>

#include "engine/report/workbook/worksheet.hpp"

namespace channelsim {

/// Tables on a sheet of their own. `placed.table` is kept as long as the workings are.
class Workings {
 public:
  Workings(WorkbookFile& file, const Words& words);

  /// Writes a table below the others.
  const PlacedTable& add(DataTable table);
  void finish() { sheet_.finish(); }

 private:
  struct Kept {
    DataTable table;
    PlacedTable placed;
  };
  Worksheet sheet_;
  std::vector<std::unique_ptr<Kept>> kept_;  // whose places never move
};

}  // namespace channelsim
