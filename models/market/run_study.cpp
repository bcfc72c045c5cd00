#include "models/market/run_study.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/utsname.h>

#include <algorithm>
#include <iostream>

#include "engine/report/csv.hpp"
#include "engine/report/digest.hpp"
#include "engine/report/file.hpp"
#include "engine/report/results_json.hpp"
#include "engine/report/series_csv.hpp"
#include "engine/run/journal.hpp"
#include "engine/run/threads.hpp"
#include "engine/schema/writer.hpp"
#include "models/market/correlations.hpp"
#include "models/market/market.hpp"
#include "models/market/report/words.hpp"
#include "models/market/series.hpp"

namespace channelsim::market {

Results results_of(const Study& study, const Market& market) {
  std::vector<PlanLabel> plans;
  for (const Plan& plan : study.plans) plans.push_back(plan.label);
  std::vector<Kpi> kpis;
  for (const KpiColumn& column : market.columns()) kpis.push_back(column.label);
  return {std::move(plans), std::move(kpis), study.scenario.replications.count(),
          study.scenario.replications.chances, market.series()};
}

namespace {

constexpr const char* journal_name = "rows.journal";
constexpr const char* results_name = "results.json";

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

/// An existing run is never overwritten unasked.
void prepare_folder(const StudyRun& run) {
  namespace fs = std::filesystem;
  const bool has_journal = fs::exists(run.folder / journal_name);
  const bool has_results = fs::exists(run.folder / results_name);
  if (run.resume && !has_journal)
    throw refused(run.folder,
                  has_results ? "the run in this folder is complete; there is nothing to resume"
                              : "there is no interrupted run in this folder",
                  "leave --resume out, or name another folder with -o");
  if (!run.resume && !run.replace && (has_journal || has_results))
    throw refused(
        run.folder,
        has_journal ? "an interrupted run lies in this folder" : "a run lies in this folder",
        has_journal ? "--resume goes on with it, --force replaces it"
                    : "--force replaces it; or name another folder with -o");
  fs::create_directories(run.folder);
  if (!run.replace || run.resume) return;
  for (const char* name : {journal_name, results_name, "replications.csv", "series.csv",
                           "scenario.resolved.yaml", "manifest.json"})
    fs::remove(run.folder / name);  // so that nothing old stands beside what is new
}

/// The scenario without what a resumed run may change and without where it was written down.
std::string identity_of(const Study& study) {
  Scenario<Parameter> same = study.scenario;
  same.replications.futures = 1;
  return sha256(Writer(&study.assumptions).document(same, nullptr));
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

RunOutcome simulate(const Study& study, const StudyRun& run, const Market& market,
                    Results& results) {
  const JournalIdentity identity = journal_identity(study, results, run.manifest.build);
  const Experiment experiment{study.plans.size(), study.scenario.replications.count(),
                              lanes_per_block};
  const auto path = run.folder / journal_name;
  const auto open = [&] {
    if (!run.resume) return JournalWriter::create(path, identity);
    const Journal kept = read_journal(path);
    require_same(kept.identity, identity);
    for (const JournalRecord& record : kept.records)
      if (record.block.first + record.block.count > experiment.replications)
        throw ResumeRefused(fmt::format(
            "the interrupted run is one of more than {} replications; name their number with -n",
            experiment.replications));
    restore(kept.records, experiment, results);
    return JournalWriter::resume(path, kept);
  };
  JournalWriter journal = open();
  ProgressDisplay display(std::cerr, run.progress, results,
                          *results.find_kpi(study.scenario.decision.objective));
  RunOptions options{run.threads, run.time_limit,
                     [&](const Progress& progress) {
                       journal.append(progress.block, progress.rows);
                       display.update(progress);
                     },
                     run.stop};
  RunOutcome outcome = channelsim::run(
      experiment, [&](Block block, std::span<double> rows) { market.evaluate(block, rows); },
      options, results);
  journal.close();
  return outcome;
}

std::vector<Constraint> constraints_of(const Decision& decision) {
  std::vector<Constraint> constraints;
  for (const Bound& bound : decision.constraints)
    constraints.push_back({bound.figure, bound.at_least, bound.at_most});
  return constraints;
}

/// The same objective had the study ended earlier; only a present value can be told so.
std::vector<channelsim::Outlook> outlooks_of(const Decision& decision) {
  std::vector<channelsim::Outlook> outlooks;
  if (decision.objective != "manufacturer_npv") return outlooks;
  for (const double years : marked_years) {
    outlooks.push_back(
        {years, fmt::format("manufacturer_npv_after_{}_year{}", years, years == 1 ? "" : "s")});
  }
  return outlooks;
}

std::string exit_state(const RunOutcome& outcome) {
  if (!outcome.failures.empty()) return "failed: " + outcome.failures.front().message;
  return outcome.interrupted ? "interrupted" : "done";
}

/// The tables first, results.json after them: who finds it, finds everything.
void write_files(const Study& study, const StudyRun& run, StudyOutcome& outcome,
                 Manifest manifest) {
  const auto write = [&](const char* name, const std::string& text) {
    write_file(run.folder / name, text);
    outcome.files.emplace_back(name);
    manifest.outputs.emplace_back(name, sha256(text));
  };
  const auto write_table = [&](const char* name, const auto& lines_to) {
    Sha256 bytes_so_far;
    OutputFile table(run.folder / name);
    lines_to([&](std::string_view bytes) {
      table.write(bytes);
      bytes_so_far.update(bytes);
    });
    table.commit();
    outcome.files.emplace_back(name);
    manifest.outputs.emplace_back(name, bytes_so_far.hex());
  };
  write_table("replications.csv", [&](const Sink& sink) { write_rows(outcome.results, sink); });
  if (!study.scenario.series.figures.empty())
    write_table("series.csv",
                [&](const Sink& sink) { write_series(outcome.results, study.units, sink); });
  write("scenario.resolved.yaml", study.resolved);
  write(results_name, outcome.results_json);
  write_file(run.folder / "manifest.json", manifest_json(manifest));
  outcome.files.emplace_back("manifest.json");
}

}  // namespace

StudyOutcome run_study(const Study& study, const StudyRun& run) {
  const auto begin = std::chrono::steady_clock::now();
  Manifest manifest = run.manifest;
  manifest.started = now_utc();
  const Market market(study.plans, futures_of(study), {}, series_of(study));
  StudyOutcome outcome{{}, results_of(study, market), {}, {}, {}, {}};
  prepare_folder(run);
  outcome.run = simulate(study, run, market, outcome.results);

  const Decision& decision = study.scenario.decision;
  outcome.analysis =
      analyse(outcome.results, {.objective = decision.objective,
                                .indifference = decision.indifference,
                                .cost = std::string(cost_kpi),
                                .constraints = constraints_of(decision),
                                .seed = study.scenario.seed,
                                .threads = run.threads,
                                .outlooks = outlooks_of(decision),
                                .has_futures = !study.assumptions.uncertain().empty()});
  outcome.label = {
      study.scenario.title,
      study.scenario.question,
      sha256(Writer(&study.assumptions).document(study.scenario, nullptr)),
      study.scenario.seed,
      study.assumptions.uncertain().size(),
      {double(study.scenario.horizon), std::string(default_text(study.scenario.units.step))}};
  // Files that programs read are in one language.
  outcome.results_json = results_json(outcome.label, outcome.results, outcome.analysis,
                                      market_words(Language::english));
  manifest.instruction_level = instruction_level();
  manifest.machine = machine();
  manifest.threads = static_cast<unsigned>(run.threads > 0 ? run.threads : usable_cpus());
  manifest.finished = now_utc();
  manifest.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  manifest.exit_state = exit_state(outcome.run);
  manifest.exit_code = !outcome.run.failures.empty() ? 3 : outcome.run.interrupted ? 130 : 0;
  for (const auto& source : study.sources)
    manifest.inputs.emplace_back(source->name, sha256(source->text));
  write_files(study, run, outcome, std::move(manifest));
  if (outcome.run.complete) std::filesystem::remove(run.folder / journal_name);
  return outcome;
}

}  // namespace channelsim::market
