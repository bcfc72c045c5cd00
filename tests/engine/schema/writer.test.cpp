#include "engine/schema/writer.hpp"

#include "engine/schema/same.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;
using garden::told;

namespace {
using Garden = garden::Garden<Parameter>;

Garden read_back(const std::string& text) {
  Issues issues;
  const Node root = parse_yaml(garden::source(text), issues);
  INFO(text);
  REQUIRE(told(issues).empty());
  Garden value = Reader(issues).read_document<Garden>(root);
  for (const Issue& issue : issues) UNSCOPED_INFO(to_text(issue));
  REQUIRE(issues.empty());
  return value;
}

/// A stream of small numbers that look arbitrary.
struct Luck {
  std::uint64_t state;
  std::size_t below(std::size_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state >> 33) % n;
  }
};

const std::string texts[] = {
    "plain",      "two words",  "",       "5",     "-5",
    "1e6",        "010",        ".nan",   "0x1F",  "true",
    "No",         "null",       "~",      "y",     "a: b",
    "a:",         "# c",        "a # b",  "- x",   "[x]",
    "{x}",        "*x",         "&x",     "!x",    "|",
    ">",          "'q'",        "\"q\"",  "it's",  "back\\slash",
    "%x",         "@x",         "`x",     " lead", "trail ",
    "two\nlines", "tab\there",  "渠道",   "é",     "<<",
    "=x",         "2024-01-31", "?",      "? x",   "---",
    "...",        "a,b",        "line\n", "1:30",  "\xe2\x80\xaeright to left"};

Garden generated(std::uint64_t seed) {
  Luck luck{seed};
  const auto text = [&] { return texts[luck.below(std::size(texts))]; };
  const auto number = [&] {
    return static_cast<double>(luck.below(1u << 20)) / static_cast<double>(1 + luck.below(999));
  };
  Garden result;
  result.title = text();
  result.seed = seed * 0x9e3779b97f4a7c15u;
  for (std::size_t i = luck.below(4); i-- > 0;)
    result.tools.push_back({"tool" + std::to_string(i)});
  for (std::size_t i = 1 + luck.below(4); i-- > 0;) {
    garden::Bed<Parameter> bed;
    bed.name = "bed: '" + std::to_string(i) + "'";
    bed.label = text();
    bed.soil = luck.below(2) ? garden::Soil::clay : garden::Soil::sand;
    bed.shaded = luck.below(2) == 1;
    bed.share = number() / (1u << 20);
    bed.rows = static_cast<std::uint32_t>(2 + luck.below(39));
    if (luck.below(2)) bed.budget = Money<Parameter>{Parameter(number())};
    for (const garden::Tool& tool : result.tools)
      if (luck.below(2)) bed.tools.push_back(tool.name);
    for (std::size_t p = luck.below(3); p-- > 0;)
      bed.plants.push_back({text(), {Parameter(1 + number() / (1u << 20))}});
    switch (luck.below(3)) {
      case 0:
        bed.care.watering = garden::Drip<Parameter>{number()};
        break;
      case 1:
        bed.care.watering = garden::Can<Parameter>{{Parameter(1 + number())}};
        break;
      default:
        bed.care.watering = garden::Rain<Parameter>{};
    }
    bed.care.wage = {Parameter(number())};
    result.beds.push_back(std::move(bed));
  }
  for (std::size_t i = luck.below(4); i-- > 0;) {
    Node value = Node::scalar(text(), {});
    value.quoted = true;
    result.plan.entries.push_back({"beds.x." + std::to_string(i), {}, std::move(value)});
  }
  return result;
}
}  // namespace

TEST_CASE("texts are written so that they are read as the same text, whatever they look like") {
  for (const std::string& text : texts) {
    INFO(text);
    const Node root =
        garden::tree("key: " + yaml_text(text) + "\nnext: [" + yaml_text(text) + ", x]\n");
    CHECK(root.get("key")->kind == Node::Kind::scalar);
    CHECK(root.get("key")->text == text);
    CHECK(root.get("next")->items.at(0).text == text);
    CHECK(root.get("next")->items.size() == 2);
  }
  CHECK(yaml_text("plain words") == "plain words");
  CHECK(yaml_text("5") == "\"5\"");
  CHECK(yaml_text("no") == "\"no\"");
}

TEST_CASE("control characters are written as escapes") {
  std::string hostile("a\0b\x1b[2J\x7f", 8);
  hostile += "\xc2\x9b\xc2\x85\r";
  CHECK(yaml_text(hostile) == "\"a\\x00b\\x1b[2J\\x7f\\x9b\\x85\\x0d\"");
  CHECK(garden::tree("k: " + yaml_text(hostile)).get("k")->text == hostile);
}

TEST_CASE("what is written reads back equal") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Garden garden = generated(seed);
    const std::string text = Writer().document(garden, nullptr);
    const Garden back = read_back(text);
    INFO(text);
    CHECK(same(garden, back));
    CHECK(Writer().document(back, nullptr) == text);
    if (!same(garden, back)) break;
  }
}

TEST_CASE("a difference in any member is a difference") {  // or the test above could not fail
  const Garden garden = generated(3);
  Garden other = garden;
  CHECK(same(garden, other));
  other.beds[0].care.wage.value.sure += 1e-9;
  CHECK_FALSE(same(garden, other));
  other = garden;
  other.beds[0].budget.reset();
  other.beds[0].plants.push_back({"x", {}});
  CHECK_FALSE(same(garden, other));
  other = garden;
  other.plan.entries.push_back({"x", {}, Node::scalar("1", {})});
  CHECK_FALSE(same(garden, other));
}

TEST_CASE("every value says where it came from") {
  const Node root = garden::tree("title: T\nbeds:\n- name: a\n  budget: 7\n");
  Issues issues;
  const Garden garden = Reader(issues).read_document<Garden>(root);
  const std::string text = Writer().document(garden, &root);
  CHECK(text.find("title: T  # garden.yaml:1\n") != std::string::npos);
  CHECK(text.find("    budget: 7  # garden.yaml:4\n") != std::string::npos);
  CHECK(text.find("    rows: 3  # default\n") != std::string::npos);
  CHECK(text.find("seed: 42  # default\n") != std::string::npos);
  CHECK(Writer().document(read_back(text), nullptr) == Writer().document(garden, nullptr));
}

TEST_CASE("patches keep their values, of any shape") {
  const std::string plan =
      "title: T\nbeds: [{name: a}]\n"
      "plan: {a.b: 1.50, 'c: d': \"5\", e: [x, [y, 2], {z: \"a, b\"}], f: {g: true, h: 'true', i: "
      "{}}, j: [], k: ~, l: 010}\n";
  const Garden garden = read_back(plan);
  const Garden back = read_back(Writer().document(garden, nullptr));
  CHECK(same(garden, back));
  CHECK(back.plan.entries.size() == 7);
  CHECK(back.plan.entries[0].value.text == "1.50");
}
