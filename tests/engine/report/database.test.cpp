#include "engine/report/database.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace channelsim;

TEST_CASE("what is bound is kept until the statement has run, and a temporary is copied") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "some.sqlite";
  const std::string lasting = "a text that lasts, and is longer than any that has no memory";
  const auto temporary = [&](char first) { return std::string(1, first) + lasting; };
  {
    Database database = Database::create(path);
    database.execute("CREATE TABLE texts (a TEXT, b TEXT, c TEXT, d BLOB, e TEXT)");
    for (const char first : {'x', 'y'}) {
      Statement insert = database.prepare("INSERT INTO texts VALUES (?, ?, ?, ?, ?)");
      insert.bind(lasting);
      insert.bind(temporary(first));
      insert.bind(std::optional(temporary(first)));
      insert.bind_bytes(lasting);
      insert.bind(std::optional<std::string>());
      insert.run();
    }
    database.close();
  }
  Database database = Database::read(path);
  Statement all = database.prepare("SELECT * FROM texts");
  for (const char first : {'x', 'y'}) {
    REQUIRE(all.next());
    CHECK(all.text(0) == lasting);
    CHECK(all.text(1) == temporary(first));
    CHECK(all.text(2) == temporary(first));
    CHECK(all.bytes(3) == lasting);
    CHECK(all.is_nothing(4));
  }
  CHECK_FALSE(all.next());
}
