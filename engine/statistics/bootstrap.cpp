#include "engine/statistics/bootstrap.hpp"

#include <algorithm>

#include "engine/random/draws.hpp"
#include "engine/run/threads.hpp"
#include "engine/statistics/comparison.hpp"

namespace channelsim {
namespace {
constexpr Purpose resampling{"bootstrap of replications"};
constexpr std::uint32_t resamples = 2000;

/// How often each of `n` replications occurs in a resample of size n.
std::vector<double> multiplicities(std::size_t n, std::uint32_t resample, std::uint64_t seed) {
  std::vector<double> times(n, 0);
  for (std::size_t first = 0; first < n; first += 16) {
    const LanesOf<16> u =
        Draws(seed, static_cast<std::uint32_t>(first)).uniform<16>(resampling, {0}, resample);
    const int last = static_cast<int>(std::min<std::size_t>(16, n - first));
    for (int lane = 0; lane < last; ++lane)
      times[static_cast<std::size_t>(u[lane] * static_cast<double>(n))] += 1;
  }
  return times;
}

/// Gives one win, or equal parts of it, to the plans with the best sum in a resample.
void award(std::span<const std::vector<double>> columns, double direction,
           std::span<const double> times, std::span<double> wins) {
  std::vector<double> sums;
  for (const std::vector<double>& column : columns) {
    double sum = 0;
    for (std::size_t i = 0; i < column.size(); ++i) sum += times[i] * column[i];
    sums.push_back(direction * sum);
  }
  const double best = *std::max_element(sums.begin(), sums.end());
  const auto winners = static_cast<double>(std::count(sums.begin(), sums.end(), best));
  for (std::size_t plan = 0; plan < sums.size(); ++plan)
    wins[plan] = sums[plan] == best ? 1 / winners : 0;
}
}  // namespace

std::vector<double> confidence_of_best_mean(std::span<const std::vector<double>> columns, Goal goal,
                                            std::uint64_t seed, int threads) {
  const std::size_t plans = columns.size();
  std::vector<double> wins(resamples * plans);
  for_each_in_order(resamples, threads > 0 ? threads : usable_cpus(), [&](std::size_t resample) {
    award(columns, gain_direction(goal),
          multiplicities(columns[0].size(), static_cast<std::uint32_t>(resample), seed),
          std::span(wins).subspan(resample * plans, plans));
    return true;
  });
  std::vector<double> confidence(plans, 1.0 / static_cast<double>(plans));
  for (std::size_t i = 0; i < wins.size(); ++i) confidence[i % plans] += wins[i];
  for (double& each : confidence) each /= resamples + 1;
  return confidence;
}

}  // namespace channelsim
