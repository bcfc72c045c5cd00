#include "engine/random/draws.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/goodness_of_fit.hpp"

using namespace channelsim;

namespace {
constexpr Purpose purpose{"a purpose"};
using Words = std::array<std::uint32_t, 4>;

Words philox(Words counter, std::uint32_t key0, std::uint32_t key1) {
  const PhiloxBlock<1> block = philox4x32<1>({WordsOf<1>(counter[0]), WordsOf<1>(counter[1]),
                                              WordsOf<1>(counter[2]), WordsOf<1>(counter[3])},
                                             key0, key1);
  Words words;
  for (std::size_t i = 0; i < 4; ++i) words[i] = static_cast<std::uint32_t>(block[i][0]);
  return words;
}
}  // namespace

TEST_CASE("V95 helper: Philox4x32-10 gives the published known answers") {
  CHECK(philox({0, 0, 0, 0}, 0, 0) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({~0u, ~0u, ~0u, ~0u}, ~0u, ~0u) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a lane gets the number its replication alone would get, whatever the width") {
  const Address agent{name_hash("north"), 4};
  const LanesOf<64> wide = Draws(42, 0).uniform<64>(purpose, agent, 7, 3);
  for (unsigned replication = 0; replication < 64; ++replication) {
    const auto lane = [&](auto width) {
      constexpr int W = decltype(width)::value;
      return Draws(42, replication / W * W).uniform<W>(purpose, agent, 7, 3)[replication % W];
    };
    CHECK(lane(std::integral_constant<int, 1>{}) == wide[int(replication)]);
    CHECK(lane(std::integral_constant<int, 2>{}) == wide[int(replication)]);
    CHECK(lane(std::integral_constant<int, 8>{}) == wide[int(replication)]);
    CHECK(lane(std::integral_constant<int, 16>{}) == wide[int(replication)]);
  }
}

TEST_CASE("two points of each lane come from its words of a call, and from one word each") {
  const Address agent{name_hash("north"), 4};
  constexpr int rows = 4;
  const Draws draws(42, 16);
  const auto points = draws.points<lanes_per_block, rows>(purpose, agent, 7, 3);
  const std::uint64_t key = draw_key(42, purpose, agent.name);
  for (std::uint32_t lane = 0; lane < lanes_per_block; ++lane) {
    const std::uint32_t replication = 16 + lane;
    const auto alone = draws.in_lane(int(lane)).points<1, rows>(purpose, agent, 7, 3);
    for (std::uint32_t row = 0; row < rows; ++row) {
      const Words words = philox({8 * (replication / 16) + replication % 8, 7, 4, 3 + row / 2},
                                 std::uint32_t(key), std::uint32_t(key >> 32));
      const std::uint32_t word = words[(replication % 16 < 8 ? 0 : 2) + row % 2];
      const double first = (word + 0.5) * 0x1p-32,
                   second = (word * std::uint32_t{0x9e3778c1} + 0.5) * 0x1p-32;
      CHECK(points.first[int(row * lanes_per_block + lane)] == first);
      CHECK(points.second[int(row * lanes_per_block + lane)] == second);
      CHECK(alone.first[int(row)] == first);
      CHECK(alone.second[int(row)] == second);
    }
  }
}

TEST_CASE("points fill the unit square: cells of a grid are hit with their areas") {
  // 10^7 points in 25 x 40 cells: chances that are off by 1 % of themselves are seen.
  constexpr int across = 25, up = 40, rows = 64, sets = 10000;
  std::vector<double> hits(across * up);
  const Draws draws(7, 0);
  for (std::uint32_t set = 0; set < sets; ++set) {
    const auto points = draws.points<lanes_per_block, rows>(purpose, {name_hash("south")}, set, 0);
    for (int i = 0; i < rows * lanes_per_block; ++i)
      ++hits[std::size_t(int(points.first[i] * across) * up + int(points.second[i] * up))];
  }
  const double expected = double(sets) * rows * lanes_per_block / double(hits.size());
  double squares = 0;
  for (const double count : hits) squares += (count - expected) * (count - expected) / expected;
  CHECK(squares < chi_square_bound(double(hits.size() - 1)));
}

TEST_CASE("the address of a number is pinned: key, counter words, assembly, order of indices") {
  const auto draw = [](std::uint64_t seed, Address agent, Step step, unsigned index, unsigned r) {
    return Draws(seed, r).uniform<1>(purpose, agent, step, index)[0];
  };
  const Address agent{name_hash("north")};
  const std::uint64_t key = draw_key(42, purpose, agent.name);
  const Words words =
      philox({8 * (37 / 16) + 37 % 8, 5, 0, 2}, std::uint32_t(key), std::uint32_t(key >> 32));
  const double expected =
      (double((std::uint64_t{words[1]} << 32 | words[0]) >> 12) + 0.5) * 0x1p-52;
  CHECK(draw(42, agent, 5, 2, 37) == expected);
  CHECK(name_hash("north") == 0x85f343305927dc6d);
  CHECK(draw_key(42, purpose, agent.name) == 0xcf69ddc0f352ea1b);
  CHECK(draw(42, agent, 0, 0, 0) == 0.056539088007189542);

  // Each part of the address matters.
  const double base = draw(1, agent, 1, 1, 1);
  CHECK(draw(2, agent, 1, 1, 1) != base);
  CHECK(draw(1, {name_hash("south")}, 1, 1, 1) != base);
  CHECK(draw(1, {agent.name, 1}, 1, 1, 1) != base);
  CHECK(draw(1, agent, 2, 1, 1) != base);
  CHECK(draw(1, agent, 1, 2, 1) != base);
  CHECK(draw(1, agent, 1, 1, 2) != base);
  CHECK(draw(1, agent, 1, 1, 9) != base);
}

TEST_CASE("uniform numbers lie strictly inside (0, 1) and are uniform in 1,024 bins") {
  // n = 2^20, 1,023 degrees of freedom: chi-square has mean 1,023 and sd 45.2; 4.89 sd = 1,244.
  // A bin 2 % too likely moves the statistic by 0.4; a 64-fold coarser defect of 2 % by 26 sd.
  std::array<int, 1024> count{};
  double smallest = 1, largest = 0;
  for (unsigned step = 0; step < (1u << 16); ++step) {
    const LanesOf<16> row = Draws(7, 0).uniform<16>(purpose, {1}, step);
    for (int lane = 0; lane < 16; ++lane) {
      ++count[static_cast<std::size_t>(row[lane] * 1024)];
      smallest = std::min(smallest, row[lane]);
      largest = std::max(largest, row[lane]);
    }
  }
  double chi_square = 0;
  for (const int bin : count) chi_square += (bin - 1024.0) * (bin - 1024.0) / 1024.0;
  CHECK(smallest > 0);
  CHECK(largest < 1);
  CHECK(chi_square < 1244);
}
