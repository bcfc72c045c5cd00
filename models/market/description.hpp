#pragma once
// The declaration of a scenario as a value, made in one place because compiling it takes long.

#include "engine/schema/description.hpp"

namespace channelsim::market {

/// What a scenario may say: every record, field, unit and limit.
const RecordDescription& scenario_description();

}  // namespace channelsim::market
