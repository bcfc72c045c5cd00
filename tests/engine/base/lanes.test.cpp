#include "engine/base/lanes.hpp"

#include <array>
#include <vector>

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
WordsOf<lanes_per_block> numbered() {
  std::array<std::uint64_t, lanes_per_block> words;
  for (std::size_t lane = 0; lane < words.size(); ++lane) words[lane] = 100 + lane;
  return WordsOf<lanes_per_block>::load(words.data());
}
}  // namespace

TEST_CASE("the words of chosen lanes stand one behind the other") {
  for (std::uint32_t chosen = 0; chosen < 1u << lanes_per_block; chosen += 7) {
    Mask mask = false;
    std::vector<std::uint64_t> expected;
    for (int lane = 0; lane < lanes_per_block; ++lane)
      if (chosen >> lane & 1) {
        mask.bits.set(lane, -1);
        expected.push_back(100 + std::uint64_t(lane));
      }
    std::array<std::uint64_t, lanes_per_block> found;
    const int count = write_where(mask, numbered(), found.data());
    REQUIRE(std::vector(found.begin(), found.begin() + count) == expected);
  }
}

TEST_CASE("each lane finds its entry of a table") {
  constexpr double table[] = {0, 10, 20, 30, 40, 50, 60, 70};
  const Lanes found = look_up(table, numbered() & std::uint64_t{7});
  for (int lane = 0; lane < lanes_per_block; ++lane) CHECK(found[lane] == 10 * ((100 + lane) % 8));
}

TEST_CASE("whole numbers become words and keep their size") {
  for (const double whole : {0.0, 1.0, 268435455.0, 4503599627370495.0})
    CHECK(to_words(LanesOf<1>(whole))[0] == static_cast<std::uint64_t>(whole));
}

TEST_CASE("a longer row holds rows one behind the other") {
  LanesOf<32> whole;
  for (int i = 0; i < 32; ++i) whole.set(i, i);
  const auto check = [&](auto width) {
    constexpr int W = decltype(width)::value;
    for (int number = 0; number < 32 / W; ++number) {
      const LanesOf<W> row = row_of<W>(whole, number);
      for (int i = 0; i < W; ++i) CHECK(row[i] == number * W + i);
    }
    LanesOf<32> changed = whole;
    set_row(changed, 1, LanesOf<W>(-1.0));
    for (int i = 0; i < 32; ++i) CHECK(changed[i] == (i / W == 1 ? -1 : i));
    const auto twice = repeated<2>(row_of<W>(whole, 0));
    for (int i = 0; i < 2 * W; ++i) CHECK(twice[i] == i % W);
  };
  check(std::integral_constant<int, 1>{});
  check(std::integral_constant<int, 16>{});
}

TEST_CASE("words become numbers and keep their size") {
  for (const std::uint64_t word : {0ull, 1ull, 123456789012ull, (1ull << 52) - 1})
    CHECK(to_numbers(WordsOf<16>(word))[3] == double(word));
}
