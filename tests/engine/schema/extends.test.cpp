#include "engine/schema/extends.hpp"

#include <filesystem>
#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;
using garden::Lines;
namespace fs = std::filesystem;

namespace {
/// A folder of files of which `first.yaml` is read.
struct Fixture {
  TemporaryFolder folder;
  Issues issues;

  void write(const std::string& name, const std::string& text) {
    const fs::path file = folder.path() / "root" / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
  Node tree(const std::string& text) {
    write("first.yaml", text);
    InputFiles files({folder.path() / "root"}), tables({folder.path() / "root"});
    issues.clear();
    return parse_extending(
        std::make_shared<Source>(Source{(folder.path() / "root" / "first.yaml").string(), text}),
        files, tables, issues);
  }
  /// "E402 the message" of each issue.
  Lines wrong(const std::string& text) {
    tree(text);
    Lines lines;
    for (const Issue& issue : issues) lines.push_back(to_string(issue.code) + " " + issue.message);
    return lines;
  }
  std::string at(const Node& node, std::string_view key) {
    const Node* value = node.get(key);
    return value ? value->text : "nothing";
  }
};
}  // namespace

TEST_CASE("a file is laid over those it extends, the later ones over the earlier") {
  Fixture fixture;
  fixture.write("a.yaml", "x: a\ny: a\nz: a\nl: [{name: n, v: 1}]\n");
  fixture.write("b.yaml", "y: b\nz: b\nl: [{name: m, v: 2}, {name: n, w: 3}]\n");
  const Node tree = fixture.tree("extends: [a.yaml, b.yaml]\nz: own\n");
  CHECK(fixture.issues.empty());
  CHECK(fixture.at(tree, "x") == "a");
  CHECK(fixture.at(tree, "y") == "b");
  CHECK(fixture.at(tree, "z") == "own");
  CHECK(fixture.at(tree, "extends") == "nothing");
  REQUIRE(tree.get("l")->items.size() == 2);
  CHECK(tree.get("l")->items[0].get("v")->text == "1");
  CHECK(tree.get("l")->items[0].get("w")->text == "3");
  CHECK(fixture.at(fixture.tree("extends: a.yaml\n"), "z") == "a");
  CHECK(fixture.at(fixture.tree("x: 1\nextends: a.yaml\n"), "x") == "1");  // wherever it stands
}

TEST_CASE("a value knows the file it stands in") {
  Fixture fixture;
  fixture.write("below/a.yaml", "\nx: a\n");
  const Node tree = fixture.tree("extends: below/a.yaml\ny: own\n");
  CHECK(to_string(tree.get("x")->place).ends_with("root/below/a.yaml:2:4"));
  CHECK(to_string(tree.get("y")->place).ends_with("root/first.yaml:2:4"));
}

TEST_CASE("names count from the folder of the file that says them") {
  Fixture fixture;
  fixture.write("below/a.yaml",
                "extends: more/b.yaml\nrows: [{from_csv: {file: t.csv, columns: {v: "
                "H}}}]\n");
  fixture.write("below/more/b.yaml", "extends: ../../c.yaml\nx: b\n");
  fixture.write("below/t.csv", "H\n7\n");
  fixture.write("c.yaml", "y: c\n");
  const Node tree = fixture.tree("extends: below/a.yaml\n");
  CHECK(fixture.issues.empty());
  CHECK(fixture.at(tree, "x") == "b");
  CHECK(fixture.at(tree, "y") == "c");
  CHECK(tree.get("rows")->items.at(0).get("v")->text == "7");
}

TEST_CASE("a null takes out what the base says") {
  Fixture fixture;
  fixture.write("a.yaml", "x: a\nl: [{name: n}, {name: m}]\n");
  const Node tree = fixture.tree("extends: a.yaml\nx: ~\nl: {n: ~}\n");
  CHECK(fixture.issues.empty());
  CHECK(fixture.at(tree, "x") == "nothing");
  CHECK(tree.get("l")->items.size() == 1);
  CHECK(fixture.wrong("extends: a.yaml\nl: {dill: ~}\n") ==
        Lines{"E404 l has no entry 'dill'"});
}

TEST_CASE("a file that is not there, lies outside or is no map is refused") {
  Fixture fixture;
  std::ofstream(fixture.folder.path() / "secret.yaml") << "secret: 42\n";
  fixture.write("list.yaml", "- secret\n");
  fixture.write("broken.yaml", "x: [\n");
  fs::create_symlink(fixture.folder.path() / "secret.yaml",
                     fixture.folder.path() / "root" / "link.yaml");
  CHECK(fixture.wrong("extends: none.yaml\n") == Lines{"E402 the file 'none.yaml' can't be read"});
  CHECK(fixture.issues[0].place.column == 10);
  CHECK(fixture.issues[0].hint == "looked in " + (fixture.folder.path() / "root").string());
  CHECK(fixture.wrong("extends: ''\n").at(0).starts_with("E402"));
  for (const char* name :
       {"../secret.yaml", "link.yaml", "/etc/passwd", "below/../../secret.yaml"}) {
    CHECK(fixture.wrong("extends: " + std::string(name) + "\n") ==
          Lines{"E403 '" + std::string(name) + "' is outside the scenario's folder"});
    for (const Issue& issue : fixture.issues) CHECK(to_text(issue).find("42") == std::string::npos);
  }
  CHECK(fixture.wrong("extends: list.yaml\n") ==
        Lines{"E106 'list.yaml' holds a list, not a map of keys and values"});
  CHECK(fixture.wrong("extends: broken.yaml\n").at(0).starts_with("E101"));
  CHECK(fixture.wrong("extends: [list.yaml, {}, [x]]\n").size() == 3);
  CHECK(fixture.wrong("extends: {a: b}\n").at(0).starts_with("E106"));
  CHECK(fixture.wrong("extends: \nx: 1\n") == Lines{});
  CHECK(fixture.wrong("extends: []\nx: 1\n") == Lines{});
}

TEST_CASE("a circle is told by its files, a file reached twice is none") {
  Fixture fixture;
  CHECK(fixture.wrong("extends: first.yaml\n") ==
        Lines{"E406 the files extend each other in a circle: first.yaml -> first.yaml"});
  fixture.write("a.yaml", "extends: b.yaml\n");
  fixture.write("b.yaml", "extends: ./below/../a.yaml\n");
  fixture.write("below/x.yaml", "");
  CHECK(fixture.wrong("extends: a.yaml\n") ==
        Lines{"E406 the files extend each other in a circle: a.yaml -> b.yaml -> a.yaml"});
  fixture.write("a.yaml", "extends: c.yaml\n");
  fixture.write("b.yaml", "extends: c.yaml\n");
  fixture.write("c.yaml", "x: 1\n");
  CHECK(fixture.wrong("extends: [a.yaml, b.yaml, c.yaml]\n") == Lines{});
}

TEST_CASE("files extend each other at most 8 deep, and no more than 64 of them") {
  Fixture fixture;
  for (int i = 1; i <= 9; ++i)
    fixture.write("f" + std::to_string(i) + ".yaml",
                  i == 9 ? "x: 1\n" : "extends: f" + std::to_string(i + 1) + ".yaml\n");
  CHECK(fixture.wrong("extends: f2.yaml\n") == Lines{});
  CHECK(fixture.wrong("extends: f1.yaml\n") ==
        Lines{"E502 files extend each other more than 8 deep"});
  std::string names = "f9.yaml";
  for (int i = 1; i < 64; ++i) names += ", f9.yaml";
  CHECK(fixture.wrong("extends: [" + names + "]\n") == Lines{});
  CHECK(fixture.wrong("extends: [" + names + ", f9.yaml]\n") ==
        Lines{"E503 more than 64 files or 4 MiB are extended"});
}

TEST_CASE("files that multiply are stopped before they fill the memory") {
  Fixture fixture;
  std::string twice = "extends: [f1.yaml, f1.yaml, f1.yaml, f1.yaml]\n";
  for (int i = 1; i < 8; ++i) {
    const std::string next = "f" + std::to_string(i + 1) + ".yaml";
    fixture.write("f" + std::to_string(i) + ".yaml",
                  "extends: [" + next + ", " + next + ", " + next + ", " + next + "]\n");
  }
  fixture.write("f8.yaml", "x: 1\n");
  CHECK(fixture.wrong(twice).size() < 1000);
  CHECK_FALSE(fixture.issues.empty());
}
