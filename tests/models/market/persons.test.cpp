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

TEST_CASE(
    "the share of owners among acquaintances is told of who knows few, and of who knows many") {
  for (const std::uint32_t most : {255u, 256u, 70000u}) {
    std::vector<Edge> star;  // 0 knows all others
    for (std::uint32_t other = 1; other <= most; ++other) star.push_back({0, other});
    KnownOwners owners(graph_of_edges(most + 2, star));
    for (std::uint32_t i = 1; i < most; ++i) owners.add(std::array{0u}, 1);
    owners.add(std::array{2u, 0u}, 1);
    CHECK(owners.share(0, 1) == 1);
    CHECK(owners.share(2, 1) == 1);
    CHECK(owners.share(1, 1) == 0);
    CHECK(owners.share(0, 0) == 0);
    CHECK(owners.share(most + 1, 1) == 0);  // knows nobody
    owners.add(std::array{0u, 0u, 0u}, 2);
    CHECK(owners.share(0, 2) == 3.0 / most);
    const auto in_lane_2 = WordsOf<lanes_per_block>(2);
    CHECK(owners.share(WordsOf<lanes_per_block>(std::uint64_t{0}), in_lane_2)[5] == 3.0 / most);
    CHECK(owners.share(WordsOf<lanes_per_block>(2), in_lane_2)[5] == 0);
  }
}
