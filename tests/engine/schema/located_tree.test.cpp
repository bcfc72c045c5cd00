#include "engine/schema/located_tree.hpp"

#include <ctime>

#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;
using garden::Lines;
using garden::told;

namespace {
/// The one thing that is wrong with a text, as "line:column code".
std::string wrong(const std::string& text) {
  Issues issues;
  parse_yaml(garden::source(text, "t"), issues);
  std::string all;
  for (const std::string& line : told(issues)) all += (all.empty() ? "" : ", ") + line.substr(2);
  return all;
}
std::string at(const Place& place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column);
}
}  // namespace

TEST_CASE("every key and value knows its line and column") {
  const Node root = garden::tree(
      "title: Herbs\n"
      "beds:\n"
      "  - name: 'mint'\n"
      "    rows: {a: [1, 22]}\n"
      "note: |\n"
      "  two\n"
      "  lines\n");
  CHECK(at(root.place) == "1:1");
  CHECK(at(root.find("title")->key_place) == "1:1");
  CHECK(at(root.get("title")->place) == "1:8");
  CHECK(at(root.get("beds")->place) == "3:3");
  const Node& bed = root.get("beds")->items[0];
  CHECK(at(bed.place) == "3:5");
  CHECK(at(bed.get("name")->place) == "3:11");
  CHECK(at(bed.find("rows")->key_place) == "4:5");
  CHECK(at(bed.get("rows")->place) == "4:11");
  CHECK(at(bed.get("rows")->get("a")->items[1].place) == "4:19");
  CHECK(at(root.get("note")->place) == "5:7");
  CHECK(root.get("note")->text == "two\nlines\n");
}

TEST_CASE("columns count characters, and a byte-order mark takes none") {
  const Node root = garden::tree("\xef\xbb\xbf渠道: {'naïve': 1, é: 2}\n茶: 3\n");
  CHECK(at(root.find("渠道")->key_place) == "1:1");
  CHECK(at(root.get("渠道")->place) == "1:5");
  CHECK(at(root.get("渠道")->get("é")->place) == "1:21");
  CHECK(at(root.get("茶")->place) == "2:4");
}

TEST_CASE("CR LF ends a line as LF does") {
  const Node root = garden::tree("title: Herbs\r\nnote: x\r\n");
  CHECK(root.get("title")->text == "Herbs");
  CHECK(at(root.get("note")->place) == "2:7");
  CHECK(wrong("title: Herbs\rnote: x\r") == "1:13 E102");
}

TEST_CASE("a key without a value is null at the key, and a written null at itself") {
  const Node root =
      garden::tree("title:\nnote: ~\nseed: null\nname: Null\nquoted: 'null'\nempty: ''\n");
  CHECK(root.get("title")->kind == Node::Kind::null);
  CHECK(at(root.get("title")->place) == "1:1");
  CHECK(root.get("note")->kind == Node::Kind::null);
  CHECK(at(root.get("note")->place) == "2:7");
  CHECK(at(root.get("seed")->place) == "3:7");
  CHECK(root.get("name")->kind == Node::Kind::null);
  CHECK(root.get("quoted")->kind == Node::Kind::scalar);
  CHECK(root.get("quoted")->quoted);
  CHECK(root.get("empty")->kind == Node::Kind::scalar);
}

TEST_CASE("what makes a file mean something else than it shows is refused where it stands") {
  CHECK(wrong("a: 1\nb: 2\na: 3\n") == "3:1 E103");
  CHECK(wrong("a: {b: 1, \"b\": 2}\n") == "1:11 E103");
  CHECK(wrong("a: &x 1\nb: 2\n") == "1:4 E107");
  CHECK(wrong("a: &x {b: 1}\n") == "1:4 E107");
  CHECK(wrong("a: *x\n") == "1:4 E107");
  CHECK(wrong("a: &x [1, *x]\n") == "1:4 E107");
  CHECK(wrong("a: 1\n<<: {b: 2}\n") == "2:1 E107");
  CHECK(wrong("a: !!str 5\n") == "1:4 E107");
  CHECK(wrong("a: ! 5\n") == "1:4 E107");
  CHECK(wrong("a: !shop {b: 1}\n") == "1:4 E107");
  CHECK(wrong("a: [!!int 5]\n") == "1:5 E107");
  CHECK(wrong("a: 1\n---\nb: 2\n") == "2:1 E108");
  CHECK(wrong("a: 1\n...\n---\n") == "3:1 E108");
}

TEST_CASE("an opened and ended document, comments and nothing are no second document") {
  CHECK(wrong("---\na: 1\n...\n").empty());
  CHECK(wrong("# c\n---\n# d\n").empty());
  CHECK(wrong("").empty());
}

TEST_CASE("a key is a plain text") {
  CHECK(wrong("? [a]\n: b\n") == "1:3 E106");
  CHECK(wrong("{a: 1}: b\n") == "1:1 E106");
  CHECK(wrong(": b\n") == "1:1 E106");
}

TEST_CASE("text that is not UTF-8, or holds control characters, is refused with its place") {
  CHECK(wrong("a: 1\nb: Caf\xe9\n") == "2:7 E102");
  CHECK(wrong("a: 渠\xff\n") == "1:5 E102");
  CHECK(wrong(std::string("a: x\0y\n", 7)) == "1:5 E102");
  CHECK(wrong("a: \x1b[2J\n") == "1:4 E102");
  CHECK(wrong("a: x\x7f\n") == "1:5 E102");
  CHECK(wrong("a: 渠\xc2\x9b\n") == "1:5 E102");
  CHECK(wrong("\xff\xfe"
              "a") == "1:1 E102");
  CHECK(wrong("a: \xed\xa0\x80\n") == "1:4 E102");  // half of a UTF-16 pair
  CHECK(wrong("a:\t1\n").empty());
}

TEST_CASE("nesting is allowed 32 deep, and refused where level 33 opens") {
  const auto nested = [](int lists) {
    const auto n = static_cast<std::size_t>(lists);
    return "a: " + std::string(n, '[') + std::string(n, ']') + "\n";
  };
  CHECK(wrong(nested(31)).empty());  // the map is the first level
  CHECK(wrong(nested(32)) == "1:35 E502");
  CHECK(wrong("a: 1\nb: " + std::string(5000, '[') + "\n") == "2:35 E502");
  std::string block;
  for (int i = 0; i < 40; ++i) block += std::string(static_cast<std::size_t>(2 * i), ' ') + "k:\n";
  CHECK(wrong(block + std::string(80, ' ') + "v: 1\n") == "33:65 E502");
}

TEST_CASE("files, maps and texts have a largest size") {
  CHECK(wrong("a: 1 #" + std::string(largest_file - 6, 'x')).empty());
  CHECK(wrong("a: 1 #" + std::string(largest_file - 5, 'x')).ends_with("E501"));
  std::string keys;
  for (std::size_t i = 0; i < most_keys; ++i) keys += "k" + std::to_string(i) + ": 1\n";
  CHECK(wrong(keys).empty());
  CHECK(wrong(keys + "one_more: 1\n") == "10001:1 E503");
  CHECK(wrong("a: " + std::string(longest_text, 'x') + "\n").empty());
  CHECK(wrong("a: " + std::string(longest_text + 1, 'x') + "\n") == "1:4 E503");
  std::string items = "[";
  for (std::size_t i = 0; i < most_nodes; ++i) items += "1,";
  CHECK(wrong(items + "1]").ends_with("E503"));
}

TEST_CASE("hostile files are refused in no time") {
  const std::clock_t begin = std::clock();  // of this process: others may keep the machine busy
  std::string laughs = "l0: &l0 [ha, ha]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "*l" + std::to_string(i - 1);
    laughs += "l" + std::to_string(i) + ": &l" + std::to_string(i) + " [" + before + ", " + before +
              "]\n";
  }
  CHECK(wrong(laughs) == "1:5 E107");
  CHECK(wrong(std::string(largest_file, '[')) == "1:33 E502");
  CHECK(wrong(std::string(largest_file, '{')).ends_with("E502"));
  std::string one_line = "{";
  for (int i = 0; i < 9000; ++i)
    one_line += "渠" + std::to_string(i) + ": \"" + std::string(80, 'x') + "\", ";
  CHECK(wrong(one_line + "}").empty());
  CHECK(std::clock() - begin < 5 * CLOCKS_PER_SEC);
}

TEST_CASE("what is not closed is told where it opens") {
  CHECK(wrong("title: \"Herbs\nnote: x\nseed: 3\n") == "1:8 E101");
  CHECK(wrong("title: 'Herbs\nnote: x\n") == "1:8 E101");
  CHECK(wrong("title: \"Herbs\nnote: \"x\"\nseed: 3\n") == "1:8 E101");
  CHECK(wrong("title: 'It''s \"fine\"'\nnote: \"a \\\" b\n") == "2:7 E101");
  CHECK(wrong("beds: [a, b\ntitle: x\nnote: y\n") == "1:7 E101");
  CHECK(wrong("beds:\n  - {name: a, tools: [x, y}\ntitle: x\n") == "2:22 E101");
  CHECK(wrong("beds: {a: 1, b: 2\ntitle: {c: 3}\n") == "1:7 E101");
  CHECK(wrong("# don't [\nbeds: [a  # it's (\ntitle: it's {\n") == "2:7 E101");
}

TEST_CASE("texts over several lines, with quotes, brackets and apostrophes in them, are read") {
  const Node root = garden::tree(
      "a: \"one\n  two\"\nb: it's [not] {a} \"list\"\nc: ['x ]', \"}\"]\nd: >\n  don't [worry\n  "
      "\"here\ne: 'it''s'\n");
  CHECK(root.get("a")->text == "one two");
  CHECK(root.get("b")->text == "it's [not] {a} \"list\"");
  CHECK(root.get("c")->items.size() == 2);
  CHECK(root.get("d")->text == "don't [worry \"here\n");
  CHECK(root.get("e")->text == "it's");
}

TEST_CASE("broken indentation is told where it breaks") {
  CHECK(wrong("a:\n\tb: 1\n") == "2:1 E101");
  CHECK(wrong("a:\n  b: 1\n \tc: 2\n") == "3:2 E101");
  CHECK(wrong("a: 1\n b: 2\n") == "2:3 E101");
  CHECK(wrong("  a: 1\n b: 2\n") == "2:2 E101");
  CHECK(wrong("a: 1\n- b\n") == "2:1 E101");
  CHECK(wrong("a: x: y\n") == "1:5 E101");
  CHECK(wrong("a: @x\n") == "1:4 E101");
}

TEST_CASE("a node is called what a person would call it, cut between characters") {
  CHECK(described(Node::map({})) == "a map");
  CHECK(described(Node::list({})) == "a list");
  CHECK(described(Node{}) == "nothing");
  CHECK(described(Node::scalar("x", {})) == "'x'");
  std::string tea;
  for (int i = 0; i < 100; ++i) tea += "茶";
  CHECK(described(Node::scalar(tea, {})) == "'" + tea.substr(0, 57 * 3) + "...'");
}
