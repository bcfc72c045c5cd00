#pragma once
// What the declarations say, for people: the reference page, and one entry of it at the command
// line.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/schema/description.hpp"

namespace channelsim {

/// A Markdown page with a table for the document and for every record below it.
std::string reference_page(const RecordDescription& document);

/// A key of a path that no record there has, and the keys there are.
struct UnknownKey {
  std::string_view key;
  std::vector<std::string_view> known;
};

/// The field at a dotted path (entries of lists by position or name), or null, with the key that is
/// not known.
const FieldDescription* field_at(const RecordDescription& document, std::string_view path,
                                 UnknownKey& unknown);

/// The text about a field or record at a dotted path; names of list entries may be left out
/// (`members.pricing.rate`). Nothing when the path leads nowhere; `unknown` then tells where it
/// ends.
std::optional<std::string> explain_path(const RecordDescription& document, std::string_view path,
                                        UnknownKey& unknown);

}  // namespace channelsim
