#include "engine/report/workbook/number_format.hpp"

#include <limits>

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
NumberRange range_of(std::initializer_list<double> values) {
  NumberRange range;
  for (const double value : values) range.add(value);
  return range;
}
const DataColumn money{"profit", "CNY"}, share{"share", "share"};
}  // namespace

TEST_CASE("Cells show as many decimals as their magnitude asks for") {
  CHECK(cell_format(money, range_of({1234.5, -7})) == "#,##0;[Red]-#,##0");
  CHECK(cell_format(money, range_of({3, 7})) == "#,##0;[Red]-#,##0");
  CHECK(cell_format(money, range_of({3.25})) == "0.00;[Red]-0.00");
  CHECK(cell_format(money, range_of({0.0325})) == "0.0000;[Red]-0.0000");
  CHECK(cell_format(share, range_of({0.25})) == "0.0%;[Red]-0.0%");
}

TEST_CASE("Differences carry their sign") {
  DataColumn gain = money;
  gain.difference = true;
  CHECK(cell_format(gain, range_of({1e6})) == "+#,##0;[Red]-#,##0;#,##0");
}

TEST_CASE("What is not finite counts for no format") {
  const NumberRange range =
      range_of({std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()});
  CHECK(range.largest == 0);
}

TEST_CASE("Axes and labels are in the large units of their language") {
  CHECK(axis_format("CNY", range_of({4.2e6}), Language::english) == "#,##0.0,,\"M\"");
  CHECK(axis_format("CNY", range_of({4.2e7}), Language::english) == "#,##0,,\"M\"");
  CHECK(axis_format("元", range_of({4.2e6}), Language::chinese) == "0\\.0,\"万\"");
  CHECK(axis_format("元", range_of({4.2e8}), Language::chinese) == "0\\.00,,\"亿\"");
  CHECK(axis_format("share", range_of({0.4}), Language::chinese) == "0%");
  CHECK(amount_label(5.3e6, "CNY", Language::english) == "+5.30M");
  CHECK(amount_label(-3840358.66, "元", Language::chinese) == "-384万");
  CHECK(amount_label(0.031, "share", Language::english) == "+3.1%");
}
