#pragma once
// results.sqlite: a run as a database, for who asks questions of it (docs/reference/
// results_database.md). The same run gives the same bytes with the same version of SQLite.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/database.hpp"
#include "engine/report/run_label.hpp"
#include "engine/report/words.hpp"
#include "engine/schema/amount.hpp"
#include "engine/statistics/analysis.hpp"

namespace channelsim {

/// What is written down of a run.
struct RunRecord {
  const RunLabel& label;
  const Results& results;
  const Analysis& analysis;
  const Words& words;  // in whose language the sentences are
  const Units& units;
  std::string_view scenario;         // every value in force, YAML
  std::string_view program_version;  // "0.1.0"
  std::string_view build;            // version and revision
};

/// Writes NAME.partial, proves that it is in order and on the disk, and gives it its name. Throws
/// DatabaseError or std::system_error with the path when anything fails; then there is no NAME that
/// was not there before.
void write_results_database(const std::filesystem::path& path, const RunRecord& record);

/// What a saved run says of itself.
struct RunFacts {
  RunLabel label;
  std::string digest;         // of its rows
  std::string series_digest;  // of its paths; empty without a series
  bool complete = false;
  std::uint32_t replications = 0, chances = 1;  // asked for, per plan; per future
  std::uint32_t compared = 0;                   // finished under every plan
  std::string program_version, build;
  std::vector<PlanLabel> plans;
  std::string objective;     // name of the KPI
  std::string recommended;   // name of the plan; empty where it is too close to call or withheld
  std::string withheld;      // why nothing is recommended where failed replications are the reason
  std::uint32_t failed = 0;  // replications, over all plans
  std::string sentence;      // the answer
  std::string constraint_sentence, outlook_sentence;  // may be empty

  bool has_choice() const { return plans.size() > 1; }
};

/// The database of a saved run. It may come from anywhere, so nothing in it is believed that does
/// not fit together. Throws DatabaseError with the path.
class ResultsDatabase {
 public:
  explicit ResultsDatabase(const std::filesystem::path& path);

  const RunFacts& facts() const { return facts_; }
  /// The text of the scenario in force.
  std::string scenario();
  /// All rows, after the whole file was found in order; their digest is the one it states.
  Results results();

 private:
  [[noreturn]] void refuse(const std::string& why) const;
  void read_facts();
  std::vector<Kpi> read_kpis(SeriesCells& series);
  void read_failures(Results& results);
  class RowsReader;

  std::filesystem::path path_;
  Database database_;
  RunFacts facts_;
};

}  // namespace channelsim
