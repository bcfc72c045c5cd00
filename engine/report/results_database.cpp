// The writing half of results.sqlite.
#include "engine/report/results_database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/report/answer.hpp"
#include "engine/report/digest.hpp"
#include "engine/report/file.hpp"
#include "engine/report/group_tables.hpp"
#include "engine/report/results_tables.hpp"
#include "engine/report/series_points.hpp"
#include "engine/run/figure_name.hpp"

namespace channelsim {
namespace {

std::int64_t whole(std::size_t number) { return static_cast<std::int64_t>(number); }

std::string insert_into(std::string_view table, std::size_t columns, std::size_t rows = 1) {
  std::string row = "(?";
  for (std::size_t i = 1; i < columns; ++i) row += ", ?";
  row += ')';
  std::string sql = fmt::format("INSERT INTO {} VALUES {}", table, row);
  for (std::size_t i = 1; i < rows; ++i) sql += ", " + row;
  return sql;
}

/// Fills a table with a known number of rows, several by a statement: to run one costs as much as a
/// row. Texts have to last until all rows are there.
class Rows {
 public:
  Rows(Database& database, std::string_view table, std::size_t columns, std::size_t rows)
      : at_once_(std::clamp<std::size_t>(most_parameters / columns, 1, 16)),
        left_(rows),
        several_(database.prepare(insert_into(table, columns, at_once_))),
        one_(database.prepare(insert_into(table, columns))) {}

  Rows& bind(const auto& value) {
    statement().bind(value);
    return *this;
  }
  Rows& bind(std::string&& text) = delete;
  void end_row() {
    if (++bound_ < (left_ < at_once_ ? 1 : at_once_)) return;
    statement().run();
    left_ -= std::exchange(bound_, 0);
  }

 private:
  static constexpr std::size_t most_parameters = 4096;
  Statement& statement() { return left_ < at_once_ ? one_ : several_; }

  const std::size_t at_once_;
  std::size_t left_, bound_ = 0;
  Statement several_, one_;
};

/// Fills the tables in a fixed order, so that equal runs give equal bytes.
class ResultsWriter {
 public:
  ResultsWriter(Database& database, const RunRecord& record)
      : database_(database), record_(record), results_(record.results) {}

  void write() {
    database_.execute("BEGIN");
    const Decision& decision = record_.analysis.decision;
    database_.execute(results_tables(results_.kpis(), results_.kpis()[decision.objective].name));
    write_run();
    write_kpis();
    write_strategies();
    write_decision(decision);
    write_statistics();
    write_replications();
    // Kept up row by row, it would double the time of a row of this table.
    database_.execute(
        "CREATE UNIQUE INDEX replications_by_chance ON replications (strategy, future, chance)");
    write_failures();
    write_series();
    database_.execute("COMMIT");
  }

 private:
  std::string_view plan_name(std::size_t plan) const { return results_.plans()[plan].name; }
  std::optional<std::string_view> plan_name(std::optional<std::size_t> plan) const {
    return plan ? std::optional(plan_name(*plan)) : std::nullopt;
  }

  void write_run() {
    const RunLabel& label = record_.label;
    database_.prepare(insert_into("run", 13))
        .bind(label.title)
        .bind(label.question)
        .bind(std::to_string(label.seed))
        .bind(label.scenario_sha256)
        .bind(label.digest)
        .bind(digest_of_series(results_))
        .bind(whole(results_.finished()))
        .bind(whole(results_.replications() / results_.chances()))
        .bind(whole(results_.chances()))
        .bind(whole(results_.common_replications().size()))
        .bind(whole(label.uncertain_values))
        .bind(record_.program_version)
        .bind(record_.build)
        .run();
    database_.prepare(insert_into("scenario", 1)).bind(record_.scenario).run();
  }

  void write_kpis() {
    std::vector<std::optional<std::int64_t>> places(results_.kpis().size());
    for (std::size_t figure = 0; figure < results_.series().kpis.size(); ++figure)
      places[results_.series().kpis[figure]] = whole(figure);
    Statement insert = database_.prepare(insert_into("kpis", 11));
    for (std::size_t i = 0; i < results_.kpis().size(); ++i) {
      const Kpi& kpi = results_.kpis()[i];
      const FigureName name = figure_name(kpi.name);
      insert.bind(whole(i)).bind(kpi.name).bind(name.figure);
      if (name.is_total())
        insert.bind_nothing().bind_nothing();
      else
        insert.bind(name.dimension).bind(name.group);
      insert.bind(kpi.unit).bind(to_string(kpi.goal)).bind(to_string(kpi.over_time)).bind(kpi.doc);
      insert.bind(whole(kpi.detail)).bind(places[i]).run();
    }
  }

  void write_strategies() {
    const Decision& decision = record_.analysis.decision;
    const std::size_t plans = results_.plans().size();
    std::vector<std::optional<std::int64_t>> ranks(plans);
    for (std::size_t i = 0; i < decision.ranking.size(); ++i)
      ranks[decision.ranking[i]] = whole(i + 1);
    std::vector<bool> contends(plans);
    for (const std::size_t plan : decision.contenders) contends[plan] = true;
    const auto at = [](const auto& values, std::size_t plan) {
      return plan < values.size() ? std::optional<double>(values[plan]) : std::nullopt;
    };
    Statement insert = database_.prepare(insert_into("strategies", 8));
    for (std::size_t plan = 0; plan < plans; ++plan) {
      insert.bind(whole(plan)).bind(plan_name(plan)).bind(name_for_people(results_.plans()[plan]));
      insert.bind(whole(plan == record_.analysis.baseline)).bind(ranks[plan]);
      insert.bind(whole(contends[plan]));
      insert.bind(plan < decision.confidence_best_mean.size() ? decision.confidence_best_mean[plan]
                                                              : std::nullopt);
      insert.bind(at(decision.share_of_futures_best, plan)).run();
    }
  }

  void write_decision(const Decision& decision) {
    const Answer answer = answer_of(results_, decision, record_.label.period, record_.words);
    database_.prepare(insert_into("decision", 9))
        .bind(results_.kpis()[decision.objective].name)
        .bind(decision.indifference)
        .bind(plan_name(decision.recommended))
        .bind(decision.withheld ? std::optional(to_string(decision.withheld->reason))
                                : std::nullopt)
        .bind(plan_name(decision.cost_of_tie ? std::optional(decision.cost_of_tie->cheapest)
                                             : std::nullopt))
        .bind(whole(decision.constraints_kept))
        .bind(answer.decision)
        .bind(answer.constraints)
        .bind(answer.outlooks)
        .run();
    Statement insert = database_.prepare(insert_into("outlooks", 3));
    for (const OutlookVerdict& each : decision.outlooks)
      insert.bind(when_of(each, record_.words))
          .bind(plan_name(each.best))
          .bind(plan_name(each.recommended))
          .run();
  }

  void write_statistics() {
    const Analysis& analysis = record_.analysis;
    Statement summary = database_.prepare(insert_into("summaries", 11));
    for (std::size_t plan = 0; plan < analysis.summaries.size(); ++plan)
      for (std::size_t kpi = 0; kpi < analysis.summaries[plan].size(); ++kpi) {
        const Summary& s = analysis.summaries[plan][kpi];
        summary.bind(whole(plan)).bind(whole(kpi)).bind(s.mean).bind(s.half_width).bind(s.sd);
        summary.bind(s.p5).bind(s.p10).bind(s.p50).bind(s.p90).bind(s.p95).bind(s.cvar5).run();
      }
    Statement comparison = database_.prepare(insert_into("comparisons", 6));
    for (const auto& [candidate, kpi, difference] : analysis.comparisons) {
      comparison.bind(whole(candidate)).bind(whole(kpi)).bind(difference.mean);
      comparison.bind(difference.half_width).bind(difference.correlation);
      comparison.bind(difference.verdict ? std::optional(to_string(*difference.verdict))
                                         : std::nullopt);
      comparison.run();
    }
  }

  void write_replications() {
    std::vector<std::size_t> totals;
    for (std::size_t kpi = 0; kpi < results_.kpis().size(); ++kpi)
      if (figure_name(results_.kpis()[kpi].name).is_total()) totals.push_back(kpi);
    const std::size_t count = results_.rows();
    Rows total(database_, "replications", 3 + totals.size(), count);
    const std::vector<GroupTable> tables = group_tables(results_.kpis());
    std::vector<Rows> groups;
    for (const GroupTable& table : tables)
      groups.emplace_back(database_, sql_name(table.name()), 4 + table.figures.size(),
                          count * table.groups.size());
    Statement paths = database_.prepare(insert_into("paths", 4));
    RowReader reader(results_);
    for (std::size_t plan = 0; plan < results_.plans().size(); ++plan)
      for (std::uint32_t replication = 0; replication < results_.replications(); ++replication) {
        if (!results_.has(plan, replication)) continue;
        const std::span<const double> row = reader.row(plan, replication);
        require_finite(row, plan, replication);
        begin_row(total, plan, replication);
        for (const std::size_t kpi : totals) total.bind(row[kpi]);
        total.end_row();
        for (std::size_t i = 0; i < tables.size(); ++i)
          write_groups(groups[i], tables[i], plan, replication, row);
        write_paths(paths, plan, replication, row);
      }
  }

  void write_failures() {
    Statement insert = database_.prepare(insert_into("failures", 6));
    for (const Failure& failure : results_.failures()) {
      insert.bind(whole(failure.plan)).bind(whole(failure.replication)).bind(whole(failure.step));
      insert.bind(failure.variable).bind(problem_of(failure));
      insert.bind(std::isfinite(failure.value) ? std::optional(failure.value) : std::nullopt).run();
    }
  }

  /// SQLite would take what is not a number for nothing.
  void require_finite(std::span<const double> row, std::size_t plan, std::uint32_t replication) {
    if (std::all_of(row.begin(), row.end(), [](double number) { return std::isfinite(number); }))
      return;
    throw DatabaseError(fmt::format("a figure of plan {}, replication {} is not finite",
                                    plan_name(plan), replication));
  }

  /// What says which row of the results it is.
  void begin_row(Rows& insert, std::size_t plan, std::uint32_t replication) {
    insert.bind(plan_name(plan)).bind(whole(replication / results_.chances()));
    insert.bind(whole(replication % results_.chances()));
  }

  void write_groups(Rows& insert, const GroupTable& table, std::size_t plan,
                    std::uint32_t replication, std::span<const double> row) {
    auto kpi = table.kpis.begin();
    for (const std::string& group : table.groups) {
      begin_row(insert, plan, replication);
      insert.bind(group);
      for (std::size_t figure = 0; figure < table.figures.size(); ++figure, ++kpi)
        insert.bind(*kpi ? std::optional(row[**kpi]) : std::nullopt);
      insert.end_row();
    }
  }

  /// The cells of a series as they lie in memory, little endian.
  void write_paths(Statement& insert, std::size_t plan, std::uint32_t replication,
                   std::span<const double> row) {
    const SeriesCells& series = results_.series();
    const std::span<const double> cells = row.subspan(results_.kpis().size());
    for (std::size_t figure = 0; figure < series.kpis.size(); ++figure) {
      const auto path = cells.subspan(series.at(figure, 0), series.steps.size());
      insert.bind(whole(plan)).bind(whole(replication)).bind(whole(series.kpis[figure]));
      insert.bind_bytes({reinterpret_cast<const char*>(path.data()), path.size_bytes()}).run();
    }
  }

  void write_series() {
    const Units& units = record_.units;
    Statement moment = database_.prepare(insert_into("moments", 2));
    for (const std::uint32_t step : results_.series().steps) {
      moment.bind(whole(step));
      if (units.start)
        moment.bind(to_text(first_day({step}, *units.start, units.step))).run();
      else
        moment.bind_nothing().run();
    }
    Statement insert = database_.prepare(insert_into("series", 10));
    for_each_series_point(results_, [&](const SeriesPoint& point) {
      insert.bind(whole(point.plan)).bind(whole(point.kpi)).bind(whole(point.step));
      insert.bind(point.mean).bind(point.half_width);
      for (const auto& each : point.quantiles) insert.bind(each);
      insert.run();
    });
  }

  Database& database_;
  const RunRecord& record_;
  const Results& results_;
};

}  // namespace

void write_results_database(const std::filesystem::path& path, const RunRecord& record) {
  const std::filesystem::path partial = partial_name(path);
  std::filesystem::remove(partial);  // of a run that was killed
  try {
    Database database = Database::create(partial);
    ResultsWriter(database, record).write();
    database.check_structure();  // the index was made of the rows a moment ago
    database.close();
    publish(path);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw;
  }
}

}  // namespace channelsim
