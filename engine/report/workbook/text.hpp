#pragma once
// Texts as a workbook can hold them.

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace channelsim {

/// Most UTF-16 units that a cell, a heading of a table and a sheet's name hold.
inline constexpr std::size_t longest_cell = 32'767;
inline constexpr std::size_t longest_header = 255;
inline constexpr std::size_t longest_sheet_name = 31;

/// The text on one or several lines: other control characters and marks of reading direction are
/// shown by their code, what a spreadsheet would take for an escape ("_x0041_") stands for itself,
/// and what is too long is cut.
std::string cell_text(std::string_view text, std::size_t longest = longest_cell);

/// The same on one line. A title, unlike a cell, is read as a formula when it begins with '=': then
/// a space goes before it.
std::string title_text(std::string_view text);

/// Lines that a text takes where so many characters fit across.
double line_count(std::string_view text, double across);

/// Names that are used once, whatever their case.
class UniqueNames {
 public:
  /// The name, or the name with " 2", " 3" … behind it, `longest` UTF-16 units at most.
  std::string take(std::string_view wanted, std::string_view separator, std::size_t longest);

 private:
  std::set<std::string> taken_;
  std::map<std::string, int> last_;  // number behind a name that was wanted again
};

/// A sheet's name without what names can't hold; "sheet" where nothing is left.
std::string sheet_name(std::string_view title);

}  // namespace channelsim
