#pragma once
// Tables: where a list of records may stand, `from_csv` takes its entries from a CSV file, a row
// each. The cells become ordinary nodes that know their line and column, so that an error in the
// data is reported in the data file.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/schema/located_tree.hpp"

namespace channelsim {

/// Largest table that is read, in bytes.
inline constexpr std::uintmax_t largest_table = std::uintmax_t{64} << 20;

/// Finds and reads the files a scenario names: from the folder of the data first, then from the
/// scenario's own. Paths that leave those folders are refused.
class TableFiles {
 public:
  explicit TableFiles(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  /// The text of a file, or null after an issue at `place`.
  std::shared_ptr<const Source> open(const std::string& name, const Place& place, Issues& issues);

  /// Everything that was read, in order.
  const std::vector<std::shared_ptr<const Source>>& read() const { return read_; }

 private:
  std::vector<std::filesystem::path> folders_;
  std::vector<std::shared_ptr<const Source>> read_;
};

/// A cell of a table and where it stands.
struct TableCell {
  std::string text;
  int line, column;
};

/// The rows of an RFC 4180 text: commas, double quotes, CR LF or LF; a byte-order mark is skipped.
/// An unclosed quote, or text behind a closed one, is an issue.
std::vector<std::vector<TableCell>> parse_csv(const std::shared_ptr<const Source>& source,
                                              Issues& issues);

/// Replaces every list entry that has `from_csv: {file, columns}` by one entry per row; the other
/// keys of the entry hold for every row. `columns` maps dotted keys of the record to headings.
void expand_tables(Node& node, TableFiles& files, Issues& issues);

/// What `from_csv` takes.
struct TableSource;
const struct RecordDescription& table_source_description();

}  // namespace channelsim
