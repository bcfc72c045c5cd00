#include "engine/base/issue.hpp"

#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;

TEST_CASE("an issue is a line editors jump to, the source line with a caret, and a hint") {
  const auto source = garden::source("title: x\nbeds: 渠 y\n", "g.yaml");
  CHECK(to_text({IssueCode::unknown_key, {source, 2, 9}, "beds", "what", "do"}) ==
        "g.yaml:2:9: error[E104]: beds: what\n"
        "    2 | beds: 渠 y\n"
        "      |         ^\n"
        "      = do\n");
  CHECK(to_text({IssueCode::too_large, {source}, "", "what", "", true}) ==
        "g.yaml: warning[E501]: what\n");
}

TEST_CASE("the line is shown without what could act on a terminal, cut around the place") {
  const auto hostile = garden::source("a: \x1b[2J\n", "g\x1b.yaml");
  CHECK(to_text({IssueCode::syntax, {hostile, 1, 4}, "", "x\ny", ""}) ==
        "g\\x1b.yaml:1:4: error[E101]: x\\x0ay\n    1 | a: \\x1b[2J\n      |    ^\n");
  const auto longer = garden::source(std::string(5000, 'x') + "!" + std::string(5000, 'y'), "g");
  const std::string text = to_text({IssueCode::syntax, {longer, 1, 5001}, "", "m", ""});
  CHECK(text.size() < 400);
  const std::size_t line = text.find('\n') + 1, caret_line = text.find('\n', line) + 1;
  CHECK(text[line + (text.find('^') - caret_line)] == '!');
}

TEST_CASE("a byte's place counts lines and characters") {
  const auto source = garden::source("\xef\xbb\xbf渠x\ny", "g");
  CHECK(to_string(place_of_offset(source, 3)) == "g:1:1");
  CHECK(to_string(place_of_offset(source, 6)) == "g:1:2");
  CHECK(to_string(place_of_offset(source, 8)) == "g:2:1");
}

TEST_CASE("issues are sorted by file, line and column, and keep their order at one place") {
  const auto a = garden::source("", "a"), b = garden::source("", "b");
  Issues issues = {{IssueCode::syntax, {b, 1, 1}, "", "5", ""},
                   {IssueCode::syntax, {a, 10, 1}, "", "4", ""},
                   {IssueCode::syntax, {a, 2, 7}, "", "2", ""},
                   {IssueCode::syntax, {a, 2, 7}, "", "3", ""},
                   {IssueCode::syntax, {a, 2, 3}, "", "1", ""}};
  sort_by_place(issues);
  std::string order;
  for (const Issue& issue : issues) order += issue.message;
  CHECK(order == "12345");
}

TEST_CASE("every kind of issue is explained once, in order of its number") {
  std::set<int> seen;
  int last = 0;
  for (const IssueKind& kind : issue_kinds()) {
    CHECK(static_cast<int>(kind.code) > last);
    last = static_cast<int>(kind.code);
    seen.insert(last);
    CHECK_FALSE(kind.title.empty());
    CHECK(kind.explanation.ends_with('.'));
  }
  CHECK(seen.size() == issue_kinds().size());
}
