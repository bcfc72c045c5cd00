#pragma once
// The JSON Schema (draft-07) of a described record, for completion and checks in editors.

#include <string>

#include "engine/schema/description.hpp"

namespace channelsim {

/// The schema of a document. Every list of records also takes `from_csv` entries. Laws between
/// values and references are checked by the program alone.
std::string json_schema(const RecordDescription& document, const RecordDescription& table_source);

}  // namespace channelsim
