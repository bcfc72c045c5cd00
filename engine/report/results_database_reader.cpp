// The reading half of results.sqlite.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "engine/report/digest.hpp"
#include "engine/report/results_database.hpp"
#include "engine/report/results_tables.hpp"
#include "engine/run/figure_name.hpp"

namespace channelsim {
namespace {

constexpr std::int64_t most_replications = 10'000'000;

std::uint64_t seed_of(const std::string& text) {
  std::uint64_t seed = 0;
  std::from_chars(text.data(), text.data() + text.size(), seed);
  return seed;
}

std::int64_t pragma(Database& database, std::string_view name) {
  Statement statement = database.prepare("PRAGMA " + std::string(name));
  return statement.next() ? statement.integer(0) : 0;
}

template <class Value>
Value one_of(const std::string& text, std::initializer_list<Value> values) {
  for (const Value value : values)
    if (to_string(value) == text) return value;
  return *values.begin();
}

}  // namespace

ResultsDatabase::ResultsDatabase(const std::filesystem::path& path)
    : path_(path), database_(Database::read(path)) {
  if (pragma(database_, "application_id") != results_application) refuse("is not a saved run");
  if (const auto version = pragma(database_, "user_version"); version != results_version)
    refuse(fmt::format("has tables of version {}; this program reads version {}", version,
                       results_version));
  // A view in a table's place could compute anything.
  Statement views = database_.prepare(
      "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' OR type <> 'table' AND name IN "
      "('run', 'scenario', 'kpis', 'strategies', 'decision', 'replications', 'values_by_group', "
      "'moments', 'paths')");
  if (!views.next() || views.integer(0) != 0) refuse("has other tables than a saved run");
  read_facts();
}

void ResultsDatabase::refuse(const std::string& why) const {
  throw DatabaseError(path_.string() + " " + why);
}

void ResultsDatabase::read_facts() {
  Statement run = database_.prepare(
      "SELECT title, question, scenario_sha256, seed, uncertain_values, digest, complete, futures, "
      "chances, replications_compared, program_version, build, series_digest FROM run");
  if (!run.next()) refuse("does not say what was run");
  facts_.label = {run.text(0), run.text(1), run.text(2), seed_of(run.text(3)),
                  static_cast<std::size_t>(run.integer(4))};
  facts_.digest = run.text(5);
  facts_.complete = run.integer(6) != 0;
  const std::int64_t futures = run.integer(7), chances = run.integer(8);
  if (futures < 1 || chances < 1 || futures > most_replications / chances)
    refuse("has an impossible number of replications");
  facts_.replications = static_cast<std::uint32_t>(futures * chances);
  facts_.chances = static_cast<std::uint32_t>(chances);
  facts_.compared = static_cast<std::uint32_t>(run.integer(9));
  facts_.program_version = run.text(10);
  facts_.build = run.text(11);
  facts_.series_digest = run.text(12);
  Statement plans =
      database_.prepare("SELECT name, label, baseline FROM strategies ORDER BY strategy");
  while (plans.next())
    facts_.plans.push_back({plans.text(0), plans.text(1), plans.integer(2) != 0});
  Statement decision = database_.prepare(
      "SELECT objective, recommended, sentence, constraint_sentence, outlook_sentence, withheld, "
      "(SELECT count(*) FROM failures) FROM decision");
  if (facts_.plans.empty() || !decision.next()) refuse("holds no answer");
  facts_.objective = decision.text(0);
  facts_.recommended = decision.text(1);
  facts_.sentence = decision.text(2);
  facts_.constraint_sentence = decision.text(3);
  facts_.outlook_sentence = decision.text(4);
  facts_.withheld = decision.text(5);
  facts_.failed = static_cast<std::uint32_t>(decision.integer(6));
}

std::string ResultsDatabase::scenario() {
  Statement statement = database_.prepare("SELECT text FROM scenario");
  if (!statement.next()) refuse("holds no scenario");
  return statement.text(0);
}

std::vector<Kpi> ResultsDatabase::read_kpis(SeriesCells& series) {
  std::vector<Kpi> kpis;
  std::vector<std::pair<std::int64_t, std::size_t>> told;  // place in the series, KPI
  Statement statement = database_.prepare(
      "SELECT kpi, name, unit, goal, over_time, doc, detail, place_in_series FROM kpis ORDER BY "
      "kpi");
  while (statement.next()) {
    if (statement.integer(0) != static_cast<std::int64_t>(kpis.size()))
      refuse("lacks one of its figures");
    if (!statement.is_nothing(7)) told.emplace_back(statement.integer(7), kpis.size());
    kpis.push_back({statement.text(1), statement.text(2),
                    one_of(statement.text(3), {Goal::raise, Goal::lower, Goal::watch}),
                    statement.text(5), one_of(statement.text(4), {OverTime::flow, OverTime::level}),
                    statement.integer(6) != 0});
  }
  std::sort(told.begin(), told.end());
  for (const auto& [place, kpi] : told) series.kpis.push_back(kpi);
  Statement moments = database_.prepare("SELECT step FROM moments ORDER BY step");
  while (moments.next()) series.steps.push_back(static_cast<std::uint32_t>(moments.integer(0)));
  return kpis;
}

/// Rows of all plans and replications, and which of them the file holds.
struct ResultsDatabase::Rows {
  std::size_t row_size;
  std::vector<double> cells;
  std::vector<char> there;

  double* at(std::size_t row) { return &cells[row * row_size]; }
};

/// The place of a row, asked for by a file that may say anything.
std::size_t ResultsDatabase::row_at(std::int64_t plan, std::int64_t replication) const {
  if (plan < 0 || plan >= static_cast<std::int64_t>(facts_.plans.size()) || replication < 0 ||
      replication >= facts_.replications)
    refuse("holds rows of a plan or replication that it does not have");
  return static_cast<std::size_t>(plan) * facts_.replications +
         static_cast<std::size_t>(replication);
}

void ResultsDatabase::read_totals(const Results& results, Rows& rows) {
  std::vector<std::size_t> totals;
  std::string columns;
  for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi)
    if (figure_name(results.kpis()[kpi].name).is_total()) {
      totals.push_back(kpi);
      columns += ", t." + sql_name(results.kpis()[kpi].name);
    }
  Statement statement =
      database_.prepare("SELECT s.strategy, t.future, t.chance" + columns +
                        " FROM replications t JOIN strategies s ON s.name = t.strategy");
  while (statement.next()) {
    const std::int64_t future = statement.integer(1), chance = statement.integer(2);
    if (chance < 0 || chance >= facts_.chances) refuse("holds a chance that it does not have");
    row_at(statement.integer(0), future);  // or the product below could be anything
    const std::size_t row = row_at(statement.integer(0), future * facts_.chances + chance);
    rows.there[row] = 1;
    for (std::size_t i = 0; i < totals.size(); ++i)
      rows.at(row)[totals[i]] = statement.number(static_cast<int>(3 + i));
  }
}

void ResultsDatabase::read_groups(const Results& results, Rows& rows) {
  Statement statement =
      database_.prepare("SELECT strategy, replication, kpi, value FROM values_by_group");
  while (statement.next()) {
    const std::size_t row = row_at(statement.integer(0), statement.integer(1));
    const std::int64_t kpi = statement.integer(2);
    if (kpi < 0 || kpi >= static_cast<std::int64_t>(results.kpis().size()))
      refuse("holds values of a figure that it does not have");
    rows.at(row)[kpi] = statement.number(3);
  }
}

void ResultsDatabase::read_paths(const Results& results, Rows& rows) {
  const SeriesCells& series = results.series();
  if (series.count() == 0) return;
  Statement statement = database_.prepare("SELECT strategy, replication, kpi, path FROM paths");
  while (statement.next()) {
    const std::size_t row = row_at(statement.integer(0), statement.integer(1));
    const auto figure = std::find(series.kpis.begin(), series.kpis.end(),
                                  static_cast<std::size_t>(statement.integer(2)));
    const std::string_view path = statement.bytes(3);
    if (figure == series.kpis.end() || path.size() != series.steps.size() * sizeof(double))
      refuse("holds a path that does not fit its series");
    const std::size_t cell = series.at(static_cast<std::size_t>(figure - series.kpis.begin()), 0);
    std::memcpy(rows.at(row) + results.kpis().size() + cell, path.data(), path.size());
  }
}

void ResultsDatabase::read_failures(Results& results) {
  Statement statement = database_.prepare(
      "SELECT strategy, replication, step, variable, problem, value FROM failures");
  while (statement.next()) {
    const std::int64_t plan = statement.integer(0), replication = statement.integer(1);
    const std::string problem = statement.text(4);
    if (plan < 0 || plan >= static_cast<std::int64_t>(facts_.plans.size()) || replication < 0 ||
        replication >= facts_.replications)
      refuse("holds failures of a plan or replication that it does not have");
    results.fail({static_cast<std::uint32_t>(plan), static_cast<std::uint32_t>(replication),
                  static_cast<std::uint32_t>(statement.integer(2)), statement.text(3),
                  problem == "not_a_number" ? std::numeric_limits<double>::quiet_NaN()
                  : problem == "infinite"   ? std::numeric_limits<double>::infinity()
                                            : statement.number(5)});
  }
}

Results ResultsDatabase::results() {
  database_.check_integrity();
  SeriesCells series;
  std::vector<Kpi> kpis = read_kpis(series);
  Results results(facts_.plans, std::move(kpis), facts_.replications, facts_.chances,
                  std::move(series));
  if (!results.find_kpi(facts_.objective)) refuse("lacks the figure that decides");
  const std::size_t count = facts_.plans.size() * facts_.replications;
  Rows rows{results.row_size(), std::vector<double>(count * results.row_size()),
            std::vector<char>(count)};
  read_totals(results, rows);
  read_groups(results, rows);
  read_paths(results, rows);
  for (std::uint32_t plan = 0; plan < facts_.plans.size(); ++plan)
    for (std::uint32_t replication = 0; replication < facts_.replications; ++replication)
      if (const std::size_t row = row_at(plan, replication); rows.there[row])
        results.store({plan, replication, 1}, {rows.at(row), rows.row_size});
  read_failures(results);
  if (results.finished() != facts_.complete || digest_of(results) != facts_.digest ||
      digest_of_series(results) != facts_.series_digest)
    refuse("has been changed: its rows are not those whose digest it states");
  return results;
}

}  // namespace channelsim
