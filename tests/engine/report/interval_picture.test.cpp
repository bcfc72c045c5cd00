#include "engine/report/interval_picture.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

TEST_CASE("intervals are drawn on one scale against a line at 0") {
  const Difference below{-8, 2, {}, {}}, across{1, 4, {}, {}}, sharp{10, 0, {}, {}}, none;
  const IntervalPicture picture(std::vector{below, across, sharp, none}, 21);
  CHECK(picture.low() == -10);
  CHECK(picture.high() == 10);
  CHECK(picture.draw(below) == "├─●─┤     │");
  CHECK(picture.draw(across) == "       ├──┼●───┤");
  CHECK(picture.draw(sharp) == "          │         ●");
  CHECK(picture.draw(none) == "          │");
  CHECK(picture.axis("-10", "+10") == "-10       0       +10");
  CHECK(picture.axis("-1234567890", "+1234567890") == "          0");
}

TEST_CASE("a picture of nothing is the line at 0") {
  const IntervalPicture picture({}, 9);
  CHECK(picture.draw({}) == "    │");
  CHECK(picture.axis("0", "0") == "    0");
}
