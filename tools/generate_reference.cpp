// Writes what follows from the declarations: the reference pages and the JSON Schema. With --check
// it writes nothing and fails where a file differs, so that they are never stale.

#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/report/file.hpp"
#include "engine/report/json_schema.hpp"
#include "engine/report/reference.hpp"
#include "engine/schema/table_file.hpp"
#include "models/market/language.hpp"
#include "models/market/kpis.hpp"
#include "models/market/scenario.hpp"

namespace channelsim {

namespace {

/// Text of a table's cell.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
  return result;
}

std::string scenario_page() {
  return "# The scenario language\n\n"
         "Every key of a scenario, from the program's own declarations (`channelsim explain PATH` "
         "tells the same).\n"
         "`required` has no default. A default rate (`per step`) is that of a week: with `step: day` "
         "or `month` it is another number.\n"
         "Where a list of records stands, an entry `from_csv` takes its entries from a table.\n\n" +
         reference_page(market::scenario_description()) +
         reference_page(table_source_description());
}

std::string_view breakdown(market::About about) {
  switch (about) {
    case market::About::members:
      return "channel, region, member, account";
    case market::About::consumers:
      return "segment, region";
    case market::About::switching:
    case market::About::flows:
      return "from, to";
    case market::About::items:
      return "item";
    case market::About::market:
      break;
  }
  return "";
}

std::string kpi_page() {
  std::string page = fmt::format(
      "# Figures\n\n"
      "What each replication is measured by (`channelsim explain kpi NAME`). Money is in the "
      "scenario's currency.\n"
      "Figures with a breakdown are also told by it, as `breakdown` asks: "
      "`units_sold[channel=web_shop]`. Those by segment and by pairs of channels need consumers "
      "who "
      "remember (`consumers: {{memory: true}}`).\n"
      "A `series` tells of a flow {}, of a level {}.\n\n"
      "| figure | meaning | unit | goal | breakdown | over time |\n|---|---|---|---|---|---|\n",
      meaning(OverTime::flow), meaning(OverTime::level));
  for (const market::KpiText& kpi : market::kpi_texts())
    page += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", kpi.name, cell(kpi.doc), kpi.unit,
                        to_string(kpi.goal), breakdown(kpi.about), to_string(kpi.over_time));
  return page;
}

std::string error_page() {
  std::string page =
      "# Errors\n\n"
      "What can be wrong with a scenario (`channelsim explain E104`). The hundreds tell the "
      "family: "
      "1 form, 2 names, 3 values, 4 references, 5 limits.\n";
  for (const IssueKind& kind : issue_kinds())
    page += fmt::format("\n## {}: {}\n\n{}\n", to_string(kind.code), kind.title, kind.explanation);
  return page;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

int generate(const std::filesystem::path& root, bool check) {
  const std::vector<std::pair<std::string_view, std::string>> files = {
      {"docs/reference/scenario.md", scenario_page()},
      {"docs/reference/kpis.md", kpi_page()},
      {"docs/reference/errors.md", error_page()},
      {"scenarios/schema.json",
       json_schema(market::scenario_description(), table_source_description())},
  };
  int stale = 0;
  for (const auto& [name, text] : files) {
    if (content_of(root / name) == text) continue;
    ++stale;
    if (check) {
      fmt::print(stderr, "{} is stale; build the target generate_reference and run it\n", name);
    } else {
      std::filesystem::create_directories((root / name).parent_path());
      write_file(root / name, text);
      fmt::print("{}\n", name);
    }
  }
  return check && stale > 0 ? 1 : 0;
}

}  // namespace
}  // namespace channelsim

int main(int argc, char** argv) {
  const bool check = argc == 3 && std::string_view(argv[1]) == "--check";
  if (argc != 2 && !check) {
    fmt::print(stderr, "usage: generate_reference [--check] SOURCE_FOLDER\n");
    return 2;
  }
  try {
    return channelsim::generate(argv[argc - 1], check);
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", error.what());
    return 1;
  }
}
