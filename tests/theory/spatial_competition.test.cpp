// Prices of outlets that differ by place, textbook route.

#include "models/validation/spatial_competition.hpp"

#include "tests/support/averages.hpp"

using namespace channelsim;
using namespace channelsim::validation;

TEST_CASE("V38S textbook: two outlets at the ends of a line") {
  const Line line{{10, 12}, 4};
  for (const LinePrices& prices : {line_prices(line), play_line_prices(line)}) {
    CHECK(prices.price[0] == printed(14.666667));
    CHECK(prices.price[1] == printed(15.333333));
    CHECK(prices.first_share == printed(.583333));
  }
}

TEST_CASE("V38Sx textbook: outlets on a circle come nearer until they earn their fixed cost") {
  const Circle circle{20, 12};
  for (const CirclePrices& prices : {circle_prices(circle, 6), play_circle_prices(circle, 6)}) {
    CHECK(prices.price == Approx(22).epsilon(1e-6));
    CHECK(prices.gross_profit == printed(.333333));
  }
  CHECK(circle_outlets(circle, .12) == Approx(10));
  CHECK(play_circle_prices(circle, 10).gross_profit == Approx(.12).epsilon(1e-6));
  CHECK(play_circle_prices(circle, 9).gross_profit > .12 + 1e-3);
  CHECK(play_circle_prices(circle, 11).gross_profit < .12 - 1e-3);
}
