#include "engine/report/results_database.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>

#include "engine/report/digest.hpp"
#include "engine/report/results_tables.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;
namespace fs = std::filesystem;

namespace {

const Words english(Language::english, engine_catalogues());
constexpr std::uint64_t largest_seed = ~std::uint64_t{0};

/// Two plans, three futures of two chances; names that want quoting, groups that differ by case, a
/// series whose figures stand in another order.
Results some_results(std::uint32_t finished = 6) {
  const std::vector<Kpi> kpis = {
      {"profit", "CNY", Goal::raise, "What is left.", OverTime::flow},
      {"cover \"in\" weeks", "weeks", Goal::watch, "", OverTime::level},
      {"sold[channel=Web]", "pieces", Goal::raise, "", OverTime::flow},
      {"sold[channel=web]", "pieces", Goal::lower, "", OverTime::flow},
  };
  Results results({{"now", "As it is", true}, {"then", "", false}}, kpis, 6, 2, {{1, 0}, {3, 7}});
  for (std::uint32_t plan = 0; plan < 2; ++plan)
    for (std::uint32_t replication = 0; replication < finished; ++replication) {
      std::vector<double> row;
      for (std::size_t cell = 0; cell < results.row_size(); ++cell)
        row.push_back(0.1 * double(cell + 1) + double(replication * (plan + 1)) / 3);
      results.store({plan, replication, 1}, row);
    }
  return results;
}

struct Saved {
  TemporaryFolder folder;
  fs::path path = folder.path() / "results.sqlite";
  RunLabel label{"A title with \"quotes\" and 标题", "Why?", "abc", largest_seed, 2};
  Units units;

  void write(const Results& results, const fs::path& to) const {
    const Analysis analysis = analyse(results, {.objective = "profit", .threads = 1});
    RunLabel finished = label;
    finished.digest = digest_of(results);
    write_results_database(
        to, {finished, results, analysis, english, units, "channelsim: 1\n", "1.2.3", "b"});
  }
  Saved() = default;
  explicit Saved(const Results& results) { write(results, path); }
};

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The same numbers in the same rows.
void require_same_rows(const Results& a, const Results& b) {
  for (std::size_t plan = 0; plan < a.plans().size(); ++plan)
    for (std::uint32_t replication = 0; replication < a.replications(); ++replication) {
      REQUIRE(a.has(plan, replication) == b.has(plan, replication));
      if (!a.has(plan, replication)) continue;
      const auto x = a.row(plan, replication), y = b.row(plan, replication);
      REQUIRE(std::vector(x.begin(), x.end()) == std::vector(y.begin(), y.end()));
      for (std::size_t figure = 0; figure < a.series().kpis.size(); ++figure)
        for (std::size_t moment = 0; moment < a.series().steps.size(); ++moment)
          REQUIRE(a.on_the_way(plan, figure, moment, {{replication}}) ==
                  b.on_the_way(plan, figure, moment, {{replication}}));
    }
}

/// What opening the database and reading it says.
std::string refusal(const fs::path& path) {
  try {
    ResultsDatabase(path).results();
  } catch (const DatabaseError& error) {
    return error.what();
  }
  return "";
}

/// Changes a saved database behind its back.
void tamper(const fs::path& path, const std::string& sql) {
  const fs::path copy = path.string() + ".copy";
  fs::rename(path, copy);
  Database database = Database::create(path);
  database.execute("ATTACH '" + copy.string() + "' AS old");
  std::vector<std::string> tables, names;
  {
    Statement all = database.prepare(
        "SELECT sql, name FROM old.sqlite_schema WHERE type = 'table' AND sql IS NOT NULL");
    while (all.next()) {
      tables.push_back(all.text(0));
      names.push_back(all.text(1));
    }
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    database.execute(tables[i]);
    database.execute("INSERT INTO main." + names[i] + " SELECT * FROM old." + names[i]);
  }
  database.execute("PRAGMA application_id = 1129531725; PRAGMA user_version = 2; " + sql);
}

}  // namespace

TEST_CASE("replications that failed are read back, and the run counts as complete") {
  Results results = some_results(6);
  results.fail({1, 2, 7, "price[member=shop]", NAN});
  results.fail({0, 5, 0, "books", -INFINITY});
  results.fail({0, 3, 1, "pieces", 0.5});
  const Saved saved(results);
  ResultsDatabase database(saved.path);
  CHECK(database.facts().complete);
  CHECK(database.facts().failed == 3);
  CHECK(database.facts().withheld == "too_many_failed");
  CHECK(database.facts().recommended.empty());
  const Results read = database.results();
  REQUIRE(read.failures().size() == 3);
  CHECK(read.failures()[0].value == 0.5);
  CHECK(problem_of(read.failures()[1]) == "infinite");
  CHECK(read.failures()[2].variable == "price[member=shop]");
  CHECK(read.failures()[2].step == 7);
  CHECK(problem_of(read.failures()[2]) == "not_a_number");
  require_same_rows(results, read);
}

TEST_CASE("what is written into the database of a run is read back to the bit") {
  for (const std::uint32_t finished : {6u, 4u, 0u}) {
    const Results results = some_results(finished);
    const Saved saved(results);
    ResultsDatabase database(saved.path);
    CHECK(database.facts().complete == (finished == 6));
    CHECK(database.facts().compared == finished);
    CHECK(database.facts().chances == 2);
    CHECK(database.facts().label.title == saved.label.title);
    CHECK(database.facts().label.seed == largest_seed);
    CHECK(database.facts().digest == digest_of(results));
    CHECK(database.facts().objective == "profit");
    CHECK(database.scenario() == "channelsim: 1\n");
    const Results read = database.results();
    REQUIRE(read.kpis().size() == 4);
    CHECK(read.kpis()[1].name == "cover \"in\" weeks");
    CHECK(read.kpis()[1].over_time == OverTime::level);
    CHECK(read.kpis()[3].goal == Goal::lower);
    CHECK(read.series().kpis == results.series().kpis);
    CHECK(read.plans()[0].label == "As it is");
    require_same_rows(results, read);
  }
}

TEST_CASE("a zero has no sign, in memory or in the database") {
  Results results = some_results();
  std::vector<double> row(results.row_size(), -0.0);
  results.store({1, 2, 1}, row);
  CHECK(!std::signbit(results.row(1, 2)[0]));
  const Saved saved(results);
  CHECK(digest_of(ResultsDatabase(saved.path).results()) == digest_of(results));
}

TEST_CASE("the same run gives the same database, byte by byte") {
  const Saved a(some_results()), b(some_results());
  CHECK(bytes_of(a.path) == bytes_of(b.path));
  CHECK(fs::file_size(a.path) > 4096);
}

TEST_CASE("analysts find the answer, figures by group and the objective by replication") {
  const Saved saved(some_results());
  Database database = Database::read(saved.path);
  const auto ask = [&](const char* sql) {
    Statement statement = database.prepare(sql);
    REQUIRE(statement.next());
    return statement.number(0);
  };
  // Row r of plan p has profit 0.1 + r (p + 1) / 3, r = 0 to 5.
  CHECK(ask("SELECT mean FROM answer WHERE strategy = 'then'") == Approx(0.1 + 5.0 / 3));
  CHECK(ask("SELECT difference FROM answer WHERE strategy = 'then'") == Approx(2.5 / 3));
  CHECK(
      ask("SELECT profit FROM replications WHERE strategy = 'now' AND future = 1 AND chance = 1") ==
      Approx(0.1 + 1.0));
  CHECK(ask("SELECT sold FROM replications_by_channel WHERE strategy = 'now' AND future = 2 AND "
            "chance = 0 AND channel = 'web'") == Approx(0.4 + 4.0 / 3));
  CHECK(
      ask("SELECT difference FROM objective_by_replication WHERE strategy = 'then' AND future = 2 "
          "AND chance = 1") == Approx(5.0 / 3));
  CHECK(ask("SELECT count(*) FROM over_time WHERE figure = 'profit' AND step = 7") == 2);
  CHECK(ask("SELECT count(*) FROM figures") == 8);
}

TEST_CASE("what is not finite stops the writing, and nothing is left of it") {
  Results results = some_results();
  std::vector<double> row(results.row_size(), std::numeric_limits<double>::quiet_NaN());
  results.store({1, 2, 1}, row);
  const Saved saved;
  CHECK_THROWS_AS(saved.write(results, saved.path), DatabaseError);
  CHECK(fs::is_empty(saved.folder.path()));
}

TEST_CASE("a database that was changed, damaged or is something else is refused with a reason") {
  const auto after = [](const std::string& sql) {
    const Saved saved(some_results());
    tamper(saved.path, sql);
    return refusal(saved.path);
  };
  CHECK(after("") == "");  // or the others would show nothing
  CHECK(after("UPDATE replications SET profit = profit + 1e-9 WHERE future = 1").find("digest") !=
        std::string::npos);
  CHECK(after("DELETE FROM replications WHERE future = 1").find("has been changed") !=
        std::string::npos);
  CHECK(after("UPDATE replications SET future = 99 WHERE future = 1").find("does not have") !=
        std::string::npos);
  CHECK(after("UPDATE replications_by_channel SET channel = 'shop' WHERE channel = 'web'")
            .find("do not hold the same") != std::string::npos);
  CHECK(after("INSERT INTO replications_by_channel SELECT * FROM replications_by_channel LIMIT 1")
            .find("do not hold the same") != std::string::npos);
  CHECK(after("UPDATE run SET futures = 9223372036854775807").find("impossible") !=
        std::string::npos);
  CHECK(after("UPDATE paths SET path = zeroblob(16)").find("digest") != std::string::npos);
  CHECK(after("UPDATE moments SET step = 8 WHERE step = 7").find("digest") != std::string::npos);
  CHECK(after("UPDATE paths SET path = x'00'").find("does not fit") != std::string::npos);
  CHECK(after("PRAGMA user_version = 3").find("version 3") != std::string::npos);
  CHECK(after("PRAGMA application_id = 1").find("not a saved run") != std::string::npos);
  CHECK(after("ALTER TABLE run RENAME TO hidden; CREATE VIEW run AS SELECT * FROM hidden")
            .find("other tables") != std::string::npos);
  CHECK(after("DROP TABLE scenario; DROP TABLE decision").find("no such table") !=
        std::string::npos);

  const TemporaryFolder folder;
  CHECK(refusal(folder.path() / "none") != "");
  std::ofstream(folder.path() / "text") << std::string(5000, 'x');
  CHECK(refusal(folder.path() / "text").find("not a database") != std::string::npos);
}

TEST_CASE("no changed bit of a database goes unnoticed where it matters") {
  const Results results = some_results();
  const Saved saved(results);
  const std::string whole = bytes_of(saved.path);
  std::size_t noticed = 0, tried = 0;
  for (std::size_t at = 100; at < whole.size(); at += 97) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1 << at % 8);
    const fs::path path = saved.folder.path() / "damaged";
    std::ofstream(path, std::ios::binary) << damaged;
    ++tried;
    try {
      const Results read = ResultsDatabase(path).results();
      require_same_rows(results, read);  // a bit of a view, of a statistic or of free space
    } catch (const DatabaseError&) {
      ++noticed;
    }
  }
  CHECK(tried > 200);
  CHECK(noticed > 0);
}
