#pragma once
// Where libxlsxwriter keeps the parts of a workbook until they are packed.

#include <cstdint>

namespace channelsim {

/// How many parts this process has kept in memory, and how many were lost because there was none.
/// libxlsxwriter would put them into temporary files and not notice when a disk is full; its
/// function for that, `lxw_tmpfile`, is replaced by ours.
struct PartsInMemory {
  std::uint64_t kept, lost;
};
PartsInMemory parts_in_memory();

}  // namespace channelsim
