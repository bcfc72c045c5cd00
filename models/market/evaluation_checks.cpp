#include "models/market/evaluation_checks.hpp"

#include <fmt/format.h>

#include <set>

#include "models/market/places.hpp"

namespace channelsim::market {

void check_evaluation(const Scenario<Parameter>& scenario, const Node& tree, Issues& issues) {
  if (!scenario.evaluation) return;
  const Evaluation& evaluation = *scenario.evaluation;
  const auto known = [&](const std::string& name) {
    return place_of(evaluation, name) < evaluation.criteria.size();
  };
  const auto complain = [&](Keys keys, std::string message, std::string hint) {
    issues.push_back(broken_rule(tree, keys, std::move(message), std::move(hint)));
  };
  if (evaluation.criteria.size() > 10)
    complain({"evaluation", "criteria"}, "more than ten criteria can't be compared two by two",
             "put those together that mean the same");
  std::set<std::pair<std::string, std::string>> compared;
  for (std::size_t i = 0; i < evaluation.comparisons.size(); ++i) {
    const auto& [one, other, times] = evaluation.comparisons[i];
    const std::string at = std::to_string(i);
    if (!known(one) || !known(other) || one == other)
      complain({"evaluation", "comparisons", at},
               fmt::format("'{}' and '{}' are not two of the criteria", one, other),
               "compare criteria by their names");
    else if (!compared.insert(std::minmax(one, other)).second)
      complain({"evaluation", "comparisons", at},
               fmt::format("'{}' and '{}' are compared twice", one, other), "leave one out");
  }
  for (std::size_t i = 0; i < evaluation.criteria.size(); ++i)
    for (std::size_t j = i + 1; j < evaluation.criteria.size(); ++j)
      if (const auto pair = std::minmax(evaluation.criteria[i].name, evaluation.criteria[j].name);
          !compared.contains(pair))
        complain({"evaluation", "comparisons"},
                 fmt::format("'{}' and '{}' are not compared", pair.first, pair.second),
                 "compare each pair once");
  for (std::size_t i = 0; i < evaluation.opinions.size(); ++i)
    if (!known(evaluation.opinions[i].criterion))
      complain({"evaluation", "opinions", std::to_string(i), "criterion"},
               fmt::format("'{}' is not a criterion", evaluation.opinions[i].criterion),
               "name one of `evaluation.criteria`");
}

}  // namespace channelsim::market
