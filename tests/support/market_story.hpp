#pragma once
// A market told in YAML and simulated in memory, so that a test reads like a story.

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "models/market/load.hpp"
#include "models/market/market.hpp"
#include "tests/support/temporary_folder.hpp"

namespace channelsim::market {

/// The study of a scenario text. Title and version are added; tests state the rest.
inline Study study_of(const std::string& yaml, const LoadOptions& options = {}) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "story.yaml";
  std::ofstream(file) << "channelsim: 1\ntitle: A story\n" << yaml;
  return load_study(file, options);
}

/// Figures of every plan and replication, conservation proved after each step.
class Story {
 public:
  explicit Story(const std::string& yaml, const LoadOptions& options = {})
      : Story(study_of(yaml, options)) {}
  explicit Story(const Study& study) {
    const Market market(study.plans, futures_of(study), true);
    const std::size_t columns = market.columns().size();
    replications_ = study.scenario.replications.count();
    for (std::uint32_t plan = 0; plan < study.plans.size(); ++plan) {
      auto& figures = plans_[study.plans[plan].label.name];
      for (std::uint32_t first = 0; first < replications_; first += lanes_per_block) {
        const std::uint32_t count = std::min<std::uint32_t>(lanes_per_block, replications_ - first);
        std::vector<double> rows(count * columns);
        market.evaluate({plan, first, count}, rows);
        for (std::size_t c = 0; c < columns; ++c)
          for (std::size_t r = 0; r < count; ++r)
            figures[market.columns()[c].label.name].push_back(rows[r * columns + c]);
      }
    }
  }

  /// One figure of a plan, by replication.
  const std::vector<double>& figure(const std::string& name,
                                    const std::string& plan = "as_is") const {
    return plans_.at(plan).at(name);
  }
  const std::map<std::string, std::vector<double>>& figures(
      const std::string& plan = "as_is") const {
    return plans_.at(plan);
  }
  double mean(const std::string& name, const std::string& plan = "as_is") const {
    double sum = 0;
    for (const double value : figure(name, plan)) sum += value;
    return sum / static_cast<double>(replications_);
  }
  double variance(const std::string& name, const std::string& plan = "as_is") const {
    const double center = mean(name, plan);
    double sum = 0;
    for (const double value : figure(name, plan)) sum += (value - center) * (value - center);
    return sum / static_cast<double>(replications_ - 1);
  }
  double standard_error(const std::string& name, const std::string& plan = "as_is") const {
    return std::sqrt(variance(name, plan) / static_cast<double>(replications_));
  }

 private:
  std::uint32_t replications_ = 0;
  std::map<std::string, std::map<std::string, std::vector<double>>> plans_;
};

}  // namespace channelsim::market
