// Queues, textbook route: formulas and simulated customers.

#include "models/validation/queues.hpp"

#include "tests/support/averages.hpp"

using namespace channelsim;
using namespace channelsim::validation;

namespace {

const auto exponential_with = [](double rate) {
  return [rate](double u) { return -std::log(u) / rate; };
};

struct QueueRuns {
  Runs number, time, waiting, share;
};

QueueRuns run(double arrival_rate, int servers, const std::function<double(double)>& service,
              Step customers, std::uint32_t runs) {
  QueueRuns all;
  for (std::uint32_t i = 0; i < runs; ++i) {
    const auto result =
        performance(simulate_queue(arrival_rate, servers, service, customers, Draws(56, i)), 1000);
    all.number.add(result.number_in_system);
    all.time.add(result.time_in_system);
    all.waiting.add(result.waiting_time);
    all.share.add(result.share_waiting);
  }
  return all;
}

}  // namespace

TEST_CASE("V56 textbook: one server with exponential service") {
  const auto expected = markov_queue(.8, 1, 1);
  CHECK(expected.number_in_system == Approx(4));
  CHECK(expected.time_in_system == Approx(5));
  const QueueRuns runs = run(.8, 1, exponential_with(1), 51'000, 192);
  check_mean(runs.number, 4, 0, .005);
  check_mean(runs.time, 5, 0, .005);
}

TEST_CASE("V56 textbook: three servers with exponential service") {
  const auto expected = markov_queue(4, 2, 3);
  CHECK(expected.share_waiting == printed(.444444));
  CHECK(expected.waiting_time == printed(.222222));
  CHECK(expected.number_in_system == printed(2.888889));
  const QueueRuns runs = run(4, 3, exponential_with(2), 41'000, 128);
  check_mean(runs.share, .444444, 5e-7, .005);
  check_mean(runs.waiting, .222222, 5e-7, .005);
  check_mean(runs.number, 2.888889, 5e-7, .005);
}

TEST_CASE("V56 textbook: one server whose service takes always the same time") {
  const auto expected = constant_service_queue(.8, 1);
  CHECK(expected.waiting_time == Approx(2));
  CHECK(expected.number_in_system == Approx(2.4));
  const QueueRuns runs = run(
      .8, 1, [](double) { return 1.0; }, 31'000, 128);
  check_mean(runs.waiting, 2, 0, .005);
  check_mean(runs.number, 2.4, 0, .005);
}

TEST_CASE("V56 textbook: Little's law holds on every path from empty to empty") {
  for (const int servers : {1, 3}) {
    const QueuePath path =
        simulate_queue(.8 * servers, servers, exponential_with(1), 20'000, Draws(56, 0));
    double stays = 0;
    for (std::size_t i = 0; i < path.arrival.size(); ++i)
      stays += path.departure[i] - path.arrival[i];
    const double end = *std::max_element(path.departure.begin(), path.departure.end());
    const double rate = 20'000 / end, number = customer_time(path, 0, end) / end;
    CHECK(number == Approx(rate * stays / 20'000).epsilon(1e-9));
  }
}
