#include "engine/statistics/summary.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/random/draws.hpp"
#include "engine/random/normal.hpp"
#include "engine/statistics/interval.hpp"
#include "tests/support/catch.hpp"

using namespace channelsim;

namespace {
using Values = std::vector<double>;
constexpr Purpose value{"value"};
}  // namespace

TEST_CASE("quantiles are those of R's type 7") {
  // R: quantile(c(1, 2, 4, 8, 16, 32), c(.05, .1, .5, .9, .95), type = 7)
  const Values values{1, 2, 4, 8, 16, 32};
  CHECK(*quantile(values, 0.05) == Approx(1.25).epsilon(1e-15));
  CHECK(*quantile(values, 0.10) == Approx(1.5).epsilon(1e-15));
  CHECK(*quantile(values, 0.50) == Approx(6).epsilon(1e-15));
  CHECK(*quantile(values, 0.90) == Approx(24).epsilon(1e-15));
  CHECK(*quantile(values, 0.95) == Approx(28).epsilon(1e-15));
  CHECK(*quantile(values, 0) == 1);
  CHECK(*quantile(values, 1) == 32);
}

TEST_CASE("numbers of all sizes and signs are sorted, few and many") {
  for (const int count : {0, 1, 50, 20000}) {
    Values values;
    for (int i = 0; i < count; ++i)
      values.push_back(std::sin(7.0 * i) * std::pow(10.0, i % 21 - 10) * (i % 5 > 0));
    Values sorted = values;
    std::sort(sorted.begin(), sorted.end());
    sort_ascending(values);
    CHECK(values == sorted);
  }
}

TEST_CASE("mean, deviation and interval of five numbers are those worked by hand") {
  const Summary s = summarise(Values{5, 1, 4, 2, 3}, Goal::watch);
  CHECK(*s.mean == 3);
  CHECK(*s.sd == Approx(1.5811388300841898).epsilon(1e-15));  // sqrt(10 / 4)
  CHECK(*s.half_width == Approx(1.9632432).epsilon(1e-7));    // 2.7764451 * sd / sqrt(5)
  CHECK(*s.p50 == 3);
  CHECK(!s.cvar5);
}

TEST_CASE("figures that do not exist are none") {
  const Summary none = summarise({}, Goal::raise);
  CHECK(!none.mean);
  CHECK(!none.half_width);
  CHECK(!none.sd);
  CHECK(!none.p50);
  CHECK(!none.cvar5);
  const Summary one = summarise(Values{7}, Goal::raise);
  CHECK(*one.mean == 7);
  CHECK(!one.sd);
  CHECK(!one.half_width);
  CHECK(*one.p5 == 7);
  CHECK(*one.p95 == 7);
  CHECK(*one.cvar5 == 7);
  CHECK(!summarise(Values{1, __builtin_nan(""), 3}, Goal::raise).mean);
  CHECK(!summarise(Values{1, __builtin_inf(), 3}, Goal::raise).p50);
}

TEST_CASE("the mean of the worst 5 % weighs the observation on the border") {
  Values values(50);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i + 1);
  // 5 % of 50 is 2.5 observations: (1 + 2 + 3 / 2) / 2.5, and from above (50 + 49 + 48 / 2) / 2.5.
  CHECK(*tail_mean(values, 0.05, Goal::raise) == Approx(1.8).epsilon(1e-15));
  CHECK(*tail_mean(values, 0.05, Goal::lower) == Approx(49.2).epsilon(1e-15));
  CHECK(!tail_mean(values, 0.05, Goal::watch));
  CHECK(*tail_mean(Values{3, 9}, 0.05, Goal::raise) == 3);  // a tenth of an observation
}

TEST_CASE("V79 helper: the tail mean of normal losses tends to the closed form") {
  // Loss N(100, 20^2): the mean beyond the 95 % quantile is 141.2543. Strata of 1/200,000 leave a
  // bias of about 1e-3.
  Values losses;
  for (int i = 0; i < 200'000; ++i) {
    const double p = (i + 0.5) / 200'000;
    losses.push_back(100 + 20 * normal_quantile(p));
  }
  CHECK(*tail_mean(losses, 0.05, Goal::lower) == Approx(141.2543).margin(2e-3));
  CHECK(*quantile(losses, 0.95) == Approx(132.8971).margin(2e-3));
}

TEST_CASE("a shift by a billion moves the mean and leaves the deviation") {
  Values values, shifted;
  for (unsigned step = 0; step < 1000; ++step) {
    // Multiples of 2^-20, so that the shift itself rounds nothing.
    const double x =
        static_cast<double>(int(1048576 * Draws(3, 0).uniform<1>(value, {0}, step)[0])) / 1048576;
    values.push_back(x);
    shifted.push_back(x + 1e9);
  }
  const Summary here = summarise(values, Goal::raise), there = summarise(shifted, Goal::raise);
  CHECK(*there.sd == Approx(*here.sd).epsilon(1e-9));
  CHECK(*there.mean - 1e9 == Approx(*here.mean).epsilon(1e-6));
}

TEST_CASE("equal values have a deviation of exactly 0") {
  const Summary s = summarise(Values(7, 0.1), Goal::lower);
  CHECK(*s.mean == 0.1);
  CHECK(*s.sd == 0);
  CHECK(*s.half_width == 0);
  CHECK(*s.cvar5 == 0.1);
}
