#include "engine/report/terminal.hpp"

#include <fmt/format.h>

#include <sstream>

#include "engine/report/layout.hpp"
#include "tests/support/autumn.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
const RunFolder autumn_folder{"results/autumn", {"results.json", "replications.csv"}};

std::string answer(const Results& results, const TerminalOptions& options = {},
                   const RunFolder& folder = {}, Language language = Language::english) {
  const DecisionRule rule{.objective = results.kpis()[0].name, .seed = 42};
  return terminal_answer(autumn_label, results, analyse(results, rule), folder, options,
                         Words(language, engine_catalogues()));
}

/// Plans with these names around a mean of 100, each a little better than the one before.
Results results_of(const std::vector<std::string>& names, std::uint32_t finished = 20,
                   std::uint32_t replications = 20) {
  std::vector<PlanLabel> plans;
  for (const std::string& name : names) plans.push_back({name, "", plans.empty()});
  Results results(plans,
                  {{"gain", "CNY per customer and week", Goal::raise, ""},
                   {"gain[region=east]", "CNY", Goal::watch, ""},
                   {"cost", "CNY", Goal::lower, ""}},
                  replications);
  fill(results, finished, [](std::uint32_t plan, std::size_t kpi, std::uint32_t replication) {
    return 100.0 + plan + 10 * standard_normal(replication, static_cast<std::uint32_t>(kpi) + plan);
  });
  return results;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("the answer for three plans and six figures reads like this") {
  const std::string expected = R"(Which plan should carry the autumn range?

  Choose Hybrid with web shop: its average net profit is 1.24 million CNY higher than under Status
  quo (95 % interval 0.99 to 1.49 million CNY). It is ahead of each of the other 2 plans, all
  compared together. Confidence that its average is the best: more than 99.9 %.

  net_profit (higher is better)
                           average  against Status quo       confidence                     better →
  plan                       M CNY  M CNY, 95 % interval     it is best  -1.31       0         +1.49
★ Hybrid with web shop  13.3 ± 0.3  ▲ +1.24  +0.99 to +1.49    > 99.9 %              │        ├──●─┤
  Status quo            12.1 ± 0.3    baseline                  < 0.1 %              │
  Direct only           11.0 ± 0.3  ▼ -1.05  -1.31 to -0.79     < 0.1 %  ├─●──┤      │

  figure          unit    better  Status quo    Hybrid with web shop    Direct only
  net_profit      CNY     higher      12.1 M  ▲  +1.24 ± 0.25 M       ▼  -1.05 ± 0.26 M
  running_cost    CNY     lower       3.21 M  ▼   +390 ± 34 k         ▲   -260 ± 35 k
  units_sold      pieces  higher       101 k  ▲  +12.0 ± 1.0 k        ▼  -13.0 ± 0.9 k
  stockout_share  %       lower         4.10  ▼ +0.800 ± 0.111        · -0.050 ± 0.091
  reach           %       higher        52.0  ▲  +9.00 ± 0.65         ▼  -9.00 ± 0.67
  lead_time       days    –             5.20     +0.10 ± 0.10            -1.10 ± 0.11
  ▲ better  ▼ worse  · undecided, against Status quo at 95 %.

  200 replications of each plan, seed 42; all meet the same luck (correlation with Status quo: 0.57
  to 0.64). The intervals are about luck in the market as it is described; how well its values are
  known is not in them.
  Files in results/autumn: results.json and replications.csv
)";
  CHECK(answer(autumn_results(), {}, autumn_folder) == expected);
}

TEST_CASE("the same answer in Chinese has its words and scales") {
  const std::string text = answer(autumn_results(), {}, autumn_folder, Language::chinese);
  for (const char* line : {"  选择“Hybrid with web shop”：net profit平均比“Status quo”高 124 "
                           "万元（95% 置信区间 99 至\n",
                           "均值  相对 Status quo ",
                           "★ Hybrid with web shop  1,330 ± 30  ▲ +124   +99 至 +149  > 99.9%",
                           "  ▲ 更好  ▼ 更差  · 未定；与“Status quo”比较，置信水平 95%。\n",
                           "  results/autumn 中的文件：results.json、replications.csv\n"}) {
    INFO(text);
    CHECK(contains(text, line));
  }
}

TEST_CASE("colour adds escape sequences and nothing else") {
  const std::string coloured = answer(autumn_results(), {.width = 100, .colour = true});
  std::string stripped;
  for (std::size_t i = 0; i < coloured.size(); ++i)
    if (coloured[i] == '\x1b')
      i = coloured.find('m', i);
    else
      stripped += coloured[i];
  CHECK(stripped == answer(autumn_results()));
  CHECK(contains(coloured, "\x1b[1;38;2;213;94;0m★ Hybrid with web shop\x1b[0m"));
  CHECK(contains(coloured, "\x1b[38;2;0;114;178m  Status quo\x1b[0m"));
  CHECK(contains(coloured, "\x1b[1m▲ +1.24  +0.99 to +1.49\x1b[0m"));
  CHECK(answer(autumn_results()).find('\x1b') == std::string::npos);
}

TEST_CASE("no line is wider than asked, for 1 to 50 plans, long and wide names") {
  std::vector<std::string> names;
  for (int plan = 0; plan < 50; ++plan) {
    names.push_back(plan % 3 == 0   ? fmt::format("渠道方案{}", plan)
                    : plan % 3 == 1 ? fmt::format("{:x>70}", plan)
                                    : fmt::format("p{}", plan));
    if (plan > 3 && plan < 49) continue;
    for (const std::size_t width : {80u, 100u, 140u})
      for (const Language language : {Language::english, Language::chinese})
        for (const std::string& line :
             lines_of(answer(results_of(names), {.width = width}, {}, language))) {
          INFO(line);
          CHECK(display_width(line) <= width);
          CHECK((line.empty() || line.back() != ' '));
        }
  }
}

TEST_CASE("the line at 0 stands in one column under every script") {
  std::vector<std::size_t> columns;
  for (const std::string& line : lines_of(answer(results_of({"渠道方案", "plan", "カタカナ案"}))))
    for (const char* glyph : {"│", "┼"})
      if (const std::size_t at = line.find(glyph); at != std::string::npos)
        columns.push_back(display_width(line.substr(0, at)));
  REQUIRE(columns.size() >= 2);
  for (const std::size_t column : columns) CHECK(column == columns.front());
}

TEST_CASE("control characters in names are shown, not sent") {
  const std::string text = answer(results_of({"now", "\x1b[2Jwipe"}));
  CHECK(contains(text, "\\x1b[2Jwipe"));
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("figures by group and plans that do not fit are counted, not hidden") {
  CHECK(contains(answer(results_of({"a", "b"})), "In the files: 1 more figure."));
  std::vector<std::string> names;
  for (int plan = 0; plan < 20; ++plan) names.push_back(fmt::format("plan number {}", plan));
  CHECK(contains(answer(results_of(names)), " more plans"));
}

TEST_CASE("one plan, one replication and none still make an answer") {
  const std::string alone = answer(results_of({"now"}));
  CHECK(contains(alone, "now is the only plan"));
  CHECK(alone.find("│") == std::string::npos);
  const std::string single = answer(results_of({"now", "new"}, 1, 1));
  CHECK(contains(single, "one replication cannot tell"));
  CHECK(contains(single, "1 replication of each plan, seed 42."));
  const std::string none = answer(results_of({"now", "new"}, 0, 10));
  CHECK(contains(none, "there is no answer"));
  CHECK(contains(none, "n/a"));
}
