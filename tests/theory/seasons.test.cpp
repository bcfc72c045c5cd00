// What moves demand for all: seasons, trend, events, shocks.
// Thresholds: 4.89 standard errors at fixed seeds (false alarm 1e-6 each).

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/market_history.hpp"

using namespace channelsim::market;

namespace {

std::string demand_story(double per_step, int steps, int replications, const std::string& demand,
                         const std::string& consumers = "1000") {
  return one_shop(fmt::format("purchase_rate: {}", per_step / std::stod(consumers)), consumers) +
         fmt::format(
             "horizon: {}\nreplications: {}\nseries: units_sold\n"
             "demand: {{may_not_buy: false, {}}}\n",
             steps, replications, demand);
}

/// A Poisson number has the variance of its mean: a dispersion index is known to sqrt(2 / n).
void check_poisson(const Sample& counts, double mean, double bias) {
  const double n = counts.size();
  CHECK(std::abs(counts.mean() - mean) < 4.89 * std::sqrt(mean / n) + bias);
  CHECK(counts.variance() / counts.mean() == Approx(1).margin(4.89 * std::sqrt(2 / n)));
}

}  // namespace

TEST_CASE("V23 scenario: quarters of a seasonal demand are Poisson with the integrals as means") {
  // Weekly steps take the rate of the middle of each week: 0.2 pieces a quarter beside the
  // integral. n = 20,000: standard errors 0.22 … 0.29 (0.02 %); of a dispersion index 0.01.
  const History history(
      demand_story(100, 52, 20000, "season: {amplitude: 0.4, period: 52, phase: 0.5}"));
  const double quarters[] = {1631.0423, 1631.0423, 968.9577, 968.9577};
  for (std::uint32_t quarter = 0; quarter < 4; ++quarter) {
    INFO("quarter " << quarter);
    check_poisson(history.between(13 * quarter, 13 * quarter + 13, "units_sold"), quarters[quarter],
                  0.21);
  }
  check_poisson(history.after(52, "units_sold"), 5200, 1e-9);
}

TEST_CASE("V23x scenario: days and months of a seasonal demand are Poisson") {
  const History history(
      demand_story(8, 90, 4000, "season: {amplitude: 0.25, period: 365, phase: 0.5}"));
  check_poisson(history.after(7, "units_sold"), 56.8425, 1e-3);
  const double months[] = {255.1515, 281.5027, 297.0291};
  for (std::uint32_t month = 0; month < 3; ++month)
    check_poisson(history.between(30 * month, 30 * month + 30, "units_sold"), months[month], 1e-3);
}

TEST_CASE("a trend compounds from step to step") {
  const History history(demand_story(10000, 40, 400, "growth: 0.03"));
  for (const std::uint32_t step : {0u, 1u, 10u, 39u})
    check_poisson(history.in_step(step, "units_sold"), 10000 * std::pow(1.03, step), 0);
}

TEST_CASE("cycles take their indices in turn, and several multiply with the season") {
  const History history(demand_story(
      10000, 14, 400,
      "season: {amplitude: 0.5, period: 4}, cycles: [{indices: [0.5, 1.5, 1], steps_each: 2, "
      "start: 1}, {indices: [0.8, 1.2]}]"));
  const double season[] = {1, 1.5, 1, 0.5}, indices[] = {0.5, 1.5, 1}, second[] = {0.8, 1.2};
  for (std::uint32_t step = 0; step < 14; ++step) {
    INFO("step " << step);
    check_poisson(history.in_step(step, "units_sold"),
                  10000 * season[step % 4] * indices[(step + 1) / 2 % 3] * second[step % 2], 0);
  }
}

TEST_CASE("an event lifts demand in exactly the steps it lasts, whoever counts") {
  const std::string events =
      "events: [{name: holiday, dates: [3, 9], length: 2, lift: -1}, "
      "{name: fair, dates: [6], length: 3, lift: 0.5}]\n";
  for (const char* consumers :
       {"", "consumers: {memory: true}\n", "consumers: {resolution: persons}\n"}) {
    const History history(demand_story(200, 13, 400, "season: {amplitude: 0}") + events +
                          consumers);
    for (std::uint32_t step = 0; step < 13; ++step) {
      INFO(consumers << "step " << step);
      const Sample sold = history.in_step(step, "units_sold");
      const bool holiday = step == 3 || step == 4 || step == 9 || step == 10;
      const bool fair = step >= 6 && step < 9;
      if (holiday)
        CHECK(sold.mean() == 0);
      else
        check_poisson(sold, fair ? 300 : 200, 0);
    }
  }
}

TEST_CASE("shocks have the mean 1, their standard deviation and their persistence") {
  // Of a million pieces a step chance moves the logarithm by 0.001 only.
  const double sd = 0.2, persistence = 0.7, n = 4000;
  const History history(demand_story(1e6, 21, 4000, "shock: {sd: 0.2, persistence: 0.7}", "1e7"));
  std::vector<Sample> logarithm;
  for (std::uint32_t step = 0; step < 21; ++step)
    logarithm.push_back(history.in_step(step, "units_sold").transformed([](double units) {
      return std::log(units / 1e6);
    }));
  for (const std::uint32_t step : {0u, 1u, 5u, 20u}) {
    INFO("step " << step);
    CHECK(history.in_step(step, "units_sold").agrees_with(1e6));
    CHECK(logarithm[step].agrees_with(-0.5 * sd * sd));
    CHECK(std::sqrt(logarithm[step].variance()) ==
          Approx(sd).epsilon(4.89 / std::sqrt(2 * n) + 1e-4));
  }
  // A correlation rho is known to (1 - rho^2) / sqrt(n).
  for (const std::uint32_t lag : {1u, 2u, 5u, 20u}) {
    const double expected = std::pow(persistence, lag);
    INFO("lag " << lag);
    CHECK(logarithm[0].correlation(logarithm[lag]) ==
          Approx(expected).margin(4.89 * (1 - expected * expected) / std::sqrt(n) + 1e-4));
    CHECK(logarithm[20 - lag].correlation(logarithm[20]) ==
          Approx(expected).margin(4.89 * (1 - expected * expected) / std::sqrt(n) + 1e-4));
  }
}

TEST_CASE("a shock meets all offers and regions alike") {
  const History history(R"(
horizon: 3
replications: 400
breakdown: [member]
series: ['units_sold[member=east]', 'units_sold[member=west]']
demand: {may_not_buy: false, shock: {sd: 0.3}}
products: [{name: good, unit_cost: 1, list_price: 2}]
regions: [{name: here, consumers: 1e7}, {name: there, consumers: 1e7}]
segments: [{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0}]
channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]
members: [{name: east, channel: outlet, region: here}, {name: west, channel: outlet, region: there}]
)");
  // What is left beside the shock is Poisson: 0.001 of 0.3, so the correlation is above 0.9999.
  CHECK(history.after(3, "units_sold[member=east]")
            .correlation(history.after(3, "units_sold[member=west]")) > 0.9999);
}

TEST_CASE("V23x scenario: a shock to the market has the standard deviation that is stated") {
  // 65,536 replications: a deviation that is 1.7 % off is noticed 9 times of 10.
  constexpr double sd = 0.3, count = 65536;
  const Story story(R"(
horizon: 1
replications: 65536
products: [{name: good, unit_cost: 1, list_price: 2, recommended_price: 5, divisible: true}]
regions: [{name: town, consumers: 1000}]
segments: [{name: all, share: 1, purchase_rate: 0.1, price_sensitivity: 0}]
demand: {incidence: expected, may_not_buy: false, shock: {sd: 0.3}}
channels: [{name: outlet, owner: independent, holds_stock: false, fixed_cost: 0}]
members: [{name: shop, channel: outlet, region: town}]
)");
  double sum = 0, squares = 0;
  for (const double units : story.figure("units_sold")) {
    const double deviation = std::log(units / 100);
    sum += deviation;
    squares += deviation * deviation;
  }
  const double mean = sum / count, found = std::sqrt(squares / count - mean * mean);
  CHECK(std::fabs(mean + sd * sd / 2) < 4.89 * sd / std::sqrt(count));
  CHECK(std::fabs(found / sd - 1) < 4.89 / std::sqrt(2 * count));
}
