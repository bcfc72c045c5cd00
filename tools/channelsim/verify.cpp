#include <fmt/format.h>

#include "engine/base/figures.hpp"
#include "engine/base/text.hpp"
#include "engine/report/json.hpp"
#include "engine/report/layout.hpp"
#include "engine/run/interrupt.hpp"
#include "models/market/verification.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

struct Arguments {
  std::filesystem::path folder;
  market::VerifyOptions options;
  bool json = false, quiet = false;
};

std::string json_of(const market::Verification& found) {
  JsonWriter json;
  json.begin_object();
  json.member("schema", "channelsim/verification/v1");
  json.member("sound", found.differences.empty());
  json.member("stopped", found.stopped);
  json.member("rows", found.rows);
  json.member("rows_simulated_again", found.simulated);
  json.key("files");
  json.begin_array();
  for (const market::FileVerdict& file : found.files) {
    json.begin_object(JsonLayout::one_line);
    json.member("file", file.name);
    json.member("bytes", file.bytes);
    json.member("as_recorded", file.as_recorded);
    json.member("as_made_again", file.as_made_again);
    json.end_object();
  }
  json.end_array();
  json.key("differences");
  json.begin_array();
  for (const market::VerifyDifference& each : found.differences) {
    json.begin_object();
    json.member("file", each.file);
    json.member("place", each.place);
    json.member("found", each.found);
    json.member("expected", each.expected);
    json.member("what", each.what);
    json.member("remedy", each.remedy);
    json.end_object();
  }
  json.end_array();
  json.key("notes");
  json.begin_array();
  for (const std::string& note : found.notes) json.value(note);
  json.end_array();
  json.end_object();
  return json.text();
}

std::string word_of(const std::optional<bool>& verdict) {
  return !verdict ? "-" : *verdict ? "yes" : "NO";
}

std::string text_of(const market::VerifyDifference& each) {
  std::string text = printable(each.file);
  if (!each.place.empty()) text += fmt::format(": {}", printable(each.place));
  text += each.what.empty() ? fmt::format(": '{}' stands where '{}' belongs", printable(each.found),
                                          printable(each.expected))
                            : ": " + printable(each.what);
  return fmt::format("{}\n  = {}\n", text, printable(each.remedy));
}

void print_table(const market::Verification& found) {
  std::vector<std::vector<Cell>> rows = {
      {{"file"}, {"bytes", true}, {"as recorded"}, {"as made again"}}};
  for (const market::FileVerdict& file : found.files)
    rows.push_back({{file.name},
                    {grouped(file.bytes), true},
                    {word_of(file.as_recorded)},
                    {word_of(file.as_made_again)}});
  fmt::print("{}\n{} of {} rows were simulated again.\n", table(rows, "", false),
             grouped(found.simulated), grouped(found.rows));
}

ExitCode verify(Arguments arguments) {
  const StopOnSignal signals;
  arguments.options.stop = &signals.requested();
  arguments.options.build = program_build();
  const market::Verification found = market::verify_run(arguments.folder, arguments.options);
  const std::string folder = printable(arguments.folder.string());
  if (arguments.json) {
    fmt::print("{}", json_of(found));
  } else {
    if (!arguments.quiet) print_table(found);
    for (const std::string& note : found.notes)
      if (!arguments.quiet) fmt::print("note: {}\n", printable(note));
    for (const market::VerifyDifference& each : found.differences) fmt::print("{}", text_of(each));
    if (!found.differences.empty())
      fmt::print("{} is not as its run left it.\n", folder);
    else if (!arguments.quiet && !found.stopped)
      fmt::print("{} is as its run left it.\n", folder);
  }
  if (!found.differences.empty()) return ExitCode::run_failed;
  return found.stopped ? ExitCode::interrupted : ExitCode::done;
}

}  // namespace

void add_verify(CLI::App& app, ExitCode& code) {
  CLI::App* command = app.add_subcommand(
      "verify",
      "Prove that a run's folder is as the run left it: every byte, and sampled rows simulated "
      "again; exit code 3 if it isn't");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("DIR", arguments->folder, "Folder of the run")->required();
  CLI::Option* sample =
      command
          ->add_option("--sample", arguments->options.blocks,
                       "Blocks of 16 replications to simulate again, over all plans (default: 16)")
          ->check(CLI::Range(std::size_t{0}, std::size_t{1'000'000'000}));
  command->add_flag("--all", arguments->options.all, "Simulate every replication again")
      ->excludes(sample);
  command->add_option("--seed", arguments->options.seed, "Chooses the blocks (default: 1)");
  command
      ->add_option("--threads", arguments->options.threads,
                   "Threads (default: all CPUs this process may use)")
      ->check(CLI::Range(1, 1024))
      ->envname("CHANNELSIM_THREADS");
  command->add_flag("--json", arguments->json, "As JSON");
  command->add_flag("-q,--quiet", arguments->quiet, "Print only what differs");
  command->callback([arguments, &code] { code = verify(*arguments); });
}

}  // namespace channelsim
