#include "engine/report/csv.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/results.hpp"

using namespace channelsim;

TEST_CASE("a field is quoted only where RFC 4180 needs it") {
  CHECK(csv_field("plain") == "plain");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(csv_field("two\nlines") == "\"two\nlines\"");
  CHECK(csv_field(" edge") == "\" edge\"");
  CHECK(csv_field("=1+1") == "=1+1");  // for programs: no apostrophe against formulas
}

TEST_CASE("rows come in order of plan and replication, finished ones only") {
  Results results({{"b, the first", ""}, {"a", ""}},
                  {{"gain", "", Goal::raise, ""}, {"cost", "", Goal::lower, ""}}, 3);
  results.store({1, 0, 1}, std::vector{0.1, 1e300});
  results.store({0, 2, 1}, std::vector{-3.0, __builtin_nan("")});
  results.store({0, 0, 1}, std::vector{1.0, 2.0});
  std::string text;
  write_rows(results, [&](std::string_view line) { text += line; });
  CHECK(text ==
        "strategy,replication,gain,cost\r\n"
        "\"b, the first\",0,1,2\r\n"
        "\"b, the first\",2,-3,\r\n"
        "a,0,0.1,1e+300\r\n");
}
