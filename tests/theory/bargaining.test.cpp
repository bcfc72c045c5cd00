// Bargaining and price discipline, textbook route.

#include "models/validation/bargaining.hpp"

#include "models/validation/price_discipline.hpp"
#include "tests/support/averages.hpp"

using namespace channelsim;
using namespace channelsim::validation;

TEST_CASE(
    "V38, V38x textbook: the bargaining solution by formula and by the product it maximises") {
  const auto check = [](const Bargain& bargain, double first, double second) {
    CHECK(bargaining_solution(bargain) == Approx(first));
    CHECK(bargain.gain - bargaining_solution(bargain) == Approx(second));
    CHECK(search_bargaining_solution(bargain) == Approx(first).epsilon(1e-7));
  };
  check({100, {20, 30}, .5}, 45, 55);
  check({100, {20, 30}, .6}, 50, 50);
  check({250, {60, 40}, .35}, 112.5, 137.5);
}

TEST_CASE("V38, V38x textbook: alternating offers favour the patient and who proposes first") {
  CHECK(first_proposer_share({.8, .9}) == printed(.357143));
  CHECK(play_alternating_offers({.8, .9}, 200) == printed(.357143));
  CHECK(first_proposer_share({.9, .95}) == printed(.344828));
  CHECK(play_alternating_offers({.9, .95}, 401) == printed(.344828));
}

TEST_CASE("V38C, V38Cx textbook: rivals keep a high price if the future counts enough") {
  const auto check = [](int firms, const DisciplineProfits& played, double expected) {
    CHECK(quantity_discipline(firms) == printed(expected));
    CHECK(played.critical_discount_factor() == printed(expected));
    CHECK(gain_of_keeping(played, expected - 1e-3, 10'000) < 0);
    CHECK(gain_of_keeping(played, expected + 1e-3, 10'000) > 0);
  };
  check(2, play_quantity_discipline<2>(), .529412);
  check(3, play_quantity_discipline<3>(), .571429);
  check(4, play_quantity_discipline<4>(), .609756);
  check(5, play_quantity_discipline<5>(), .642857);
  for (const int firms : {2, 3}) {
    const DisciplineProfits played = play_price_discipline(firms, 1'000'000);
    CHECK(price_discipline(firms) == Approx(1 - 1.0 / firms));
    CHECK(played.critical_discount_factor() == Approx(1 - 1.0 / firms).epsilon(1e-5));
  }
}
