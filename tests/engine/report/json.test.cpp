#include "engine/report/json.hpp"

#include <limits>

#include "tests/support/catch.hpp"

using namespace channelsim;

TEST_CASE("hostile text stays text in JSON, in a script and on a terminal") {
  CHECK(json_string("plain 渠道") == "\"plain 渠道\"");
  CHECK(json_string("<script>alert(1)</script>") == R"("\u003cscript>alert(1)\u003c/script>")");
  CHECK(json_string("a\"b\\c") == R"("a\"b\\c")");
  CHECK(json_string(std::string_view("\0\x1b[2J\n\t\r\x7f", 9)) ==
        R"("\u0000\u001b[2J\n\t\u000d\u007f")");
  CHECK(json_string("\xc2\x9b\xe2\x80\xa8\xe2\x80\xa9") == R"("\u009b\u2028\u2029")");
}

TEST_CASE("bytes that are not UTF-8 become the replacement character") {
  CHECK(json_string("a\xff"
                    "b\xc3") ==
        "\"a\xef\xbf\xbd"
        "b\xef\xbf\xbd\"");
  CHECK(json_string("\xed\xa0\x80") == "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");  // surrogate
}

TEST_CASE("members stand on lines or on one line, with commas where they belong") {
  JsonWriter json;
  json.begin_object();
  json.member("a", 1.5);
  json.key("b");
  json.begin_array();
  json.begin_object(JsonLayout::one_line);
  json.member("c", true);
  json.key("d");
  json.begin_array();
  json.value(1);
  json.value(2u);
  json.end_array();
  json.end_object();
  json.value("x");
  json.end_array();
  json.key("e");
  json.begin_object();
  json.end_object();
  json.end_object();
  CHECK(json.text() ==
        "{\n  \"a\": 1.5,\n  \"b\": [\n    {\"c\": true, \"d\": [1, 2]},\n    \"x\"\n  ],\n"
        "  \"e\": {}\n}\n");
}

TEST_CASE("numbers are in their shortest form, and what is no number is null") {
  JsonWriter json;
  json.begin_array(JsonLayout::one_line);
  json.value(0.1);
  json.value(std::uint64_t{18446744073709551615u});
  json.value(std::numeric_limits<double>::infinity());
  json.value(std::numeric_limits<double>::quiet_NaN());
  json.value(std::optional<double>{});
  json.value(std::optional<double>{-2.0});
  json.end_array();
  CHECK(json.text() == "[0.1, 18446744073709551615, null, null, null, -2]\n");
}
