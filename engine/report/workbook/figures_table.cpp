#include "engine/report/workbook/figures_table.hpp"

#include <fmt/format.h>

#include <optional>

namespace channelsim {

namespace {

Datum datum(const std::optional<double>& number) { return number ? Datum(*number) : Datum(); }

DataRow row_of(const Results& results, const Analysis& analysis, const Words& words,
               std::size_t plan, std::size_t kpi) {
  const Kpi& figure = results.kpis()[kpi];
  const Summary& s = analysis.summaries[plan][kpi];
  const Difference difference =
      plan == analysis.baseline ? Difference{} : analysis.difference(plan, kpi);
  const auto word = [&](const char* stem, std::string_view of) {
    return words(fmt::format("workbook.figures.{}.{}", stem, of));
  };
  return {{results.plans()[plan].name, figure.name, figure.unit,
           word("goal", to_string(figure.goal)), datum(s.mean), datum(s.half_width), datum(s.sd),
           datum(s.p5), datum(s.p10), datum(s.p50), datum(s.p90), datum(s.p95), datum(s.cvar5),
           datum(difference.mean), datum(difference.half_width),
           difference.verdict ? Datum(word("verdict", to_string(*difference.verdict))) : Datum()},
          plan};
}

}  // namespace

DataTable tidy_figures(const Results& results, const Analysis& analysis, const Words& words) {
  DataTable table{"figures", words("workbook.figures"), {{words("workbook.plan"), ""}}, {}};
  const auto add = [&](const char* key) {
    table.columns.push_back({words(std::string("workbook.figures.") + key), ""});
  };
  for (const char* key : {"figure", "unit", "goal", "mean", "half_width", "sd"}) add(key);
  for (const char* quantile : {"P5", "P10", "P50", "P90", "P95"})
    table.columns.push_back({quantile, ""});
  for (const char* key : {"worst", "difference", "difference_half_width", "verdict"}) add(key);
  for (std::size_t plan = 0; plan < results.plans().size(); ++plan)
    for (std::size_t kpi = 0; kpi < results.kpis().size(); ++kpi)
      table.rows.push_back(row_of(results, analysis, words, plan, kpi));
  return table;
}

}  // namespace channelsim
