#include "engine/report/workbook/workbook_file.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/report/file.hpp"
#include "engine/report/workbook/parts_in_memory.hpp"

namespace channelsim {

namespace {

/// When the workbook says it was created: never the clock, so that equal documents give equal
/// bytes.
std::time_t creation_time() {
  constexpr std::time_t beginning_of_2000 = 946684800;
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  const auto seconds = parse_number(epoch ? epoch : "");
  // Within the years that the file's format of dates holds.
  return seconds && *seconds > 0 && *seconds < 2.5e11 ? static_cast<std::time_t>(*seconds)
                                                      : beginning_of_2000;
}

}  // namespace

void require(int error, const char* action) {
  if (error != LXW_NO_ERROR)
    throw std::runtime_error(fmt::format("the workbook refuses to {}: {}", action,
                                         lxw_strerror(static_cast<lxw_error>(error))));
}

WorkbookFile::WorkbookFile(std::filesystem::path path, Language language, const std::string& title)
    : path_(std::move(path)),
      partial_(partial_name(path_)),
      font_(language == Language::chinese ? "Microsoft YaHei" : "Arial") {
  OutputFile(path_).write("");  // whether it can be created is known before any work
  workbook_ = workbook_new(partial_.c_str());
  if (!workbook_) throw std::runtime_error("there is no memory for a workbook");
  std::string subject = title_text(title);
  lxw_doc_properties properties{};
  properties.title = subject.data();
  properties.created = creation_time();
  require(workbook_set_properties(workbook_, &properties), "take its properties");
}

WorkbookFile::~WorkbookFile() {
  if (workbook_) lxw_workbook_free(workbook_);
  std::error_code ignored;
  std::filesystem::remove(partial_, ignored);
}

lxw_worksheet* WorkbookFile::add_sheet(std::string_view title, std::string& name) {
  name = sheet_names_.take(sheet_name(title), " ", longest_sheet_name);
  lxw_worksheet* sheet = workbook_add_worksheet(workbook_, name.c_str());
  if (!sheet) throw std::runtime_error(fmt::format("the workbook refuses the sheet '{}'", name));
  return sheet;
}

lxw_chart* WorkbookFile::add_chart(std::uint8_t type) {
  lxw_chart* chart = workbook_add_chart(workbook_, type);
  if (!chart) throw std::runtime_error("the workbook refuses a chart");
  return chart;
}

std::string WorkbookFile::table_name(std::string_view wanted) {
  std::string name = "tbl_";  // "Q1" alone would be a cell
  for (const char c : wanted) name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return table_names_.take(name, "_", longest_header);
}

lxw_format* WorkbookFile::format(const CellLook& look) {
  lxw_format*& format = formats_[look];
  if (format) return format;
  format = workbook_add_format(workbook_);
  if (!format) throw std::runtime_error("the workbook refuses a format");
  format_set_font_name(format, font_.c_str());
  format_set_font_size(format, look.size);
  format_set_font_color(format, look.colour);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  if (!look.number_format.empty()) format_set_num_format(format, look.number_format.c_str());
  if (look.bold) format_set_bold(format);
  if (look.italic) format_set_italic(format);
  if (look.wrap) format_set_text_wrap(format);
  if (look.right) format_set_align(format, LXW_ALIGN_RIGHT);
  if (look.ruled || look.fill != ink::paper) format_set_indent(format, 1);
  if (look.fill != ink::paper) {
    format_set_pattern(format, LXW_PATTERN_SOLID);
    format_set_bg_color(format, look.fill);
  }
  if (look.ruled) {
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_bottom_color(format, ink::rule);
  }
  if (look.left_edge != ink::paper) {
    format_set_left(format, LXW_BORDER_THICK);
    format_set_left_color(format, look.left_edge);
  }
  if (look.bottom_edge != ink::paper) {
    format_set_bottom(format, LXW_BORDER_THICK);
    format_set_bottom_color(format, look.bottom_edge);
  }
  return format;
}

void WorkbookFile::commit() {
  const PartsInMemory before = parts_in_memory();
  const lxw_error error = workbook_close(std::exchange(workbook_, nullptr));  // frees it, too
  if (error != LXW_NO_ERROR)
    throw std::runtime_error(
        fmt::format("cannot write {}: {}", partial_.string(), lxw_strerror(error)));
  const PartsInMemory after = parts_in_memory();
  if (after.lost > before.lost) throw std::bad_alloc();
  if (after.kept == before.kept)
    throw std::runtime_error(
        "this libxlsxwriter keeps parts in files, where it would not notice a full disk");
  publish(path_);
}

}  // namespace channelsim
