#pragma once
// The language of scenarios: what may be said in it, reading and writing. All that walks through
// the declarations of every record is compiled here and nowhere else, because that takes long.

#include <string>

#include "engine/schema/description.hpp"
#include "engine/schema/distribution.hpp"
#include "models/market/scenario.hpp"

namespace channelsim::market {

/// What a scenario may say: every record, field, unit and limit.
const RecordDescription& scenario_description();
/// What a channel says for its members, and each member for itself.
const RecordDescription& traits_description();

/// The scenario of a tree. What is wrong is added to `issues`, what is uncertain or has evidence to
/// `assumptions`.
Scenario<Parameter> read_scenario(const Node& tree, const Units& units, Assumptions& assumptions,
                                  Issues& issues);

/// The scenario as YAML, with every value in force: equal scenarios give equal texts,
/// in whatever order slots were given to what is uncertain.
std::string scenario_text(const Scenario<Parameter>& scenario, const Assumptions& assumptions);
/// The same with comments that tell where values come from: `tree` is what was written down,
/// `origins` the same with what members inherit.
std::string scenario_text(const Scenario<Parameter>& scenario, const Assumptions& assumptions,
                          const Node& tree, const Node& origins);

}  // namespace channelsim::market
