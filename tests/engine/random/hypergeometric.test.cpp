#include "engine/random/hypergeometric.hpp"

#include <cmath>
#include <vector>

#include "engine/random/draws.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/steps.hpp"

using namespace channelsim;
using Exact = long double;

namespace {
constexpr Purpose purpose{"hypergeometric"};

/// P(X <= k) and P(X > k) for each k from `first` on, by the ratios of neighbours in 64-bit
/// mantissas, without any factorial; 14 standard deviations, or all.
struct Table {
  double first;
  std::vector<Exact> at_most, more_than;
};
Table exact_table(const Hypergeometric& of) {
  const double spread = 14 * std::sqrt(of.variance()) + 40;
  const double first = std::max(of.least(), std::floor(of.mean() - spread));
  const double last = std::min(of.most(), std::ceil(of.mean() + spread));
  const auto size = static_cast<std::size_t>(last - first) + 1;
  const auto middle = static_cast<std::size_t>(std::floor(of.mean()) - first);
  const auto ratio = [&](std::size_t i) {  // P(first + i + 1) / P(first + i)
    const Exact k = Exact(first) + Exact(i);
    return (Exact(of.marked) - k) * (Exact(of.drawn) - k) /
           ((k + 1) * (Exact(of.population) - Exact(of.marked) - Exact(of.drawn) + k + 1));
  };
  std::vector<Exact> part(size, 1);
  for (std::size_t i = middle; i + 1 < size; ++i) part[i + 1] = part[i] * ratio(i);
  for (std::size_t i = middle; i-- > 0;) part[i] = part[i + 1] / ratio(i);
  std::vector<Exact> below(size), above(size, 0);
  Exact sum = 0;
  for (std::size_t i = 0; i < size; ++i) below[i] = sum += part[i];
  for (std::size_t i = size - 1; i-- > 0;) above[i] = above[i + 1] + part[i + 1];
  for (std::size_t i = 0; i < size; ++i) below[i] /= sum, above[i] /= sum;
  return {first, below, above};
}

/// How often the quantile is wrong beside up to `most` steps of the distribution function.
int wrong_steps(double population, double marked, double drawn, double most = 400) {
  const Table table = exact_table({population, marked, drawn});
  const std::size_t stride = static_cast<std::size_t>(double(table.at_most.size()) / most) + 1;
  int wrong = 0;
  for (std::size_t i = 0; i < table.at_most.size(); i += stride)
    wrong += wrong_sides(
        table.first + double(i), table.at_most[i], table.more_than[i], 1e-12L,
        [=](double u) { return hypergeometric_quantile(u, population, marked, drawn); });
  return wrong;
}
Exact choose(int n, int k) {
  Exact value = 1;
  for (int i = 1; i <= k; ++i) value = value * (n - k + i) / i;
  return value;
}
}  // namespace

TEST_CASE("the hypergeometric quantile counts the subsets of every population up to 24 things") {
  int wrong = 0;
  for (int population = 1; population <= 24; ++population)
    for (int marked = 0; marked <= population; ++marked)
      for (int drawn = 0; drawn <= population; ++drawn) {
        const Exact all = choose(population, drawn);
        Exact sum = 0;
        for (int k = 0; k < std::min(marked, drawn); ++k) {
          const bool possible = drawn - k <= population - marked;
          if (!possible) continue;
          sum += choose(marked, k) * choose(population - marked, drawn - k);
          wrong += wrong_sides(k, sum / all, (all - sum) / all, 1e-13L, [=](double u) {
            return hypergeometric_quantile(u, population, marked, drawn);
          });
        }
      }
  CHECK(wrong == 0);
}

TEST_CASE("the hypergeometric quantile changes exactly at the steps of the distribution function") {
  for (const double population : {30.0, 100.0, 317.0, 5000.0, 1e6, 1e9})
    for (const double marked : {1e-4, 0.01, 0.3, 0.5, 0.77, 0.999})
      for (const double drawn : {1e-4, 0.003, 0.2, 0.5, 0.6, 0.95}) {
        const double k = std::ceil(population * marked), n = std::ceil(population * drawn);
        INFO("population " << population << ", marked " << k << ", drawn " << n);
        CHECK(wrong_steps(population, k, n, population > 1e8 ? 10 : 100) == 0);
      }
}

TEST_CASE("the hypergeometric quantile is exact beside the steps of 3000 random distributions") {
  // The error bound of the series is put to the test.
  for (unsigned step = 0; step < 3000; ++step) {
    const LanesOf<4> v = Draws(11, 0).uniform<4>(purpose, {0}, step);
    const double population = std::floor(std::exp(2 + 15 * v[0]));
    const double few = std::floor(std::pow(population, v[1]));
    const double share = std::floor(population * v[2]);
    const double marked = step % 2 == 0 ? few : population - few;
    const double drawn = step % 3 == 0 ? std::floor(std::pow(population, v[2])) : share;
    INFO("population " << population << ", marked " << marked << ", drawn " << drawn);
    REQUIRE(wrong_steps(population, marked, drawn, 40) == 0);
  }
}

TEST_CASE("what is sure is drawn: none of none, all of all, and none or all that are marked") {
  for (const double u : {5e-324, 1e-300, 0x1p-53, 0.1, 0.5, 0.9, 1 - 0x1p-53})
    for (const double population : {1.0, 2.0, 3.0, 50.0, 1e6, 1e9}) {
      const double some = std::ceil(population * 0.4);
      CHECK(hypergeometric_quantile(u, population, some, 0) == 0);
      CHECK(hypergeometric_quantile(u, population, 0, some) == 0);
      CHECK(hypergeometric_quantile(u, population, population, some) == some);
      CHECK(hypergeometric_quantile(u, population, some, population) == some);
      CHECK(hypergeometric_quantile(u, 0, 0, 0) == 0);
    }
  CHECK(hypergeometric_quantile(0.5, 2, 1, 1) == 0);  // P(X <= 0) = 1/2 reaches 1/2
  CHECK(hypergeometric_quantile(0.5 + 0x1p-53, 2, 1, 1) == 1);
}

TEST_CASE("marked and drawn may change places, and what is left behind has the mirrored law") {
  for (unsigned step = 0; step < 20'000; ++step) {
    const LanesOf<4> v = Draws(4, 0).uniform<4>(purpose, {0}, step);
    const double population = std::floor(std::exp(16 * v[0])) + 1;
    const double marked = std::floor((population + 1) * v[1]);
    const double drawn = std::floor((population + 1) * v[2]), u = v[3];
    const double k = hypergeometric_quantile(u, population, marked, drawn);
    INFO("population " << population << ", marked " << marked << ", drawn " << drawn << ", u "
                       << u);
    REQUIRE(hypergeometric_quantile(u, population, drawn, marked) == k);
    // Of the marked, the others are left behind; 1 - u never meets a step at these u.
    REQUIRE(hypergeometric_quantile(1 - u, population, marked, population - drawn) == marked - k);
    REQUIRE(hypergeometric_quantile(1 - u, population, population - marked, drawn) == drawn - k);
  }
}

TEST_CASE("the hypergeometric quantile is possible, and rises with u, marked and drawn") {
  for (unsigned step = 0; step < 20'000; ++step) {
    const LanesOf<8> v = Draws(2, 0).uniform<8>(purpose, {0}, step);
    const double population = std::floor(std::exp(20.7 * v[0])) + 1;
    const double marked = std::floor(population * v[1]), drawn = std::floor(population * v[2]);
    const double u = step % 2 == 0 ? v[3] : v[3] * v[3] * v[3] * v[3];
    const double k = hypergeometric_quantile(u, population, marked, drawn);
    INFO("population " << population << ", marked " << marked << ", drawn " << drawn << ", u "
                       << u);
    REQUIRE(k == std::floor(k));
    REQUIRE((k >= 0 && k <= marked && k <= drawn && drawn - k <= population - marked));
    REQUIRE(hypergeometric_quantile(u + (1 - u) * v[4], population, marked, drawn) >= k);
    REQUIRE(hypergeometric_quantile(u + (1 - u) * 1e-4, population, marked, drawn) >= k);
    REQUIRE(hypergeometric_quantile(u, population, marked + 1, drawn) >= k);
    REQUIRE(hypergeometric_quantile(u, population, marked, drawn + 1) >= k);
  }
}

TEST_CASE("far tails of u are finite and whole for populations up to 1e9") {
  for (const double marked : {1.0, 1e4, 3e8, 5e8, 999'999'999.0})
    for (const double drawn : {1.0, 1e4, 5e8, 999'999'999.0})
      for (const double u : {5e-324, 1e-250, 1e-30, 0x1p-53, 0.4999, 1 - 1e-12, 1 - 0x1p-53}) {
        const double k = hypergeometric_quantile(u, 1e9, marked, drawn);
        INFO("marked " << marked << ", drawn " << drawn << ", u " << u << ", k " << k);
        CHECK(k == std::floor(k));
        CHECK((k >= 0 && k <= std::min(marked, drawn) && drawn - k <= 1e9 - marked));
      }
}

TEST_CASE("hypergeometric variates have the mean and variance of their distribution") {
  // n = 2^18 each, 4.89 standard errors; the kurtosis is at most that of a Poisson number with the
  // same variance, so 3 + 1 / variance bounds the standard error of the squares.
  constexpr double n = 1 << 18;
  const Hypergeometric cases[] = {
      {10, 4, 3}, {2000, 2, 700}, {1000, 300, 200}, {1e6, 800, 5e5}, {1e9, 4e8, 3e8}};
  for (const Hypergeometric& of : cases) {
    double sum = 0, squares = 0;
    for (unsigned step = 0; step < (1u << 14); ++step) {
      const LanesOf<16> row = Draws(5, 0).uniform<16>(purpose, {0}, step);
      for (int lane = 0; lane < 16; ++lane) {
        const double k = hypergeometric_quantile(row[lane], of.population, of.marked, of.drawn);
        sum += k - of.mean();
        squares += (k - of.mean()) * (k - of.mean());
      }
    }
    const double variance = of.variance(), kurtosis = 3 + 1 / variance;
    INFO("population " << of.population << ", marked " << of.marked << ", drawn " << of.drawn);
    CHECK(std::fabs(sum / n) < 4.89 * std::sqrt(variance / n));
    CHECK(std::fabs(squares / n - variance) < 4.89 * variance * std::sqrt((kurtosis - 1) / n));
  }
}
