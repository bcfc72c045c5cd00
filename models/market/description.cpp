#include "models/market/description.hpp"

#include "models/market/scenario.hpp"

namespace channelsim::market {

const RecordDescription& scenario_description() { return description_of<Scenario<Parameter>>(); }

}  // namespace channelsim::market
