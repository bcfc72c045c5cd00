#pragma once
// Textbook models: customers who wait for servers, first come, first served [Gross et al. 2008].

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "engine/random/draws.hpp"

namespace channelsim::validation {
inline namespace CHANNELSIM_LEVEL {

/// Means over time and over customers; times are in units of time.
struct QueuePerformance {
  double number_in_system, time_in_system, waiting_time;
  double share_waiting;  // of the customers
};

/// Poisson arrivals and exponential service with c servers: with Erlang's C = P(wait),
/// Wq = C / (c service - arrivals). Rates per unit of time, those of a server for `service_rate`.
inline QueuePerformance markov_queue(double arrival_rate, double service_rate, int servers) {
  const double load = arrival_rate / service_rate;
  double loss = 1;  // Erlang's B
  for (int n = 1; n <= servers; ++n) loss = load * loss / (n + load * loss);
  const double share = servers * loss / (servers - load * (1 - loss));
  const double wait = share / (servers * service_rate - arrival_rate);
  const double stay = wait + 1 / service_rate;
  return {arrival_rate * stay, stay, wait, share};
}

/// One server whose service takes always 1 / service_rate: Wq = load / (2 service (1 - load))
/// [Pollaczek 1930].
inline QueuePerformance constant_service_queue(double arrival_rate, double service_rate) {
  const double load = arrival_rate / service_rate;
  const double wait = load / (2 * service_rate * (1 - load)), stay = wait + 1 / service_rate;
  return {arrival_rate * stay, stay, wait, load};
}

/// When each customer of a simulated run came, was served and left, in order of arrival.
struct QueuePath {
  std::vector<double> arrival, start, departure;
};

inline QueuePath simulate_queue(double arrival_rate, int servers,
                                const std::function<double(double)>& service_time, Step customers,
                                const Draws& draws) {
  constexpr Purpose gap{"gap between two customers of a textbook queue"};
  constexpr Purpose service{"service time of a textbook queue"};
  QueuePath path;
  std::vector<double> free(static_cast<std::size_t>(servers), 0.0);  // when each server will be
  double now = 0;
  for (Step customer = 0; customer < customers; ++customer) {
    now -= std::log(draws.uniform<1>(gap, {0}, customer)[0]) / arrival_rate;
    const auto first = std::min_element(free.begin(), free.end());
    path.arrival.push_back(now);
    path.start.push_back(std::max(now, *first));
    *first = path.start.back() + service_time(draws.uniform<1>(service, {0}, customer)[0]);
    path.departure.push_back(*first);
  }
  return path;
}

/// The time integral of the number of customers in the system between two moments, event by event.
inline double customer_time(const QueuePath& path, double from, double until) {
  std::vector<double> left = path.departure;
  std::sort(left.begin(), left.end());
  double sum = 0, last = 0, number = 0;
  std::size_t arrived = 0, departed = 0;
  const auto advance = [&](double moment) {
    sum += number * std::max(std::min(moment, until) - std::max(last, from), 0.0);
    last = moment;
  };
  while (departed < left.size()) {
    const bool arrival = arrived < path.arrival.size() && path.arrival[arrived] <= left[departed];
    advance(arrival ? path.arrival[arrived++] : left[departed++]);
    number += arrival ? 1 : -1;
  }
  return sum;
}

/// The measures of a run, without the customers of the warm-up.
inline QueuePerformance performance(const QueuePath& path, std::size_t warm_up) {
  const std::size_t count = path.arrival.size();
  const auto customers = static_cast<double>(count - warm_up);
  QueuePerformance mean{0, 0, 0, 0};
  for (std::size_t i = warm_up; i < count; ++i) {
    mean.time_in_system += (path.departure[i] - path.arrival[i]) / customers;
    mean.waiting_time += (path.start[i] - path.arrival[i]) / customers;
    mean.share_waiting += (path.start[i] > path.arrival[i]) / customers;
  }
  const double from = path.arrival[warm_up], until = path.arrival.back();
  mean.number_in_system = customer_time(path, from, until) / (until - from);
  return mean;
}

}  // namespace CHANNELSIM_LEVEL
}  // namespace channelsim::validation
