#include "engine/run/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "engine/base/checksum.hpp"
#include "engine/base/seeded_defect.hpp"
#include "engine/base/text.hpp"

namespace channelsim {
namespace {
static_assert(std::endian::native == std::endian::little);

constexpr std::string_view magic = "CSIMROWS";
constexpr std::uint32_t format_version = 3;
constexpr std::size_t group_bytes = 1 << 20;
constexpr auto group_time = std::chrono::milliseconds(250);

void put_word(std::string& bytes, std::uint32_t word) {
  bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
}

std::uint32_t word_at(std::string_view bytes, std::size_t offset) {
  std::uint32_t word;
  std::memcpy(&word, bytes.data() + offset, sizeof word);
  return word;
}

std::string header(const JournalIdentity& identity) {
  const nlohmann::ordered_json json{
      {"scenario", identity.scenario}, {"seed", identity.seed},
      {"build", identity.build},       {"plans", identity.plans},
      {"kpis", identity.kpis},         {"block_size", identity.block_size},
      {"series", identity.series},     {"steps", identity.steps}};
  const std::string text = json.dump();
  std::string bytes(magic);
  put_word(bytes, format_version);
  put_word(bytes, static_cast<std::uint32_t>(text.size()));
  bytes += text;
  put_word(bytes, crc32c(bytes));
  return bytes;
}

JournalIdentity parse_identity(std::string_view text) {
  const auto json = nlohmann::json::parse(text);
  return {json.at("scenario"), json.at("seed"),       json.at("build"),  json.at("plans"),
          json.at("kpis"),     json.at("block_size"), json.at("series"), json.at("steps")};
}

/// A value that is no number is kept by its bits, which JSON could not.
std::string text_of(std::span<const Failure> failures) {
  if (failures.empty()) return {};
  auto json = nlohmann::json::array();
  for (const Failure& each : failures)
    json.push_back(
        {each.replication, each.step, each.variable, std::bit_cast<std::uint64_t>(each.value)});
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Nothing where they are not failures of the block.
std::optional<std::vector<Failure>> failures_in(std::string_view text, Block block) {
  std::vector<Failure> failures;
  if (text.empty()) return failures;
  try {
    for (const auto& each : nlohmann::json::parse(text)) {
      failures.push_back({block.plan, each.at(0), each.at(1), each.at(2),
                          std::bit_cast<double>(each.at(3).get<std::uint64_t>())});
      if (failures.back().replication - block.first >= block.count) return {};
    }
  } catch (const nlohmann::json::exception&) {
    return {};
  }
  return failures;
}

std::vector<std::string_view> missing_from(const std::vector<std::string>& names,
                                           const std::vector<std::string>& others) {
  std::vector<std::string_view> missing;
  for (const std::string& name : names)
    if (std::find(others.begin(), others.end(), name) == others.end()) missing.push_back(name);
  return missing;
}

std::string list_difference(std::string_view what, const std::vector<std::string>& kept,
                            const std::vector<std::string>& asked) {
  const auto added = missing_from(asked, kept), gone = missing_from(kept, asked);
  if (added.empty() && gone.empty()) return fmt::format("the order of the {}", what);
  return fmt::format("the {} ({}{}{})", what, added.empty() ? "" : "new: " + listed(added),
                     added.empty() || gone.empty() ? "" : "; ",
                     gone.empty() ? "" : "gone: " + listed(gone));
}
}  // namespace

JournalReader::JournalReader(const std::filesystem::path& path)
    : path_(path.string()),
      size_(std::filesystem::file_size(path)),
      left_(size_),
      stream_(path, std::ios::binary) {
  if (!stream_) fail();
  std::string piece;
  if (!add(piece, 16) || !piece.starts_with(magic))
    throw ResumeRefused(path_ + " is not the journal of a run; --force starts anew");
  if (const std::uint32_t version = word_at(piece, 8); version != format_version)
    throw ResumeRefused(
        fmt::format("{} has format version {}; this program reads version {}; --force starts anew",
                    path_, version, format_version));
  if (!add(piece, word_at(piece, 12)) || !is_sealed(piece))
    throw ResumeRefused(path_ + " has a damaged header; --force starts anew");
  identity_ = parse_identity(std::string_view(piece).substr(16));
  kept_ = size_ - left_;
}

/// Appends the next bytes to the piece; false when there are not that many.
bool JournalReader::add(std::string& piece, std::uint64_t count) {
  if (count > left_) return false;
  const std::size_t old = piece.size();
  piece.resize(old + count);
  if (!stream_.read(piece.data() + old, static_cast<std::streamsize>(count))) fail();
  left_ -= count;
  return true;
}

/// Reads the checksum that follows a piece; false when it is missing or another.
bool JournalReader::is_sealed(const std::string& piece) {
  std::string checksum;
  return add(checksum, 4) && (word_at(checksum, 0) == crc32c(piece) || seeded("checksum_unread"));
}

void JournalReader::fail() const { throw std::system_error(errno, std::generic_category(), path_); }

std::optional<JournalRecord> JournalReader::next() {
  std::string piece;
  constexpr std::size_t head = 16;
  if (left_ != bytes_left() || !add(piece, head)) return {};  // the last one was damaged
  const Block block{word_at(piece, 0), word_at(piece, 4), word_at(piece, 8)};
  if (block.count == 0 || block.count > identity_.block_size) return {};
  JournalRecord record{block, std::vector<double>(block.count * identity_.row_size())};
  const std::size_t bytes = record.rows.size() * sizeof(double);
  if (!add(piece, bytes + word_at(piece, 12)) || !is_sealed(piece)) return {};
  if (bytes > 0) std::memcpy(record.rows.data(), piece.data() + head, bytes);
  auto failures = failures_in(std::string_view(piece).substr(head + bytes), block);
  if (!failures) return {};
  record.failures = std::move(*failures);
  kept_ = size_ - left_;
  return record;
}

void require_same(const JournalIdentity& kept, const JournalIdentity& asked,
                  const std::string& scenario) {
  std::vector<std::string> differences;
  const auto compare = [&](std::string_view what, const auto& before, const auto& now) {
    if (before != now) differences.push_back(fmt::format("{} ({}, now {})", what, before, now));
  };
  if (kept.scenario != asked.scenario) differences.push_back(scenario);
  if (!seeded("seed_not_compared")) compare("the seed", kept.seed, asked.seed);
  compare("the build", kept.build, asked.build);
  if (kept.plans != asked.plans)
    differences.push_back(list_difference("plans", kept.plans, asked.plans));
  if (kept.kpis != asked.kpis)
    differences.push_back(list_difference("KPIs", kept.kpis, asked.kpis));
  if (kept.series != asked.series)
    differences.push_back(list_difference("series", kept.series, asked.series));
  if (kept.steps != asked.steps) differences.push_back("the steps of the series");
  compare("the block size", kept.block_size, asked.block_size);
  if (differences.empty()) return;
  const std::vector<std::string_view> views(differences.begin(), differences.end());
  throw ResumeRefused("the finished replications belong to another run; what differs: " +
                      listed(views) + "; --force starts anew");
}

void restore(const JournalRecord& record, const Experiment& experiment, Results& results) {
  const Block& block = record.block;
  if (block.plan >= experiment.plans || block.first >= experiment.replications) return;
  if (block.first % experiment.block_size != 0) return;
  const std::uint32_t left = experiment.replications - block.first;
  if (block.count != std::min(experiment.block_size, left)) return;
  const bool wrong = seeded("resumed_under_another_plan");
  results.store(wrong ? Block{0, block.first, block.count} : block, record.rows);
  for (const Failure& failure : record.failures) results.fail(failure);
}

bool is_being_written(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return file.is_open() && ::flock(file.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

JournalWriter JournalWriter::create(const std::filesystem::path& path,
                                    const JournalIdentity& identity) {
  const std::filesystem::path partial = path.string() + ".partial";
  JournalWriter writer(partial, O_CREAT);
  // Asked under the lock: whoever held it before may have given the journal its name.
  if (std::filesystem::exists(path)) {
    std::filesystem::remove(partial);
    throw std::system_error(EEXIST, std::generic_category(), path.string());
  }
  writer.cut_to(0);
  writer.pending_ = header(identity);
  writer.flush();
  std::filesystem::rename(partial, path);
  writer.path_ = path;
  return writer;
}

JournalWriter JournalWriter::resume(const std::filesystem::path& path, std::uint64_t bytes_kept) {
  JournalWriter writer(path, O_APPEND);
  writer.cut_to(bytes_kept);
  return writer;
}

JournalWriter::JournalWriter(std::filesystem::path path, int open_flags)
    : path_(std::move(path)),
      file_(::open(path_.c_str(), O_WRONLY | O_CLOEXEC | open_flags, 0666)) {
  if (!file_.is_open()) fail();
  // Who asks whether it is being written holds it for a moment, too.
  for (int tries = 0; ::flock(file_.get(), LOCK_EX | LOCK_NB) != 0; ++tries) {
    if (errno != EWOULDBLOCK) return;  // the file system knows no locks
    if (tries == 20)
      throw std::system_error(EBUSY, std::generic_category(),
                              path_.string() + " is being written by another run");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

JournalWriter::~JournalWriter() {
  if (!file_.is_open()) return;
  try {
    flush();
  } catch (const std::system_error&) {  // reported by append or close, or nobody asked
  }
}

void JournalWriter::append(Block block, std::span<const double> rows,
                           std::span<const Failure> failures) {
  const std::string failed = text_of(failures);
  const std::size_t begin = pending_.size();
  for (const std::uint32_t word :
       {block.plan, block.first, block.count, static_cast<std::uint32_t>(failed.size())})
    put_word(pending_, word);
  pending_.append(reinterpret_cast<const char*>(rows.data()), rows.size_bytes());
  pending_ += failed;
  put_word(pending_, crc32c(std::string_view(pending_).substr(begin)));
  if (pending_.size() >= group_bytes || std::chrono::steady_clock::now() - flushed_ >= group_time)
    flush();
}

void JournalWriter::sync() {
  flush();
  if (!seeded("journal_not_synced") && ::fdatasync(file_.get()) != 0) fail();
}

void JournalWriter::close() {
  sync();
  if (!file_.close()) fail();
}

void JournalWriter::flush() {
  // Set aside first, so that what could not be written is not tried again behind its torn half.
  std::swap(pending_, writing_);
  pending_.clear();
  for (std::string_view left = writing_; !left.empty();) {
    const ssize_t written = ::write(file_.get(), left.data(), left.size());
    if (written < 0 && errno != EINTR) fail();
    if (written > 0) left.remove_prefix(static_cast<std::size_t>(written));
  }
  flushed_ = std::chrono::steady_clock::now();
}

void JournalWriter::cut_to(std::uint64_t bytes) {
  if (::ftruncate(file_.get(), static_cast<off_t>(bytes)) != 0) fail();
}

void JournalWriter::fail() const {
  throw std::system_error(errno, std::generic_category(), path_.string());
}

}  // namespace channelsim
