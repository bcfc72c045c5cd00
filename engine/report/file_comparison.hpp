#pragma once
// A file against what it should hold, byte by byte as that comes.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace channelsim {

/// The first place at which a file is other than it should be. A line ends with its line feed or
/// where the text ends, and is cut after a mebibyte.
struct FileDifference {
  std::uint64_t offset = 0;     // of the byte
  std::uint64_t line = 1;       // counted from 1
  std::size_t column = 0;       // bytes of the line before it
  std::string found, expected;  // the line in the file, and as it should be
};

/// Takes the bytes that a file should hold. Reading fails with std::system_error and the path.
class FileComparison {
 public:
  explicit FileComparison(const std::filesystem::path& path);
  void add(std::string_view expected);
  /// After the last byte: the first difference, if any.
  std::optional<FileDifference> difference();

 private:
  std::size_t equal_bytes(std::string_view expected);
  void take_line(std::string_view rest);
  std::string found_line();

  std::filesystem::path path_;
  std::ifstream file_;
  std::string piece_, line_;  // what was read last; the line so far
  std::uint64_t offset_ = 0, line_number_ = 1;
  bool differs_ = false, line_ended_ = false;
  std::size_t column_ = 0;
};

/// A difference as people look for it: "line 17, column units_sold" of a table, the line of a text,
/// the byte of what is neither.
struct ToldDifference {
  std::string place, found, expected;
};
ToldDifference told_difference(const std::filesystem::path& path, const FileDifference& difference);

}  // namespace channelsim
