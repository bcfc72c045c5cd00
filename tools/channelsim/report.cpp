#include <fmt/format.h>

#include "engine/report/file.hpp"
#include "engine/report/manifest.hpp"
#include "engine/report/run_folder.hpp"
#include "engine/run/threads.hpp"
#include "models/market/report/write_report.hpp"
#include "models/market/run_study.hpp"
#include "models/market/saved_run.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

/// States in the manifest what now lies in the folder; not in one that was changed by others.
void state_report(const std::filesystem::path& folder) {
  const auto path = folder / run_folder::manifest;
  if (!is_sealed(path)) return;
  Manifest manifest = *read_manifest(path);
  manifest.remarks = market::hash_of_remarks(folder);
  for (const char* name : {run_folder::page, run_folder::workbook})
    manifest.state_output(folder / name);
  write_file(path, manifest_json(manifest));
}

}  // namespace

void add_report(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "report",
      "Write the page and the workbook of a saved run again: another language, new remarks");
  struct Arguments {
    std::filesystem::path folder;
    std::string language;
  };
  auto arguments = std::make_shared<Arguments>();
  command->add_option("DIR", arguments->folder, "Folder of the run")->required();
  add_language_argument(*command, arguments->language);
  command->callback([arguments, &code] {
    const market::SavedRun run = market::open_run(arguments->folder, market::Unfinished::accept);
    const market::Market market = market::market_of(run.study);
    const Words words = words_of(arguments->language);
    market::write_report(
        arguments->folder,
        {run.study, market, run.results, run.analysis, run.label, words, usable_cpus()},
        market::remarks_in(arguments->folder));
    state_report(arguments->folder);
    for (const char* name : {run_folder::page, run_folder::workbook})
      fmt::print("{}\n", (arguments->folder / name).string());
    code = ExitCode::done;
  });
}

}  // namespace channelsim
