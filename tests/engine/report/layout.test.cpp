#include "engine/report/layout.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

TEST_CASE("East Asian characters take two cells and combining marks none") {
  CHECK(display_width("plan") == 4);
  CHECK(display_width("渠道") == 4);
  CHECK(display_width("caf\u0065\u0301") == 4);
  CHECK(display_width("한글ｶﾅ") == 6);
  CHECK(display_width("▲±│●") == 4);
  CHECK(display_width("🛒") == 2);
}

TEST_CASE("text is cut between characters and never wider than asked") {
  CHECK(fitted("hybrid", 6) == "hybrid");
  CHECK(fitted("hybrid", 4) == "hyb…");
  CHECK(fitted("渠道方案", 6) == "渠道…");
  CHECK(fitted("渠道方案", 5) == "渠道…");
  CHECK(fitted("渠道方案", 4) == "渠…");
  CHECK(fitted("x", 0).empty());
  CHECK(padded("渠道", 6) == "渠道  ");
  CHECK(padded("渠道", 6, true) == "  渠道");
}

TEST_CASE("lines break at spaces, and inside a word only when it is longer than a line") {
  CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrapped("one two three", 8) == std::vector<std::string>{"one two", "three"});
  CHECK(wrapped("about 95 % of it", 9) == std::vector<std::string>{"about", "95 % of", "it"});
  CHECK(wrapped("abcdefgh ij", 4) == std::vector<std::string>{"abcd", "efgh", "ij"});
  CHECK(wrapped("渠道方案", 5) == std::vector<std::string>{"渠道", "方案"});
  CHECK(wrapped("", 5).empty());
}

TEST_CASE("Chinese lines break between characters, not before what closes nor after what opens") {
  CHECK(wrapped("选择“甲”：利润高", 8) == std::vector<std::string>{"选择", "“甲”：利", "润高"});
  CHECK(wrapped("一二三，四", 6) == std::vector<std::string>{"一二", "三，四"});
  CHECK(wrapped("高 124 万元", 8) == std::vector<std::string>{"高", "124 万元"});
  CHECK(wrapped("甲 plan 乙", 8) == std::vector<std::string>{"甲 plan", "乙"});
}

TEST_CASE("columns align over any script, and lines end without spaces") {
  CHECK(table({{{"plan"}, {"gain", true}, {"note"}}, {{"渠道方案"}, {"1", true}}}, "  ", false) ==
        "  plan      gain  note\n"
        "  渠道方案     1\n");
}

TEST_CASE("colour is written only when asked, one per plan in turn") {
  const std::vector<std::vector<Cell>> rows{{{"a", false, {.bold = true, .plan = 0}}}};
  CHECK(table(rows, "", false) == "a\n");
  CHECK(table(rows, "", true) == "\x1b[1;38;2;0;114;178ma\x1b[0m\n");
  CHECK(painted("a", {.plan = 6}) == painted("a", {.plan = 0}));
  CHECK(painted("a", {.plan = 1}) != painted("a", {.plan = 0}));
  CHECK(painted("a", {}) == "a");
}
