#include "engine/base/figures.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
std::string spoken(double value, std::string_view unit = "CNY") {
  return FigureFormat(Language::english, Scaling::words, unit, value).quantity(value);
}
std::string chinese(double value, std::string_view unit = "元") {
  return FigureFormat(Language::chinese, Scaling::words, unit, value).quantity(value);
}
std::string tabled(double value, std::string_view unit = "") {
  return FigureFormat(Language::english, Scaling::letters, unit, value).quantity(value);
}
}  // namespace

TEST_CASE("a sentence gets three significant digits and counts in millions") {
  CHECK(spoken(1'238'765) == "1.24 million CNY");
  CHECK(spoken(-12'345'678'901) == "-12.3 billion CNY");
  CHECK(spoken(2.5e12) == "2.50 trillion CNY");
  CHECK(spoken(999'600) == "1.00 million CNY");
  CHECK(spoken(12'345) == "12,300 CNY");
  CHECK(spoken(1'237) == "1,240 CNY");
  CHECK(spoken(0.01234) == "0.0123 CNY");
  CHECK(spoken(0, "") == "0");
  CHECK(spoken(1.5e17) == "1.50e+17 CNY");
  CHECK(spoken(1.5e-9) == "1.50e-09 CNY");
  CHECK(spoken(__builtin_nan("")) == "n/a CNY");
}

TEST_CASE("a table uses letters from ten thousand on") {
  CHECK(tabled(1'237) == "1,240");
  CHECK(tabled(12'345) == "12.3 k");
  CHECK(tabled(1.24e6, "CNY") == "1.24 M CNY");
  CHECK(tabled(3e9) == "3.00 bn");
}

TEST_CASE("shares are written in percent and differ by points") {
  const FigureFormat format(Language::english, Scaling::words, "share", 0.2345);
  CHECK(format.quantity(0.2345) == "23.4 %");
  CHECK(format.difference_unit() == "percentage points");
  CHECK(format.difference("1 to 2") == "1 to 2 percentage points");
  CHECK(FigureFormat(Language::english, Scaling::words, "", 2).difference("1 to 2") == "1 to 2");
  CHECK(FigureFormat(Language::english, Scaling::letters, "share", 0.2).difference_unit() ==
        "points");
}

TEST_CASE("figures side by side share their scale, and a small half-width stays visible") {
  const FigureFormat coarse(Language::english, Scaling::words, "CNY", 1.24e6, 0.3e6);
  CHECK(coarse.number(1.24e6) == "1.24");
  CHECK(coarse.number(-3'000) == "0.00");
  CHECK(coarse.signed_number(-3'000) == "0.00");
  CHECK(coarse.signed_number(20'000) == "+0.02");
  const FigureFormat fine(Language::english, Scaling::words, "CNY", 1.24e6, 300);
  CHECK(fine.number(1'241'234) == "1.2412");
  CHECK(FigureFormat(Language::english, Scaling::words, "CNY", 1.24e6, 1e-6).number(1'241'234) ==
        "1.24123");
}

TEST_CASE("no confidence is written as certain") {
  CHECK(confidence_text(Language::english, 1, Scaling::words) == "more than 99.9 %");
  CHECK(confidence_text(Language::english, 0.99975, Scaling::letters) == "> 99.9 %");
  CHECK(confidence_text(Language::english, 0, Scaling::words) == "less than 0.1 %");
  CHECK(confidence_text(Language::english, 0.9943, Scaling::words) == "99.4 %");
  CHECK(confidence_text(Language::english, 0.9712, Scaling::words) == "97 %");
  CHECK(confidence_text(Language::english, 0.004, Scaling::letters) == "0.4 %");
}

TEST_CASE("counts are grouped in threes") {
  CHECK(grouped(7) == "7");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1234567) == "1,234,567");
}

TEST_CASE("Chinese counts in 万 and 亿, in sentences and in tables") {
  CHECK(chinese(1'238'765) == "124 万元");
  CHECK(chinese(12'345) == "1.23 万元");
  CHECK(chinese(9'996) == "1.00 万元");
  CHECK(chinese(9'876) == "9,880 元");
  CHECK(chinese(12'345'678) == "1,230 万元");
  CHECK(chinese(-1'234'567'890) == "-12.3 亿元");
  CHECK(chinese(2.5e12) == "2.50 万亿元");
  CHECK(chinese(23'456, "件") == "2.35 万件");
  CHECK(chinese(23'456, "CHF") == "2.35 万 CHF");
  CHECK(chinese(23'456, "") == "2.35 万");
  CHECK(chinese(3.2, "家") == "3.20 家");
  CHECK(FigureFormat(Language::chinese, Scaling::words, "元", 1).number(__builtin_nan("")) ==
        "不适用");
  const FigureFormat table(Language::chinese, Scaling::letters, "元", 12'345);
  CHECK(table.quantity(12'345) == "1.23 万元");
  CHECK(table.scale() == "万");
}

TEST_CASE("Chinese sets percent without a space and counts percentage points") {
  const FigureFormat format(Language::chinese, Scaling::words, "share", 0.2345);
  CHECK(format.quantity(0.2345) == "23.4%");
  CHECK(format.interval(0.23, 0.25) == "23.0% 至 25.0%");
  CHECK(FigureFormat(Language::chinese, Scaling::words, "元", 1.3e6).interval(1.1e6, 1.3e6) ==
        "110 至 130 万元");
  CHECK(FigureFormat(Language::english, Scaling::words, "share", 0.2).interval(0.1, 0.2) ==
        "10.0 to 20.0 %");
  CHECK(format.difference(format.signed_number(0.0123)) == "+1.2 个百分点");
  CHECK(format.range("-1", "2") == "-1 至 2");
  CHECK(FigureFormat(Language::english, Scaling::words, "", 2).range("-1", "2") == "-1 to 2");
}

TEST_CASE("no confidence is certain in Chinese either") {
  CHECK(confidence_text(Language::chinese, 1, Scaling::words) == "99.9% 以上");
  CHECK(confidence_text(Language::chinese, 0, Scaling::words) == "不足 0.1%");
  CHECK(confidence_text(Language::chinese, 0, Scaling::letters) == "< 0.1%");
  CHECK(confidence_text(Language::chinese, 0.9943, Scaling::words) == "99.4%");
}

TEST_CASE("a share of what was counted has words for its ends") {
  CHECK(share_text(Language::english, 0.812) == "81 %");
  CHECK(share_text(Language::english, 1) == "all");
  CHECK(share_text(Language::english, 0) == "none");
  CHECK(share_text(Language::english, 0.99999) == "99.9 %");
  CHECK(share_text(Language::chinese, 0.812) == "81%");
  CHECK(share_text(Language::chinese, 1) == "全部");
  CHECK(share_text(Language::chinese, 0) == "无");
}
