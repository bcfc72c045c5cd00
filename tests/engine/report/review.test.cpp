#include "engine/report/review.hpp"

#include <fstream>
#include <iterator>

#include "engine/base/issue.hpp"
#include "engine/report/file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;

namespace {

const SectionIds sections = {"answer", "plans", "risk"};

class ReviewFolder {
 public:
  const std::filesystem::path& path() const { return folder_.path(); }
  void write(const std::string& text) const { write_file(path() / review_name, text); }
  std::string text() const {
    std::ifstream file(path() / review_name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::vector<Remark> remarks() const { return read_review(path(), sections); }
  /// Everything that is wrong with the file, as people read it.
  std::string mistakes() const {
    try {
      remarks();
    } catch (const InputError& error) {
      std::string all;
      for (const Issue& issue : error.issues()) all += to_text(issue);
      return all;
    }
    return "";
  }

 private:
  TemporaryFolder folder_;
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr const char* two_remarks = R"(# The first round.
- section: risk
  who: "Li Na, finance"   # by mail
  what: |
    Receivables look high.
    Who checks them?
  when: 2026-03-01
- {section: answer, who: Wang, what: "is 'open' right?", status: 'open'}
)";

}  // namespace

TEST_CASE("Without a file there are no remarks") { CHECK(ReviewFolder().remarks().empty()); }

TEST_CASE("Remarks are read with their defaults") {
  const ReviewFolder folder;
  folder.write(two_remarks);
  const auto remarks = folder.remarks();
  REQUIRE(remarks.size() == 2);
  CHECK(remarks[0].section == "risk");
  CHECK(remarks[0].what == "Receivables look high.\nWho checks them?\n");
  CHECK(remarks[0].status == "open");
  CHECK(remarks[0].when == "2026-03-01");
  CHECK(remarks[1].who == "Wang");
  CHECK(remarks[1].when.empty());
}

TEST_CASE("All that is wrong is told at once, each with its line and what is allowed") {
  const ReviewFolder folder;
  folder.write(
      "- {section: risk, who: A, what: B, status: closed}\n- who: A\n- {section: 1, when: soon, "
      "what: C, who: D}\n");
  const std::string mistakes = folder.mistakes();
  CHECK(contains(mistakes, "review.yaml:1:44: error[E303]"));
  CHECK(contains(mistakes, "open"));
  CHECK(contains(mistakes, "review.yaml:2:3: error[E105]"));
  CHECK(contains(mistakes, "review.yaml:3:13: error[E401]"));
  CHECK(contains(mistakes, "review.yaml:3:22: error["));
}

TEST_CASE("A section that the report doesn't have is named with those it has") {
  const ReviewFolder folder;
  folder.write("- section: rsik\n  who: A\n  what: B\n");
  const std::string mistakes = folder.mistakes();
  CHECK(contains(mistakes, "review.yaml:1:12: error[E401]"));
  CHECK(contains(mistakes, "did you mean 'risk'?"));
  CHECK(contains(mistakes, "answer, plans and risk"));
}

TEST_CASE("A map where the list belongs is refused") {
  const ReviewFolder folder;
  folder.write("section: risk\nwho: A\nwhat: B\n");
  CHECK(contains(folder.mistakes(), "error[E106]"));
}

TEST_CASE("Adding a remark keeps every byte that was there") {
  const ReviewFolder folder;
  add_remark(folder.path(), sections, {"plans", "A: b", "no", "open", "2026-03-02"});
  CHECK(folder.text() ==
        "- section: plans\n  who: \"A: b\"\n  what: \"no\"\n  status: open\n  when: 2026-03-02\n");

  for (const std::string before :
       {two_remarks, "# nothing yet", "  - section: risk\n    who: A\n    what: B"}) {
    folder.write(before);
    const std::size_t count = folder.remarks().size();
    add_remark(folder.path(), sections, {"plans", "李娜", "- {a: [b]} # \"c\" \\ 'd'", "open", ""});
    CHECK(folder.text().starts_with(before));
    const auto remarks = folder.remarks();
    REQUIRE(remarks.size() == count + 1);
    CHECK(remarks.back().who == "李娜");
    CHECK(remarks.back().what == "- {a: [b]} # \"c\" \\ 'd'");
  }
}

TEST_CASE("What can't be added leaves the file alone") {
  const ReviewFolder folder;
  for (const std::string before :
       {"[{section: risk, who: A, what: B}]\n", "- section: risk\n  who: A\n  what: B\n...\n"}) {
    folder.write(before);
    CHECK_THROWS_AS(add_remark(folder.path(), sections, {"plans", "A", "B", "open", ""}),
                    InputError);
    CHECK(folder.text() == before);
  }
  folder.write(two_remarks);
  CHECK_THROWS_AS(add_remark(folder.path(), sections, {"nowhere", "A", "B", "open", ""}),
                  InputError);
  CHECK_THROWS_AS(add_remark(folder.path(), sections, {"risk", "A", "\x1b[31m", "open", ""}),
                  InputError);
  CHECK(folder.text() == two_remarks);
}

TEST_CASE("Marking as done changes the status alone") {
  const ReviewFolder folder;
  folder.write(two_remarks);
  settle_remark(folder.path(), sections, 2);
  std::string expected = two_remarks;
  expected.replace(expected.find("'open'}"), 6, "done");
  CHECK(folder.text() == expected);
  settle_remark(folder.path(), sections, 1);
  expected.replace(expected.find("- section"), 2, "- status: done\n  ");
  CHECK(folder.text() == expected);
  for (const Remark& remark : folder.remarks()) CHECK(remark.status == "done");
  settle_remark(folder.path(), sections, 1);
  CHECK(folder.text() == expected);
  CHECK_THROWS_AS(settle_remark(folder.path(), sections, 3), InputError);

  folder.write("\xef\xbb\xbf- {who: 李娜, section: risk, what: x}\n");
  settle_remark(folder.path(), sections, 1);
  CHECK(folder.text() == "\xef\xbb\xbf- {status: done, who: 李娜, section: risk, what: x}\n");
}
