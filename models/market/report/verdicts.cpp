#include "models/market/report/verdicts.hpp"

#include <algorithm>

namespace channelsim::market {

bool is_same(const Difference& difference) {
  return difference.mean == 0.0 && difference.half_width == 0.0;
}

namespace {
/// What a difference comes to: a key of the words `say.…`.
std::string_view outcome_of(const Difference& difference) {
  if (is_same(difference)) return "same";
  return difference.verdict ? to_string(*difference.verdict) : "not_judged";
}
/// Those that are counted, in the order of their columns.
constexpr std::string_view counted[] = {"better", "worse", "same", "undecided"};
}  // namespace

std::string verdict_text(const Facts& facts, const Difference& difference) {
  return facts.words(fmt::format("say.{}", outcome_of(difference)));
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
                   {facts.words("say.same"), ""},
                   {facts.words("say.undecided"), ""}},
                  {}};
  for (const std::size_t plan : facts.analysis().decision.ranking) {
    if (plan == facts.baseline) continue;
    DataRow row{{facts.plan(plan)}, plan};
    for (const std::string_view outcome : counted)
      row.cells.emplace_back(
          static_cast<double>(std::count_if(kpis.begin(), kpis.end(), [&](std::size_t kpi) {
            const Difference& difference = facts.analysis().difference(plan, kpi);
            return difference.verdict && outcome_of(difference) == outcome;
          })));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace channelsim::market
