#include "engine/report/results_tables.hpp"

#include <fmt/format.h>

#include "engine/report/database.hpp"
#include "engine/report/group_tables.hpp"
#include "engine/run/figure_name.hpp"

namespace channelsim {
namespace {

constexpr std::string_view tables = R"(
CREATE TABLE run (
  title TEXT NOT NULL,
  question TEXT NOT NULL,
  seed TEXT NOT NULL,
  scenario_sha256 TEXT NOT NULL,
  digest TEXT NOT NULL,
  series_digest TEXT NOT NULL,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  futures INTEGER NOT NULL,
  chances INTEGER NOT NULL,
  replications_compared INTEGER NOT NULL,
  uncertain_values INTEGER NOT NULL,
  program_version TEXT NOT NULL,
  build TEXT NOT NULL
) STRICT;
CREATE TABLE scenario (text TEXT NOT NULL) STRICT;
CREATE TABLE kpis (
  kpi INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  figure TEXT NOT NULL,
  dimension TEXT,
  group_name TEXT,
  unit TEXT NOT NULL,
  goal TEXT NOT NULL CHECK (goal IN ('raise', 'lower', 'watch')),
  over_time TEXT NOT NULL CHECK (over_time IN ('flow', 'level')),
  doc TEXT NOT NULL,
  detail INTEGER NOT NULL CHECK (detail IN (0, 1)),
  place_in_series INTEGER
) STRICT;
CREATE TABLE strategies (
  strategy INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  baseline INTEGER NOT NULL CHECK (baseline IN (0, 1)),
  rank INTEGER,
  contender INTEGER NOT NULL CHECK (contender IN (0, 1)),
  confidence_best_mean REAL,
  share_of_futures_best REAL
) STRICT;
CREATE TABLE decision (
  objective TEXT NOT NULL REFERENCES kpis (name),
  indifference_zone REAL NOT NULL,
  recommended TEXT REFERENCES strategies (name),
  withheld TEXT CHECK (withheld IN ('too_many_failed', 'lead_could_turn', 'constraints_could_turn')),
  cheapest TEXT REFERENCES strategies (name),
  constraints_kept INTEGER NOT NULL CHECK (constraints_kept IN (0, 1)),
  sentence TEXT NOT NULL,
  constraint_sentence TEXT NOT NULL,
  outlook_sentence TEXT NOT NULL
) STRICT;
CREATE TABLE outlooks (
  "when" TEXT NOT NULL,
  best_mean TEXT NOT NULL REFERENCES strategies (name),
  recommended TEXT REFERENCES strategies (name)
) STRICT;
CREATE TABLE summaries (
  strategy INTEGER NOT NULL REFERENCES strategies (strategy),
  kpi INTEGER NOT NULL REFERENCES kpis (kpi),
  mean REAL, half_width REAL, sd REAL,
  p5 REAL, p10 REAL, p50 REAL, p90 REAL, p95 REAL, cvar5 REAL,
  PRIMARY KEY (strategy, kpi)
) STRICT, WITHOUT ROWID;
CREATE TABLE comparisons (
  strategy INTEGER NOT NULL REFERENCES strategies (strategy),
  kpi INTEGER NOT NULL REFERENCES kpis (kpi),
  difference REAL, half_width REAL, correlation REAL,
  verdict TEXT CHECK (verdict IN ('better', 'worse', 'undecided')),
  PRIMARY KEY (strategy, kpi)
) STRICT, WITHOUT ROWID;
CREATE TABLE failures (
  strategy INTEGER NOT NULL REFERENCES strategies (strategy),
  replication INTEGER NOT NULL,
  step INTEGER NOT NULL,
  variable TEXT NOT NULL,
  problem TEXT NOT NULL CHECK (problem IN ('not_a_number', 'infinite', 'too_large', 'off')),
  value REAL,
  PRIMARY KEY (strategy, replication)
) STRICT, WITHOUT ROWID;
CREATE TABLE moments (step INTEGER PRIMARY KEY, date TEXT) STRICT;
CREATE TABLE series (
  strategy INTEGER NOT NULL REFERENCES strategies (strategy),
  kpi INTEGER NOT NULL REFERENCES kpis (kpi),
  step INTEGER NOT NULL REFERENCES moments (step),
  mean REAL, half_width REAL, p5 REAL, p25 REAL, p50 REAL, p75 REAL, p95 REAL,
  PRIMARY KEY (strategy, kpi, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE paths (
  strategy INTEGER NOT NULL REFERENCES strategies (strategy),
  replication INTEGER NOT NULL,
  kpi INTEGER NOT NULL REFERENCES kpis (kpi),
  path BLOB NOT NULL,
  PRIMARY KEY (strategy, replication, kpi)
) STRICT, WITHOUT ROWID;
)";

constexpr std::string_view views = R"(
CREATE VIEW answer AS
  SELECT s.rank, s.name AS strategy, s.label, s.name IS d.recommended AS recommended, s.baseline,
         d.objective, k.unit, m.mean, m.half_width, m.p5, m.p50, m.p95, m.cvar5,
         c.difference, c.half_width AS difference_half_width, c.verdict,
         s.confidence_best_mean, s.share_of_futures_best
  FROM strategies s CROSS JOIN decision d JOIN kpis k ON k.name = d.objective
  LEFT JOIN summaries m ON m.strategy = s.strategy AND m.kpi = k.kpi
  LEFT JOIN comparisons c ON c.strategy = s.strategy AND c.kpi = k.kpi
  ORDER BY s.rank;
CREATE VIEW figures AS
  SELECT s.name AS strategy, k.figure, k.dimension, k.group_name, k.unit, k.goal,
         m.mean, m.half_width, m.sd, m.p5, m.p10, m.p50, m.p90, m.p95, m.cvar5,
         c.difference, c.half_width AS difference_half_width, c.verdict
  FROM summaries m JOIN strategies s USING (strategy) JOIN kpis k USING (kpi)
  LEFT JOIN comparisons c ON c.strategy = m.strategy AND c.kpi = m.kpi;
CREATE VIEW over_time AS
  SELECT s.name AS strategy, k.name AS figure, k.unit, k.over_time, p.step, t.date,
         p.mean, p.half_width, p.p5, p.p25, p.p50, p.p75, p.p95
  FROM series p JOIN strategies s USING (strategy) JOIN kpis k USING (kpi) JOIN moments t USING (step);
)";

/// Each replication by what decides, beside the baseline under the same luck.
constexpr std::string_view objective_view = R"(
CREATE VIEW objective_by_replication AS
  WITH value AS ({})
  SELECT s.name AS strategy, v.replication / r.chances AS future, v.replication % r.chances AS chance,
         v.value, v.value - b.value AS difference
  FROM value v CROSS JOIN run r JOIN strategies s USING (strategy)
  LEFT JOIN strategies base ON base.baseline
  LEFT JOIN value b ON b.strategy = base.strategy AND b.replication = v.replication;
)";

std::string totals_table(const std::vector<Kpi>& kpis) {
  std::string sql =
      "CREATE TABLE replications (\n  strategy TEXT NOT NULL REFERENCES strategies (name),\n"
      "  future INTEGER NOT NULL,\n  chance INTEGER NOT NULL";
  for (const Kpi& kpi : kpis)
    if (figure_name(kpi.name).is_total()) sql += ",\n  " + sql_name(kpi.name) + " REAL NOT NULL";
  return sql + "\n) STRICT;\n";
}

std::string group_table(const GroupTable& table) {
  std::string sql = fmt::format(
      "CREATE TABLE {} (\n  strategy TEXT NOT NULL REFERENCES strategies (name),\n"
      "  future INTEGER NOT NULL,\n  chance INTEGER NOT NULL,\n  {} TEXT NOT NULL",
      sql_name(table.name()), sql_name(table.dimension));
  for (const std::string& figure : table.figures) sql += ",\n  " + sql_name(figure) + " REAL";
  return sql + "\n) STRICT;\n";
}

std::string sql_text(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

std::string objective_values(std::string_view objective) {
  const FigureName name = figure_name(objective);
  const std::string table =
      name.is_total() ? "replications" : "replications_by_" + std::string(name.dimension);
  return fmt::format(
             "SELECT s.strategy, t.future * r.chances + t.chance AS replication, t.{} AS value\n"
             "    FROM {} t CROSS JOIN run r JOIN strategies s ON s.name = t.strategy",
             sql_name(name.figure), sql_name(table)) +
         (name.is_total() ? ""
                          : fmt::format("\n    WHERE t.{} = {}", sql_name(name.dimension),
                                        sql_text(name.group)));
}

}  // namespace

std::string results_tables(const std::vector<Kpi>& kpis, std::string_view objective) {
  std::string sql = fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};\n",
                                results_application, results_version);
  sql += tables;
  sql += totals_table(kpis);
  for (const GroupTable& table : group_tables(kpis)) sql += group_table(table);
  sql += views;
  return sql + fmt::format(objective_view, objective_values(objective));
}

}  // namespace channelsim
