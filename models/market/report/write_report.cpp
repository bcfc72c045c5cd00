#include "models/market/report/write_report.hpp"

#include "engine/report/digest.hpp"
#include "engine/report/file.hpp"
#include "engine/report/page.hpp"
#include "engine/report/review.hpp"
#include "engine/report/run_folder.hpp"
#include "engine/report/workbook/figures_table.hpp"
#include "engine/report/workbook/workbook.hpp"

namespace channelsim::market {

std::vector<Remark> remarks_in(const std::filesystem::path& folder) {
  return read_review(folder, section_ids());
}

std::string hash_of_remarks(const std::filesystem::path& folder) {
  const auto file = folder / review_name;
  return std::filesystem::exists(file) ? sha256_of_file(file) : "";
}

void write_report(const std::filesystem::path& folder, const Telling& telling,
                  std::vector<Remark> remarks) {
  const Document document = report_of(telling, std::move(remarks));
  write_file(folder / run_folder::page, page_of(document, telling.words));
  write_workbook(document, telling.words, folder / run_folder::workbook,
                 {tidy_figures(telling.results, telling.analysis, telling.words)});
}

}  // namespace channelsim::market
