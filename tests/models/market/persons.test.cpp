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

TEST_CASE("a row of wishes is put together and taken apart") {
  std::vector<Wish> wishes;
  for (int i = 0; i < lanes_per_block; ++i)
    wishes.emplace_back(1000u + 7u * unsigned(i), 50u + unsigned(i), lanes_per_block - 1 - i,
                        unsigned(i) % 3, i % 2 == 0);
  const Wish::Row row = Wish::row(wishes.data());
  for (int i = 0; i < lanes_per_block; ++i) {
    CHECK(row.persons[i] == wishes[std::size_t(i)].person());
    CHECK(row.alternatives[i] == wishes[std::size_t(i)].alternative());
    CHECK(row.lanes[i] == wishes[std::size_t(i)].lane());
  }
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

TEST_CASE("who knows more owners than a byte counts is told of each") {
  for (const std::uint32_t most : {255u, 70000u}) {
    KnownOwners owners(3, most);
    for (std::uint32_t i = 0; i < most; ++i) owners.add(std::array{2u}, 1);
    owners.add(std::array{0u, 1u, 0u}, 1);
    CHECK(owners.of(2, 1) == most);
    CHECK(owners.of(0, 1) == 2);
    CHECK(owners.of(2, 0) == 0);
    const auto in_lane_1 = WordsOf<lanes_per_block>(1);
    CHECK(owners.of(WordsOf<lanes_per_block>(2), in_lane_1)[5] == most);
    CHECK(owners.of(WordsOf<lanes_per_block>(1), in_lane_1)[5] == 1);
  }
}
