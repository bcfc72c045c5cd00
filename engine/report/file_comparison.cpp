#include "engine/report/file_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

#include "engine/base/text.hpp"

namespace channelsim {
namespace {
constexpr std::size_t longest_line = 1 << 20;

/// The fields of a line of a table, quotes taken off.
std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      fields.emplace_back();
    else if (c != '\r')
      fields.back() += c;
  }
  return fields;
}

/// What stands around a byte of a line.
std::string around(const std::string& line, std::size_t column) {
  constexpr std::size_t before = 30, length = 80;
  const std::size_t first = std::min(line.size(), column > before ? column - before : 0);
  return line.substr(first, length);
}

std::string byte_text(const std::string& line, std::size_t column) {
  return column < line.size()
             ? fmt::format("byte 0x{:02x}", static_cast<unsigned char>(line[column]))
             : "a line end, or the end of the file";
}

std::string first_line(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string line;
  std::getline(file, line);
  return line;
}

bool is_table(std::string_view name) { return name.ends_with(".csv"); }
bool is_text(std::string_view name) {
  return name.ends_with(".json") || name.ends_with(".yaml") || name.ends_with(".html");
}

}  // namespace

FileComparison::FileComparison(const std::filesystem::path& path)
    : path_(path), file_(path, std::ios::binary) {
  if (!file_) throw std::system_error(errno, std::generic_category(), path.string());
}

void FileComparison::add(std::string_view expected) {
  if (!differs_) {
    const std::size_t equal = equal_bytes(expected);
    const std::string_view same = expected.substr(0, equal);
    offset_ += equal;
    line_number_ += static_cast<std::uint64_t>(std::count(same.begin(), same.end(), '\n'));
    const std::size_t end = same.rfind('\n');
    if (end != std::string_view::npos) line_.clear();
    line_ += same.substr(end == std::string_view::npos ? 0 : end + 1);
    expected.remove_prefix(equal);
    if (expected.empty()) return;
    differs_ = true;
    column_ = line_.size();
  }
  if (!line_ended_) take_line(expected);
}

std::optional<FileDifference> FileComparison::difference() {
  if (!differs_) {
    if (file_.peek() == std::ifstream::traits_type::eof()) return {};
    column_ = line_.size();
  }
  return FileDifference{offset_, line_number_, column_, found_line(), line_};
}

std::size_t FileComparison::equal_bytes(std::string_view expected) {
  piece_.resize(expected.size());
  file_.read(piece_.data(), static_cast<std::streamsize>(piece_.size()));
  if (file_.bad()) throw std::system_error(errno, std::generic_category(), path_.string());
  const std::string_view found(piece_.data(), static_cast<std::size_t>(file_.gcount()));
  const auto [place, end] = std::mismatch(found.begin(), found.end(), expected.begin());
  return static_cast<std::size_t>(place - found.begin());
}

void FileComparison::take_line(std::string_view rest) {
  const std::size_t end = rest.find('\n');
  line_ += rest.substr(0, end);
  line_ended_ = end != std::string_view::npos || line_.size() > longest_line;
}

std::string FileComparison::found_line() {
  file_.clear();
  file_.seekg(static_cast<std::streamoff>(offset_ - column_));
  std::string line(column_ + longest_line, '\0');
  file_.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<std::size_t>(file_.gcount()));
  return line.substr(0, line.find('\n'));
}

ToldDifference told_difference(const std::filesystem::path& path, const FileDifference& each) {
  ToldDifference told;
  const std::string name = path.filename().string();
  if (is_table(name)) {
    const auto heading = fields_of(first_line(path)), found = fields_of(each.found),
               expected = fields_of(each.expected);
    const auto [f, e] = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
    const auto column = static_cast<std::size_t>(f - found.begin());
    if (f != found.end() && e != expected.end() && column < heading.size()) {
      told.place = fmt::format("line {}, column {}", each.line, printable(heading[column]));
      told.found = *f;
      told.expected = *e;
      return told;
    }
  }
  if (is_table(name) || is_text(name)) {
    told.place = fmt::format("line {}", each.line);
    told.found = around(each.found, each.column);
    told.expected = around(each.expected, each.column);
  }
  if (told.found != told.expected) return told;
  told.place = fmt::format("byte {}", each.offset);
  told.found = byte_text(each.found, each.column);
  told.expected = byte_text(each.expected, each.column);
  if (told.found != told.expected) return told;
  // Both lines end here, and one of them is the last.
  told.found = "a line end";
  told.expected = "the end of the file";
  if (std::filesystem::file_size(path) == each.offset) std::swap(told.found, told.expected);
  return told;
}

}  // namespace channelsim
