// Orders that vary more than demand, textbook route: exact ratios and simulated stages.

#include "models/validation/order_variability.hpp"

#include "models/validation/beer_game.hpp"
#include "models/validation/information_sharing.hpp"
#include "tests/support/averages.hpp"

using namespace channelsim;
using namespace channelsim::validation;

namespace {

/// Ratios of each stage in 64 runs of 20,000 periods.
template <class Forecast>
std::vector<Runs> run(const std::vector<OrderingStage<Forecast>>& stages, bool shared) {
  std::vector<Runs> ratios(stages.size());
  for (std::uint32_t first = 0; first < 64; first += lanes_per_block) {
    const auto result = simulate_order_variability(stages, shared, 20'000, 100, Draws(48, first));
    for (std::size_t i = 0; i < stages.size(); ++i) ratios[i].add(result[i]);
  }
  return ratios;
}

/// The chain's ratio of variances in a run strays from its expectation by some 1 / periods.
constexpr double ratio_bias = 3e-4;

OrderingStage<MovingAverage> averaging(double lead_time, std::size_t window) {
  return {lead_time, MovingAverage(window, 100), Lanes(lead_time * 100 + 50)};
}
OrderingStage<ExponentialSmoothing> smoothing(double lead_time, double weight) {
  return {lead_time, ExponentialSmoothing(weight, 100), Lanes(lead_time * 100 + 50)};
}

}  // namespace

TEST_CASE("V48 textbook: orders after a moving average of demand") {
  CHECK(moving_average_ratio(2, 4) == Approx(2.5));
  CHECK(moving_average_ratio(3, 5) == Approx(2.92));
  CHECK(filtered_ratio({2}, 4) == Approx(2.5));
  CHECK(filtered_ratio({3}, 5) == Approx(2.92));
  check_mean(run<MovingAverage>({averaging(2, 4)}, false)[0], 2.5, ratio_bias, .003);
  check_mean(run<MovingAverage>({averaging(3, 5)}, false)[0], 2.92, ratio_bias, .003);
}

TEST_CASE("V50 textbook: three stages that forecast by themselves, or from shared demand") {
  const std::vector<double> alone = {1.48, 2.3056, 3.75328}, shared = {1.48, 2.12, 2.92};
  const std::vector<OrderingStage<MovingAverage>> stages(3, averaging(2, 10));
  const auto decentralised = run(stages, false), together = run(stages, true);
  std::vector<double> lead_times;
  for (std::size_t i = 0; i < 3; ++i) {
    lead_times.push_back(2);
    CHECK(filtered_ratio(lead_times, 10) == printed(alone[i]));
    CHECK(moving_average_ratio(2 * static_cast<double>(i + 1), 10) == Approx(shared[i]));
    check_mean(decentralised[i], alone[i], ratio_bias, .003);
    check_mean(together[i], shared[i], ratio_bias, .003);
  }
}

TEST_CASE("V51, V51x textbook: orders after exponential smoothing of demand") {
  CHECK(smoothing_ratio(3, .2) == Approx(2.6));
  CHECK(smoothing_ratio(2, .3) == printed(2.623529));
  check_mean(run<ExponentialSmoothing>({smoothing(3, .2)}, false)[0], 2.6, ratio_bias, .003);
  check_mean(run<ExponentialSmoothing>({smoothing(2, .3)}, false)[0], 2.623529, ratio_bias, .003);
}

TEST_CASE("V52 textbook: shared demand helps who forecasts from the last order, not who infers") {
  const SharedDemand demand{
      .autocorrelation = .7, .deviation = 10, .retailer_lead_time = 5, .manufacturer_lead_time = 5};
  const auto expected = forecast_variances(demand);
  CHECK(expected.shared == Approx(6142.976).epsilon(1e-6));
  CHECK(expected.not_shared == Approx(9809.686).epsilon(1e-6));
  CHECK(std::sqrt(expected.not_shared / expected.shared) == printed(1.263683));
  CHECK(expected.order_ratio == printed(4.778533));
  Runs shared, not_shared, inferred, ratio;
  for (std::uint32_t first = 0; first < 64; first += lanes_per_block) {
    const auto result = simulate_forecasts(demand, 20'000, 100, Draws(52, first));
    shared.add(result.shared);
    not_shared.add(result.not_shared);
    inferred.add(result.inferred);
    ratio.add(result.order_ratio);
  }
  check_mean(shared, 6142.976, 0, .005);
  check_mean(not_shared, 9809.686, 0, .005);
  check_mean(inferred, 6142.976, 0, .005);
  check_mean(ratio, 4.778533, 3 * ratio_bias, .005);
}

TEST_CASE("V53 textbook: the beer game's benchmark, to the last case") {
  const auto stages = play_beer_game({0, 1, 1, {28, 28, 28, 20}});
  CHECK(stages[0].cost == 46);
  CHECK(stages[1].cost == 50);
  CHECK(stages[2].cost == 54);
  CHECK(stages[3].cost == 54);
}

TEST_CASE("V53B textbook: the beer game as people play it") {
  const auto stages = play_beer_game({.36, .26, .34, {17, 17, 17, 17}});
  const double costs[] = {280.268, 627.408, 885.627, 686.175};
  const double peaks[] = {10.992, 16.478, 25.118, 30.791};
  const std::ptrdiff_t weeks[] = {13, 16, 18, 20};
  const double variances[] = {7.590, 36.715, 79.582, 116.076};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& orders = stages[i].orders;
    const auto peak = std::max_element(orders.begin(), orders.end());
    CHECK(std::abs(stages[i].cost - costs[i]) < 1e-3);
    CHECK(std::abs(*peak - peaks[i]) < 1e-3);
    CHECK(peak - orders.begin() + 1 == weeks[i]);
    CHECK(std::abs(*standard_deviation(orders) * *standard_deviation(orders) * 35 / 36 -
                   variances[i]) < 1e-3);
  }
}
