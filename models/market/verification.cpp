#include "models/market/verification.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <limits>

#include "engine/base/figures.hpp"
#include "engine/base/text.hpp"
#include "engine/report/csv.hpp"
#include "engine/report/digest.hpp"
#include "engine/report/file_comparison.hpp"
#include "engine/report/manifest.hpp"
#include "engine/report/results_json.hpp"
#include "engine/report/run_folder.hpp"
#include "engine/report/series_csv.hpp"
#include "engine/run/journal.hpp"
#include "engine/run/threads.hpp"
#include "models/market/report/words.hpp"
#include "models/market/report/write_report.hpp"
#include "models/market/row_check.hpp"
#include "models/market/run_study.hpp"
#include "models/market/saved_run.hpp"

namespace channelsim::market {

namespace {

namespace fs = std::filesystem;

InputError cannot_verify(const fs::path& folder, std::string message, std::string hint) {
  return InputError({{IssueCode::file_not_found,
                      {std::make_shared<Source>(Source{folder.string(), {}})},
                      "",
                      std::move(message),
                      std::move(hint)}});
}

/// A folder that goes with what is in it.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code error;
    std::string pattern = fs::temp_directory_path(error) / "channelsim-verify-XXXXXX";
    if (error || !::mkdtemp(pattern.data()))
      throw cannot_verify(pattern, "no folder for temporary files can be made here",
                          "set TMPDIR to a folder that can be written to");
    path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

class Verifier {
 public:
  Verifier(const fs::path& folder, const VerifyOptions& options)
      : folder_(folder), options_(options) {}

  Verification verify() {
    require_run();
    read_manifest_of_run();
    compare_with_manifest();
    if (const auto run = read_run()) {
      compare_with_program(*run);
      const Market market = market_of(run->study);
      if (Results results = results_of(run->study, market); take_rows(*run, results)) {
        compare_files(*run, market, results);
        compare_journal(results);
        simulate(market, results);
      }
    }
    return std::move(result_);
  }

 private:
  void require_run() const {
    if (!fs::is_directory(folder_))
      throw cannot_verify(folder_, "there is no such folder",
                          "`channelsim runs list` tells where runs are");
    const bool has_journal = fs::exists(folder_ / run_folder::journal);
    if (has_journal && is_being_written(folder_ / run_folder::journal))
      throw cannot_verify(folder_, "a run is being written into this folder", "wait for its end");
    if (has_journal && !fs::exists(folder_ / run_folder::results))
      throw cannot_verify(folder_, "the run in this folder was cut off",
                          "`channelsim run SCENARIO -o FOLDER --resume` goes on with it");
    for (const char* name : {run_folder::results, run_folder::manifest, run_folder::database})
      if (fs::exists(folder_ / name)) return;
    throw cannot_verify(folder_, "there is no run in this folder",
                        "`channelsim runs list` tells where runs are");
  }

  std::string remedy_for(std::string_view file) const {
    if (file == run_folder::page || file == run_folder::workbook)
      return fmt::format("channelsim report {} writes it anew", folder_.string());
    if (fs::exists(folder_ / run_folder::journal)) return "go on with the run: --resume";
    return manifest_
               ? fmt::format("run it again: {} -o {} --force", manifest_->command, folder_.string())
               : "run the scenario again";
  }

  void differs(std::string file, std::string what) {
    std::string remedy = remedy_for(file);
    result_.differences.push_back(
        {std::move(file), "", "", "", std::move(what), std::move(remedy)});
  }

  FileVerdict& verdict_of(std::string_view name) {
    return *std::find_if(result_.files.begin(), result_.files.end(),
                         [&](const FileVerdict& each) { return each.name == name; });
  }

  void read_manifest_of_run() {
    manifest_ = read_manifest(folder_ / run_folder::manifest);
    for (const std::string& name : run_folder::files_in(folder_))
      result_.files.push_back({name, fs::file_size(folder_ / name), {}, {}});
    if (!fs::exists(folder_ / run_folder::manifest))
      return differs(run_folder::manifest, "is missing");
    const bool sealed = is_sealed(folder_ / run_folder::manifest);
    verdict_of(run_folder::manifest).as_recorded = sealed;
    if (!manifest_)
      differs(run_folder::manifest, "can't be read: it is damaged, or another version wrote it");
    else if (!sealed)
      differs(run_folder::manifest, "was changed: its seal is broken");
  }

  void compare_with_manifest() {
    if (!manifest_) return;
    for (const auto& [name, hash] : manifest_->outputs)
      if (!fs::exists(folder_ / name)) differs(name, "is missing");
    for (FileVerdict& file : result_.files) {
      const auto stated =
          std::find_if(manifest_->outputs.begin(), manifest_->outputs.end(),
                       [&](const auto& output) { return output.first == file.name; });
      if (file.name == run_folder::manifest) continue;
      if (stated == manifest_->outputs.end()) {
        differs(file.name, "is not named in the manifest");
        continue;
      }
      file.as_recorded = sha256_of_file(folder_ / file.name) == stated->second;
      if (!*file.as_recorded)
        differs(file.name, "was changed: its hash is not that of the manifest");
    }
  }

  std::optional<SavedRun> read_run() {
    const char* database = run_folder::database;
    try {
      if (fs::exists(folder_ / database)) return run_in_database(folder_, options_.threads);
    } catch (const DatabaseError& error) {
      differs(database, error.what());
    } catch (const InputError& error) {
      differs(database, "its scenario: " + error.issues().front().message);
    }
    result_.notes.push_back(
        "nothing could be made or simulated again: that needs what results.sqlite holds");
    return {};
  }

  void compare_with_program(const SavedRun& run) {
    if (run.facts.build != options_.build)
      result_.notes.push_back(
          fmt::format("the run was made by {}, this program is {}: what comes out otherwise may "
                      "be the program's doing",
                      run.facts.build, options_.build));
    if (manifest_ && manifest_->build != run.facts.build)
      differs(run_folder::manifest, fmt::format("names another program, {}, than the database, {}",
                                                manifest_->build, run.facts.build));
    if (!run.facts.complete)
      result_.notes.push_back(
          fmt::format("the run is not complete: {} of {} replications are finished under every "
                      "plan",
                      run.facts.compared, run.facts.replications));
  }

  /// The saved rows under the names that the scenario gives; false when they don't fit.
  bool take_rows(const SavedRun& run, Results& results) {
    const auto names = [](const Results& of) {
      std::vector<std::string> list;
      for (const Kpi& kpi : of.kpis()) list.push_back(kpi.name);
      return list;
    };
    const bool fits = names(results) == names(run.results) &&
                      results.series().kpis == run.results.series().kpis &&
                      results.series().steps == run.results.series().steps &&
                      results.chances() == run.results.chances();
    if (!fits) {
      differs(run_folder::database, "has other figures than its scenario gives");
      return false;
    }
    RowReader reader(run.results);
    for (std::uint32_t plan = 0; plan < results.plans().size(); ++plan)
      for (std::uint32_t replication = 0; replication < results.replications(); ++replication) {
        if (!run.results.has(plan, replication)) continue;
        results.store({plan, replication, 1}, reader.row(plan, replication));
        ++result_.rows;
      }
    for (const Failure& failure : run.results.failures()) results.fail(failure);
    return true;
  }

  /// Compares a file with the bytes that `make` gives to a sink.
  void compare(const char* name, const auto& make) {
    if (!fs::exists(folder_ / name)) return;
    FileComparison comparison(folder_ / name);
    make([&](std::string_view bytes) { comparison.add(bytes); });
    const auto difference = comparison.difference();
    verdict_of(name).as_made_again = !difference;
    if (!difference) return;
    const ToldDifference told = told_difference(folder_ / name, *difference);
    result_.differences.push_back(
        {name, told.place, told.found, told.expected, "", remedy_for(name)});
  }
  void compare(const char* name, const std::string& text) {
    compare(name, [&](const Sink& sink) { sink(text); });
  }
  void compare_file(const char* name, const fs::path& again) {
    compare(name, [&](const Sink& sink) {
      std::ifstream file(again, std::ios::binary);
      std::string piece(1 << 16, '\0');
      while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) ||
             file.gcount() > 0)
        sink({piece.data(), static_cast<std::size_t>(file.gcount())});
    });
  }

  void compare_files(const SavedRun& run, const Market& market, const Results& results) {
    const ScratchFolder scratch;
    const Words english = market_words(Language::english);
    compare(run_folder::results, results_json(run.label, results, run.analysis, english));
    compare(run_folder::replications, [&](const Sink& sink) { write_rows(results, sink); });
    if (results.series().count() > 0)
      compare(run_folder::series,
              [&](const Sink& sink) { write_series(results, run.study.units, sink); });
    compare(run_folder::scenario, run.study.resolved);
    compare_report(run, market, results, scratch);
    if (!Database::is_of_this_version(folder_ / run_folder::database)) {
      result_.notes.push_back(
          "results.sqlite was written by another version of SQLite: its rows are compared, its "
          "bytes only with their hash");
      return;
    }
    const fs::path again = scratch / run_folder::database;
    write_results_database(again, {run.label, results, run.analysis, english, run.study.units,
                                   run.study.resolved, run.facts.program_version, run.facts.build});
    compare_file(run_folder::database, again);
  }

  /// The report in the language that the page says it is in, with the remarks of now.
  void compare_report(const SavedRun& run, const Market& market, const Results& results,
                      const ScratchFolder& scratch) {
    if (manifest_ && manifest_->remarks != hash_of_remarks(folder_)) {
      result_.notes.push_back(
          fmt::format("the report was written before review.yaml was changed, so it is compared "
                      "only with its hash; channelsim report {} writes it anew",
                      folder_.string()));
      return;
    }
    const std::string words_of_page = head_of(run_folder::page);
    const bool chinese = words_of_page.find("lang=\"zh") != std::string::npos;
    write_report(scratch / "",
                 {run.study, market, results, run.analysis, run.label,
                  market_words(chinese ? Language::chinese : Language::english), usable_cpus()},
                 remarks_in(folder_));
    for (const char* name : {run_folder::page, run_folder::workbook})
      compare_file(name, scratch / name);
  }
  std::string head_of(const char* name) const {
    std::string head(100, '\0');
    std::ifstream(folder_ / name, std::ios::binary).read(head.data(), 100);
    return head;
  }

  /// What is kept of a run that is not complete.
  void compare_journal(const Results& results) {
    const char* name = run_folder::journal;
    if (!fs::exists(folder_ / name)) return;
    result_.files.push_back({name, fs::file_size(folder_ / name), {}, {}});
    try {
      JournalReader journal(folder_ / name);
      const bool of_this_run = journal.identity().row_size() == results.row_size();
      Results kept = results_like(results);
      while (const auto record = journal.next())
        if (of_this_run)
          restore(*record, {results.plans().size(), results.replications(), lanes_per_block}, kept);
      verdict_of(name).as_recorded = journal.bytes_left() == 0;
      if (journal.bytes_left() > 0)
        differs(name, fmt::format("{} bytes at its end are torn or damaged",
                                  grouped(journal.bytes_left())));
      if (!of_this_run) return differs(name, "holds rows of another run");
      RowCheck check;
      RowReader there(kept), told(results);
      for (std::uint32_t plan = 0; plan < results.plans().size(); ++plan)
        for (std::uint32_t replication = 0; replication < results.replications(); ++replication)
          if (kept.has(plan, replication) && results.has(plan, replication))
            compare_row(kept, plan, replication, there.row(plan, replication),
                        told.row(plan, replication), check);
      verdict_of(name).as_made_again = check.cells_differ == 0;
      tell(name, results, check);
    } catch (const std::exception& error) {
      verdict_of(name).as_recorded = false;
      differs(name, error.what());
    }
  }
  static Results results_like(const Results& results) {
    return {results.plans(), results.kpis(), results.replications(), results.chances(),
            results.series()};
  }

  void simulate(const Market& market, const Results& results) {
    const std::size_t count =
        options_.all ? std::numeric_limits<std::size_t>::max() : options_.blocks;
    const RowCheck check =
        simulate_again(market, results, sample_blocks(results, count, options_.seed),
                       options_.threads, options_.stop);
    result_.simulated = check.rows;
    result_.stopped = check.stopped;
    for (const std::string& failure : check.failures)
      differs(run_folder::database, "can't be simulated again: " + failure);
    tell(run_folder::database, results, check);
  }

  void tell(const char* name, const Results& results, const RowCheck& check) {
    for (const CellDifference& each : check.first)
      result_.differences.push_back(
          {name,
           fmt::format("{}, replication {}, {}", results.plans()[each.plan].name, each.replication,
                       each.figure),
           shortest(each.saved), shortest(each.again), "", remedy_for(name)});
    if (check.cells_differ > check.first.size())
      differs(name, fmt::format("{} cells more", grouped(check.cells_differ - check.first.size())));
  }

  const fs::path& folder_;
  const VerifyOptions& options_;
  std::optional<Manifest> manifest_;
  Verification result_;
};

}  // namespace

Verification verify_run(const fs::path& folder, const VerifyOptions& options) {
  return Verifier(folder, options).verify();
}

}  // namespace channelsim::market
