#include "engine/base/text.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

TEST_CASE("a number is plain decimal or scientific, whole and finite") {
  CHECK(parse_number("12") == 12.0);
  CHECK(parse_number("-0.5") == -0.5);
  CHECK(parse_number("+3") == 3.0);
  CHECK(parse_number(".5") == 0.5);
  CHECK(parse_number("5.") == 5.0);
  CHECK(parse_number("1e6") == 1e6);
  CHECK(parse_number("1E-3") == 1e-3);
  CHECK(parse_number("0") == 0.0);
  CHECK(parse_number("0.007") == 0.007);
  CHECK(parse_number("4.9e-324") == 4.9e-324);
  for (const char* text :
       {"",      "-",   "+",     ".",        "e5",    "010",      "-010",   "00",     "0x1F",
        "0o17",  "0b1", "1_000", "1,000",    "1 000", "12 weeks", "24%",    ".nan",   ".inf",
        "-.inf", "nan", "inf",   "infinity", "NaN",   "1e400",    "-1e400", "1e-400", "1e",
        "1.2.3", "--1", "+-1",   " 1",       "1 ",    "1\n",      "１"}) {
    INFO(text);
    CHECK_FALSE(parse_number(text));
  }
}

TEST_CASE("the shortest form of a number reads back equal") {
  for (const double value :
       {0.1, 1.0 / 3, 1e15, 123456789.125, 5e-324, 1.7976931348623157e308, -0.0})
    CHECK(parse_number(shortest(value)) == value);
  CHECK(shortest(1e300 * 1e300) == "null");
}

TEST_CASE("the nearest word is the one most likely meant, or none") {
  const std::string_view words[] = {"replications", "regions", "rivals"};
  CHECK(nearest_word("replicatons", words) == "replications");
  CHECK(nearest_word("rigeons", words) == "regions");
  CHECK(nearest_word("rivlas", words) == "rivals");
  CHECK_FALSE(nearest_word("horizon", words));
  CHECK_FALSE(nearest_word(std::string(5000, 'r'), words));
}

TEST_CASE("control characters, broken bytes and marks that turn the text are shown, not sent") {
  CHECK(printable("plain 渠道 é") == "plain 渠道 é");
  CHECK(printable("a\x1b[2J\n\t\x7f") == "a\\x1b[2J\\x0a\\x09\\x7f");
  CHECK(printable("\xc2\x9b"
                  "1m") == "\\xc2\\x9b1m");
  CHECK(printable("\xff\xc3") == "\\xff\\xc3");
  CHECK(printable("a\xe2\x80\xae"
                  "b\xe2\x81\xa6\xe2\x80\xa8") == "a\\u202eb\\u2066\\u2028");
}

TEST_CASE("what a name can't hold is found where it stands") {
  CHECK_FALSE(first_unfit_for_name("渠道 \"x\" <b>"));
  CHECK(first_unfit_for_name("渠\ty") == 3u);
  CHECK(first_unfit_for_name("a\xe2\x80\xae") == 1u);
  CHECK(first_unfit_for_name("\xef\xbb\xbf") == 0u);
  CHECK_FALSE(first_control("a\tb\nc\xe2\x80\xae"));
  CHECK(first_control("é\xc2\x85") == 2u);
  CHECK(first_control(std::string_view("a\0", 2)) == 1u);
}

TEST_CASE("texts are cut between characters") {
  CHECK(count_characters("渠道é") == 3);
  CHECK(shortened("渠道渠道", 4) == "渠道渠道");
  CHECK(shortened("渠道渠道渠", 4) == "渠...");
}
