#pragma once
// A scenario run with few replications and told as a report.

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "models/market/report/report.hpp"
#include "models/market/report/words.hpp"
#include "models/market/run_study.hpp"
#include "tests/support/market_story.hpp"

namespace channelsim::market {

class Told {
 public:
  explicit Told(Study study)
      : study_(std::move(study)), market_(market_of(study_)), outcome_(run(study_)) {}

  const Study& study() const { return study_; }
  const Results& results() const { return outcome_.results; }
  const Analysis& analysis() const { return outcome_.analysis; }

  Document in(Language language) const {
    const Words words = market_words(language);
    return report_of({study_, market_, outcome_.results, outcome_.analysis, outcome_.label, words},
                     {});
  }

  /// The average of a figure under a plan.
  double mean(std::size_t plan, const std::string& kpi) const {
    return *outcome_.analysis.summaries[plan][outcome_.results.find_kpi(kpi).value()].mean;
  }

 private:
  static StudyOutcome run(const Study& study) {
    const TemporaryFolder folder;
    StudyRun run;
    run.folder = folder.path() / "run";
    run.threads = 1;
    return run_study(study, run);
  }

  Study study_;
  Market market_;
  StudyOutcome outcome_;
};

/// Where the scenarios of the repository are.
inline std::filesystem::path shipped_scenarios() {
  return std::filesystem::path(__FILE__).parent_path().parent_path().parent_path() / "scenarios";
}
/// One of them, with so many replications.
inline Study shipped(const std::string& name, unsigned replications) {
  return load_study(shipped_scenarios() / (name + ".yaml"),
                    {.settings = {"replications=" + std::to_string(replications)}});
}

inline const Section* find_section(const Document& document, const std::string& id) {
  for (const Section& section : document.sections)
    if (section.id == id) return &section;
  return nullptr;
}
inline const DataTable* find_table(const Section& section, const std::string& name) {
  for (const DataTable& table : section.tables)
    if (table.name == name) return &table;
  return nullptr;
}

}  // namespace channelsim::market
