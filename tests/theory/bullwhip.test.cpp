// Orders that swing more than sales: variance of a member's orders over that of consumers' demand,
// which is Poisson with the mean and variance 400. 16,000 replications of 60 steps after those that
// the forecasts need to forget the start; a defect of 1 % is seen.

#include <fmt/format.h>

#include "tests/support/market_history.hpp"

using namespace channelsim;
using namespace channelsim::market;

namespace {

constexpr std::uint32_t warm_up = 40, horizon = 100;

/// A shop supplied by a hub supplied by a depot, none of which is ever short.
std::string chain(const std::string& replenishment, std::uint32_t lead_time,
                  const std::string& signal = "orders", const std::string& shop = "") {
  return fmt::format(R"(
horizon: {0}
replications: 16000
breakdown: [member]
series: ["orders[member=shop]", "orders[member=hub]", "orders[member=depot]"]
products: [{{name: good, unit_cost: 1, list_price: 2, recommended_price: 5, divisible: true}}]
regions: [{{name: town, consumers: 4000}}]
segments: [{{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0}}]
demand: {{may_not_buy: false}}
channels:
  - {{name: distributor, lead_time: {1}, demand_signal: {2}, replenishment: {3}}}
  - {{name: independent_retailer, lead_time: {1}, replenishment: {3} {4}}}
members:
  - {{name: depot, channel: distributor}}
  - {{name: hub, channel: distributor, supplier: depot}}
  - {{name: shop, channel: independent_retailer, region: town, supplier: hub}}
)",
                     horizon, lead_time, signal, replenishment, shop);
}
std::string moving_average(int window) {
  return fmt::format(
      "{{type: order_up_to, safety_factor: 1, safety_stock: 2000, forecast: {{type: "
      "moving_average, window: {}}}}}",
      window);
}
std::string smoothing(double weight) {
  return fmt::format("{{type: order_up_to, safety_factor: 1, safety_stock: 2000, smoothing: {}}}",
                     weight);
}

/// By replication: mean square of what a member ordered beyond the mean demand, over its variance.
Sample amplification(const History& history, const std::string& member) {
  constexpr double mean = 400;
  const std::string figure = "orders[member=" + member + "]";
  Sample result = history.in_step(warm_up, figure);
  std::fill(result.values.begin(), result.values.end(), 0.0);
  for (std::uint32_t step = warm_up; step < horizon; ++step) {
    const Sample ordered = history.in_step(step, figure);
    for (std::size_t r = 0; r < ordered.values.size(); ++r)
      result.values[r] +=
          (ordered.values[r] - mean) * (ordered.values[r] - mean) / mean / (horizon - warm_up);
  }
  return result;
}
/// Whether it is what a law says, seen closely enough to tell a defect of 1 %.
bool agrees(const History& history, const std::string& member, double expected) {
  const Sample swing = amplification(history, member);
  CHECK(swing.standard_error() < 0.0025 * expected);
  return swing.agrees_with(expected);
}

}  // namespace

// The textbook's L counts lead time and review: here lead_time + 1.
TEST_CASE("V48 scenario: a moving average makes orders swing 1 + 2 L/p + 2 (L/p)^2 as much") {
  CHECK(agrees(History(chain(moving_average(4), 1)), "shop", 2.5));
  CHECK(agrees(History(chain(moving_average(5), 2)), "shop", 2.92));
}

TEST_CASE("V50 scenario: from stage to stage the swing grows, less where demand is shared") {
  const History apart(chain(moving_average(10), 1));
  CHECK(agrees(apart, "shop", 1.48));
  CHECK(agrees(apart, "hub", 2.3056));
  CHECK(agrees(apart, "depot", 3.75328));
  const History shared(chain(moving_average(10), 1, "sell_out"));
  CHECK(agrees(shared, "shop", 1.48));
  CHECK(agrees(shared, "hub", 2.12));
  CHECK(agrees(shared, "depot", 2.92));
}

TEST_CASE("V51, V51x scenario: exponential smoothing, 1 + 2 L a + 2 L^2 a^2 / (2 - a)") {
  CHECK(agrees(History(chain(smoothing(0.2), 2)), "shop", 2.6));
  CHECK(agrees(History(chain(smoothing(0.3), 1)), "shop", 2.623529));
}

TEST_CASE("larger packs make orders swing more") {
  double last = 0;
  for (const int pack : {0, 200, 1000}) {
    const History history(
        chain(smoothing(0), 1, "orders", fmt::format(", order_multiple: {}", pack)));
    const double swing = amplification(history, "shop").mean();
    CHECK(swing > 1.05 * last);
    last = swing;
  }
}
