#include "models/market/language.hpp"

#include "engine/schema/reader.hpp"
#include "engine/schema/writer.hpp"

namespace channelsim::market {

const RecordDescription& scenario_description() { return description_of<Scenario<Parameter>>(); }

const RecordDescription& traits_description() { return description_of<Traits<Parameter>>(); }

Scenario<Parameter> read_scenario(const Node& tree, const Units& units, Assumptions& assumptions,
                                  Issues& issues) {
  return Reader(issues, units, assumptions).read_document<Scenario<Parameter>>(tree);
}

std::string scenario_text(const Scenario<Parameter>& scenario, const Assumptions& assumptions) {
  return Writer(&assumptions).document(scenario, nullptr);
}

std::string scenario_text(const Scenario<Parameter>& scenario, const Assumptions& assumptions,
                          const Node& tree, const Node& origins) {
  return Writer(&assumptions, {"members", tree.get("members")}).document(scenario, &origins);
}

}  // namespace channelsim::market
