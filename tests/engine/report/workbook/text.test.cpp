#include "engine/report/workbook/text.hpp"

#include "engine/base/text.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

TEST_CASE("A cell keeps lines and shows what would act or break the file") {
  CHECK(cell_text("two\nlines") == "two\nlines");
  CHECK(cell_text("a\tb") == "a b");
  CHECK(cell_text("\x1b[31m") == "\\x1b[31m");
  CHECK(cell_text("\xe2\x80\xae txt") == "\\u202e txt");
  CHECK(cell_text("\xff") == "\\xff");
  CHECK(cell_text("\xef\xbf\xbe") == "\\ufffe");  // valid UTF-8, but no character of XML
  CHECK(cell_text("<b>=1+1") == "<b>=1+1");
}

TEST_CASE("What looks like an escape of the file format stands for itself") {
  CHECK(cell_text("_x003D_") == "_x005F_x003D_");
  CHECK(cell_text("_x00_") == "_x00_");
  CHECK(cell_text("a_x000a_b_x000a_") == "a_x005F_x000a_b_x005F_x000a_");
}

TEST_CASE("A cell is cut at 32,767 UTF-16 units, between characters") {
  CHECK(cell_text(std::string(longest_cell, 'a')).size() == longest_cell);
  const std::string cut = cell_text(std::string(longest_cell + 1, 'a'));
  CHECK(count_characters(cut) == longest_cell);
  CHECK(cut.ends_with("…"));
  std::string escapes;  // which grow
  for (int i = 0; i < 6000; ++i) escapes += "_x0041_";
  CHECK(count_characters(cell_text(escapes)) == longest_cell);
  std::string faces;  // two units each
  for (int i = 0; i < 300; ++i) faces += "😀";
  CHECK(count_characters(cell_text(faces, 255)) == 128);  // 127 faces and the mark of the cut
}

TEST_CASE("A title is one line and never a formula") {
  CHECK(title_text("=1+1") == " =1+1");
  CHECK(title_text("a\nb") == "a b");
}

TEST_CASE("Sheets have names that every program takes") {
  CHECK(sheet_name("What could go wrong?") == "What could go wrong");
  CHECK(sheet_name("a/b\\c[d]e:f*g") == "abcdefg");
  CHECK(sheet_name("'quoted'") == "’quoted’");
  CHECK(sheet_name("History") == "History_");
  CHECK(sheet_name("  ") == "sheet");
  CHECK(sheet_name("?*") == "sheet");
  CHECK(count_characters(sheet_name(std::string(300, 'x'))) == longest_sheet_name);
}

TEST_CASE("Names are unique whatever their case, and stay within their length") {
  UniqueNames names;
  CHECK(names.take("Plans", " ", 8) == "Plans");
  CHECK(names.take("plans", " ", 8) == "plans 2");
  CHECK(names.take("PLANS and more", " ", 8) == "PLANS an");
  CHECK(names.take("plans and others", " ", 8) == "plans  2");
}

TEST_CASE("A number behind a name goes to nobody who has it as a name") {
  UniqueNames names;
  CHECK(names.take("plan 3", " ", 20) == "plan 3");
  CHECK(names.take("plan", " ", 20) == "plan");
  CHECK(names.take("plan", " ", 20) == "plan 2");
  CHECK(names.take("plan", " ", 20) == "plan 4");
  CHECK(names.take("plan 4", " ", 20) == "plan 4 2");
  CHECK(names.take("PLAN", " ", 20) == "PLAN 5");
}
