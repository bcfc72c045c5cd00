#include "engine/report/layout.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/report/palette.hpp"

namespace channelsim {
namespace {
struct Range {
  char32_t first, last;
};
constexpr Range combining[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},  {0x0610, 0x061a}, {0x064b, 0x065f},
    {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff},  {0x1dc0, 0x1dff}, {0x200b, 0x200f},
    {0x202a, 0x202e}, {0x2060, 0x2069}, {0x20d0, 0x20ff},  {0x3099, 0x309a}, {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef}};
constexpr Range wide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},
    {0x25fd, 0x25fe},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26aa, 0x26ab},
    {0x26bd, 0x26be},   {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},
    {0x274c, 0x274c},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2e80, 0x303e},   {0x3041, 0x4dbf},
    {0x4e00, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
    {0xfe10, 0xfe19},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},
    {0x1f18e, 0x1f19a}, {0x1f200, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1faff},
    {0x20000, 0x3fffd}};

template <std::size_t N>
bool contains(const Range (&ranges)[N], char32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [c](Range range) { return c >= range.first && c <= range.last; });
}

std::size_t character_width(char32_t c) {
  return contains(combining, c) ? 0 : contains(wide, c) ? 2 : 1;
}

/// A character of valid UTF-8: its bytes and its width.
struct Character {
  std::string_view bytes;
  std::size_t width;
};
Character character_at(std::string_view text, std::size_t i) {
  const auto first = static_cast<unsigned char>(text[i]);
  const std::size_t wanted = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const std::string_view bytes = text.substr(i, wanted);
  constexpr unsigned payload[] = {0x7f, 0x1f, 0x0f, 0x07};
  char32_t code = first & payload[wanted - 1];
  for (const char c : bytes.substr(1)) code = code << 6 | (static_cast<unsigned char>(c) & 0x3fu);
  return {bytes, character_width(code)};
}

/// The bytes of the longest beginning that fits.
std::size_t prefix_within(std::string_view text, std::size_t width) {
  std::size_t i = 0, used = 0;
  while (i < text.size()) {
    const Character character = character_at(text, i);
    if (used + character.width > width) break;
    used += character.width;
    i += character.bytes.size();
  }
  return i;
}

bool is_any_of(std::string_view character, std::string_view characters) {
  return characters.find(character) != std::string_view::npos;
}

/// Whether a line may end between two neighbours that are no spaces: beside a wide character, but
/// not before what closes nor after what opens; "万元" stays together.
bool may_part(const Character& left, const Character& right) {
  return (left.width == 2 || right.width == 2) && !is_any_of(left.bytes, "（《“万亿") &&
         !is_any_of(right.bytes, "，。、；：！？）》”…%");
}

/// Whether a line may end at a space: "95 %" and "124 万元" stay together.
bool may_part_at_space(std::string_view before, std::string_view after) {
  if (after.starts_with('%')) return false;
  return before.find_last_of("0123456789") + 1 != before.size() || after.empty() ||
         character_at(after, 0).width < 2;
}

/// The last place not after `end` at which a line may end.
std::optional<std::size_t> last_break(std::string_view text, std::size_t end) {
  std::optional<std::size_t> last;
  Character left = character_at(text, 0);
  for (std::size_t i = left.bytes.size(); i <= end && i < text.size();) {
    const Character right = character_at(text, i);
    const bool parts = right.bytes == " " ? may_part_at_space(text.substr(0, i), text.substr(i + 1))
                       : left.bytes == " " ? false
                                           : may_part(left, right);
    if (parts) last = i;
    left = right;
    i += right.bytes.size();
  }
  return last;
}
}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = character_at(text, i);
    width += character.width;
    i += character.bytes.size();
  }
  return width;
}

std::string fitted(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  return fmt::format("{}…", text.substr(0, prefix_within(text, width - 1)));
}

std::string padded(std::string_view text, std::size_t width, bool right) {
  const std::size_t used = display_width(text);
  const std::string spaces(width > used ? width - used : 0, ' ');
  return right ? fmt::format("{}{}", spaces, text) : fmt::format("{}{}", text, spaces);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::size_t end = prefix_within(text, width);
    if (end == 0) end = character_at(text, 0).bytes.size();  // wider than the line
    if (end < text.size()) end = last_break(text, end).value_or(end);
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.find_first_not_of(' ', end), text.size()));
  }
  return lines;
}

std::string painted(std::string_view text, const Paint& paint) {
  std::string codes;
  if (paint.bold) codes += ";1";
  if (paint.dim) codes += ";2";
  if (paint.plan) {
    const std::uint32_t colour = look_of(*paint.plan).colour;
    fmt::format_to(std::back_inserter(codes), ";38;2;{};{};{}", colour >> 16, colour >> 8 & 0xffu,
                   colour & 0xffu);
  }
  if (codes.empty() || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", std::string_view(codes).substr(1), text);
}

std::string table(const std::vector<std::vector<Cell>>& rows, std::string_view indent,
                  bool colour) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], display_width(row[i].text));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line(indent);  // as it stands, and where it ends without spaces
    std::size_t end = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Cell& cell = row[i];
      const std::string spaces(widths[i] - display_width(cell.text), ' ');
      if (cell.right) line += spaces;
      line += colour ? painted(cell.text, cell.paint) : cell.text;
      if (!cell.text.empty()) end = line.size();
      if (!cell.right) line += spaces;
      line += "  ";
    }
    line.resize(end);
    text += line + "\n";
  }
  return text;
}

}  // namespace channelsim
