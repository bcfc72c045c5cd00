#include <fmt/format.h>
#include <unistd.h>

#include <cfenv>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "engine/base/elementary.hpp"
#include "engine/base/text.hpp"
#include "engine/random/draws.hpp"
#include "engine/report/digest.hpp"
#include "engine/run/cpu_quota.hpp"
#include "engine/run/experiment.hpp"
#include "engine/run/free_memory.hpp"
#include "engine/run/threads.hpp"
#include "models/market/correlations.hpp"
#include "models/market/market.hpp"
#include "models/market/run_study.hpp"
#include "templates.hpp"
#include "tools/channelsim/command.hpp"

namespace channelsim {

namespace {

/// What was looked at, what was found, and whether it is as it should be.
struct Finding {
  std::string subject, found;
  bool fine = true;
};

Finding processors() {
  const auto quota = cpu_quota();
  return {"processors",
          fmt::format("{} used by default, {} in the machine{}", usable_cpus(),
                      std::thread::hardware_concurrency(),
                      quota ? fmt::format("; this process may use {:.2g}", *quota) : "")};
}

Finding memory() {
  const auto bytes = free_memory();
  if (!bytes) return {"memory", "can't be told; runs are limited to 4 GB"};
  return {"memory", fmt::format("{:.2g} GB free; a run may take half of it", *bytes / 1e9),
          *bytes > 200e6};
}

/// A process can be told to compute otherwise, by a library or a debugger.
Finding arithmetic() {
  volatile double tiny = 5e-324;
  const bool fine = std::fegetround() == FE_TONEAREST && tiny * 1.0 > 0 &&
                    exponential(1.0) == 0x1.5bf0a8b14576ap+1;
  return {"arithmetic", fine ? "rounds to nearest, keeps subnormal numbers" : "is not IEEE 754",
          fine};
}

Finding writing() {
  const auto file = std::filesystem::current_path() / ".channelsim-doctor";
  const bool fine = static_cast<bool>(std::ofstream(file) << "x");
  std::error_code error;
  std::filesystem::remove(file, error);
  return {"this folder", fine ? "can be written to" : "can't be written to: runs need -o", fine};
}

/// Where rows lie that are too many for memory, and what is made again to be compared.
Finding temporary_files() {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  const bool fine = !error && ::access(folder.c_str(), W_OK | X_OK) == 0;
  return {"temporary",
          fine ? fmt::format("files go to {}", folder.string())
               : "files have no place: set TMPDIR to a folder that can be written to",
          fine};
}

/// The smallest template, simulated with one thread and with several, gives the same bytes.
Finding same_bytes() {
  std::error_code error;
  const auto folder =
      std::filesystem::temp_directory_path(error) / fmt::format("channelsim-doctor-{}", getpid());
  if (error || !std::filesystem::create_directories(folder, error))
    return {"a small run", "has no place for its scenario", false};
  std::ofstream(folder / "scenario.yaml") << templates[0].text;
  std::string digests[2];
  for (const int threads : {1, 4}) {
    market::LoadOptions few;
    few.settings = {"replications=64"};
    const market::Study study = market::load_study(folder / "scenario.yaml", few);
    const market::Market model(study.plans, futures_of(study));
    Results results = results_of(study, model);
    RunOptions options;
    options.threads = threads;
    run(
        {study.plans.size(), results.replications(), lanes_per_block},
        [&](Block block, std::span<double> rows) { return model.evaluate(block, rows); }, options,
        results);
    digests[threads > 1] = digest_of(results);
  }
  std::filesystem::remove_all(folder);
  const bool fine = digests[0] == digests[1];
  return {"a small run",
          fine ? "gives the same bytes with one thread and with four"
               : "differs between one thread and four",
          fine};
}

ExitCode doctor() {
  fmt::print("channelsim {} ({})\n", program_build(), compiler());
  const char* locale = std::getenv("LC_ALL");
  const std::vector<Finding> findings = {
      {"instructions", fmt::format("{} of the machine are used", market::instruction_level())},
      processors(),
      memory(),
      arithmetic(),
      writing(),
      temporary_files(),
      {"language",
       fmt::format("output is UTF-8{}", locale ? fmt::format("; LC_ALL is {}", locale) : "")},
      same_bytes()};
  bool all = true;
  for (const Finding& each : findings) {
    fmt::print("{} {:13} {}\n", each.fine ? "✓" : "✗", each.subject, printable(each.found));
    all = all && each.fine;
  }
  fmt::print("{}\n", all ? "All is well." : "Something is not as it should be.");
  return all ? ExitCode::done : ExitCode::run_failed;
}

}  // namespace

void add_doctor(CLI::App& app, ExitCode& code) {
  CLI::App* command =
      app.add_subcommand("doctor", "Look whether this machine and installation are in order");
  command->callback([&code] { code = doctor(); });
}

}  // namespace channelsim
