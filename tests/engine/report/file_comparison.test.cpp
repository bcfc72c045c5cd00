#include "engine/report/file_comparison.hpp"

#include "engine/report/file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;

namespace {

/// Compares a file of the text `found` with `expected`, which comes in pieces of some size.
std::optional<FileDifference> compare(std::string_view found, std::string_view expected,
                                      std::size_t size) {
  const TemporaryFolder folder;
  write_file(folder.path() / "file", found);
  FileComparison comparison(folder.path() / "file");
  for (; !expected.empty(); expected.remove_prefix(std::min(size, expected.size())))
    comparison.add(expected.substr(0, size));
  return comparison.difference();
}

}  // namespace

TEST_CASE("a line too many and a line too few are told apart") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "file.csv";
  const auto told = [&](std::string_view found, std::string_view expected) {
    write_file(path, found);
    FileComparison comparison(path);
    comparison.add(expected);
    return told_difference(path, comparison.difference().value());
  };
  const ToldDifference longer = told("a\n1\n\n", "a\n1\n"), shorter = told("a\n1\n", "a\n1\n\n");
  CHECK(longer.found == "a line end");
  CHECK(longer.expected == "the end of the file");
  CHECK(shorter.found == "the end of the file");
  CHECK(shorter.expected == "a line end");
}

TEST_CASE("a file is equal or differs first at a byte, a line and a column") {
  const std::string text = "one,1\ntwo,2\nthree,3\n";
  for (const std::size_t size : {1, 2, 5, 100}) {
    CHECK(!compare(text, text, size));
    CHECK(!compare("", "", size));
    for (std::size_t place = 0; place < text.size(); ++place) {
      std::string changed = text;
      changed[place] = '#';
      const auto difference = compare(changed, text, size);
      REQUIRE(difference);
      CHECK(difference->offset == place);
      CHECK(difference->found.substr(0, difference->column) ==
            difference->expected.substr(0, difference->column));
    }
    const auto second = compare("one,1\ntwo,9\nthree,3\n", text, size);
    REQUIRE(second);
    CHECK(second->line == 2);
    CHECK(second->column == 4);
    CHECK(second->found == "two,9");
    CHECK(second->expected == "two,2");
    const auto shorter = compare("one,1\ntwo", text, size);
    REQUIRE(shorter);
    CHECK(shorter->offset == 9);
    CHECK(shorter->found == "two");
    CHECK(shorter->expected == "two,2");
    const auto longer = compare(text + "more", text, size);
    REQUIRE(longer);
    CHECK(longer->line == 4);
    CHECK(longer->found == "more");
    CHECK(longer->expected == "");
  }
}
