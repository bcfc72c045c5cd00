#pragma once
// A market told in YAML and simulated in memory, so that a test reads like a story.

#include <map>
#include <string>
#include <vector>

#include "models/market/correlations.hpp"
#include "models/market/load.hpp"
#include "models/market/market.hpp"
#include "tests/support/temporary_folder.hpp"

namespace channelsim::market {

/// The study of a scenario text. Title and version are added; tests state the rest.
Study study_of(const std::string& yaml, const LoadOptions& options = {});

/// The market in force from a step on.
struct DatedText {
  Step from;
  std::string yaml;
};
/// A study of one plan whose market is another from each date on.
Study dated_study(const std::vector<DatedText>& dates);

std::vector<Invariant> all_invariants();

/// Throws what went wrong first.
void require_sound(const std::vector<Failure>& failures);

/// Figures of every plan and replication, all invariants proved after each step.
class Story {
 public:
  explicit Story(const std::string& yaml, const LoadOptions& options = {});
  explicit Story(const Study& study);
  Story(const Study& study, FutureValues futures);

  /// One figure of a plan, by replication.
  const std::vector<double>& figure(const std::string& name,
                                    const std::string& plan = "as_is") const {
    return figures(plan).at(name);
  }
  const std::map<std::string, std::vector<double>>& figures(
      const std::string& plan = "as_is") const {
    return plans_.at(plan);
  }
  double mean(const std::string& name, const std::string& plan = "as_is") const;
  double variance(const std::string& name, const std::string& plan = "as_is") const;
  double standard_error(const std::string& name, const std::string& plan = "as_is") const;

 private:
  std::uint32_t replications_ = 0;
  std::map<std::string, std::map<std::string, std::vector<double>>> plans_;
};

}  // namespace channelsim::market
