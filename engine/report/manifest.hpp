#pragma once
// manifest.json: what varies between two runs of the same scenario, and how to repeat this one.

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/timings.hpp"

namespace channelsim {

/// The circumstances of a run. Times are UTC in ISO 8601, durations in seconds, hashes SHA-256.
struct Manifest {
  using Hashes = std::vector<std::pair<std::string, std::string>>;  // path, hexadecimal hash

  std::string program_version;
  std::string build;  // revision and build type
  std::string compiler;
  std::string instruction_level;  // "x86-64-v3"
  std::string machine;            // operating system and processor
  unsigned threads = 0;
  std::string started, finished;
  double seconds = 0;
  int exit_code = 0;
  std::string exit_state;  // "done", "interrupted", "failed: …"
  std::string command;     // that repeats the run
  std::string remarks;     // hash of the review.yaml that the report shows; empty without one
  Hashes inputs, outputs;
  Timings stages;  // wall times
  Timings phases;  // times of all threads, where they were measured

  /// States the hash of a file of the run's folder, in place of what was stated before.
  void state_output(const std::filesystem::path& file);
};

/// The text of manifest.json, schema channelsim/manifest/v1. Its last member, `seal`, is the
/// SHA-256 of the text with nothing between the quotes of the seal.
std::string manifest_json(const Manifest& manifest);

/// A manifest.json read back; nothing where there is none or it can't be understood.
std::optional<Manifest> read_manifest(const std::filesystem::path& path);

/// Whether every byte of a manifest.json is as it was written: its seal is whole.
bool is_sealed(const std::filesystem::path& path);

}  // namespace channelsim
