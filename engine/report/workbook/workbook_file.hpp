#pragma once
// A workbook in the making: owns what libxlsxwriter holds, and lets no failure pass.

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "engine/report/document.hpp"
#include "engine/report/workbook/text.hpp"

struct lxw_chart;
struct lxw_format;
struct lxw_workbook;
struct lxw_worksheet;

namespace channelsim {

/// Colours of everything that is not about a plan, 0xRRGGBB.
namespace ink {
inline constexpr std::uint32_t text = 0x262626, quiet = 0x7f7f7f, rule = 0xd9d9d9, paper = 0xffffff,
                               heading = 0x1f3a5f, band = 0xf2f4f7, input = 0x0000ff,
                               alarm = 0xc00000;
}

/// How a cell looks; equal looks share a format.
struct CellLook {
  std::string number_format = {};
  double size = 10;
  bool bold = false, italic = false, wrap = false, right = false, ruled = false;
  std::uint32_t colour = ink::text;
  std::uint32_t fill = ink::paper;
  std::uint32_t left_edge = ink::paper;    // a thick line where it is another colour
  std::uint32_t bottom_edge = ink::paper;  // the same

  auto operator<=>(const CellLook&) const = default;
};

class WorkbookFile {
 public:
  /// Begins NAME.partial. Throws std::system_error where it can't be created.
  WorkbookFile(std::filesystem::path path, Language language, const std::string& title);
  ~WorkbookFile();
  WorkbookFile(const WorkbookFile&) = delete;
  WorkbookFile& operator=(const WorkbookFile&) = delete;

  /// A font that machines with this language have.
  const std::string& font() const { return font_; }
  /// A sheet whose name is taken from the title; `name` is set to it.
  lxw_worksheet* add_sheet(std::string_view title, std::string& name);
  lxw_format* format(const CellLook& look);
  lxw_chart* add_chart(std::uint8_t type);
  /// A name for a table that no other table or cell has.
  std::string table_name(std::string_view wanted);

  /// Writes everything, checks that it is all there, and gives the file its name.
  void commit();

 private:
  std::filesystem::path path_, partial_;
  std::string font_;
  lxw_workbook* workbook_ = nullptr;
  std::map<CellLook, lxw_format*> formats_;
  UniqueNames sheet_names_, table_names_;
};

/// Throws std::runtime_error when a call of the library (an lxw_error) has failed.
void require(int error, const char* action);

}  // namespace channelsim
