#pragma once
// The report of a run in its folder, as a page and as a workbook.

#include <filesystem>

#include "models/market/report/report.hpp"

namespace channelsim::market {

/// What the folder's review.yaml says. Throws InputError where it is not sound.
std::vector<Remark> remarks_in(const std::filesystem::path& folder);

/// The hash of review.yaml; empty where there is none.
std::string hash_of_remarks(const std::filesystem::path& folder);

/// Writes report.html and report.xlsx. Each is there whole or not at all; throws std::system_error
/// or std::runtime_error with the path where writing fails.
void write_report(const std::filesystem::path& folder, const Telling& telling,
                  std::vector<Remark> remarks);

}  // namespace channelsim::market
