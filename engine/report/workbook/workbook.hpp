#pragma once
// The report as a spreadsheet that people calculate on with: native tables and charts, numbers
// unrounded, one colour per plan.

#include <filesystem>
#include <vector>

#include "engine/report/document.hpp"
#include "engine/report/words.hpp"

namespace channelsim {

/// Writes an Office Open XML workbook [ECMA-376]: the first section as the summary, a sheet for
/// each further section, one for each table of `data`, then remarks, what the charts are drawn
/// from, and how to read it all. Numbers are values, never formulas; what is not finite stays
/// empty; texts are texts whatever they begin with. Equal documents give equal bytes. The file is
/// there whole or not at all; every failure throws std::runtime_error or std::system_error with the
/// path.
void write_workbook(const Document& document, const Words& words, const std::filesystem::path& path,
                    const std::vector<DataTable>& data = {});

}  // namespace channelsim
