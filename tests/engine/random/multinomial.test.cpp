#include "engine/random/multinomial.hpp"

#include <cmath>

#include "engine/random/draws.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
constexpr Purpose splitting{"splitting a count in a test"};
constexpr int draws_made = 40000;

/// Parts of many splits of a count; the last row is what was left.
std::vector<std::vector<double>> splits(double count, const std::vector<double>& chances,
                                        double total) {
  std::vector<std::vector<double>> parts(chances.size() + 1);
  for (std::uint32_t i = 0; i < draws_made; ++i) {
    MultinomialSplit<1> split{LanesOf<1>(count), LanesOf<1>(total)};
    for (std::uint32_t k = 0; k < chances.size(); ++k)
      parts[k].push_back(
          split.next(Draws(7, 0).uniform<1>(splitting, {k}, i), LanesOf<1>(chances[k]))[0]);
    parts.back().push_back(split.left()[0]);
  }
  return parts;
}
double mean(const std::vector<double>& x, const std::vector<double>& y) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum / static_cast<double>(x.size());
}
}  // namespace

TEST_CASE("the parts of a split count have the moments of a multinomial") {
  // 40,000 splits of 30: means n p to 4.89 standard errors (0.2 % of n), covariances -n p q, whose
  // estimates have standard errors of about sqrt((v w + c^2) / 40,000).
  const std::vector<double> chances = {0.1, 0.25, 0.4}, one(draws_made, 1.0);
  const auto parts = splits(30, chances, 1);
  for (std::size_t j = 0; j < 3; ++j) {
    const double variance = 30 * chances[j] * (1 - chances[j]);
    CHECK(std::abs(mean(parts[j], one) - 30 * chances[j]) <
          4.89 * std::sqrt(variance / draws_made));
    for (std::size_t k = 0; k < j; ++k) {
      const double expected = -30 * chances[j] * chances[k];
      const double other = 30 * chances[k] * (1 - chances[k]);
      CHECK(std::abs(mean(parts[j], parts[k]) - mean(parts[j], one) * mean(parts[k], one) -
                     expected) <
            4.89 * std::sqrt((variance * other + expected * expected) / draws_made));
    }
  }
  CHECK(std::abs(mean(parts[3], one) - 7.5) < 4.89 * std::sqrt(30 * 0.25 * 0.75 / draws_made));
}

TEST_CASE("a count is split whole where the chances add up to the total, and nobody is made up") {
  // 0.1 + 0.2 + 0.3 is not 0.6 in binary; the last category takes the rest all the same.
  const auto parts = splits(1e6, {0.1, 0.2, 0.3}, 0.1 + 0.2 + 0.3);
  for (int i = 0; i < draws_made; ++i) {
    REQUIRE(parts[3][i] == 0);
    REQUIRE(parts[0][i] + parts[1][i] + parts[2][i] == 1e6);
  }
  const auto nobody = splits(5, {0, 0}, 0);
  for (const double left : nobody[2]) REQUIRE(left == 5);
  // The lowest uniform numbers would show a chance that is not quite 1.
  MultinomialSplit<1> split{LanesOf<1>(1e6), LanesOf<1>(0.1 + 0.2 + 0.3)};
  for (const double chance : {0.1, 0.2}) split.next(LanesOf<1>(0.5), LanesOf<1>(chance));
  split.next(LanesOf<1>(0x1p-53), LanesOf<1>(0.3));
  CHECK(split.left()[0] == 0);
}
