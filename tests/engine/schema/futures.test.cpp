#include "engine/schema/futures.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
using Columns = std::vector<std::vector<double>>;

Assumption uncertain(const std::string& path, Distribution distribution,
                     std::optional<std::string> name = {}) {
  return {path, "", 0, std::move(distribution), Evidence{std::move(name), "", Confidence::low}};
}
Assumptions assumptions_of(std::vector<Assumption> list) {
  Assumptions assumptions;
  for (Assumption& each : list) assumptions.slot_of(std::move(each));
  return assumptions;
}
Columns sampled(const FutureSampler& sampler, std::uint32_t first, std::uint32_t count) {
  std::vector<double> values(sampler.count() * count);
  sampler.sample(first, count, values);
  Columns columns;
  for (std::size_t slot = 0; slot < sampler.count(); ++slot) {
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(slot * count);
    columns.emplace_back(begin, begin + count);
  }
  return columns;
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> result(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = static_cast<double>(i);
  return result;
}
double spearman(const std::vector<double>& x, const std::vector<double>& y) {
  const auto n = static_cast<double>(x.size());
  const auto a = ranks(x), b = ranks(y);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return 1 - 6 * sum / (n * (n * n - 1));
}

const Distribution any_share = Uniform{0, 1, {}}, wide = Pert{9, 11, 16, 4, {}},
                   skewed = Gamma{3, 2, {}, {}};
}  // namespace

TEST_CASE("a value of a future depends on seed, path and future alone") {
  const auto both = assumptions_of({uncertain("a", any_share), uncertain("b", wide)});
  const auto other_order =
      assumptions_of({uncertain("z", skewed), uncertain("b", wide), uncertain("a", any_share)});
  const FutureSampler sampler(both, {}, 42, 1), other(other_order, {}, 42, 1),
      seed(both, {}, 43, 1);
  const Columns one = sampled(sampler, 0, 40), two = sampled(other, 0, 40);
  CHECK(one[0] == two[2]);
  CHECK(one[1] == two[1]);
  CHECK(one[0] != one[1]);
  CHECK(sampled(seed, 0, 40)[0] != one[0]);
  for (std::uint32_t first : {1u, 7u, 16u, 33u}) {  // block by block or one at a time
    const Columns part = sampled(sampler, first, 3);
    for (std::uint32_t i = 0; i < 3; ++i) CHECK(part[1][i] == one[1][first + i]);
  }
}

TEST_CASE("a plan that changes the distribution of a value keeps its luck") {
  const auto assumptions =
      assumptions_of({uncertain("a", any_share), uncertain("a", Uniform{5, 7, {}})});
  const Columns values = sampled(FutureSampler(assumptions, {}, 42, 1), 0, 50);
  for (std::size_t i = 0; i < 50; ++i) CHECK(values[1][i] == 5 + 2 * values[0][i]);
}

TEST_CASE("all chances of a future share its values") {
  const auto assumptions = assumptions_of({uncertain("a", any_share), uncertain("b", wide)});
  const Columns each = sampled(FutureSampler(assumptions, {}, 42, 1), 0, 20);
  const Columns nested = sampled(FutureSampler(assumptions, {}, 42, 7), 0, 140);
  for (std::size_t slot = 0; slot < 2; ++slot)
    for (std::size_t i = 0; i < 140; ++i) CHECK(nested[slot][i] == each[slot][i / 7]);
  const Columns from_the_middle = sampled(FutureSampler(assumptions, {}, 42, 7), 10, 9);
  for (std::size_t i = 0; i < 9; ++i) CHECK(from_the_middle[0][i] == nested[0][10 + i]);
}

TEST_CASE("each value has its distribution, correlated or not") {
  constexpr std::uint32_t n = 20'000;
  const auto assumptions =
      assumptions_of({uncertain("a", any_share), uncertain("b", wide), uncertain("c", skewed)});
  const RankCorrelation correlations[] = {{{"a", "b"}, 0.8}};
  const Columns values = sampled(FutureSampler(assumptions, correlations, 1, 1), 0, n);
  // Kolmogorov's statistic at ten inner quantiles; each share has the error of a binomial one.
  for (std::size_t slot = 0; slot < 3; ++slot)
    for (int i = 1; i < 10; ++i) {
      const double border = quantile(*assumptions.uncertain()[slot].distribution, i / 10.0);
      const auto below = std::count_if(values[slot].begin(), values[slot].end(),
                                       [&](double v) { return v < border; });
      const double p = i / 10.0, error = std::sqrt(p * (1 - p) / n);
      CHECK(static_cast<double>(below) / n == Approx(p).margin(4.89 * error));
    }
}

TEST_CASE("a correlated pair has the rank correlation asked for, others none") {
  constexpr std::uint32_t n = 100'000;  // shows a shift of 0.016 at 0, of 0.006 at 0.8
  const auto assumptions = assumptions_of(
      {uncertain("a", any_share), uncertain("b", wide, "price"), uncertain("c", skewed)});
  for (const double wanted : {-0.95, -0.3, 0.5, 0.8}) {
    const RankCorrelation correlations[] = {{{"a", "price"}, wanted}};
    const FutureSampler sampler(assumptions, correlations, 7, 1);
    CHECK(sampler.largest_adjustment() == 0);
    const Columns values = sampled(sampler, 0, n);
    // The error of a rank correlation is at most that of the normal theory at none.
    const double bound = 4.89 / std::sqrt(static_cast<double>(n));
    INFO(wanted);
    CHECK(spearman(values[0], values[1]) == Approx(wanted).margin(bound));
    CHECK(spearman(values[0], values[2]) == Approx(0).margin(bound));
  }
}

TEST_CASE("what is not correlated keeps its values when others are") {
  const auto assumptions =
      assumptions_of({uncertain("a", any_share), uncertain("b", wide), uncertain("c", skewed)});
  const RankCorrelation correlations[] = {{{"a", "b"}, 0.8}};
  const Columns loose = sampled(FutureSampler(assumptions, {}, 7, 1), 0, 50);
  const Columns joined = sampled(FutureSampler(assumptions, correlations, 7, 1), 0, 50);
  CHECK(joined[2] == loose[2]);
  CHECK((joined[0] != loose[0] || joined[1] != loose[1]));
}

TEST_CASE("the order of correlations, of names and of values changes nothing") {
  const auto one =
      assumptions_of({uncertain("a", any_share), uncertain("b", wide), uncertain("c", skewed)});
  const auto two =
      assumptions_of({uncertain("c", skewed), uncertain("a", any_share), uncertain("b", wide)});
  const RankCorrelation ab_bc[] = {{{"a", "b"}, 0.6}, {{"b", "c"}, -0.4}};
  const RankCorrelation cb_ba[] = {{{"c", "b"}, -0.4}, {{"b", "a"}, 0.6}};
  const Columns x = sampled(FutureSampler(one, ab_bc, 7, 1), 0, 50);
  const Columns y = sampled(FutureSampler(two, cb_ba, 7, 1), 0, 50);
  CHECK(x[0] == y[1]);
  CHECK(x[1] == y[2]);
  CHECK(x[2] == y[0]);
}

TEST_CASE("three values can't all move against each other, the nearest that can be is used") {
  const auto assumptions = assumptions_of(
      {uncertain("a", any_share), uncertain("b", any_share), uncertain("c", any_share)});
  const RankCorrelation impossible[] = {{{"a", "b", "c"}, -0.9}};
  const FutureSampler sampler(assumptions, impossible, 7, 1);
  CHECK(sampler.largest_adjustment() > 0.3);
  const Columns values = sampled(sampler, 0, 20'000);
  for (const auto& [i, j] : {std::pair(0, 1), {0, 2}, {1, 2}})
    CHECK(spearman(values[std::size_t(i)], values[std::size_t(j)]) < -0.4);
  const RankCorrelation possible[] = {{{"a", "b", "c"}, 0.9}};
  CHECK(FutureSampler(assumptions, possible, 7, 1).largest_adjustment() < 1e-6);
}
