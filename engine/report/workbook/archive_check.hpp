#pragma once
// Whether a workbook is whole: libxlsxwriter doesn't notice when the disk fills up while it writes
// the parts that it packs.

#include <filesystem>

namespace channelsim {

/// Throws std::runtime_error with the path unless the file is a ZIP archive in which each part
/// unpacks to the size and checksum stated, and each XML part ends where its first element does.
void require_whole_parts(const std::filesystem::path& path);

}  // namespace channelsim
