#include "engine/schema/table_file.hpp"

#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;
using garden::Lines;
using garden::told;
namespace fs = std::filesystem;

namespace {
void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

/// "a|b//c|d": cells and rows of a text, or what is wrong with it.
std::string cells(const std::string& text) {
  Issues issues;
  std::string result;
  for (const auto& row : parse_csv(garden::source(text, "t"), issues)) {
    if (!result.empty()) result += "//";
    for (std::size_t i = 0; i < row.size(); ++i) result += (i ? "|" : "") + row[i].text;
  }
  return issues.empty() ? result : told(issues)[0];
}

/// A folder with a scenario that reads the beds of a garden from beds.csv.
struct Fixture {
  TemporaryFolder folder;
  InputFiles files{{folder.path()}};
  std::string columns = "{name: Bed, rows: Rows, watering.refill: Price}";
  std::string file = "beds.csv";
  std::string more = "  watering: {type: can}\n";

  /// Reads a garden with this table; names of files are shortened to their last part.
  Lines issues(const std::string& table) {
    write(folder.path() / "beds.csv", table);
    files = InputFiles({folder.path()});  // which keeps what it has read
    return issues();
  }
  Lines issues() {
    Issues found;
    Node root = garden::tree("title: T\nbeds:\n- from_csv: {file: " + file +
                             ", columns: " + columns + "}\n" + more);
    expand_tables(root, files, found);
    if (found.empty()) garden = Reader(found).read_document<garden::Garden<Parameter>>(root);
    messages = found;
    Lines lines = told(found);
    for (std::string& line : lines)
      if (const auto slash = line.rfind('/', line.find(' ')); slash != std::string::npos)
        line = line.substr(slash + 1);
    return lines;
  }
  garden::Garden<Parameter> garden;
  Issues messages;
};
}  // namespace

TEST_CASE("tables are read as RFC 4180 has them") {
  CHECK(cells("a,b\r\nc,d\r\n") == "a|b//c|d");
  CHECK(cells("a,b\nc,d") == "a|b//c|d");
  CHECK(cells("\"a,b\",\"say \"\"hi\"\"\"\n") == "a,b|say \"hi\"");
  CHECK(cells("\"two\nlines\",x\n") == "two\nlines|x");
  CHECK(cells("a,,\n,b,\n") == "a||//|b|");
  CHECK(cells("\xef\xbb\xbf"
              "a,b\n") == "a|b");
  CHECK(cells("a\n\n\nb\n") == "a//b");
  CHECK(cells(" a , b \n") == " a | b ");
  CHECK(cells("5\" pipe,x\n") == "5\" pipe|x");
  CHECK(cells("").empty());
  CHECK(cells("a,\"b\n") == "t:1:3 E101");
  CHECK(cells("a,\"b\"c\n") == "t:1:6 E101");
  CHECK(cells("a\nCaf\xe9\n") == "t:2:4 E102");
}

TEST_CASE("cells know their line and column, in characters") {
  Issues issues;
  const auto rows = parse_csv(garden::source("渠道,b\n\"two\nlines\",\"x\"\n"), issues);
  CHECK(rows[0][1].line == 1);
  CHECK(rows[0][1].column == 4);
  CHECK(rows[1][1].line == 3);
  CHECK(rows[1][1].column == 8);
}

TEST_CASE("a row becomes an entry, what else the entry says holds for every row") {
  Fixture fixture;
  CHECK(fixture.issues("Note,Price,Rows,Bed\nx,2.5,7,mint\ny,3,,\"sage, dry\"\n") == Lines{});
  REQUIRE(fixture.garden.beds.size() == 2);
  CHECK(fixture.garden.beds[0].name == "mint");
  CHECK(fixture.garden.beds[0].rows == 7);
  CHECK(std::get<garden::Can<Parameter>>(fixture.garden.beds[0].care.watering).refill.value.sure ==
        2.5);
  CHECK(fixture.garden.beds[1].name == "sage, dry");
  CHECK(fixture.garden.beds[1].rows == 3);  // an empty cell leaves the default
}

TEST_CASE("errors in the data are told in the data, by line and column") {
  Fixture fixture;
  CHECK(fixture.issues("Bed,Rows,Price\nmint,3,2\n渠道,99,2\nsage,three,2\n") ==
        Lines{"beds.csv:3:4 E302 beds[1].rows", "beds.csv:4:6 E301 beds[2].rows"});
  CHECK(fixture.issues("Bed,Rows,Price\nmint,3,2\nmint,3,2\n") == Lines{"beds.csv:3:1 E201 beds"});
  CHECK(fixture.issues("Bed,Rows,Price\nmint,3,2\n,3,2\n") == Lines{"beds.csv:3:1 E105 beds[1]"});
  CHECK(fixture.issues("Bed,Rows,Price\nmint,3\nsage,3,2,1\n") ==
        Lines{"beds.csv:2:1 E106", "beds.csv:3:1 E106"});
  CHECK(fixture.messages[0].message == "the row has 2 cells; the heading has 3");
  CHECK(fixture.issues("") == Lines{"beds.csv:1:1 E109"});
}

TEST_CASE("errors in the mapping are told where the scenario states it") {
  Fixture fixture;
  fixture.columns = "{name: Bed, rosw: Rows}";
  CHECK(fixture.issues("Bed,Rows\nmint,3\n").at(0) == "garden.yaml:3:51 E104 beds[0]");
  fixture.columns = "{rows: Rows}";
  fixture.more = "  watering: rain\n";
  CHECK(fixture.issues("Bed,Rows\nmint,3\n") == Lines{"garden.yaml:3:3 E105 beds[0]"});
  fixture.columns = "{name: bed}";
  CHECK(fixture.issues("Bed,Rows\nmint,3\n") ==
        Lines{"garden.yaml:3:46 E405 from_csv.columns.name"});
  CHECK(fixture.messages[0].message == "beds.csv has no column 'bed'; did you mean 'Bed'?");
  CHECK(fixture.messages[0].hint == "columns: Bed and Rows");
  fixture.columns = "{name: Bed}";
  CHECK(fixture.issues("Bed;Rows\nmint;3\n") ==
        Lines{"garden.yaml:3:46 E405 from_csv.columns.name"});
  CHECK(fixture.messages[0].hint.find("';'") != std::string::npos);
  CHECK(fixture.issues("Bed,Bed\nmint,3\n") ==
        Lines{"garden.yaml:3:46 E405 from_csv.columns.name"});
  fixture.columns = "{name: [Bed]}";
  CHECK(fixture.issues("Bed\nmint\n") == Lines{"garden.yaml:3:46 E301 from_csv.columns.name"});
  fixture.columns = "~";
  CHECK(fixture.issues("Bed\nmint\n") == Lines{"garden.yaml:3:39 E105 from_csv"});
}

TEST_CASE("a table lies in the scenario's folder or in that of the data, whatever its name says") {
  Fixture fixture;
  fixture.columns = "{name: Bed}";
  fixture.more = "";
  TemporaryFolder elsewhere;
  write(elsewhere.path() / "beds.csv", "Bed\nsecret\n");
  write(fixture.folder.path() / "below" / "beds.csv", "Bed\nbelow\n");
  fs::create_symlink(elsewhere.path() / "beds.csv", fixture.folder.path() / "link.csv");
  fs::create_symlink(elsewhere.path(), fixture.folder.path() / "linked");
  fs::create_symlink(fixture.folder.path() / "below" / "beds.csv",
                     fixture.folder.path() / "inner.csv");

  for (const std::string& name : {"../" + elsewhere.path().filename().string() + "/beds.csv",
                                  (elsewhere.path() / "beds.csv").string(), std::string("link.csv"),
                                  std::string("linked/beds.csv"), std::string("below/../../x.csv"),
                                  (fixture.folder.path() / "below" / "beds.csv").string()}) {
    fixture.file = name;
    INFO(name);
    CHECK(fixture.issues() == Lines{"garden.yaml:3:20 E403"});
    CHECK(fixture.messages[0].message.find("secret") == std::string::npos);
  }
  for (const char* name : {"below/beds.csv", "inner.csv", "./below/../below/beds.csv"}) {
    fixture.file = name;
    CHECK(fixture.issues() == Lines{});
    CHECK(fixture.garden.beds.at(0).name == "below");
  }
  fixture.file = "nowhere.csv";
  CHECK(fixture.issues() == Lines{"garden.yaml:3:20 E402"});
  fixture.file = "below";
  CHECK(fixture.issues() == Lines{"garden.yaml:3:20 E402"});

  fixture.files = InputFiles({elsewhere.path() / "", fixture.folder.path()});
  fixture.file = "beds.csv";
  CHECK(fixture.issues() == Lines{});
  CHECK(fixture.garden.beds.at(0).name == "secret");  // the folder of the data comes first
  fixture.file = "below/beds.csv";
  CHECK(fixture.issues() == Lines{});
  CHECK(fixture.files.read().size() == 2);
}

TEST_CASE("a table read twice is one source") {
  Fixture fixture;
  fixture.columns = "{name: Bed}";
  fixture.more = "- from_csv: {file: ./beds.csv, columns: {name: Other}}\n";
  CHECK(fixture.issues("Bed,Other\na,b\n") == Lines{});
  CHECK(fixture.garden.beds.size() == 2);
  CHECK(fixture.files.read().size() == 1);
}
