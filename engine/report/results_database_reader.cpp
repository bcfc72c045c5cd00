// The reading half of results.sqlite.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "engine/report/digest.hpp"
#include "engine/report/group_tables.hpp"
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
      "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' OR type = 'view' AND name NOT IN "
      "('answer', 'figures', 'objective_by_replication', 'over_time')");
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

/// The rows of all tables, one replication after the other, in the order in which they are written.
class ResultsDatabase::RowsReader {
 public:
  RowsReader(ResultsDatabase& database, Results& results)
      : database_(database), results_(results), tables_(group_tables(results.kpis())) {
    std::string columns = "SELECT strategy, future, chance";
    for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi)
      if (figure_name(results.kpis()[kpi].name).is_total()) {
        total_kpis_.push_back(kpi);
        columns += ", " + sql_name(results.kpis()[kpi].name);
      }
    totals_.emplace(prepare(columns + " FROM replications ORDER BY rowid"));
    for (const GroupTable& table : tables_) {
      columns = "SELECT strategy, future, chance, " + sql_name(table.dimension);
      for (const std::string& figure : table.figures) columns += ", " + sql_name(figure);
      groups_.push_back(prepare(columns + " FROM " + sql_name(table.name()) + " ORDER BY rowid"));
    }
    paths_.emplace(prepare("SELECT strategy, replication, kpi, path FROM paths ORDER BY 1, 2, 3"));
  }

  void read() {
    std::vector<double> row(results_.row_size());
    while (totals_->next()) {
      const Place place = place_of(*totals_);
      for (std::size_t i = 0; i < total_kpis_.size(); ++i)
        row[total_kpis_[i]] = totals_->number(static_cast<int>(3 + i));
      for (std::size_t i = 0; i < tables_.size(); ++i)
        read_groups(groups_[i], tables_[i], place, row);
      read_paths(place, row);
      keep(place, row);
    }
    store_kept();
    for (Statement& table : groups_)
      if (table.next()) refuse_other_rows();
    if (paths_->next()) refuse_other_rows();
  }

 private:
  struct Place {
    std::uint32_t plan, replication;
    bool operator==(const Place&) const = default;
  };

  Statement prepare(const std::string& sql) { return database_.database_.prepare(sql); }

  [[noreturn]] void refuse_other_rows() const {
    database_.refuse("has been changed: its tables do not hold the same replications");
  }

  /// The place of a row, asked for by a file that may say anything.
  Place place_of(const Statement& row) const {
    const RunFacts& facts = database_.facts();
    const std::string plan = row.text(0);
    const auto found = std::find_if(facts.plans.begin(), facts.plans.end(),
                                    [&](const PlanLabel& label) { return label.name == plan; });
    const std::int64_t future = row.integer(1), chance = row.integer(2);
    if (found == facts.plans.end() || future < 0 || future >= facts.replications / facts.chances ||
        chance < 0 || chance >= facts.chances)
      database_.refuse("holds rows of a plan or replication that it does not have");
    return {static_cast<std::uint32_t>(found - facts.plans.begin()),
            static_cast<std::uint32_t>(future * facts.chances + chance)};
  }

  void read_groups(Statement& rows, const GroupTable& table, Place place, std::span<double> row) {
    auto kpi = table.kpis.begin();
    for (const std::string& group : table.groups) {
      if (!rows.next() || place_of(rows) != place || rows.text(3) != group) refuse_other_rows();
      for (std::size_t figure = 0; figure < table.figures.size(); ++figure, ++kpi)
        if (*kpi) row[**kpi] = rows.number(static_cast<int>(4 + figure));
    }
  }

  void read_paths(Place place, std::span<double> row) {
    const SeriesCells& series = results_.series();
    for (std::size_t i = 0; i < series.kpis.size(); ++i) {
      if (!paths_->next() || paths_->integer(0) != place.plan ||
          paths_->integer(1) != place.replication)
        refuse_other_rows();
      const auto figure = std::find(series.kpis.begin(), series.kpis.end(),
                                    static_cast<std::size_t>(paths_->integer(2)));
      const std::string_view path = paths_->bytes(3);
      if (figure == series.kpis.end() || path.size() != series.steps.size() * sizeof(double))
        database_.refuse("holds a path that does not fit its series");
      const std::size_t cell = series.at(static_cast<std::size_t>(figure - series.kpis.begin()), 0);
      std::memcpy(&row[results_.kpis().size() + cell], path.data(), path.size());
    }
  }

  /// Rows are stored some at a time, as long as they follow each other.
  void keep(Place place, std::span<const double> row) {
    const bool follows = place == Place{kept_.plan, kept_.first + kept_.count};
    if (!follows || kept_.count == most_kept) {
      store_kept();
      kept_ = {place.plan, place.replication, 0};
    }
    kept_rows_.insert(kept_rows_.end(), row.begin(), row.end());
    ++kept_.count;
  }
  void store_kept() {
    if (kept_.count > 0) results_.store(kept_, kept_rows_);
    kept_rows_.clear();
  }

  static constexpr std::uint32_t most_kept = 64;

  ResultsDatabase& database_;
  Results& results_;
  std::vector<std::size_t> total_kpis_;
  std::vector<GroupTable> tables_;
  std::optional<Statement> totals_, paths_;
  std::vector<Statement> groups_;  // by table
  Block kept_{};
  std::vector<double> kept_rows_;
};

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
  RowsReader(*this, results).read();
  read_failures(results);
  if (results.finished() != facts_.complete || digest_of(results) != facts_.digest ||
      digest_of_series(results) != facts_.series_digest)
    refuse("has been changed: its rows are not those whose digest it states");
  return results;
}

}  // namespace channelsim
