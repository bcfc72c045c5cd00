#include "models/market/correlations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/schema/futures.hpp"

namespace channelsim::market {

namespace {

std::vector<RankCorrelation> rank_correlations(const Scenario<Parameter>& scenario) {
  std::vector<RankCorrelation> correlations;
  for (const Correlation& each : scenario.correlations)
    correlations.push_back({each.between, each.coefficient});
  return correlations;
}

FutureSampler sampler_of(const Study& study) {
  return {study.assumptions, rank_correlations(study.scenario), study.scenario.seed,
          study.scenario.replications.chances};
}

/// Who moves together must be uncertain, under some plan at least.
class CorrelationChecks {
 public:
  CorrelationChecks(const Study& study, const Node& tree, Issues& issues)
      : study_(study), tree_(tree), issues_(issues) {}

  void run() {
    const auto& correlations = study_.scenario.correlations;
    for (std::size_t i = 0; i < correlations.size(); ++i) {
      std::vector<std::string> paths;
      for (std::size_t j = 0; j < correlations[i].between.size(); ++j)
        paths.push_back(path_of(i, j));
      for (std::size_t j = 0; j < paths.size(); ++j)
        for (std::size_t k = 0; k < j; ++k) check_pair(i, j, paths[k], paths[j]);
    }
  }

 private:
  /// The path of the value that a name stands for; empty after an issue.
  std::string path_of(std::size_t correlation, std::size_t position) {
    const std::string& name = study_.scenario.correlations[correlation].between[position];
    std::set<std::string> paths;
    std::vector<std::string_view> known;
    for (const Assumption& assumption : study_.assumptions.uncertain()) {
      known.push_back(assumption.path);
      if (assumption.evidence.name) known.push_back(*assumption.evidence.name);
      if (assumption.path == name || assumption.evidence.name == name)
        paths.insert(assumption.path);
    }
    if (paths.size() == 1) return *paths.begin();
    const auto nearest = nearest_word(name, known);
    if (paths.empty())
      add(IssueCode::unknown_reference, correlation, position,
          fmt::format("'{}' is not an uncertain value{}", shortened(name, 60),
                      nearest ? fmt::format("; did you mean '{}'?", *nearest) : ""),
          known.empty() ? "nothing in the scenario is uncertain"
                        : "`channelsim show --assumptions` lists those there are");
    else
      add(IssueCode::duplicate_name, correlation, position,
          fmt::format("'{}' is the name of two uncertain values, {} and {}", shortened(name, 60),
                      *paths.begin(), *std::next(paths.begin())),
          "write their paths, or give them names of their own");
    return {};
  }

  void check_pair(std::size_t correlation, std::size_t position, const std::string& a,
                  const std::string& b) {
    if (a.empty() || b.empty()) return;
    if (a == b) {
      add(IssueCode::duplicate_name, correlation, position,
          fmt::format("'{}' stands there twice", a), "");
      return;
    }
    const double coefficient = study_.scenario.correlations[correlation].coefficient;
    const auto [known, is_new] = coefficients_.emplace(std::minmax(a, b), coefficient);
    if (!is_new && known->second != coefficient)
      add(IssueCode::broken_rule, correlation, position,
          fmt::format("the correlation of {} and {} is {} already", a, b, known->second),
          "state it once");
  }

  void add(IssueCode code, std::size_t correlation, std::size_t position, std::string message,
           std::string hint) {
    const Node& entry = tree_.get("correlations")->items[correlation];
    const Node* between = entry.get("between");
    const bool in_list = between && position < between->items.size();
    issues_.push_back({code,
                       in_list   ? between->items[position].place
                       : between ? between->place
                                 : entry.place,
                       fmt::format("correlations[{}].between[{}]", correlation, position),
                       std::move(message), std::move(hint)});
  }

  const Study& study_;
  const Node& tree_;
  Issues& issues_;
  std::map<std::pair<std::string, std::string>, double> coefficients_;
};

}  // namespace

void check_correlations(const Study& study, const Node& tree, Issues& issues) {
  CorrelationChecks(study, tree, issues).run();
}

/// Three values can't all move against each other: what was asked for is moved to what can be.
void warn_of_moved_correlations(const Study& study, const Node& tree, Issues& issues) {
  const double moved = sampler_of(study).largest_adjustment();
  constexpr double negligible = 1e-6;
  if (moved <= negligible) return;
  const Entry* entry = tree.find("correlations");
  Issue issue{IssueCode::broken_rule, entry->key_place, "correlations",
              fmt::format("no values can be correlated so; the nearest that can are used, which "
                          "moves a coefficient by {:.2g}",
                          moved),
              "weaken the correlations that contradict each other"};
  issue.warning = true;
  issues.push_back(std::move(issue));
}

FutureValues futures_of(const Study& study) {
  if (study.assumptions.uncertain().empty()) return {};
  auto sampler = std::make_shared<const FutureSampler>(sampler_of(study));
  return {sampler->count(), [sampler](std::uint32_t first, std::span<double> values) {
            sampler->sample(first, lanes_per_block, values);
          }};
}

}  // namespace channelsim::market
