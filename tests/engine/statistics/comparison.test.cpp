#include "engine/statistics/comparison.hpp"

#include "engine/base/elementary.hpp"
#include "engine/random/draws.hpp"
#include "engine/random/normal.hpp"
#include "engine/statistics/interval.hpp"
#include "engine/statistics/summary.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
using Values = std::vector<double>;
constexpr Purpose pair{"pair"};

double standard_normal(unsigned step, unsigned index) {
  return normal_quantile(Draws(9, 0).uniform<1>(pair, {0}, step, index)[0]);
}

/// Pairs with standard deviations 4 and 5 and this correlation.
std::pair<Values, Values> correlated(unsigned n, double rho) {
  Values x, y;
  for (unsigned i = 0; i < n; ++i) {
    const double common = standard_normal(i, 0), own = standard_normal(i, 1);
    x.push_back(4 * common);
    y.push_back(5 * (rho * common + square_root(1 - rho * rho) * own));
  }
  return {x, y};
}
}  // namespace

TEST_CASE("V81 helper: common luck makes the difference vary by 9 where independence gives 41") {
  const auto variance_of_difference = [](double rho) {
    const auto [x, y] = correlated(4000, rho);
    Values difference;
    for (std::size_t i = 0; i < x.size(); ++i) difference.push_back(y[i] - x[i]);
    const double sd = *standard_deviation(difference);
    return sd * sd;
  };
  CHECK(variance_of_difference(0.8) == Approx(9).epsilon(0.1));
  CHECK(variance_of_difference(0) == Approx(41).epsilon(0.1));
}

TEST_CASE("V81 helper: the paired interval is narrower than the unpaired one, and reports rho") {
  const auto [x, y] = correlated(4000, 0.8);
  const Difference paired = compare(x, y, Goal::raise);
  const double sd_x = *standard_deviation(x), sd_y = *standard_deviation(y);
  const double unpaired = normal_quantile(0.975) * square_root((sd_x * sd_x + sd_y * sd_y) / 4000);
  CHECK(*paired.half_width < 0.52 * unpaired);  // sqrt(9 / 41) is .469
  CHECK(*paired.half_width > 0.42 * unpaired);
  CHECK(*paired.correlation == Approx(0.8).margin(0.028));  // 4.89 (1 - rho^2) / sqrt(n)
}

TEST_CASE("the verdict follows the goal and the interval") {
  const Values baseline{10, 20, 30, 40}, higher{12, 22.5, 31.5, 42}, around{11, 19, 31, 39};
  CHECK(compare(baseline, higher, Goal::raise).verdict == Verdict::better);
  CHECK(compare(baseline, higher, Goal::lower).verdict == Verdict::worse);
  CHECK(compare(higher, baseline, Goal::raise).verdict == Verdict::worse);
  CHECK(compare(higher, baseline, Goal::lower).verdict == Verdict::better);
  CHECK(compare(baseline, around, Goal::raise).verdict == Verdict::undecided);
  CHECK(!compare(baseline, higher, Goal::watch).verdict);
  CHECK(*compare(baseline, higher, Goal::raise).mean == 2);
}

TEST_CASE("a plan against itself differs by exactly 0 and is undecided") {
  const Values values{0.1, 0.7, -3.3, 1e9};
  const Difference difference = compare(values, values, Goal::raise);
  CHECK(*difference.mean == 0);
  CHECK(*difference.half_width == 0);
  CHECK(difference.verdict == Verdict::undecided);
  CHECK(*difference.correlation == 1);
}

TEST_CASE("what rounding leaves between equal numbers is no difference") {
  const Values one{0.1 + 0.2, 0.7 + 0.1, 1e15}, other{0.3, 0.8, 1e15 + 0.25};
  REQUIRE(one != other);
  CHECK(*compare(one, other, Goal::raise).mean == 0);
  CHECK(*compare(Values{0.1, 0.7, 3.3}, Values{52.1, 52.7, 55.3}, Goal::raise).half_width == 0);
  const Difference small =
      compare(Values{1e15, 3e15}, Values{1e15 + 1000, 3e15 + 1000}, Goal::raise);
  CHECK(*small.mean == 1000);
  CHECK(small.verdict == Verdict::better);
}

TEST_CASE("what cannot be known of a difference is none") {
  const Difference constant = compare(Values{1, 1, 1}, Values{1, 2, 3}, Goal::raise);
  CHECK(constant.half_width);
  CHECK(!constant.correlation);
  const Difference single = compare(Values{1}, Values{4}, Goal::raise);
  CHECK(*single.mean == 3);
  CHECK(!single.half_width);
  CHECK(!single.correlation);
  CHECK(single.verdict == Verdict::undecided);
  CHECK(!compare(Values{}, Values{}, Goal::raise).mean);
  CHECK(!compare(Values{1, 2}, Values{1, __builtin_nan("")}, Goal::raise).verdict);
}

TEST_CASE("the baseline meets every other plan on every KPI, over common replications only") {
  Results results({{"a", "A"}, {"b", "B", true}, {"c", "C"}},
                  {{"gain", "CNY", Goal::raise, ""}, {"loss", "CNY", Goal::lower, ""}}, 3);
  for (std::uint32_t plan = 0; plan < 3; ++plan)
    for (std::uint32_t r = 0; r < (plan == 2 ? 2u : 3u); ++r)
      results.store({plan, r, 1}, Values{10.0 * plan + r, 100.0 * (r == 2)});
  CHECK(baseline_of(results) == 1);
  const auto comparisons = compare_with_baseline(results);
  REQUIRE(comparisons.size() == 4);
  CHECK(comparisons[0].candidate == 0);
  CHECK(comparisons[1].kpi == 1);
  CHECK(comparisons[2].candidate == 2);
  CHECK(*comparisons[0].difference.mean == -10);
  CHECK(*comparisons[2].difference.mean == 10);
  CHECK(*comparisons[3].difference.mean == 0);  // replication 2 is left out under all plans
  CHECK(comparisons[0].difference.verdict == Verdict::worse);
  CHECK(comparisons[2].difference.verdict == Verdict::better);
}
