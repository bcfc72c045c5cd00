#include "engine/schema/reader.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;
using garden::Lines;
using garden::read;
using garden::told;

namespace {
/// The first message about a garden with one bed that has these further keys.
Issue about(const std::string& keys) {
  const auto [value, issues] = read("title: T\nbeds:\n- name: a\n  " + keys + "\n");
  return issues.empty() ? Issue{} : issues.front();
}
std::string code_of(const std::string& keys) {
  const Issue issue = about(keys);
  return issue.message.empty() ? "none" : to_string(issue.code);
}
}  // namespace

TEST_CASE("values are read into their members, and what is not said keeps its default") {
  const auto [value, issues] = read(
      "title: Herbs\n"
      "seed: 18446744073709551615\n"
      "beds:\n"
      "  - {name: mint, rows: 5, share: .5, soil: clay, shaded: true, budget: 1e3, beside: sage}\n"
      "  - {name: sage, label: , tools: [spade], watering: {type: can, refill: 2.5}, wage: 7,\n"
      "     plants: [{kind: old, count: 12}]}\n"
      "tools: [{name: spade}]\n"
      "plan: {beds.mint.rows: 7}\n");
  CHECK(told(issues) == Lines{});
  CHECK(value.title == "Herbs");
  CHECK(value.seed == 18446744073709551615u);
  REQUIRE(value.beds.size() == 2);
  const auto& mint = value.beds[0];
  CHECK(mint.rows == 5);
  CHECK(mint.share.sure == 0.5);
  CHECK(mint.soil == garden::Soil::clay);
  CHECK(mint.shaded);
  CHECK(mint.budget->value.sure == 1000);
  CHECK(mint.beside == "sage");
  const auto& sage = value.beds[1];
  CHECK(sage.rows == 3);
  CHECK(sage.share.sure == 0.25);
  CHECK(sage.soil == garden::Soil::sand);
  CHECK_FALSE(sage.budget.has_value());
  CHECK(sage.beside == "path");
  CHECK(sage.label.empty());
  CHECK(std::get<garden::Can<Parameter>>(sage.care.watering).refill.value.sure == 2.5);
  CHECK(sage.care.wage.value.sure == 7);
  CHECK(sage.plants[0].count.value.sure == 12);
  CHECK(value.plan.entries.at(0).key == "beds.mint.rows");
}

TEST_CASE("all that is wrong is told at once, each where it stands") {
  const auto [value, issues] = read(
      "title:\n"
      "sede: 3\n"
      "beds:\n"
      "  - {name: mint, rows: 0, soil: stone}\n"
      "  - {share: 2, beside: sgae}\n"
      "  - {name: mint, shaded: yes}\n");
  CHECK(told(issues) ==
        Lines{"garden.yaml:2:1 E104", "garden.yaml:1:1 E105", "garden.yaml:4:33 E303 beds[0].soil",
              "garden.yaml:4:24 E302 beds[0].rows", "garden.yaml:5:5 E105 beds[1]",
              "garden.yaml:5:13 E302 beds[1].share", "garden.yaml:6:26 E301 beds[2].shaded",
              "garden.yaml:6:12 E201 beds", "garden.yaml:5:24 E401 beds[1].beside"});
}

TEST_CASE("numbers that other programs would read otherwise are refused, with what to write") {
  const std::pair<const char*, const char*> cases[] = {
      {"010", "base 8"},   {"-007", "base 8"},      {".nan", "finite"},
      {"-.inf", "finite"}, {"1_000", "separators"}, {"1,000", "separators"},
      {"0x10", "base 10"}, {"'5'", "quotes"},       {"\"5\"", "quotes"}};
  for (const auto& [text, hint] : cases) {
    const Issue issue = about("share: " + std::string(text));
    INFO(text << " -> " << issue.message << " / " << issue.hint);
    CHECK(issue.code == IssueCode::not_a_value);
    CHECK(issue.hint.find(hint) != std::string::npos);
    CHECK(issue.message.find("0 to 1") != std::string::npos);
  }
  for (const char* text : {"abc", "[1]", "{a: 1}", "true", "1.2.3"})
    CHECK(code_of("share: " + std::string(text)) == "E301");
  CHECK(code_of("share: 24%") == "none");
  CHECK(code_of("share: 12.5 %") == "none");
  CHECK(code_of("share: 1e") == "E306");
  CHECK(about("rows: 3 weeks").code == IssueCode::wrong_unit);
}

TEST_CASE("a number too large or too small for a double is out of bounds, not infinite and not 0") {
  CHECK(code_of("budget: 1e400") == "E302");
  CHECK(about("budget: 1e400").message.find("too large") != std::string::npos);
  CHECK(code_of("share: 1e-400") == "E302");
  CHECK(about("share: 1e-400").message.find("too small") != std::string::npos);
  CHECK(code_of("budget: 1e15") == "none");
  CHECK(code_of("budget: 1.0000000000000002e15") == "E302");
  // A mean of a lognormal distribution is above 0, as all numbers are that something is divided by.
  CHECK(code_of("budget: lognormal(1e-15, 1)") == "none");
  CHECK(about("budget: lognormal(9.9e-16, 1)").message ==
        "9.9e-16 is outside the bounds: 1e-15 to 1000000000000000 money");
  CHECK(about("budget: lognormal(p10=1, p90=1e15)").message ==
        "10 % of the values lie outside the bounds: 0 to 1000000000000000 money");
}

TEST_CASE("whole numbers are exact, and refused where they would wrap") {
  CHECK(code_of("rows: 7.5") == "E301");
  CHECK(code_of("rows: 1e1") == "none");
  CHECK(code_of("rows: +7") == "none");
  CHECK(code_of("rows: -4") == "E302");
  CHECK(code_of("paths: -0") == "none");
  CHECK(code_of("rows: 4294967297") == "E302");
  CHECK(about("rows: 99999999999999999999").message ==
        "99999999999999999999 is outside the bounds: 1 to 40 rows");
  const auto seed = [](const char* text) {
    return read("title: T\nbeds: [{name: a}]\nseed: " + std::string(text) + "\n");
  };
  CHECK(seed("9007199254740993").first.seed == 9007199254740993u);  // not a double
  CHECK(seed("1e19").first.seed == 10000000000000000000u);
  for (const char* text : {"18446744073709551616", "1.8446744073709552e19", "1e20", "-1"}) {
    INFO(text);
    REQUIRE(seed(text).second.size() == 1);
    CHECK(seed(text).second[0].code == IssueCode::out_of_range);
    CHECK(seed(text).second[0].message.find("0 to 18446744073709551615") != std::string::npos);
  }
}

TEST_CASE("a share above 1 is told as the percentage it may be") {
  CHECK(about("share: 24").hint == "a share of 24 % is written 0.24");
  CHECK(about("share: 1.2").hint == "a share is at most 1; 1.2 would be 120 %");
  CHECK(about("share: 200 %").hint == "shares lie between 0 and 1, which is 100 %");
  CHECK(about("share: 1000").hint == "shares lie between 0 and 1, which is 100 %");
}

TEST_CASE("yes and no are texts, true and false are not") {
  CHECK(code_of("shaded: true") == "none");
  for (const char* text : {"yes", "on", "True", "1", "'true'"})
    CHECK(code_of("shaded: " + std::string(text)) == "E301");
}

TEST_CASE("a missing key is told with a line to write") {
  const auto [value, issues] = read("beds:\n- name: a\n");
  REQUIRE(issues.size() == 1);
  CHECK(issues[0].message == "required key 'title' is missing");
  CHECK(issues[0].hint == "for example `title: TEXT`; What it is called.");
  CHECK(told(read("title: T\nbeds: []\n").second) == Lines{"garden.yaml:2:7 E105 beds"});
  CHECK(told(read("title: T\nbeds: ~\n").second) == Lines{"garden.yaml:2:7 E105"});
}

TEST_CASE("an unknown key is told with the nearest, or with the record it belongs to") {
  CHECK(about("rowz: 3").message == "unknown key 'rowz'; did you mean 'rows'?");
  CHECK(about("rowz: 3").hint.starts_with("keys of a bed: name, label, soil"));
  CHECK(about("plants: [{kind: x}]\n  count: 3").message ==
        "unknown key 'count'; it is a key of `plants`");
  CHECK(about("count: 3\n  plants: [{kind: x}]").hint == "indent it under `plants:`");
  CHECK(about("watering: can\n  refill: 3").message ==
        "unknown key 'refill'; it is a key of `watering`");
}

TEST_CASE("shapes that do not fit are told as what they are and what belongs there") {
  CHECK(told(read("title: T\nbeds: {name: a}\n").second) == Lines{"garden.yaml:2:7 E106 beds"});
  CHECK(read("title: T\nbeds: {from_csv: {file: x}}\n").second.at(0).hint.find("- from_csv") !=
        std::string::npos);
  CHECK(told(read("title: T\nbeds: [mint]\n").second) == Lines{"garden.yaml:2:8 E106 beds[0]"});
  CHECK(code_of("tools: spade") == "E401");  // one alone may stand without brackets
  CHECK(about("tools: {name: spade}").code == IssueCode::wrong_shape);
  CHECK(told(read("title: [T]\nbeds: [{name: a}]\n").second) ==
        Lines{"garden.yaml:1:8 E301 title"});
  CHECK(told(read("title: T\nbeds: [{name: a}]\nplan: [x]\n").second) ==
        Lines{"garden.yaml:3:7 E106 plan"});
}

TEST_CASE(
    "one of several records is a map with its type, or the bare word where defaults will do") {
  CHECK(code_of("watering: drip") == "none");
  CHECK(code_of("watering: {type: drip, flow: 3}") == "none");
  CHECK(code_of("watering: rain") == "none");
  CHECK(about("watering: can").message == "required key 'refill' is missing");
  CHECK(about("watering: hose").message == "'hose' is not one of drip, can or rain");
  CHECK(about("watering: dirp").message ==
        "'dirp' is not one of drip, can or rain; did you mean 'drip'?");
  CHECK(about("watering: {flow: 3}").message == "required key 'type' is missing");
  CHECK(about("watering: {type: [drip]}").code == IssueCode::not_a_choice);
  CHECK(about("watering: [drip]").code == IssueCode::wrong_shape);
  CHECK(about("watering: {type: drip, refill: 3}").message == "unknown key 'refill'");
  CHECK(about("watering: {type: can, refill: 0}").message ==
        "0 is outside the bounds: above 0 money per piece");
}

TEST_CASE("a rule between values is checked when each alone is right, and told at its key") {
  const auto [value, issues] =
      read("title: T\nbeds:\n- {name: a, rows: 2, paths: 2}\n- {name: b, rows: 1}\n");
  CHECK(told(issues) ==
        Lines{"garden.yaml:3:29 E305 beds[0].paths", "garden.yaml:4:3 E305 beds[1].paths"});
  CHECK(told(read("title: T\nbeds: [{name: a, rows: 0, paths: 2}]\n").second) ==
        Lines{"garden.yaml:2:24 E302 beds[0].rows"});
}

TEST_CASE("names are unique within a list and refer across lists") {
  const auto [value, issues] = read(
      "title: T\n"
      "beds:\n"
      "  - {name: mint, tools: [spade, rake]}\n"
      "  - {name: mint, beside: path}\n"
      "  - {name: sage, beside: mnit}\n"
      "tools:\n"
      "  - {name: spade}\n"
      "  - {name: mint}\n");
  CHECK(told(issues) == Lines{"garden.yaml:4:12 E201 beds",
                              "garden.yaml:3:33 E401 beds[0].tools[1]",
                              "garden.yaml:5:26 E401 beds[2].beside"});
  CHECK(issues[0].message == "the name 'mint' is taken; it first stands in line 3");
  CHECK(issues[1].message == "'rake' is not a name in `tools`");
  CHECK(issues[2].message == "'mnit' is not a name in `beds`; did you mean 'mint'?");
  CHECK(issues[2].hint == "there are mint, mint, sage and path");
}

TEST_CASE("a name has 1 to 100 characters and none that acts on a terminal or selects a figure") {
  const auto named = [](const std::string& name) {
    const auto [value, issues] = read("title: T\nbeds: [{name: " + name + "}]\n");
    return issues.empty() ? "none" : to_string(issues[0].code);
  };
  std::string tea;
  for (int i = 0; i < 100; ++i) tea += "茶";
  CHECK(named(tea) == "none");
  CHECK(named(tea + "茶") == "E202");
  CHECK(named("''") == "E202");
  CHECK(named("'<script>alert(1)</script>'") == "none");
  CHECK(named("\"=HYPERLINK(\\\"x\\\")\"") == "none");
  CHECK(named("'a[b'") == "E202");
  for (const char* hostile :
       {"\\n", "\\t", "\\e[2J", "\\x7f", "\\x9b", "\\u202e", "\\u2028", "\\0"})
    CHECK(named("\"a" + std::string(hostile) + "\"") == "E202");
}

TEST_CASE("a text may hold lines and tabs, but no other control characters") {
  const auto titled = [](const std::string& title) {
    return read("title: " + title + "\nbeds: [{name: a}]\n").second.size();
  };
  CHECK(titled("\"a\\nb\\tc\"") == 0);
  CHECK(titled("\"a\\u200fb\"") == 0);  // marks of direction belong to some languages
  CHECK(titled("\"a\\e[2J\"") == 1);
  CHECK(titled("\"a\\x9b\"") == 1);
  CHECK(titled("\"a\\0\"") == 1);
}

TEST_CASE("many names and references are checked in no time") {
  std::string text = "title: T\nbeds:\n";
  for (int i = 0; i < 8000; ++i)
    text += "- {name: b" + std::to_string(i) + ", beside: b" + std::to_string(i / 2) + "}\n";
  CHECK(read(text).second.empty());
}
