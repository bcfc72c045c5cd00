#include "engine/report/workbook/figures_table.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/results.hpp"

using namespace channelsim;

TEST_CASE("The tidy figures have a row for each plan and figure, and say what the analysis says") {
  Results results({{"now", "Now", true}, {"new", "New"}},
                  {{"gain", "CNY", Goal::raise, ""}, {"size", "", Goal::watch, ""}}, 3);
  fill(results, 3, [](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    return kpi == 1 ? 7.0 : 1.0 + 2 * replication + plan;
  });
  const Analysis analysis = analyse(results, {.objective = "gain", .seed = 42});
  const DataTable table =
      tidy_figures(results, analysis, Words(Language::english, engine_catalogues()));
  REQUIRE(table.rows.size() == 4);
  for (const DataRow& row : table.rows) REQUIRE(row.cells.size() == table.columns.size());
  const DataRow& gain = table.rows[2];
  CHECK(gain.cells[0] == Datum("new"));
  CHECK(gain.cells[1] == Datum("gain"));
  CHECK(gain.cells[4] == Datum(*analysis.summaries[1][0].mean));
  CHECK(gain.cells[7] == Datum(*analysis.summaries[1][0].p5));
  CHECK(gain.cells[13] == Datum(1.0));
  CHECK(gain.cells[15] == Datum("better"));
  CHECK(gain.plan == 1);
  // The baseline is not compared with itself, and a watched figure has no bad side.
  CHECK(table.rows[0].cells[13] == Datum());
  CHECK(table.rows[3].cells[12] == Datum());
}
