#include "models/market/report/verdicts.hpp"

namespace channelsim::market {

std::string verdict_text(const Facts& facts, const Difference& difference) {
  if (difference.mean == 0.0 && difference.half_width == 0.0) return facts.words("say.same");
  if (!difference.verdict) return facts.words("say.not_judged");
  return facts.words("say." + std::string(to_string(*difference.verdict)));
}

void add_difference_columns(const Facts& facts, DataTable& table, std::size_t plan,
                            std::string_view unit) {
  table.columns.push_back(facts.plan_column(plan, unit, true));
  table.columns.push_back({facts.words("column.half_width"), std::string(unit), plan, true});
  table.columns.push_back({facts.words("column.verdict"), "", plan});
}

void add_difference(const Facts& facts, DataRow& row, const Difference& difference) {
  row.cells.push_back(difference.mean ? Datum(*difference.mean) : Datum());
  row.cells.push_back(difference.half_width ? Datum(*difference.half_width) : Datum());
  row.cells.emplace_back(verdict_text(facts, difference));
}

DataTable verdict_counts(const Facts& facts, std::string name, std::string title,
                         std::string better, std::string worse, std::span<const std::size_t> kpis) {
  DataTable table{std::move(name),
                  std::move(title),
                  {facts.text_column("column.plan"),
                   {std::move(better), ""},
                   {std::move(worse), ""},
                   {facts.words("say.undecided"), ""}},
                  {}};
  for (const std::size_t plan : facts.analysis().decision.ranking) {
    if (plan == facts.baseline) continue;
    double count[3] = {0, 0, 0};
    for (const std::size_t kpi : kpis)
      if (const auto verdict = facts.analysis().difference(plan, kpi).verdict)
        ++count[static_cast<std::size_t>(*verdict)];
    table.rows.push_back({{facts.plan(plan), count[static_cast<std::size_t>(Verdict::better)],
                           count[static_cast<std::size_t>(Verdict::worse)],
                           count[static_cast<std::size_t>(Verdict::undecided)]},
                          plan});
  }
  return table;
}

}  // namespace channelsim::market
