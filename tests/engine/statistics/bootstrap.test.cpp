#include "engine/statistics/bootstrap.hpp"

#include <numeric>

#include "engine/base/elementary.hpp"
#include "engine/random/normal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/results.hpp"

using namespace channelsim;

namespace {
/// Columns of `n` normal values whose means are `gap` apart; own luck per plan.
std::vector<std::vector<double>> normal_columns(std::size_t plans, std::uint32_t n, double gap) {
  std::vector<std::vector<double>> columns(plans);
  for (std::size_t plan = 0; plan < plans; ++plan)
    for (std::uint32_t i = 0; i < n; ++i)
      columns[plan].push_back(gap * static_cast<double>(plan) +
                              standard_normal(i, static_cast<std::uint32_t>(plan)));
  return columns;
}
double total(const std::vector<double>& shares) {
  return std::accumulate(shares.begin(), shares.end(), 0.0);
}
}  // namespace

TEST_CASE("the confidences sum to 1, repeat under their seed and differ under another") {
  const auto columns = normal_columns(4, 60, 0.1);
  const auto first = confidence_of_best_mean(columns, Goal::raise, 42);
  CHECK(total(first) == Approx(1).epsilon(1e-12));
  CHECK(confidence_of_best_mean(columns, Goal::raise, 42) == first);
  CHECK(confidence_of_best_mean(columns, Goal::raise, 43) != first);
}

TEST_CASE("one thread gives the same confidences as many") {
  const auto columns = normal_columns(3, 50, 0.1);
  CHECK(confidence_of_best_mean(columns, Goal::raise, 7, 1) ==
        confidence_of_best_mean(columns, Goal::raise, 7, 8));
}

TEST_CASE("the confidence of the better of two plans is that of its normal mean difference") {
  // The bootstrap of a paired mean d with standard error s is about N(d, s^2): confidence
  // Phi(d / s). 2,000 resamples: 4.89 standard errors are .055 at one half.
  const auto columns = normal_columns(2, 400, 0.05);
  double mean = 0, square = 0;
  for (std::size_t i = 0; i < 400; ++i) {
    const double difference = columns[1][i] - columns[0][i];
    mean += difference / 400;
    square += difference * difference / 400;
  }
  const double error = square_root((square - mean * mean) / 400);
  const auto confidence = confidence_of_best_mean(columns, Goal::raise, 1);
  CHECK(confidence[1] == Approx(normal_cumulative(mean / error)).margin(0.055));
  CHECK(confidence_of_best_mean(columns, Goal::lower, 1)[0] ==
        Approx(confidence[1]).epsilon(1e-12));
}

TEST_CASE("equal plans share the confidence, and even a sure winner stays below 1") {
  const std::vector<double> same{3, 1, 4, 1, 5};
  const auto shared = confidence_of_best_mean(std::vector{same, same}, Goal::raise, 5);
  CHECK(shared[0] == Approx(0.5).epsilon(1e-12));
  const auto sure = confidence_of_best_mean(std::vector{same, {9, 9, 9, 9, 9}}, Goal::raise, 5);
  CHECK(sure[1] < 1);
  CHECK(sure[1] > 0.999);
  CHECK(sure[0] > 0);
}
