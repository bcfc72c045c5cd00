#include "models/market/run_study.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <mutex>

#include "engine/report/csv.hpp"
#include "engine/report/digest.hpp"
#include "engine/report/file.hpp"
#include "engine/report/results_database.hpp"
#include "engine/report/results_json.hpp"
#include "engine/report/run_folder.hpp"
#include "engine/report/series_csv.hpp"
#include "engine/run/folder_lock.hpp"
#include "engine/run/journal.hpp"
#include "engine/run/threads.hpp"
#include "engine/schema/tree_difference.hpp"
#include "models/market/correlations.hpp"
#include "models/market/language.hpp"
#include "models/market/report/words.hpp"
#include "models/market/report/write_report.hpp"
#include "models/market/series.hpp"
#include "models/market/study_analysis.hpp"

namespace channelsim::market {

Market market_of(const Study& study) {
  return Market(study.plans, futures_of(study), {}, series_of(study));
}

Results results_of(const Study& study, const Market& market) {
  std::vector<PlanLabel> plans;
  for (const Plan& plan : study.plans) plans.push_back(plan.label);
  std::vector<Kpi> kpis;
  for (const KpiColumn& column : market.columns()) kpis.push_back(column.label);
  return {std::move(plans), std::move(kpis), study.scenario.replications.count(),
          study.scenario.replications.chances, market.series()};
}

int exit_code_of(const StudyOutcome& outcome) {
  if (run_failed(outcome)) return 3;
  if (outcome.run.interrupted) return 130;
  return outcome.analysis.decision.constraints_kept ? 0 : 1;
}

namespace {

std::string now_utc() {
  return fmt::format(
      "{:%Y-%m-%dT%H:%M:%SZ}",
      fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

std::string machine() {
  utsname name{};
  uname(&name);
  return fmt::format("{} {} {}", name.sysname, name.release, name.machine);
}

InputError refused(const std::filesystem::path& folder, std::string message, std::string hint) {
  return InputError({{IssueCode::broken_rule,
                      {std::make_shared<Source>(Source{folder.string(), {}})},
                      "",
                      std::move(message),
                      std::move(hint)}});
}

InputError busy(const std::filesystem::path& folder) {
  return refused(folder, "another run is writing into this folder",
                 "wait for its end, or name another folder with -o");
}

/// An existing run is never overwritten unasked.
void require_free(const StudyRun& run) {
  namespace fs = std::filesystem;
  const fs::path journal = run.folder / run_folder::journal;
  const bool has_journal = fs::exists(journal);
  const bool has_results = fs::exists(run.folder / run_folder::results);
  if (run.resume && !has_journal)
    throw refused(run.folder,
                  has_results ? "the run in this folder is complete; there is nothing to resume"
                              : "there is no interrupted run in this folder",
                  "leave --resume out, or name another folder with -o");
  if (has_journal && is_being_written(journal)) throw busy(run.folder);
  if (!run.resume && !run.replace && has_journal)
    throw refused(run.folder, "an interrupted run lies in this folder",
                  "--resume goes on with it, --force replaces it");
  if (!run.resume && !run.replace && has_results)
    throw refused(run.folder, "a run lies in this folder",
                  "--force replaces it; or name another folder with -o");
}

/// The folder, held against other runs, with nothing in it that would stand beside what is new.
FolderLock prepare_folder(const StudyRun& run) {
  require_free(run);  // before anything is created
  std::filesystem::create_directories(run.folder);
  auto lock = FolderLock::take(run.folder);
  if (!lock) throw busy(run.folder);
  require_free(run);  // another may have been quicker
  if (run.replace && !run.resume)
    for (const char* name : run_folder::all) std::filesystem::remove(run.folder / name);
  return std::move(*lock);
}

/// The scenario without what a resumed run may change and without where it was written down.
std::string identity_of(const Study& study) {
  Scenario<Parameter> same = study.scenario;
  same.replications.futures = 1;
  same.seed = 0;  // which is compared by itself
  return sha256(scenario_text(same, study.assumptions));
}

JournalIdentity journal_identity(const Study& study, const Results& results,
                                 const std::string& build) {
  JournalIdentity identity{identity_of(study), study.scenario.seed, build, {}, {}, lanes_per_block};
  for (const PlanLabel& plan : results.plans()) identity.plans.push_back(plan.name);
  for (const Kpi& kpi : results.kpis()) identity.kpis.push_back(kpi.name);
  for (const std::size_t kpi : results.series().kpis)
    identity.series.push_back(results.kpis()[kpi].name);
  identity.steps = results.series().steps;
  return identity;
}

/// "the scenario (horizon: 104, now 52)", as far as the interrupted run came to writing down its
/// own.
std::string difference_of_scenarios(const Study& study, const std::filesystem::path& folder) {
  const auto tree_of = [](std::string text) {
    Issues issues;
    return parse_yaml(std::make_shared<Source>(Source{run_folder::scenario, std::move(text)}),
                      issues);
  };
  std::ifstream file(folder / run_folder::scenario, std::ios::binary);
  const std::string before{std::istreambuf_iterator<char>(file), {}};
  if (before.empty()) return "the scenario";
  auto differences = differences_between(tree_of(before), tree_of(study.resolved));
  std::erase_if(differences, [](const ValueDifference& each) {  // what may differ
    return each.path == "seed" || each.path == "replications.futures" ||
           (each.path == "replications" && parse_number(each.a) && parse_number(each.b));
  });
  constexpr std::size_t most_told = 3;
  std::string told;
  for (std::size_t i = 0; i < std::min(differences.size(), most_told); ++i) {
    const auto& [path, a, b] = differences[i];
    told += fmt::format("{}{}: {}", i == 0 ? "" : "; ", path,
                        a.empty()   ? "new"
                        : b.empty() ? "gone"
                                    : fmt::format("{}, now {}", a, b));
  }
  if (differences.size() > most_told)
    told += fmt::format("; and {} more", differences.size() - most_told);
  return told.empty() ? "the scenario" : fmt::format("the scenario ({})", told);
}

Experiment experiment_of(const Study& study) {
  return {study.plans.size(), study.scenario.replications.count(), lanes_per_block};
}

/// The journal of the run, a new one or that of the interrupted run, whose rows are restored.
JournalWriter open_journal(const Study& study, const StudyRun& run, Results& results) {
  const JournalIdentity identity = journal_identity(study, results, run.manifest.build);
  const auto path = run.folder / run_folder::journal;
  if (!run.resume) return JournalWriter::create(path, identity);
  JournalReader kept(path);
  const bool same_scenario = kept.identity().scenario == identity.scenario;
  require_same(kept.identity(), identity,
               same_scenario ? "" : difference_of_scenarios(study, run.folder));
  const Experiment experiment = experiment_of(study);
  while (const auto record = kept.next()) {
    if (record->block.first + record->block.count > experiment.replications)
      throw ResumeRefused(fmt::format(
          "the interrupted run is one of more than {} replications; name their number with {}",
          experiment.replications,
          study.scenario.replications.chances > 1 ? "--set replications.futures=NUMBER" : "-n"));
    restore(*record, experiment, results);
  }
  return JournalWriter::resume(path, kept.bytes_kept());
}

RunOutcome simulate(const Study& study, const StudyRun& run, const Market& market,
                    JournalWriter& journal, Results& results, Timings& phases) {
  ProgressDisplay display(std::cerr, run.progress, results,
                          *results.find_kpi(study.scenario.decision.objective));
  RunOptions options{run.threads, run.time_limit,
                     [&](const Progress& progress) {
                       journal.append(progress.block, progress.rows, progress.failures);
                       display.update(progress);
                     },
                     run.stop};
  std::mutex phases_are_added;
  const auto evaluate = [&](Block block, std::span<double> rows) {
    if (!run.timings) return market.evaluate(block, rows, run.stop);
    Timings of_block;
    std::vector<Failure> failures = market.evaluate(block, rows, run.stop, &of_block);
    const std::lock_guard lock(phases_are_added);
    phases.add(of_block);
    return failures;
  };
  RunOutcome outcome = channelsim::run(experiment_of(study), evaluate, options, results);
  journal.sync();
  return outcome;
}

std::string exit_state(const StudyOutcome& outcome) {
  if (!outcome.run.failures.empty()) return "failed: " + outcome.run.failures.front().message;
  if (run_failed(outcome))
    return fmt::format("failed: {} of {} replications", outcome.results.failures().size(),
                       outcome.results.replications() * outcome.results.plans().size());
  return outcome.run.interrupted ? "interrupted" : "done";
}

int threads_of(const StudyRun& run) { return run.threads > 0 ? run.threads : usable_cpus(); }

/// Writes the files of a run, results.json last: who finds it, finds everything.
class FolderWriter {
 public:
  FolderWriter(const Study& study, const Market& market, const StudyRun& run, StudyOutcome& outcome,
               Manifest manifest)
      : study_(study),
        market_(market),
        run_(run),
        outcome_(outcome),
        manifest_(std::move(manifest)) {}

  void write(std::vector<Remark> remarks) {
    const Words english = market_words(Language::english);       // of what programs read
    std::filesystem::remove(run_.folder / run_folder::results);  // of a run that goes on
    outcome_.results_json =
        results_json(outcome_.label, outcome_.results, outcome_.analysis, english);
    const int threads = threads_of(run_);
    const std::array<std::function<void()>, 3> files = {
        [&] {
          write_report(run_.folder,
                       {study_, market_, outcome_.results, outcome_.analysis, outcome_.label,
                        market_words(run_.language), threads},
                       std::move(remarks));
        },
        [&] {
          write_results_database(
              run_.folder / run_folder::database,
              {outcome_.label, outcome_.results, outcome_.analysis, english, study_.units,
               study_.resolved, manifest_.program_version, manifest_.build});
        },
        [&] {
          write_table(run_folder::replications,
                      [&](const Sink& sink) { write_rows(outcome_.results, sink); });
          if (outcome_.results.series().count() > 0)
            write_table(run_folder::series, [&](const Sink& sink) {
              write_series(outcome_.results, study_.units, sink);
            });
        }};
    for_each_in_order(files.size(), threads, [&](std::size_t i) {
      files[i]();
      return true;
    });
    for (const char* name : {run_folder::page, run_folder::workbook})
      manifest_.state_output(run_.folder / name);
    write_text(run_folder::scenario, study_.resolved);
    note(run_folder::database, sha256_of_file(run_.folder / run_folder::database));
    note(run_folder::results, sha256(outcome_.results_json));
    outcome_.stages.add("files", stopwatch_.lap());
    manifest_.phases = outcome_.phases;
    manifest_.stages = outcome_.stages;
    write_file(run_.folder / run_folder::manifest, manifest_json(manifest_));
    write_file(run_.folder / run_folder::results, outcome_.results_json);
    outcome_.files = run_folder::files_in(run_.folder);
  }

 private:
  void note(const char* name, std::string hash) {
    manifest_.outputs.emplace_back(name, std::move(hash));
  }
  void write_text(const char* name, const std::string& text) {
    write_file(run_.folder / name, text);
    note(name, sha256(text));
  }
  void write_table(const char* name, const auto& lines_to) {
    Sha256 bytes_so_far;
    OutputFile table(run_.folder / name);
    lines_to([&](std::string_view bytes) {
      table.write(bytes);
      bytes_so_far.update(bytes);
    });
    table.commit();
    note(name, bytes_so_far.hex());
  }

  const Study& study_;
  const Market& market_;
  const StudyRun& run_;
  StudyOutcome& outcome_;
  Manifest manifest_;
  Stopwatch stopwatch_;
};

}  // namespace

StudyOutcome run_study(const Study& study, const StudyRun& run) {
  const auto begin = std::chrono::steady_clock::now();
  Manifest manifest = run.manifest;
  manifest.started = now_utc();
  const Market market = market_of(study);
  StudyOutcome outcome{{}, results_of(study, market), {}, {}, {}, {}, {}, {}};
  std::vector<Remark> remarks = remarks_in(run.folder);  // sound before there are hours of work
  manifest.remarks = hash_of_remarks(run.folder);
  const FolderLock lock = prepare_folder(run);
  JournalWriter journal = open_journal(study, run, outcome.results);
  Stopwatch stopwatch;
  outcome.run = simulate(study, run, market, journal, outcome.results, outcome.phases);
  outcome.stages.add("simulation", stopwatch.lap());
  outcome.analysis = analyse_study(study, outcome.results, run.threads);
  outcome.stages.add("analysis", stopwatch.lap());
  outcome.label = label_of(study, outcome.results);
  manifest.instruction_level = instruction_level();
  manifest.machine = machine();
  manifest.threads = static_cast<unsigned>(threads_of(run));
  manifest.finished = now_utc();
  manifest.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  manifest.exit_state = exit_state(outcome);
  manifest.exit_code = exit_code_of(outcome);
  for (const auto& source : study.sources)
    manifest.inputs.emplace_back(source->name, sha256(source->text));
  FolderWriter(study, market, run, outcome, std::move(manifest)).write(std::move(remarks));
  if (outcome.run.complete) std::filesystem::remove(run.folder / run_folder::journal);
  return outcome;
}

}  // namespace channelsim::market
