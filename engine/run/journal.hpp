#pragma once
// The journal of a run: its finished blocks on disk as they finish, so that a run that was
// interrupted, killed or has failed can go on.
//
// Layout, little endian: "CSIMROWS", format version (u32), length of the identity (u32), identity
// (JSON), CRC-32C of all that (u32); then a record per block: plan, first, count, length of the
// failures (u32 each), count rows of doubles (the KPIs, then the cells of the series), the failures
// of the block's replications (JSON, or nothing), CRC-32C of the record so far (u32).

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/base/descriptor.hpp"
#include "engine/run/experiment.hpp"

namespace channelsim {

/// What must be equal for rows to be reusable. The number of replications is not part of it.
struct JournalIdentity {
  std::string scenario;  // digest of the resolved scenario
  std::uint64_t seed;
  std::string build;
  std::vector<std::string> plans, kpis;   // names
  std::uint32_t block_size;               // replications
  std::vector<std::string> series = {};   // names of the KPIs that are measured on the way
  std::vector<std::uint32_t> steps = {};  // at whose ends

  std::size_t row_size() const { return kpis.size() + series.size() * steps.size(); }
};

struct JournalRecord {
  Block block;
  std::vector<double> rows;            // count rows of the identity's `row_size()`
  std::vector<Failure> failures = {};  // whose rows are zeros
};

/// Rows of another experiment cannot be continued; the message names what differs.
struct ResumeRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads a journal record by record, in the order they were finished. Throws std::system_error when
/// the file can't be read and ResumeRefused when it is no journal or its header is damaged.
class JournalReader {
 public:
  explicit JournalReader(const std::filesystem::path& path);

  const JournalIdentity& identity() const { return identity_; }
  /// The next record; nothing at the end, and where one is torn or damaged.
  std::optional<JournalRecord> next();
  /// The header and the records so far; and what lies behind them.
  std::uint64_t bytes_kept() const { return kept_; }
  std::uint64_t bytes_left() const { return size_ - kept_; }

 private:
  bool add(std::string& piece, std::uint64_t count);
  bool is_sealed(const std::string& piece);
  [[noreturn]] void fail() const;

  std::string path_;
  std::uint64_t size_, left_, kept_ = 0;  // bytes: of all, not read yet, that are good
  std::ifstream stream_;
  JournalIdentity identity_;
};

/// Whether a writer has the journal open now.
bool is_being_written(const std::filesystem::path& path);

/// Throws ResumeRefused unless the identities are equal; says `scenario` where the scenario is
/// another.
void require_same(const JournalIdentity& kept, const JournalIdentity& asked,
                  const std::string& scenario = "the scenario");

/// Stores a record if it is a block of the experiment. A journal of more or fewer replications
/// serves with its full blocks.
void restore(const JournalRecord& record, const Experiment& experiment, Results& results);

/// Appends blocks to a journal, in groups of a quarter of a second or 1 MiB. Only one writer at a
/// time: opening a journal that has one throws, as does every failed write (std::system_error with
/// the path).
class JournalWriter {
 public:
  /// Starts a journal, which appears with a whole header or not at all; throws when there is one.
  static JournalWriter create(const std::filesystem::path& path, const JournalIdentity& identity);
  /// Goes on behind the first bytes of a journal, as many as were good; cuts off the others.
  static JournalWriter resume(const std::filesystem::path& path, std::uint64_t bytes_kept);
  /// Writes what is left if it can; call `close()` to hear of errors.
  ~JournalWriter();
  JournalWriter(JournalWriter&&) = default;

  void append(Block block, std::span<const double> rows, std::span<const Failure> failures = {});
  /// Writes what is left and waits until it is on the disk.
  void sync();
  /// The same, and lets go of the file.
  void close();

 private:
  JournalWriter(std::filesystem::path path, int open_flags);
  void flush();
  void cut_to(std::uint64_t bytes);
  [[noreturn]] void fail() const;

  std::filesystem::path path_;
  Descriptor file_;  // not open when closed
  std::string pending_, writing_;
  std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
};

}  // namespace channelsim
