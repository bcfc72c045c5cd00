#include "engine/report/workbook/text.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/report/layout.hpp"

namespace channelsim {

namespace {

/// Bytes of the character that begins at `i` of valid UTF-8.
std::size_t character_length(std::string_view text, std::size_t i) {
  std::size_t length = 1;
  while (i + length < text.size() &&
         (static_cast<unsigned char>(text[i + length]) & 0xc0u) == 0x80u)
    ++length;
  return length;
}

/// The longest beginning that has at most so many UTF-16 units: two for what takes four bytes.
std::string_view beginning(std::string_view text, std::size_t units) {
  std::size_t end = 0;
  for (std::size_t used = 0; end < text.size();) {
    const std::size_t length = character_length(text, end);
    used += length == 4 ? 2 : 1;
    if (used > units) break;
    end += length;
  }
  return text.substr(0, end);
}

std::string cut(std::string text, std::size_t longest) {
  if (beginning(text, longest).size() == text.size()) return text;
  return std::string(beginning(text, longest - 1)) + "…";
}

bool is_hexadecimal(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// "_x0041_" is how these files write a character that XML can't hold [ECMA-376, 22.9.2.19]; a text
/// that only looks so has its first underscore written that way.
std::string without_escapes(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i, 7);
    const bool escape = rest.size() == 7 && rest.starts_with("_x") && rest[6] == '_' &&
                        std::all_of(rest.begin() + 2, rest.begin() + 6, is_hexadecimal);
    result += escape ? std::string_view("_x005F_") : text.substr(i, 1);
  }
  return result;
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return line;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return lower;
}

}  // namespace

std::string cell_text(std::string_view text, std::size_t longest) {
  std::string lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) lines += '\n';
    std::string line(text.substr(begin, end - begin));
    std::replace(line.begin(), line.end(), '\t', ' ');
    lines += printable(line);
    begin = end + 1;
  }
  return cut(without_escapes(lines), longest);
}

std::string title_text(std::string_view text) {
  const std::string title = cell_text(one_line(text), longest_header);
  return title.starts_with('=') ? " " + title : title;
}

double line_count(std::string_view text, double across) {
  double lines = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines += double(std::max<std::size_t>(
        1, wrapped(text.substr(begin, end - begin), std::max<std::size_t>(1, std::size_t(across)))
               .size()));
    begin = end + 1;
  }
  return lines;
}

std::string UniqueNames::take(std::string_view wanted, std::string_view separator,
                              std::size_t longest) {
  std::string name(beginning(wanted, longest));
  // Where a thousand columns want one name, none tries the numbers of all before it.
  int& last = last_.try_emplace(lower_case(name), 1).first->second;
  while (!taken_.insert(lower_case(name)).second) {
    const std::string suffix = std::string(separator) + std::to_string(++last);
    name = std::string(beginning(wanted, longest - suffix.size())) + suffix;
  }
  return name;
}

std::string sheet_name(std::string_view title) {
  std::string name;
  for (const char c : printable(one_line(title)))
    if (c == '\'')
      name += "’";  // one at an end is refused, and one inside confuses references
    else if (std::string_view("[]:*?/\\").find(c) == std::string_view::npos)
      name += c;
  name = cut(std::move(name), longest_sheet_name);
  const auto first = name.find_first_not_of(' ');
  if (first == std::string::npos) return "sheet";
  name = name.substr(first, name.find_last_not_of(' ') - first + 1);
  return lower_case(name) == "history" ? name + "_" : name;  // Excel keeps that one for itself
}

}  // namespace channelsim
