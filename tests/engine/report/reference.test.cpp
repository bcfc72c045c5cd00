#include "engine/report/reference.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/garden.hpp"

using namespace channelsim;

namespace {
std::string explained(std::string_view path) {
  UnknownKey unknown;
  const auto text = explain_path(description_of<garden::Garden<Parameter>>(), path, unknown);
  if (text) return text->substr(0, text->find('\n'));
  std::string known;
  for (const std::string_view key : unknown.known) known += " " + std::string(key);
  return "no " + std::string(unknown.key) + " among" + known;
}
}  // namespace

TEST_CASE("the reference page has a table for every record, and every key in it once") {
  const std::string page = reference_page(description_of<garden::Garden<Parameter>>());
  for (const char* record : {"garden", "bed", "drip", "can", "rain", "plant", "tool"}) {
    const std::string title = "## " + std::string(record) + "\n";
    const std::size_t first = page.find(title);
    CHECK(first != std::string::npos);
    CHECK(page.find(title, first + 1) == std::string::npos);
  }
  CHECK(page.find("| `rows` | How many rows. | a whole number, 1 to 40 rows | 3 |\n") !=
        std::string::npos);
  CHECK(page.find("| `name` | Unique. | a text | required |\n") != std::string::npos);
  CHECK(page.find("Rule: a path lies between two rows (paths < rows).\n") != std::string::npos);
}

TEST_CASE("a path is explained with or without the names of entries") {
  CHECK(explained("") == "Beds and tools.");
  CHECK(explained("beds.rows") == "beds.rows: How many rows.");
  CHECK(explained("beds.mint.rows") == "beds.mint.rows: How many rows.");
  CHECK(explained("beds[2].rows") == "beds[2].rows: How many rows.");
  CHECK(explained("beds.sage.dry.rows") == "beds.sage.dry.rows: How many rows.");
  CHECK(explained("beds.watering.refill") == "beds.watering.refill: What a filling costs.");
  CHECK(explained("plan") == "plan: What is changed.");
}

TEST_CASE("a path that leads nowhere names the wrong key and those there are") {
  CHECK(explained("bedz.rows") == "no bedz among title seed beds tools plan");
  CHECK(explained("beds.plants.cuont") == "no cuont among kind count");
  CHECK(explained("title.rows") == "no rows among");
}
