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

TEST_CASE("a row of wishes is one for each lane") {
  const auto words = Wish::words(WordsOf<lanes_per_block>(11), WordsOf<lanes_per_block>(22));
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    const Wish wish(words[lane]);
    CHECK(wish.person() == 11);
    CHECK(wish.alternative() == 22);
    CHECK(wish.lane() == lane);
    CHECK(wish.ordinal() == 0);
    CHECK_FALSE(wish.leaves());
  }
}
