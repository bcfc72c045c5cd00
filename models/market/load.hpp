#pragma once
// From a scenario file to plans that can run: tables expanded, presets and strategies laid over,
// everything checked. The only place that reads a market scenario.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/schema/amount.hpp"
#include "engine/schema/distribution.hpp"
#include "engine/schema/located_tree.hpp"
#include "models/market/plan.hpp"

namespace channelsim::market {

struct LoadOptions {
  std::filesystem::path data = {};           // searched before the scenario's folder; may be empty
  std::vector<std::string> settings = {};    // PATH=VALUE, applied last, to all plans
  std::vector<std::string> strategies = {};  // names of the plans to keep; empty keeps all
  std::vector<Entry> patches = {};           // as the settings, but from a file
  bool keep_trees = false;                   // for who asks where values come from
};

/// A scenario with its plans.
struct Study {
  Scenario<Parameter> scenario;  // before any strategy
  std::vector<Plan> plans;       // at least one, one of them the baseline
  Assumptions assumptions;       // of the scenario and all its plans
  Issues warnings;               // what is doubtful
  Units units;                   // of the scenario
  std::vector<Node> trees;       // if kept: of the scenario, then of each plan's stages in order
  std::string resolved;          // the scenario with every value in force, as YAML
  std::vector<std::shared_ptr<const Source>> sources;  // the files it was read from
};

/// Throws InputError with everything that is wrong, each thing once.
Study load_study(const std::filesystem::path& file, const LoadOptions& options);
/// The same of a text that names no files: it has no folder to find them in.
Study load_text(std::string text, const LoadOptions& options);

}  // namespace channelsim::market
