#include "engine/run/figure_name.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

TEST_CASE("a figure's name is taken apart at its group") {
  CHECK(figure_name("sold").is_total());
  CHECK(figure_name("sold[x]").is_total());
  const FigureName name = figure_name("sold[member=a]b=c]");
  CHECK(name.figure == "sold");
  CHECK(name.dimension == "member");
  CHECK(name.group == "a]b=c");
}
