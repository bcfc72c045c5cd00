#include "models/market/saved_run.hpp"

#include <fmt/format.h>

#include "engine/report/manifest.hpp"
#include "engine/report/run_folder.hpp"
#include "models/market/study_analysis.hpp"

namespace channelsim::market {

namespace {

namespace fs = std::filesystem;

InputError cannot_open(IssueCode code, const fs::path& place, std::string message,
                       std::string hint) {
  return InputError({{code,
                      {std::make_shared<Source>(Source{place.string(), {}})},
                      "",
                      std::move(message),
                      std::move(hint)}});
}

/// The command that makes the run again, where the folder tells it.
std::string run_again(const fs::path& folder) {
  const auto manifest = read_manifest(folder / run_folder::manifest);
  return manifest
             ? fmt::format("run it again: {} -o {} --force", manifest->command, folder.string())
             : "run the scenario again";
}

void require_run(const fs::path& folder) {
  const bool there = fs::is_directory(folder);
  const bool begun = fs::exists(folder / run_folder::journal);
  if (there && fs::exists(folder / run_folder::database)) return;
  if (there && begun)
    throw cannot_open(IssueCode::broken_rule, folder, "the run in this folder was cut off",
                      "`channelsim run SCENARIO -o FOLDER --resume` goes on with it");
  if (there && fs::exists(folder / run_folder::results))
    throw cannot_open(IssueCode::version, folder,
                      fmt::format("the run in this folder has no {}: an earlier version wrote it",
                                  run_folder::database),
                      run_again(folder));
  throw cannot_open(IssueCode::file_not_found, folder,
                    there ? "there is no run in this folder" : "there is no such folder",
                    "`channelsim runs list` tells where runs are");
}

std::vector<std::string> names_of(const std::vector<PlanLabel>& plans) {
  std::vector<std::string> names;
  for (const PlanLabel& plan : plans) names.push_back(plan.name);
  return names;
}

/// The study with the plans that were run.
Study study_of(const fs::path& scenario, const RunFacts& facts) {
  LoadOptions options;
  options.strategies = names_of(facts.plans);
  return load_study(scenario, options);
}
Study study_of(std::string text, const RunFacts& facts) {
  LoadOptions options;
  options.strategies = names_of(facts.plans);
  return load_text(std::move(text), options);
}

/// The run of a study that was found in its folder.
SavedRun run_of(const fs::path& folder, ResultsDatabase& database, Study study, int threads) {
  const RunFacts& facts = database.facts();
  if (sha256_of(study) != facts.label.scenario_sha256 ||
      study.scenario.replications.count() != facts.replications)
    throw cannot_open(IssueCode::broken_rule, folder / run_folder::scenario,
                      fmt::format("is not the scenario that was run: it was changed since, or {} "
                                  "read it otherwise",
                                  facts.build),
                      run_again(folder));
  study.resolved = study.sources.front()->text;  // which tells where its values first came from
  Results results = database.results();
  Analysis analysis = analyse_study(study, results, threads);
  RunLabel label = label_of(study, results);
  return {folder,           std::move(study),    std::move(results),
          std::move(label), std::move(analysis), facts};
}

}  // namespace

SavedRun open_run(const fs::path& folder, Unfinished unfinished, int threads) {
  require_run(folder);
  try {
    ResultsDatabase database(folder / run_folder::database);
    const RunFacts& facts = database.facts();
    if (!facts.complete && unfinished == Unfinished::refuse)
      throw cannot_open(IssueCode::broken_rule, folder,
                        fmt::format("the run is not complete: {} of {} replications are finished "
                                    "under every plan",
                                    facts.compared, facts.replications),
                        "`channelsim run SCENARIO -o FOLDER --resume` goes on with it");
    return run_of(folder, database, study_of(folder / run_folder::scenario, facts), threads);
  } catch (const DatabaseError& error) {
    throw cannot_open(IssueCode::version, folder, error.what(), run_again(folder));
  }
}

SavedRun run_in_database(const fs::path& folder, int threads) {
  ResultsDatabase database(folder / run_folder::database);
  return run_of(folder, database, study_of(database.scenario(), database.facts()), threads);
}

}  // namespace channelsim::market
