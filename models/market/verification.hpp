#pragma once
// The proof that a run's folder is as the run left it: each file against its hash in the manifest
// and against what the saved rows give anew, and some of the rows simulated again.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace channelsim::market {

struct VerifyOptions {
  std::size_t blocks = 16;  // of replications that are simulated again, over all plans
  bool all = false;         // simulates every one
  std::uint64_t seed = 1;   // chooses them
  int threads = 0;          // 0: all CPUs this process may use
  std::string build;        // of this program
  const std::atomic<bool>* stop = nullptr;
};

/// Something that is not as it should be.
struct VerifyDifference {
  std::string file, place;      // the place may be empty
  std::string found, expected;  // both empty where `what` says it all
  std::string what;             // may be empty
  std::string remedy;
};

/// What was found of a file; nothing where it can't be told.
struct FileVerdict {
  std::string name;
  std::uint64_t bytes = 0;
  std::optional<bool> as_recorded;  // its hash is that of the manifest; of the manifest, its seal
  std::optional<bool> as_made_again;
};

struct Verification {
  std::vector<FileVerdict> files;
  std::uint64_t rows = 0;       // that are saved: a plan's replications
  std::uint64_t simulated = 0;  // of them, again
  std::vector<VerifyDifference> differences;
  std::vector<std::string> notes;  // what is no damage, but bears on the verdict
  bool stopped = false;            // by the flag, before all was simulated
};

/// Throws InputError where no run lies in the folder, one that was cut off, or one that still goes
/// on; what is damaged is told in the differences. Nothing in the folder is changed.
Verification verify_run(const std::filesystem::path& folder, const VerifyOptions& options);

}  // namespace channelsim::market
