#include "engine/random/turns.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/goodness_of_fit.hpp"

using namespace channelsim;

namespace {
constexpr Purpose purpose{"turns"};
constexpr Address group{name_hash("group")};
constexpr double members = 2000;

template <int lanes>
TurnsOfGroup<lanes> with_chance(LanesOf<lanes> chance) {
  return {1.0 / logarithm_of_one_plus(-chance), members, true};
}

struct Turn {
  double place, luck;
  bool operator==(const Turn&) const = default;
};

/// Who is reached in each lane, in order.
template <int lanes>
std::array<std::vector<Turn>, lanes> turns_of(const Draws& draws, const TurnsOfGroup<lanes>& all,
                                              Step now) {
  std::array<std::vector<Turn>, lanes> turns;
  all.for_each(draws, purpose, group, now, [&](const Turns<lanes>& some) {
    for_each_lane(some.within, [&](int i) {
      turns[std::size_t(i % lanes)].push_back({some.place[i], some.luck[i]});
    });
  });
  return turns;
}

/// Rows and columns of counts against their shares of all.
double chi_square(const std::vector<std::vector<double>>& counts, const std::vector<double>& rows,
                  const std::vector<double>& columns, double all) {
  double sum = 0;
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t column = 0; column < columns.size(); ++column) {
      const double expected = all * rows[row] * columns[column];
      sum += (counts[row][column] - expected) * (counts[row][column] - expected) / expected;
    }
  return sum;
}
}  // namespace

TEST_CASE("members passed over are geometric, and the luck of who is reached knows nothing of it") {
  // Some 5 million turns in 20 x 10 cells: chances that are off by 1 % of themselves are seen.
  constexpr double chance = 0.085;
  constexpr std::size_t rows = 20, columns = 10;
  std::vector<std::vector<double>> counts(rows, std::vector<double>(columns));
  std::vector<double> passed(rows);
  for (std::size_t i = 0; i + 1 < rows; ++i) passed[i] = chance * std::pow(1 - chance, i);
  passed[rows - 1] = std::pow(1 - chance, rows - 1.0);
  const auto all = with_chance<lanes_per_block>(chance);
  double turns = 0;
  for (Step now = 0; now < 2400; ++now)
    for (const auto& lane : turns_of(Draws(3, 0), all, now)) {
      double last = -1;
      for (const Turn& turn : lane) {
        // A gap that ends behind the group is cut off: only those that cannot are counted.
        if (last < members - 400) {
          const auto row = std::min(static_cast<std::size_t>(turn.place - last - 1), rows - 1);
          ++counts[row][static_cast<std::size_t>(turn.luck * columns)];
          ++turns;
        }
        last = turn.place;
      }
    }
  const double sum = chi_square(counts, passed, std::vector<double>(columns, 1.0 / columns), turns);
  CHECK(turns > 5e6);
  CHECK(sum < chi_square_bound(rows * columns - 1.0));
}

TEST_CASE("a lane alone has the turns that it has in a block, whatever its chance") {
  Lanes chance;
  for (int lane = 0; lane < lanes_per_block; ++lane) chance.set(lane, 0.9 / (1 + lane * lane));
  const Draws draws(5, 32);
  const auto block = turns_of(draws, with_chance<lanes_per_block>(chance), 7);
  for (int lane = 0; lane < lanes_per_block; ++lane) {
    const auto alone = turns_of(draws.in_lane(lane), with_chance<1>(chance[lane]), 7)[0];
    CHECK(alone == block[std::size_t(lane)]);
    CHECK_FALSE(alone.empty());
  }
}
