#include "models/market/persons.hpp"

#include "tests/support/catch.hpp"

using namespace channelsim;
using namespace channelsim::market;

TEST_CASE("a wish keeps all its parts in one word, the largest too") {
  for (const bool large : {false, true}) {
    const std::uint32_t person = large ? Wish::most_persons - 1 : 3,
                        alternative = large ? Wish::most_alternatives - 1 : 5,
                        ordinal = large ? Wish::most_ordinals - 1 : 2;
    const int lane = large ? lanes_per_block - 1 : 1;
    Wish wish(person, alternative, lane, ordinal, large);
    const auto check = [&](std::uint32_t chosen, std::uint32_t number, bool leaves) {
      CHECK(wish.person() == person);
      CHECK(wish.own_place() == std::size_t{person} * lanes_per_block + std::size_t(lane));
      CHECK(wish.alternative() == chosen);
      CHECK(wish.lane() == lane);
      CHECK(wish.ordinal() == number);
      CHECK(wish.leaves() == leaves);
    };
    check(alternative, ordinal, large);
    wish.choose(7);
    check(7, ordinal, large);
    wish.stay();
    check(7, ordinal, false);
    Wish other(1, 1, 0, 9, true);
    wish.exchange_ordinals(other);
    check(7, 9, false);
    CHECK(other.ordinal() == ordinal);
    CHECK_FALSE(wish.is_given_up());
    wish.give_up();
    CHECK(wish.is_given_up());
  }
}

TEST_CASE("a row of wishes is one for each lane") {
  const auto words = Wish::words<lanes_per_block>(11, 22, lane_numbers());
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    const Wish wish(words[lane]);
    CHECK(wish.person() == 11);
    CHECK(wish.alternative() == 22);
    CHECK(wish.lane() == lane);
    CHECK(wish.ordinal() == 0);
    CHECK_FALSE(wish.leaves());
  }
}

TEST_CASE("each lane reads its own column of a table, of whatever size its numbers are") {
  constexpr std::uint32_t rows = 7;
  std::vector<SmallLanes> small(rows);
  std::vector<std::array<std::uint16_t, lanes_per_block>> middle(rows);
  std::vector<Lanes> large(rows);
  const auto number = [](std::uint32_t row, int lane) { return 200 - 20 * row + unsigned(lane); };
  for (std::uint32_t row = 0; row < rows; ++row)
    for (int lane = 0; lane < lanes_per_block; ++lane) {
      const auto place = static_cast<std::size_t>(lane);
      small[row][place] = static_cast<std::uint8_t>(number(row, lane));
      middle[row][place] = static_cast<std::uint16_t>(300 * number(row, lane));
      large[row].set(lane, 0.5 + number(row, lane));
    }
  WordsOf<lanes_per_block> asked;
  for (int lane = 0; lane < lanes_per_block; ++lane)
    asked.set(lane, static_cast<std::uint64_t>(lane * 3) % rows);
  const auto lanes = lane_numbers();
  const auto smalls = in_columns(small, asked, lanes), middles = in_columns(middle, asked, lanes);
  const Lanes larges = in_columns(large, asked, lanes);
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    const unsigned expected = number(static_cast<std::uint32_t>(asked[lane]), lane);
    CHECK(smalls[lane] == expected);
    CHECK(middles[lane] == 300 * expected);
    CHECK(larges[lane] == 0.5 + expected);
  }
}
