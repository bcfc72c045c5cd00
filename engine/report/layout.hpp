#pragma once
// Text on a terminal: columns that stay aligned under any script, lines that end in time, colour.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace channelsim {

/// Terminal cells that printable UTF-8 text takes: two for wide East Asian characters and emoji,
/// none for combining marks [Unicode TR 11].
std::size_t display_width(std::string_view text);

/// The text, cut to this width with '…' at the end where it is longer.
std::string fitted(std::string_view text, std::size_t width);

/// The text padded with spaces to this width.
std::string padded(std::string_view text, std::size_t width, bool right = false);

/// Lines of at most this width; broken at spaces and between East Asian characters, and within words
/// longer than a line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// How a piece of text looks where colour is wanted; `plan` picks its colour.
struct Paint {
  bool bold = false, dim = false;
  std::optional<std::size_t> plan = {};
};

/// The text between escape sequences [ECMA-48]. Plans have their colours of palette.hpp.
std::string painted(std::string_view text, const Paint& paint);

struct Cell {
  std::string text = {};
  bool right = false;  // aligned
  Paint paint = {};
};

/// Rows of cells under one another, columns as wide as their widest cell and two spaces apart, no
/// spaces at a line's end. Rows may be of different length.
std::string table(const std::vector<std::vector<Cell>>& rows, std::string_view indent, bool colour);

}  // namespace channelsim
