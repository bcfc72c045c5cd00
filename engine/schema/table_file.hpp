#pragma once
// Tables: where a list of records may stand, `from_csv` takes its entries from a CSV file, a row or
// a group of rows each. The cells become ordinary nodes that know their line and column, so that an
// error in the data is reported in the data file.

#include "engine/schema/csv_reader.hpp"
#include "engine/schema/input_files.hpp"
#include "engine/schema/located_tree.hpp"

namespace channelsim {

/// Replaces every list entry that has `from_csv: {file, columns, group_by, where}` by one entry per
/// row or group; the other keys of the entry hold for all of them. `columns` maps dotted keys of
/// the record to headings, or, for groups, to `{mean: HEADING}` and the like. An empirical
/// distribution takes its values from `from_csv: {file, column}`. Files are named relative to
/// `folder`.
void expand_tables(Node& node, InputFiles& files, Issues& issues,
                   const std::filesystem::path& folder = {});

/// What `from_csv` takes.
struct TableSource;
const struct RecordDescription& table_source_description();
/// What it takes in an empirical distribution.
const struct RecordDescription& column_source_description();

}  // namespace channelsim
