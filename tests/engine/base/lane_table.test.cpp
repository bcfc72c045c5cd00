#include "engine/base/lane_table.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;

TEST_CASE("numbers of some rows are read in a lane each, of whatever size they are") {
  constexpr std::uint32_t rows = 7;
  LaneTable<std::uint8_t> small;
  LaneTable<std::uint16_t> middle;
  LaneTable<std::uint32_t> large;
  small.assign(rows);
  middle.assign(rows);
  large.assign(rows);
  const auto number = [](std::size_t row, std::size_t lane) {
    return static_cast<std::uint32_t>(200 - 20 * row + lane);
  };
  WordsOf<lanes_per_block> asked;
  for (std::size_t lane = 0; lane < lanes_per_block; ++lane) {
    asked.set(int(lane), lane * 3 % rows);
    for (std::size_t row = 0; row < rows; ++row) {
      small(row, lane) = static_cast<std::uint8_t>(number(row, lane));
      middle(row, lane) = static_cast<std::uint16_t>(300 * number(row, lane));
      large(row, lane) = 0xffff0000u + number(row, lane);
    }
  }
  const auto lanes = lane_numbers();
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    const std::uint32_t expected = number(asked[lane], std::size_t(lane));
    CHECK(small.at(asked, lanes)[lane] == expected);
    CHECK(middle.at(asked, lanes)[lane] == 300 * expected);
    CHECK(large.at(asked, lanes)[lane] == 0xffff0000u + expected);
    CHECK(small.in_all_lanes(3)[std::size_t(lane)] == number(3, std::size_t(lane)));
    CHECK(*(large.data() + large.places(asked, lanes)[lane]) == 0xffff0000u + expected);
    CHECK(large.places(asked, lanes)[lane] == large.place(asked[lane], std::size_t(lane)));
  }
}
