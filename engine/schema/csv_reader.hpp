#pragma once
// CSV files as rows of cells that know their place.

#include <string>
#include <vector>

#include "engine/base/issue.hpp"

namespace channelsim {

/// A cell of a table and where it stands.
struct TableCell {
  std::string text;
  int line, column;
};

/// The rows of an RFC 4180 text: commas, double quotes, CR LF or LF; a byte-order mark is skipped.
/// An unclosed quote, or text behind a closed one, is an issue.
std::vector<std::vector<TableCell>> parse_csv(const std::shared_ptr<const Source>& source,
                                              Issues& issues);

}  // namespace channelsim
