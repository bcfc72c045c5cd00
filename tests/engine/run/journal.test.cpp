#include "engine/run/journal.hpp"

#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <fstream>
#include <iterator>
#include <limits>
#include <system_error>

#include "engine/base/checksum.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/toy_experiment.hpp"

using namespace channelsim;

namespace {
const JournalIdentity identity{"abc123", 42, "0.1.0", {"stay", "move"}, {"profit", "units"}, 4};
const Experiment experiment{2, 6, 4};

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

RunOptions journalled(JournalWriter& writer, int threads = 1) {
  return {.threads = threads, .on_progress = [&writer](const Progress& progress) {
            writer.append(progress.block, progress.rows, progress.failures);
          }};
}

/// The journal of a whole run of the experiment by one thread.
std::string whole_journal(const std::filesystem::path& path) {
  JournalWriter writer = JournalWriter::create(path, identity);
  Results results = toy::empty_results(experiment, 2);
  run(experiment, toy::evaluate, journalled(writer), results);
  writer.close();
  return contents(path);
}

/// All of a journal at once.
struct Journal {
  JournalIdentity identity;
  std::vector<JournalRecord> records;
  std::uint64_t bytes_kept, bytes_ignored;
};
Journal read_journal(const std::filesystem::path& path) {
  JournalReader reader(path);
  Journal journal{reader.identity(), {}, 0, 0};
  while (auto record = reader.next()) journal.records.push_back(std::move(*record));
  CHECK(!reader.next());
  journal.bytes_kept = reader.bytes_kept();
  journal.bytes_ignored = reader.bytes_left();
  return journal;
}

void restore_all(const Journal& journal, const Experiment& asked, Results& results) {
  for (const JournalRecord& record : journal.records) restore(record, asked, results);
}

std::vector<double> uninterrupted(const Experiment& asked) {
  Results results = toy::empty_results(asked, 2);
  run(asked, toy::evaluate, {}, results);
  return toy::numbers(results);
}

/// Goes on from the journal at `path`; returns the number of evaluated blocks.
int resume(const std::filesystem::path& path, const Experiment& asked, Results& results) {
  const Journal journal = read_journal(path);
  restore_all(journal, asked, results);
  JournalWriter writer = JournalWriter::resume(path, journal.bytes_kept);
  int calls = 0;
  const auto counting = [&](Block block, std::span<double> rows) {
    ++calls;
    return toy::evaluate(block, rows);
  };
  run(asked, counting, journalled(writer), results);
  writer.close();
  return calls;
}

constexpr std::size_t record_bytes(std::size_t replications) { return 16 + replications * 16 + 4; }
constexpr std::size_t all_records = 2 * record_bytes(4) + 2 * record_bytes(2);

/// Lets writes of this process fail beyond a size, as on a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_;
};

/// How many records of the whole journal fit in a number of bytes behind the header.
std::size_t whole_records(std::size_t bytes) {
  if (bytes < 2 * record_bytes(4)) return bytes / record_bytes(4);
  return 2 + (bytes - 2 * record_bytes(4)) / record_bytes(2);
}
}  // namespace

TEST_CASE("the checksum gives the published answers") {
  CHECK(crc32c("123456789") == 0xe3069283);
  CHECK(crc32c(std::string(32, '\0')) == 0x8a9136aa);
  CHECK(crc32c("") == 0);
}

TEST_CASE("what is written to a journal is read back, identity and rows") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  whole_journal(path);
  const Journal journal = read_journal(path);
  CHECK_NOTHROW(require_same(journal.identity, identity));
  CHECK(journal.identity.plans == identity.plans);
  CHECK(journal.bytes_ignored == 0);
  CHECK(journal.bytes_kept == std::filesystem::file_size(path));
  REQUIRE(journal.records.size() == block_count(experiment));
  Results results = toy::empty_results(experiment, 2);
  restore_all(journal, experiment, results);
  CHECK(toy::numbers(results) == uninterrupted(experiment));
}

TEST_CASE("the layout of the journal is pinned") {
  const TemporaryFolder folder;
  const std::string bytes = whole_journal(folder.path() / "rows.journal");
  const std::string text =
      R"({"scenario":"abc123","seed":42,"build":"0.1.0","plans":["stay","move"],)"
      R"("kpis":["profit","units"],"block_size":4,"series":[],"steps":[]})";
  using namespace std::string_literals;
  const std::string start = "CSIMROWS\3\0\0\0"s + static_cast<char>(text.size()) + "\0\0\0"s + text;
  CHECK(bytes.substr(0, start.size()) == start);
  CHECK(bytes.size() == start.size() + 4 + all_records);
  const std::string second_record = bytes.substr(start.size() + 4 + record_bytes(4), 16);
  CHECK(second_record == "\1\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0"s);
}

TEST_CASE("a journal cut at any byte gives the records before the cut, or no journal at all") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  const std::string whole = whole_journal(path);
  const std::size_t header = whole.size() - all_records;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    write(path, whole.substr(0, size));
    if (size < header) {
      CHECK_THROWS_AS(read_journal(path), std::runtime_error);
      continue;
    }
    const Journal journal = read_journal(path);
    CHECK(journal.records.size() == whole_records(size - header));
    CHECK(journal.bytes_kept + journal.bytes_ignored == size);
    for (const auto& [block, rows, failures] : journal.records)
      CHECK(rows[0] == toy::cell(block.plan, block.first, 0));
  }
}

TEST_CASE("a flipped bit anywhere is noticed: the records before it stay, a header is refused") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  const std::string whole = whole_journal(path);
  const std::size_t header = whole.size() - all_records;
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string damaged = whole;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    write(path, damaged);
    if (bit / 8 < header)
      CHECK_THROWS_AS(read_journal(path), std::runtime_error);
    else
      CHECK(read_journal(path).records.size() == whole_records(bit / 8 - header));
  }
}

TEST_CASE("zeros behind the records, as a crashed file system leaves them, are ignored") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  write(path, whole_journal(path) + std::string(5000, '\0'));
  CHECK(read_journal(path).records.size() == 4);
  CHECK(read_journal(path).bytes_ignored == 5000);
}

TEST_CASE("a resumed run computes only what is missing and ends with the same bytes") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  const std::string whole = whole_journal(path);
  const std::size_t header = whole.size() - all_records;
  for (std::size_t size = header; size <= whole.size(); size += 7) {
    write(path, whole.substr(0, size));
    Results results = toy::empty_results(experiment, 2);
    CHECK(resume(path, experiment, results) == 4 - int(whole_records(size - header)));
    CHECK(toy::numbers(results) == uninterrupted(experiment));
    CHECK(contents(path) == whole);
  }
}

TEST_CASE("more or fewer replications reuse the full blocks of a journal") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  whole_journal(path);
  const Experiment more{2, 21, 4};  // 6 blocks a plan, of which one is kept: 4 and 5 fill no block
  Results results = toy::empty_results(more, 2);
  CHECK(resume(path, more, results) == 10);
  CHECK(toy::numbers(results) == uninterrupted(more));

  const Experiment fewer{2, 11, 4};
  Results few = toy::empty_results(fewer, 2);
  CHECK(resume(path, fewer, few) == 2);
  CHECK(toy::numbers(few) == uninterrupted(fewer));

  Results again = toy::empty_results(more, 2);
  CHECK(resume(path, more, again) == 0);
  CHECK(toy::numbers(again) == uninterrupted(more));
}

TEST_CASE("rows of another run are refused, and the message names what differs") {
  const auto refusal = [](auto change) {
    JournalIdentity asked = identity;
    change(asked);
    try {
      require_same(identity, asked);
    } catch (const ResumeRefused& refused) {
      return std::string(refused.what());
    }
    return std::string();
  };
  const std::string start = "the finished replications belong to another run; what differs: ",
                    end = "; --force starts anew";
  CHECK(refusal([](auto&) {}).empty());
  CHECK(refusal([](auto& asked) { asked.scenario = "def"; }) ==
        start + "the scenario" + end);
  CHECK(refusal([](auto& asked) { asked.seed = 43; }) == start + "the seed (42, now 43)" + end);
  CHECK(refusal([](auto& asked) { asked.build = "0.2.0"; }) ==
        start + "the build (0.1.0, now 0.2.0)" + end);
  CHECK(refusal([](auto& asked) {
          asked.plans = {"stay", "leap", "run"};
        }) == start + "the plans (new: leap and run; gone: move)" + end);
  CHECK(refusal([](auto& asked) {
          asked.plans = {"move", "stay"};
        }) == start + "the order of the plans" + end);
  CHECK(refusal([](auto& asked) { asked.kpis.push_back("cost"); }) ==
        start + "the KPIs (new: cost)" + end);
  CHECK(refusal([](auto& asked) {
          asked.block_size = 8;
          asked.seed = 1;
        }) == start + "the seed (42, now 1) and the block size (4, now 8)" + end);
  CHECK(refusal([](auto& asked) {
          asked.series = {"units"};
          asked.steps = {3};
        }) == start + "the series (new: units) and the steps of the series" + end);
}

TEST_CASE("the cells of a series go through a journal with the figures") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  JournalIdentity with_series = identity;
  with_series.series = {"units"};
  with_series.steps = {1, 3, 4};
  std::vector<double> rows(2 * 5);
  toy::evaluate({1, 4, 2}, rows);
  JournalWriter::create(path, with_series).append({1, 4, 2}, rows);
  const Journal journal = read_journal(path);
  CHECK_NOTHROW(require_same(journal.identity, with_series));
  CHECK_THROWS_AS(require_same(journal.identity, identity), ResumeRefused);
  REQUIRE(journal.records.size() == 1);
  CHECK(journal.records[0].rows == rows);
  CHECK(journal.bytes_ignored == 0);
}

TEST_CASE("a journal keeps which replications failed, and how") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  const auto failing = [](Block block, std::span<double> rows) {
    std::vector<Failure> failures;
    if (block.plan == 1 && block.first == 4) failures.push_back({1, 5, 3, "st\"ock[ü]", NAN});
    if (block.plan == 0 && block.first == 0) failures.push_back({0, 1, 0, "money", -INFINITY});
    toy::evaluate(block, rows);
    return failures;
  };
  {
    JournalWriter writer = JournalWriter::create(path, identity);
    Results results = toy::empty_results(experiment, 2);
    run(experiment, failing, journalled(writer), results);
  }
  Results restored = toy::empty_results(experiment, 2);
  CHECK(resume(path, experiment, restored) == 0);
  CHECK(restored.finished());
  REQUIRE(restored.failures().size() == 2);
  CHECK(restored.failures()[0].value == -std::numeric_limits<double>::infinity());
  CHECK(restored.failures()[1].variable == "st\"ock[ü]");
  CHECK(restored.failures()[1].step == 3);
  CHECK(std::isnan(restored.failures()[1].value));
  CHECK_FALSE(restored.has(1, 5));
}

TEST_CASE("a record whose failures are not of its block ends what can be read") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  {
    JournalWriter writer = JournalWriter::create(path, identity);
    writer.append({0, 0, 4}, std::vector<double>(8));
    writer.append({0, 4, 2}, std::vector<double>(4), std::vector<Failure>{{0, 1, 0, "money", 1}});
  }
  CHECK(read_journal(path).records.size() == 1);
  CHECK(read_journal(path).bytes_ignored > 0);
}

TEST_CASE("a journal is never overwritten and has one writer at a time") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  {
    const JournalWriter writer = JournalWriter::create(path, identity);
    CHECK_THROWS_WITH(JournalWriter::create(path, identity), path.string() + ": File exists");
    CHECK_THROWS_WITH(JournalWriter::resume(path, read_journal(path).bytes_kept),
                      path.string() + " is being written by another run: Device or resource busy");
  }
  CHECK_THROWS_WITH(JournalWriter::create(path, identity), path.string() + ": File exists");
  CHECK_NOTHROW(JournalWriter::resume(path, read_journal(path).bytes_kept));
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a start that was killed before its header was whole does not stand in the way") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  write(path.string() + ".partial",
        "CSIMROWS and then something longer than the header" + std::string(500, '!'));
  whole_journal(path);
  CHECK(read_journal(path).bytes_ignored == 0);
}

TEST_CASE("a writer that goes out of scope leaves what was appended") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  JournalWriter::create(path, identity).append({1, 4, 1}, std::vector<double>{2.5, 3.5});
  const Journal journal = read_journal(path);
  REQUIRE(journal.records.size() == 1);
  CHECK(journal.records[0].rows == std::vector<double>{2.5, 3.5});
}

TEST_CASE("a write that fails is an error that names the file, and the rows before it are kept") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "rows.journal";
  whole_journal(path);
  {
    const FileSizeLimit limit(4096);
    JournalWriter writer = JournalWriter::resume(path, read_journal(path).bytes_kept);
    for (std::uint32_t first = 8; first < 4000; first += 4)
      writer.append({0, first, 4}, std::vector<double>(8));
    CHECK_THROWS_WITH(writer.close(), path.string() + ": File too large");
  }
  CHECK(std::filesystem::file_size(path) == 4096);
  CHECK(read_journal(path).records.size() > 4);
  CHECK(read_journal(path).bytes_ignored > 0);
}

TEST_CASE("a file that is missing or no journal is an error") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(read_journal(folder.path() / "none"), std::system_error);
  CHECK_THROWS_AS(read_journal(folder.path()), std::system_error);
  write(folder.path() / "other", "plan,replication,profit\n");
  CHECK_THROWS_WITH(
      read_journal(folder.path() / "other"),
      (folder.path() / "other").string() + " is not the journal of a run; --force starts anew");
}
